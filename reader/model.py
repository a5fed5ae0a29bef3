"""The values that pass between layers: frozen dataclasses, nothing else.

All positions are in code points of the text they point into, `end` exclusive. White space never carries meaning in them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from operator import attrgetter


class Origin(StrEnum):
    """Where a fact about a page came from."""

    PRINTED = "printed"
    FILE_NAME = "file name"
    INFERRED = "inferred"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact about a page (newspaper, ISO date, page label, page name) and where it came from."""

    value: str
    origin: Origin


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a page's text with where it was printed and what the OCR engine called it.

    `box` is x, y, width and height as fractions of the page (0 to 1, from its top left corner), None where it is not known.
    `kind` is "title", "text", "caption", "header", "footer", "page number", "table", "list", "image", "continues" (text that
    goes on in the next region, where the engine is sure of it), "front matter" (written by a program, not printed) or "".
    `start` equals `end` for a picture without words.
    """

    start: int
    end: int
    box: Box | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one issue as it was read: its text, which is never changed, and what is known about it.

    `source` is the name the user knows it by (a file name, with a part after `#` where a file holds several pages).
    `regions` stand in the order of the text and do not overlap; where the source gives none there are none.
    """

    source: str
    text: str
    newspaper: Known | None = None
    date: Known | None = None
    label: Known | None = None
    name: Known | None = None
    edition: Known | None = None
    regions: tuple[Region, ...] = ()


class Role(StrEnum):
    """What a piece of a page's text is, in the field's terms (引题 主题 副题 讯头 小标题 图片说明 转版)."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SECTION = "section"
    CAPTION = "caption"
    CREDIT = "credit"
    JUMP = "jump"
    FURNITURE = "furniture"  # masthead, folio, editors' line, notices about the page itself
    DROPPED = "dropped"  # set aside with a reason: an OCR repetition, a QR-code box
    MARKUP = "markup"  # marks of the file format that were never printed, such as "## "


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of its page's text with its role: the atom of which articles are made.

    Within an article, pieces with the same `paragraph` are parts of one printed paragraph, heading line or caption: they
    are read on without anything between them. A dateline shares the paragraph that it opens, a credit that of its caption.
    `confidence` (0 to 1) is that of the role, and of the join where the piece goes on a paragraph begun elsewhere.
    `why` gives the reason of furniture and of what is dropped.
    """

    start: int
    end: int
    role: Role
    paragraph: int = 0
    confidence: float = 1.0
    why: str = ""


class FlagKind(StrEnum):
    """What a reader should know, or look at, about a place in an article."""

    HEAD_MISSING = "head_missing"  # the beginning of a paragraph or article is not on the page
    TAIL_MISSING = "tail_missing"  # its end is not on the page
    LOSS_SUSPECTED = "loss_suspected"  # words seem to be missing inside
    DOUBTFUL_JOIN = "doubtful_join"
    DOUBTFUL_HEADING = "doubtful_heading"
    DOUBTFUL_ARTICLE = "doubtful_article"
    REPEAT_DROPPED = "repeat_dropped"
    REPEAT_KEPT = "repeat_kept"
    DOUBTFUL_SOURCE = "doubtful_source"  # newspaper, date or label: two candidates, or a weekday that does not fit


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubtful or damaged place: at code point `at` of the page's text, in paragraph `paragraph` of its article."""

    kind: FlagKind
    at: int
    paragraph: int | None = None
    note: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as the importer read it off one page: its pieces in reading order.

    `source` is where the article itself says that it comes from, such as a link; '' where it does not.
    """

    pieces: tuple[Piece, ...]
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page taken apart: its articles in reading order, what stands in none (`aside`), and doubts about the page.

    The pieces of all articles together with `aside` partition the page's text, white space apart.
    """

    page: Page
    articles: tuple[Draft, ...]
    aside: tuple[Piece, ...] = ()
    flags: tuple[Flag, ...] = ()

    def pieces(self) -> list[Piece]:
        """All pieces in the order in which they stand on the page."""
        return sorted([p for a in self.articles for p in a.pieces] + list(self.aside), key=attrgetter("start"))


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece with its text, and the id of the text version that it points into (0 where nothing is stored yet)."""

    piece: Piece
    text: str
    text_id: int = 0


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture and who took it."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was printed: newspaper, ISO date (or its beginning), page label and name; None where unknown."""

    newspaper: str | None = None
    date: str | None = None
    label: str | None = None
    name: str | None = None


_PARAGRAPH_ROLES = frozenset({Role.BODY, Role.SECTION})
_TEXT_ROLES = _PARAGRAPH_ROLES | {Role.DATELINE}


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its fragments in reading order, from which every field is derived.

    `source` is the file that it was read from, `origin` where it says itself that it comes from ('' where it does not).
    `turns` are the labels of the further pages that it goes on, as far as they are known.
    """

    fragments: tuple[Fragment, ...]
    place: Place = Place()
    source: str = ""
    id: int = 0
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    origin: str = ""
    turns: tuple[str, ...] = ()

    def lines(self, role: Role) -> list[str]:
        """The texts of one role, a string for each paragraph, line or caption."""
        return [text for _, text in self._grouped(frozenset({role}))]

    def _grouped(self, roles: frozenset[Role]) -> Iterator[tuple[int, str]]:
        wanted = (f for f in self.fragments if f.piece.role in roles)
        for number, group in groupby(wanted, key=lambda f: f.piece.paragraph):
            yield number, join_fragments(group)

    @property
    def kicker(self) -> str:
        return " ".join(self.lines(Role.KICKER))

    @property
    def headline(self) -> str:
        return " ".join(self.lines(Role.HEADLINE))

    @property
    def subhead(self) -> str:
        return " ".join(self.lines(Role.SUBHEAD))

    @property
    def byline(self) -> str:
        return " ".join(self.lines(Role.BYLINE))

    @property
    def dateline(self) -> str:
        return " ".join(self.lines(Role.DATELINE))

    @property
    def jump(self) -> str:
        return " ".join(self.lines(Role.JUMP))

    @property
    def paragraphs(self) -> list[str]:
        """Body paragraphs and section headings, in reading order."""
        return [text for _, text in self._grouped(_PARAGRAPH_ROLES)]

    @property
    def captions(self) -> list[Caption]:
        credits_by_number = dict(self._grouped(frozenset({Role.CREDIT})))
        captions = [Caption(t, credits_by_number.pop(n, "")) for n, t in self._grouped(frozenset({Role.CAPTION}))]
        return captions + [Caption("", credit) for credit in credits_by_number.values()]

    @property
    def title(self) -> str:
        """What to call the article in a list: its headline, else the beginning of its text."""
        if self.headline or self.kicker:
            return self.headline or self.kicker
        first = next(iter(self.paragraphs), "") or next((c.text for c in self.captions), "")
        return UNTITLED + (first if len(first) <= UNTITLED_CHARACTERS else first[:UNTITLED_CHARACTERS] + "…")


UNTITLED = "[无题] "  # the trade's own word for an article whose heading is lost
UNTITLED_CHARACTERS = 16


def join_fragments(fragments: Iterable[Fragment]) -> str:
    """The text of fragments of one paragraph: read on with nothing between, but two heading lines are parted by a blank."""
    parts = list(fragments)
    return ("" if parts and parts[0].piece.role is not Role.SECTION else " ").join(f.text for f in parts)


_HEADING_ROLES = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE})


_CLOSING = ("。", "！", "？", "”", "…", "）", "：")


def joined(parts: Sequence[Article]) -> Article:
    """One article of its parts on several pages, the first part first.

    Fields are those of the first part. The heading of a later part, which repeats or shortens it, stands where the page
    turns, with the jump lines. Paragraphs are numbered on; one that the turn of the page interrupts keeps its number.
    """
    first, *later = parts
    fragments, flags = list(first.fragments), list(first.flags)
    for part in later:
        offset = max((f.piece.paragraph for f in fragments), default=-1) + 1
        numbers = {f.piece.paragraph: f.piece.paragraph + offset for f in part.fragments} | _gone_on(fragments, part.fragments)
        for fragment in part.fragments:
            role = Role.JUMP if fragment.piece.role in _HEADING_ROLES else fragment.piece.role
            piece = replace(fragment.piece, role=role, paragraph=numbers[fragment.piece.paragraph])
            fragments.append(replace(fragment, piece=piece))
        for flag in part.flags:
            number = flag.paragraph
            flags.append(flag if number is None else replace(flag, paragraph=numbers.get(number, number + offset)))
    turns = tuple(p.place.label for p in later if p.place.label)
    confidence = min(p.confidence for p in parts)
    return replace(first, fragments=tuple(fragments), flags=tuple(flags), confidence=confidence, turns=turns)


def _gone_on(before: Sequence[Fragment], after: Sequence[Fragment]) -> dict[int, int]:
    """The paragraph of a later part that goes on one which the turn of the page interrupts, with that one's number."""
    last = next((f for f in reversed(before) if f.piece.role in _TEXT_ROLES), None)
    first = next((f for f in after if f.piece.role in _TEXT_ROLES), None)
    if last is None or first is None or last.piece.role is not Role.BODY or first.piece.role is not Role.BODY:
        return {}
    return {} if last.text.rstrip().endswith(_CLOSING) else {first.piece.paragraph: last.piece.paragraph}


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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text version."""

    text_id: int
    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class Change:
    """A step that can be undone: the annotations it touches as they were before and as they are after.

    A new annotation is only in `after`, a deleted one only in `before`.
    """

    label: str
    before: tuple[Annotation, ...] = ()
    after: tuple[Annotation, ...] = ()

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.label, before=self.after, after=self.before)
