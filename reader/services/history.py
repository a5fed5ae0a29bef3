"""The way back: every step that changed annotations or pages, to be undone and redone, after the next start too."""

from collections.abc import Callable
from dataclasses import replace

from reader.errors import PastUndoError
from reader.model import Annotation, Change
from reader.services.sitting import Sitting
from reader.services.steps import as_it_is, take
from reader.store.journal import Journal
from reader.store.library import Library

_Step = tuple[int, str]  # its id in the journal, and its label


class History:
    """The steps of one who works on a library: those of before, as the journal has them, then those of this session."""

    def __init__(self, library: Library, settle: Callable[[Annotation], Annotation] = as_it_is) -> None:
        self._library, self._settle = library, settle
        self._journal = Journal(library)
        self._lists: tuple[list[_Step], list[_Step]] | None = None
        self._sitting = Sitting()
        self._typing: Change | None = None  # what the last step did, where it was a keystroke in a note

    @property
    def undoable(self) -> str:
        """The label of the step that undo would take back, or ''."""
        return self._done[-1][1] if self._done else ""

    @property
    def redoable(self) -> str:
        """The label of the step that redo would do again, or ''."""
        return self._undone[-1][1] if self._undone else ""

    def do(self, step: Change | Callable[[], Change]) -> Change:
        """Do a step and remember it; gives it as it was done.

        One that has to look at the library first is a function, called in the same transaction. Raises what that raises, and
        LibraryError.
        """
        self._loaded()  # before the journal has this step too
        with self._library.transaction():
            change = take(self._library, step if isinstance(step, Change) else step(), settle=self._settle)
            step_id = self._journal.add(change) if _is_any(change) else 0
        self._typing = None
        if step_id:
            self._remember(step_id, change)
        return change

    def look_again(self) -> None:
        """Take up the steps that others, such as work in the background, have put into the journal."""
        self._lists, self._typing = None, None

    def type(self, step: Change, first: bool, made: str) -> Change:
        """Keep what is being written in a note; all keystrokes of one sitting, of which `first` begins, are one step.

        `made` is the label of a step that makes the annotation.
        """
        self._loaded()
        with self._library.transaction():
            change = take(self._library, step, settle=self._settle)
            if not change.after:  # the very same was written elsewhere
                return change
            before = self._typing
            goes_on = not first and before is not None and before.after == change.before  # else somebody wrote in between
            if before is not None and goes_on:
                whole = replace(before, after=change.after)
                self._journal.amend(self._done[-1][0], whole)
            else:
                whole = change if change.before else replace(change, label=made)
                step_id = self._journal.add(whole)
        if not goes_on:
            self._remember(step_id, whole)
        self._undone.clear()
        self._typing = whole
        self._sitting.write(change.after[0], first)
        return change

    def end_typing(self, empty: Callable[[Annotation], bool]) -> None:
        """End a sitting. Where all that it made is `empty`, it is taken back; where all that was typed was erased again, that
        is a step of its own, so that undo brings the words back; where nothing was ever typed, no step is left.
        """
        typed = self._typing
        if typed is None:
            return
        left, withdrawn, erased = typed.after, not typed.before and all(map(empty, typed.after)), 0
        with self._library.transaction():
            if withdrawn:
                left = take(self._library, typed.inverse(), gives_way=True).after
            steps = self._sitting.end(typed, left)
            if steps:
                self._journal.amend(self._done[-1][0], steps[0])
                erased = self._journal.add(steps[1])
            elif withdrawn:
                self._journal.drop(self._done[-1][0])
        if steps:
            self._remember(erased, steps[1])
        elif withdrawn:
            self._done.pop()
        if steps or withdrawn:
            self._typing = None

    def undo(self) -> tuple[Change, Change]:
        """Take back the last step; gives it, and what was done to take it back: what was changed elsewhere stays.

        Raises PastUndoError where it is not possible any more; it is then forgotten.
        """
        return self._turn(self._done, self._undone, undo=True)

    def redo(self) -> tuple[Change, Change]:
        """Do the step again that was taken back last; otherwise as `undo`."""
        return self._turn(self._undone, self._done, undo=False)

    def _turn(self, source: list[_Step], target: list[_Step], undo: bool) -> tuple[Change, Change]:
        step_id, label = source[-1]
        self._typing = None
        try:
            step = self._journal.change(step_id, undone=not undo)
            with self._library.transaction():
                done = take(self._library, step.inverse() if undo else step, gives_way=True)
                if _is_any(done):
                    self._journal.amend(step_id, done.inverse() if undo else done, undone=undo)
                else:
                    self._journal.drop(step_id)
        except PastUndoError:
            source.pop()
            raise
        source.pop()
        if _is_any(done):
            target.append((step_id, label))
        return step, done

    def _remember(self, step_id: int, change: Change) -> None:
        self._done.append((step_id, change.label))
        self._undone.clear()

    @property
    def _done(self) -> list[_Step]:
        return self._loaded()[0]

    @property
    def _undone(self) -> list[_Step]:
        return self._loaded()[1]

    def _loaded(self) -> tuple[list[_Step], list[_Step]]:
        """The steps, read when they are first asked for."""
        if self._lists is None and not self._library.writable:
            self._lists = ([], [])
        if self._lists is None:
            self._lists = (self._journal.steps(undone=False), self._journal.steps(undone=True))
        return self._lists


def _is_any(change: Change) -> bool:
    return bool(change.after or change.pages_after)
