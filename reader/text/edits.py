"""A text with some of its words corrected, and where in it every place of the old text now stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Edit:
    """Words put in the place of a stretch of a text (code points).

    `start` equals `end` where nothing is taken away; the words then belong to what stands before them where they are put
    `behind` it, else to what stands after them.
    """

    start: int
    end: int
    words: str
    behind: bool = False


class Edited:
    """A text after edits that do not overlap."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        parts, at = [], 0
        for edit in self.edits:
            assert at <= edit.start <= edit.end <= len(text), edit
            parts += [text[at : edit.start], edit.words]
            at = edit.end
        self.text = "".join([*parts, text[at:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the old text stands now: words put in beside it are not part of it."""
        return self._mapped(start, False, over=True), self._mapped(end, True, over=False)

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the old text stands now: words put in beside it are part of it, if they are to belong to it."""
        return self._mapped(start, False, over=False, behind=True), self._mapped(end, True, over=False, behind=True)

    def touches(self, start: int, end: int) -> bool:
        """Whether any word between two positions of the old text was changed."""
        return any((e.start < end and start < e.end) or start < e.start == e.end < end for e in self.edits)

    def _mapped(self, position: int, of_end: bool, over: bool, behind: bool = False) -> int:
        """A position that lies within an edit goes to its beginning, or, where something ends there, to its end.

        Words put in right there are passed `over`, or, if `behind` is asked, where they belong to what stands before them.
        """
        shift = 0
        for edit in self.edits:
            if edit.start == edit.end == position:
                if over or (behind and edit.behind):
                    shift += len(edit.words)
                continue
            if position <= edit.start:
                break
            if position < edit.end:
                return edit.start + shift + (len(edit.words) if of_end else 0)
            shift += len(edit.words) - (edit.end - edit.start)
        return position + shift


def edits_between(old: str, new: str) -> list[Edit]:
    """The edits that make one text of another, as few words of them as a person would see."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Edit(a, b, new[c:d], behind=a > 0) for tag, a, b, c, d in steps if tag != "equal"]
