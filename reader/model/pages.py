"""A page and what is made of it: pieces, readings, articles.

All positions are in code points of the text they point into, `end` exclusive. White space never carries meaning in them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter


class Origin(StrEnum):
    """Where a fact about a page came from."""

    PRINTED = "printed"
    FILE_NAME = "file name"
    INFERRED = "inferred"
    USER = "user"  # said of all pages of an import, for those that do not say it themselves
    CORRECTED = "corrected"  # by hand, of this very page: stands above all that the page says


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
class Span:
    """A stretch of a text version."""

    text_id: int
    start: int
    end: int


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
    """A doubtful or damaged place: at code point `at` of the page's text, in paragraph `paragraph` of its article.

    `text_id` names that text in an article over several pages; 0 where there is one.
    """

    kind: FlagKind
    at: int
    paragraph: int | None = None
    note: str = ""
    confidence: float = 0.5
    text_id: int = field(default=0, compare=False, repr=False)  # which row a text has is nothing of the flag itself


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
