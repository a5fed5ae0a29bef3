"""A sitting at a note: what was written in it at its longest, so that what was erased again can be brought back."""

from collections.abc import Sequence
from dataclasses import replace

from reader.model import Annotation, Change


class Sitting:
    """The note that is being written."""

    def __init__(self) -> None:
        self._fullest: Annotation | None = None

    def write(self, written: Annotation, first: bool) -> None:
        """Follow a keystroke, the `first` of a sitting or a later one."""
        if first or self._fullest is None or len(written.note) > len(self._fullest.note):
            self._fullest = written

    def end(self, step: Change, left: Sequence[Annotation]) -> list[Change]:
        """The steps that a sitting comes to, which was one till now: what was wholly erased is a step of its own.

        `left` is the annotation as it is at the end. None where nothing was ever written.
        """
        fullest, self._fullest = self._fullest, None
        if fullest is None or not fullest.note or [a.note for a in left] != [""]:
            return []
        return [replace(step, after=(fullest,)), Change("Erase note", before=(fullest,), after=tuple(left))]
