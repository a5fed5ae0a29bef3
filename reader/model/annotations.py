"""A reader's marks: highlights, notes, bookmarks."""

from dataclasses import dataclass
from enum import StrEnum

from reader.model.pages import Span


class Kind(StrEnum):
    """What an annotation is."""

    HIGHLIGHT = "highlight"
    NOTE = "note"  # on an article as a whole
    BOOKMARK = "bookmark"


class Style(StrEnum):
    """How a highlight is drawn."""

    SOLID = "solid"
    UNDERLINE = "underline"


COLOURS = ("yellow", "green", "blue", "pink", "orange", "purple", "red", "grey")  # keys 1 to 8, in this order


class Status(StrEnum):
    """Whether an annotation stands on its words."""

    OK = "ok"
    MOVED = "moved"  # found again at another place of a changed text
    CHANGED = "changed"  # its place is known, its words were corrected
    NEEDS_REVIEW = "needs review"  # its place is not known for sure


class ExportOrder(StrEnum):
    """In which order annotations go out."""

    PLACE = "place"
    CREATED = "created"  # as they were made, those of an article together


@dataclass(frozen=True, slots=True)
class Annotation:
    """A user's mark: spans of page text (none for a note on an article), what was quoted, and what the user adds.

    Times are ISO 8601 in UTC with milliseconds. `deleted` is when it was put in the bin, or empty: an annotation is never
    removed from the store. `prefix` and `suffix` are up to 32 characters of the article on either side of the quote.
    """

    id: str
    short_id: str
    article_id: int
    kind: Kind
    quote: str = ""
    spans: tuple[Span, ...] = ()
    prefix: str = ""
    suffix: str = ""
    style: Style = Style.SOLID
    colour: str = COLOURS[0]
    note: str = ""
    tags: tuple[str, ...] = ()
    quote_corrected: str = ""
    status: Status = Status.OK
    created: str = ""
    modified: str = ""
    deleted: str = ""
    author: str = ""
    origin: str = ""
    original_id: str = ""
