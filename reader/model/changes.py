"""What can be done and undone: annotations made and changed, pages repaired by hand."""

from dataclasses import dataclass, field
from enum import StrEnum

from reader.model.annotations import Annotation
from reader.model.pages import Flag, Page, Piece, Span

NO_FACTS = Page("", "")


class RepairKind(StrEnum):
    """What a repair by hand does to the pieces of a page. `at` and `to` name what stands at a place of the text."""

    SPLIT = "split"  # what follows `at` in its article becomes an article of its own
    MERGE = "merge"  # the article at `at` goes on the one at `to`, on the same page
    MOVE = "move"  # the paragraph or caption at `at` goes after that at `to`, or before it (value "before"); alone without one
    ROLE = "role"  # the paragraph, heading line or caption at `at` gets the role `value`
    ROLE_OF_WORDS = "role of words"  # the words of `at` get it
    CUT = "cut"  # a new paragraph begins at `at`
    JOIN = "join"  # the paragraph at `at` goes on in the one that follows it
    SET_ASIDE = "set aside"  # the words of `at` stand in no article
    BRING_BACK = "bring back"  # what was set aside at `at` is a paragraph after the one at `to`
    CORRECT = "correct"  # the words of `at` read `value`
    LINK = "link"  # the article at `at` goes on the one at `to`, on another page of the issue
    UNLINK = "unlink"  # the article at `at` goes on none


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair as it was done, in the text versions of its time, so that it can be done again on a better reading.

    `article_id` names the article that it made, if it made one, so that notes on it find it again.
    """

    kind: RepairKind
    at: Span
    to: Span | None = None
    value: str = ""
    article_id: int = 0


@dataclass(frozen=True, slots=True)
class OldReading:
    """The words that stood where a correction put others, at a stretch of the text that now is."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What of an article stands on one page, as the library holds it; 0 in `continues` where it goes on no other part.

    `mark` is what its reader did with it (read_at, starred, position), for an article that comes back with undo.
    """

    id: int
    pieces: tuple[Piece, ...]
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    source: str = ""
    continues: int = 0
    mark: tuple[str, int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page lies in the library: its articles in reading order, what stands in none, and how it came to be so.

    `facts` is what is known of the page beside its text. `repairs` are those that led here from what the importer made of it.
    """

    page_id: int
    text_id: int
    parts: tuple[Part, ...]
    aside: tuple[Piece, ...] = ()
    flags: tuple[Flag, ...] = ()
    facts: Page = NO_FACTS
    repairs: tuple[Repair, ...] = ()
    old_readings: tuple[OldReading, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A step that can be undone: annotations and pages as they were before it and as they are after.

    A new annotation is only in `after`, a deleted one only in `before`. The pages before and after are the same ones.
    """

    label: str
    before: tuple[Annotation, ...] = ()
    after: tuple[Annotation, ...] = ()
    pages_before: tuple[Layout, ...] = ()
    pages_after: tuple[Layout, ...] = ()

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.label, self.after, self.before, self.pages_after, self.pages_before)
