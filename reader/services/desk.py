"""What lies open before the reader: a library, an article, the marks on it, and the way back (undo, history)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import LibraryError, NotFoundError
from reader.model import COLOURS, Annotation, Change, Kind
from reader.services.annotating import notice, stamped
from reader.services.doubts import flag_words
from reader.services.history import History
from reader.services.view import View
from reader.services.wording import Wording
from reader.settings import Settings
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.marks import Marks
from reader.store.shelves import Shelves, Step
from reader.text.sheet import Sheet
from reader.translation import tr

if TYPE_CHECKING:
    from reader.services.searching import Query

HISTORY = 200  # articles that "back" remembers
MOMENT_MS = 20  # of waiting for another program that writes, where what cannot be written is tried again by itself


class Desk:
    """The state that commands act on. Everything a person marks is in the store before the next event is handled."""

    def __init__(self, library: Library, settings: Settings, view: View) -> None:
        self.library = library
        self.settings = settings
        self.view = view
        self.archive = Archive(library)
        self.annotations = Annotations(library)
        self.marks = Marks(library)
        self.shelves = Shelves(library)
        self.words = Wording(library)
        self.sheet: Sheet | None = None
        self.marks_here: list[Annotation] = []
        self.colour: str = COLOURS[0]
        self.hits: Sequence[tuple[int, int]] = ()
        self.watched: str = self.marks.session("watched", "")  # the folder from which is imported what comes, or ''
        self._finding: Query | None = None
        self.widened_from = 0  # where the selection stood before it was widened: to this it is narrowed again
        self.moving: Annotation | None = None  # what is to be given other words
        self._glimpsed = False  # whether the open article was laid open by the program, not by its reader
        self.history = History(library, self._settled)
        self.notice = ""  # what is to be said of the last change, where it met one that was made elsewhere
        self._owed: list[Callable[[], None]] = []  # what could not be noted down yet
        self._back: list[int] = []
        self._forward: list[int] = []

    # --- articles -------------------------------------------------------------------------------------------------

    @property
    def article_id(self) -> int:
        """The article that lies open, or 0."""
        return self.sheet.article.id if self.sheet else 0

    def open(self, article_id: int, position: int | None = None) -> None:
        """Lay an article open because its reader asks for it, at a position or where it was left, and mark it read.

        Raises NotFoundError where there is no such article.
        """
        here = self.article_id
        self._lay_open(article_id, position)
        self._mark_read()
        if here and here != article_id:
            self._back = [*self._back, here][-HISTORY:]
            self._forward.clear()

    def glimpse(self, article_id: int) -> None:
        """Lay an article open unasked, as at the start: it counts as read only when its reader goes on from it."""
        self._lay_open(article_id, None)
        self._glimpsed = True

    def finish_reading(self) -> None:
        """Its reader goes on: an article that the program laid open has now been read."""
        if self._glimpsed:
            self._mark_read()

    def turn_read(self) -> None:
        """Mark the open article as unread, or as read again."""
        self._write_owed()  # a mark that waits is not to undo this one later
        self._glimpsed = False
        self.marks.set_read([self.article_id], not self.marks.is_read(self.article_id))
        self.view.show_reading_mark(self.article_id)

    def follow(self, link: str) -> None:
        """Open what a link out of an export leads to.

        Raises ReaderError for what is no link, and NotFoundError where nothing in this library is meant by it.
        """
        from reader.services.links import target  # the writers of links are not needed otherwise

        article_id, annotation = target(self.library, link)
        self.open(article_id)
        if annotation is not None:
            place = self.place_of(annotation)
            self.view.select(place, place)
            self.view.choose_annotation(annotation)
            if annotation.deleted:
                self.view.say(tr("This annotation was deleted: it is in the bin."))

    def go_back(self) -> None:
        """Return to the article read before."""
        self._travel(self._back, self._forward)

    def go_forward(self) -> None:
        """Take a step back in the history again."""
        self._travel(self._forward, self._back)

    def can_go(self, forward: bool) -> bool:
        """Whether there is a way back, or forward."""
        return bool(self._forward if forward else self._back)

    def neighbour(self, step: Step, forward: bool, unread: bool = False) -> int | None:
        """The article that lies in a direction from the open one."""
        if not self.article_id:
            return self.shelves.first()
        return self.shelves.neighbour(self.article_id, step, forward, unread)

    def leave(self) -> None:
        """Remember where the caret stands in the open article."""
        if self.sheet and self.library.writable:
            article_id, position = self.article_id, self.view.caret()
            self._note_down(lambda: self.marks.set_position(article_id, position))

    def close_article(self) -> None:
        """Leave the desk empty."""
        self.leave()
        self.sheet, self.marks_here = None, []
        self.view.show_sheet(None, [], 0)

    def begin_anew(self, article_id: int) -> None:
        """Take up a library that has become another as a whole, at an article if it has that one."""
        for remembered in (self._back, self._forward, self._owed):
            remembered.clear()
        self.history.look_again()
        self.library.changed_elsewhere()
        if article_id and self.archive.article(article_id):
            self.glimpse(article_id)

    def _lay_open(self, article_id: int, position: int | None) -> None:
        article = self.archive.article(article_id)
        if article is None:
            raise NotFoundError(tr("Article {number} is not in this library.", number=article_id))
        self.leave()
        article_id = article.id  # of the whole, where a part of it was asked for
        self.sheet, self._glimpsed = Sheet(article, flag_words()), False
        self.marks_here = self.annotations.of_article(article_id)
        if position is None:
            position = self.marks.position(article_id)
        self.view.show_sheet(self.sheet, self.marks_here, min(position, len(self.sheet.text)))
        self._show_hits()

    def _mark_read(self) -> None:
        self._glimpsed = False
        if self.library.writable and not self.marks.is_read(self.article_id):
            article_id = self.article_id

            def mark() -> None:
                self.marks.set_read([article_id], True)
                self.view.show_reading_mark(article_id)

            self._note_down(mark)

    def _note_down(self, write: Callable[[], None]) -> None:
        """Write what the program notes down by itself; where the library is busy one goes on reading, and it is done later."""
        self._owed.append(write)
        try:
            self._write_owed()
        except LibraryError as error:
            self.view.say(str(error))

    def _write_owed(self) -> None:
        with self.library.waiting(MOMENT_MS):
            while self._owed:
                self._owed[0]()
                self._owed.pop(0)

    def _travel(self, source: list[int], target: list[int]) -> None:
        if source:
            here = self.article_id
            self._lay_open(source.pop(), None)
            self._mark_read()
            if here:
                target.append(here)

    # --- search ---------------------------------------------------------------------------------------------------

    def open_found(self, article_id: int, query: str) -> None:
        """Open an article that a query found, with its hits marked, at the first of them."""
        from reader.services.searching import understood  # not on the way to the first paint

        self._finding = understood(query)
        self.open(article_id)
        if self.hits:
            self.view.select(self.hits[0][0], self.hits[0][0])

    def find(self, words: str) -> None:
        """Mark every place of a string in the articles that lie open from now on; '' marks none."""
        from reader.services.searching import quoted

        self._finding = quoted(words) if words else None
        self._show_hits()

    def _show_hits(self) -> None:
        before, self.hits = self.hits, ()
        if self._finding is not None and self.sheet is not None:
            from reader.services.searching import hits_on

            self.hits = hits_on(self.sheet, self._finding)
        if self.hits or before:
            self.view.show_hits(self.hits)

    # --- import -----------------------------------------------------------------------------------------------------

    def watch(self, folder: str) -> None:
        """Import what lies in a folder and what comes into it, also after the next start; '' for none any more."""
        self.watched = folder
        self._note_down(lambda: self.marks.set_session({"watched": folder}))
        self.view.watch_folder(folder)

    # --- annotations ----------------------------------------------------------------------------------------------

    def do(self, step: Change | Callable[[], Change]) -> Change:
        """Do a step, show it, and remember it for undo; gives it as it was done.

        A step that has to look at the library first is a function, called in the transaction that does it.
        """
        change = self.history.do(step)
        self._show(step if isinstance(step, Change) else change, change)
        return change

    def edit(self, label: str, annotation: Annotation, **values: object) -> Annotation:
        """Change fields of an annotation as one step; gives the annotation as it is then. No change is no step."""
        edited = replace(annotation, **values)  # type: ignore[arg-type]
        if edited == annotation:
            return annotation
        return next(iter(self.do(Change(label, before=(annotation,), after=(stamped(edited),))).after), annotation)

    def write_note(self, annotation: Annotation, text: str, first: bool) -> Annotation:
        """Keep what is being written in a note, and give the annotation as it is then.

        All keystrokes of one sitting, of which `first` begins, are one step. An annotation that was only made to hold the note
        is stored with its first words. Raises LibraryError, soon, where the library cannot be written to now.
        """
        wanted = Change("Edit note", before=(annotation,), after=(stamped(replace(annotation, note=text)),))
        with self.library.waiting(MOMENT_MS):
            change = self.history.type(wanted, first, "Note on the article")
        if not change.after:  # the very same was written elsewhere
            return self.annotations.get(annotation.id)
        [written] = change.after
        if change.before == (annotation,):  # a keystroke: all the others stand as they stood
            self.marks_here = [written if a.id == written.id else a for a in self.marks_here]
            self.view.show_note(written)
        else:
            self._show(wanted, change)
        if not change.before:
            self.view.choose_annotation(written)
        return written

    def end_note(self) -> None:
        """End a sitting; a note on an article in which nothing is left at the end of its first one is withdrawn."""
        with suppress(LibraryError):  # where the library is busy an empty note stays, which does no harm
            self.history.end_typing(lambda a: a.kind is Kind.NOTE and not a.note and not a.tags)
            self._show_marks()

    def undo(self) -> Change:
        """Take back the last step and give it; what was changed elsewhere since then stays."""
        return self._shown_step(*self.history.undo())

    def redo(self) -> Change:
        """Do again what was taken back last and give it."""
        return self._shown_step(*self.history.redo())

    def _shown_step(self, step: Change, done: Change) -> Change:
        self._show(step, done)
        self._go_where(step)
        return step

    def _go_where(self, step: Change) -> None:
        """Open the article of a step, where it is not the open one: what is undone or redone unseen would be lost unnoticed."""
        before, after = ({part for page in pages for part in page.parts} for pages in (step.pages_before, step.pages_after))
        changed = before ^ after
        places = {self.archive.head(part.id) for part in changed} or {a.article_id for a in (*step.before, *step.after)}
        there = [i for i in places if not changed or self.archive.has_text(i)]
        if there and self.article_id not in places:
            with suppress(NotFoundError):
                self.open(min(there))

    def marks_at(self, position: int) -> list[Annotation]:
        """The annotations of the open article whose words hold a position (or end there), the narrowest first."""
        if self.sheet is None:
            return []
        found = []
        for annotation in self.marks_here:
            if self.stands_at(annotation, position):
                ranges = self.sheet.ranges(annotation.spans)
                found.append((sum(end - start for start, end in ranges), annotation))
        return [annotation for _, annotation in sorted(found, key=lambda pair: pair[0])]

    def place_of(self, annotation: Annotation) -> int:
        """Where an annotation begins on the open sheet; 0 for a note on the whole article."""
        ranges = self.sheet.ranges(annotation.spans) if self.sheet else []
        return ranges[0][0] if ranges else 0

    def is_placed(self, annotation: Annotation) -> bool:
        """Whether an annotation has words in its article as it is now."""
        if self.sheet and annotation.article_id == self.article_id:
            return bool(self.sheet.ranges(annotation.spans))
        return any(self.archive.article_holding(span.text_id, span.start) for span in annotation.spans)

    def stands_at(self, annotation: Annotation, position: int) -> bool:
        """Whether the words of an annotation on the open sheet hold a position."""
        ranges = self.sheet.ranges(annotation.spans) if self.sheet else []
        return any(start <= position <= end for start, end in ranges)

    def refresh(self) -> None:
        """Read the open article and its marks anew, after an import; the desk is empty where the article is gone.

        Where nothing of it has changed it is left as it is, with its selection.
        """
        article = self.archive.article(self.article_id) if self.article_id else None
        if self.article_id and article is None:
            self.close_article()
        elif self.sheet and (article, self.annotations.of_article(self.article_id)) != (self.sheet.article, self.marks_here):
            glimpsed = self._glimpsed
            self._lay_open(self.article_id, self.view.caret())
            self._glimpsed = glimpsed

    def look_again(self) -> None:
        """Show what others have written to the library since: the marks, and the article where an import has changed it."""
        with suppress(LibraryError):  # told when it could not be written first
            self._write_owed()
        if not self.library.changed_elsewhere():
            return
        if self.sheet and self.archive.article(self.article_id) != self.sheet.article:
            self.refresh()
        else:
            self._show_marks()

    def _settled(self, annotation: Annotation) -> Annotation:
        """Where a new annotation belongs, if an import has changed the open article since it was laid open."""
        if self.sheet is None or annotation.article_id != self.article_id:
            return annotation
        from reader.services.carrying import settled  # not on the way to the first paint

        return settled(self.library, annotation, self.sheet.article)

    def _show(self, wanted: Change, done: Change) -> None:
        if done.pages_after:
            self.view.show_library()
        self._show_marks(None if done.pages_after else done)
        self.notice = notice(wanted, done)
        if self.notice:
            self.view.say(self.notice)

    def _show_marks(self, done: Change | None = None) -> None:
        """Show the marks after a change, or, where nobody knows what has changed, all of them as they are stored."""
        marks = {a.id: a for a in self.marks_here}
        here = [a for a in done.before if a.article_id == self.article_id] if done else []
        known = done and done.after and all(marks.get(a.id) == (None if a.deleted else a) for a in here)
        if done and known:
            marks |= {a.id: a for a in done.after}
            self.marks_here = [a for a in marks.values() if a.article_id == self.article_id and not a.deleted]
        else:
            self.marks_here = self.annotations.of_article(self.article_id) if self.article_id else []
        self.view.show_annotations(self.marks_here, done.after if done and known else None)
