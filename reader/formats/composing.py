"""From what a source knows to a page: articles that it has parted into fields, or blocks of an OCR engine in reading order."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from reader.model import Box, Draft, Page, Piece, Reading, Region, Role

_SURROGATE = re.compile("[\ud800-\udfff]")
# Not U+0085, U+2028 and U+2029: web pages and databases leave them inside a paragraph, where nobody sees them.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e]+")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e]")
_ASIDE = (Role.FURNITURE, Role.DROPPED)
_SLACK = 0.02  # how far a box may stick out of the page by rounding: it is cut off there
_HEADS = (Role.KICKER, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE, Role.DATELINE)
_KINDS = {Role.KICKER: "title", Role.HEADLINE: "title", Role.SUBHEAD: "title", Role.CAPTION: "caption", Role.CREDIT: "caption"}
WHY_APART = "set apart by the source"


@dataclass(frozen=True, slots=True)
class Part:
    """A field of an article, or a paragraph or caption of it; `text` may have several lines, each then a paragraph of its own.

    With `continues` it goes on the paragraph of the part before it, as the credit of a caption or a paragraph in two columns.
    """

    role: Role
    text: str
    box: Box | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What an OCR engine gave as one; `text` may be empty for a picture. `kind` is that of a Region."""

    text: str
    box: Box | None = None
    kind: str = ""


@dataclass(slots=True)
class _Sheet:
    """A page's text as it grows, with its length and regions."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    regions: list[Region] = field(default_factory=list)

    def add(self, text: str) -> int:
        """Put a text at the end; gives where it starts."""
        start = self.length
        self.chunks.append(text)
        self.length += len(text)
        return start

    def text(self) -> str:
        return clean("".join(self.chunks))


def clean(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which no store of Unicode accepts; as long as it was."""
    return _SURROGATE.sub("\ufffd", text)


def box(left: float, top: float, right: float, bottom: float, width: float, height: float) -> Box | None:
    """A rectangle on a page of this size as fractions of it; None where it is no rectangle or not on the page."""
    if not all(map(math.isfinite, (left, top, right, bottom, width, height))) or width <= 0 or height <= 0:
        return None
    x, y, right, bottom = left / width, top / height, right / width, bottom / height
    if x < -_SLACK or y < -_SLACK or right > 1 + _SLACK or bottom > 1 + _SLACK or right <= x or bottom <= y:
        return None
    x, y, right, bottom = max(0.0, x), max(0.0, y), min(1.0, right), min(1.0, bottom)
    found = (round(x, 6), round(y, 6), round(right - x, 6), round(bottom - y, 6))
    return found if found[2] > 0 and found[3] > 0 else None


def joined(lines: Iterable[str]) -> str:
    """Lines of print read on as one: with a blank only where two Latin words or numbers would run together."""
    text = ""
    for line in (part.strip("\n") for part in lines):
        text += f" {line}" if _apart(text, line) else line
    return text


def _apart(before: str, after: str) -> bool:
    """Whether a blank belongs between two lines: both sides are Latin, and neither has one."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    return before[-1] < "\u2e80" and after[0] < "\u2e80"


def in_print_order(parts: Iterable[Part]) -> list[Part]:
    """The parts of an article with its heading and byline first, in the order in which newspapers print them."""
    rank = {role: at for at, role in enumerate(_HEADS)}
    return sorted((part for part in parts if part.text.strip()), key=lambda part: rank.get(part.role, len(rank)))


def reading(
    facts: Page, articles: Iterable[Sequence[Part]], aside: Iterable[Part] = (), sources: Iterable[str] = ()
) -> Reading:
    """The page of a source that knows its articles; `facts` gives its source, place in print and nothing of its text.

    `sources` says of each article where it says itself that it comes from; fewer of them than articles are enough.
    Lines stand one under the other, articles and what is `aside` parted by a blank line. Nothing is guessed: the pieces are the
    lines of the parts, without the white space around them.
    """
    sheet = _Sheet()
    drafts = []
    furniture = [piece for part in aside for piece in _pieces(sheet, [part])]
    for parts, origin in zip(articles, chain(sources, repeat("")), strict=False):
        if pieces := _pieces(sheet, parts):
            drafts.append(Draft(tuple(pieces), source=clean(origin)))
            sheet.add("\n")
    page = replace(facts, text=sheet.text(), regions=tuple(sheet.regions))
    return Reading(page, tuple(drafts), tuple(furniture))


def _pieces(sheet: _Sheet, parts: Iterable[Part]) -> list[Piece]:
    pieces: list[Piece] = []
    paragraph = 0
    last = ""
    for part in parts:
        text, role = part.text, part.role
        if not text or text.isspace():
            continue
        goes_on = part.continues and pieces
        if goes_on and _apart(last, text):
            sheet.chunks[-1] = " "  # belongs to the piece before it, so that the paragraph reads on
            pieces[-1] = replace(pieces[-1], end=pieces[-1].end + 1)
        last = text
        start = sheet.length
        sheet.chunks += (text, "\n")
        sheet.length += len(text) + 1
        why = WHY_APART if role in _ASIDE else ""
        for begin, end in _lines(text):
            paragraph += not goes_on
            goes_on = False
            pieces.append(Piece(start + begin, start + end, role, paragraph, why=why))
        if part.box:
            sheet.regions.append(Region(start, start + len(text), part.box, _KINDS.get(role, "text")))
    return pieces


def _lines(text: str) -> Iterable[tuple[int, int]]:
    """Where the lines of a text that hold anything start and end, without white space around them."""
    words = text.strip()
    if not _BREAK.search(words):
        start = 0 if len(words) == len(text) else text.index(words)
        return ((start, start + len(words)),)
    found = []
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if words:
            start = line.start() + line[0].index(words)
            found.append((start, start + len(words)))
    return found


def page_of(facts: Page, blocks: Iterable[Block]) -> Page:
    """The page of an OCR engine's blocks, given in reading order: parted by a blank line, by three where a picture was.

    A block that continues in the next ("continues") is parted from it like any other: the importer judges.
    """
    sheet = _Sheet()
    gap = 0
    for block in blocks:
        text = block.text.strip("\n")
        if not text.strip():
            if block.box or block.kind == "image":
                sheet.regions.append(Region(sheet.length, sheet.length, block.box, block.kind))
            gap = 4 if block.kind == "image" else gap
            continue
        if sheet.length:
            sheet.add("\n" * max(2, gap))
        gap = 0
        start = sheet.add(text)
        sheet.regions.append(Region(start, start + len(text), block.box, block.kind))
    text = sheet.text()
    return replace(facts, text=text + "\n" if text else text, regions=tuple(sheet.regions))
