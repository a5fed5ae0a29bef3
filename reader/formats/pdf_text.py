"""The text layer of a PDF: characters with their boxes to lines, lines to blocks, blocks to columns.

A digital newspaper's PDF has characters and places but no structure; a scan has none. pypdfium2 (the extra `jianbao[pdf]`) is
not safe to use from two threads of one process at once.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats.composing import Block, box, clean, page_of
from reader.formats.page_reader import Complaint, Item
from reader.formats.reading_order import Corners, around, reading_order
from reader.formats.source import Source
from reader.model import Page

LARGEST = 96 * 1024 * 1024  # bytes of a PDF in an archive, which is held in memory; one on disk is not
_TAIL = 64 * 1024  # bytes at a file's end in which its table of contents is told
MOST_CHARACTERS = 500_000  # on a page: a full newspaper page has 15,000
_TITLE = 1.35  # times the commonest size of the page
# Fonts draw a radical and the character that looks like it with one glyph, and programs write the radical's code for both.
# What is printed is the character (Unicode, EquivalentUnifiedIdeograph): Kangxi radicals by NFKC, the supplement by hand.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        map(
            ord,
            "⺁⺈⺊⺋⺒⺕⺟⺠⺡⺢⺬⺭⺮⺱⺲⺶⺷⺻⺼⺾⻁⻂⻄⻅⻆⻈⻉⻋⻌⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻠⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻮⻰⻳",
        ),
        "厂刀卜卩巳彐母民氵氺示礻竹罒罒羊羊聿肉艹虎衤西见角讠贝车辶辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄斉齐齿龙龟",
        strict=True,
    )
)
_START = re.compile(rb"\s{0,1024}%PDF-\d")


@dataclass(slots=True)
class _Line:
    """Characters set one after the other, with the box around them and their size; `vertical` is known from the second on."""

    text: str
    corners: Corners
    size: float
    vertical: bool | None = None
    last: Corners = field(default=(0.0, 0.0, 0.0, 0.0))


def sniff(source: Source) -> bool:
    """Whether a file begins as a PDF."""
    return _START.match(source.head[:2048]) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a document one by one; a Complaint for those without text, which need OCR.

    Raises UnreadableFileError, naming the file, where pypdfium2 is missing, or the file encrypted or damaged.
    """
    document = _opened(source)
    try:
        yield from _pages(document, source.name)
    finally:
        document.close()


def _opened(source: Source) -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise UnreadableFileError(
            f"{source.name} is a PDF: to read its text, install pypdfium2 (pip install 'jianbao[pdf]')."
        ) from error
    try:
        if _is_cut_off(source):
            raise UnreadableFileError(f"{source.name} is a damaged PDF: it is cut off. Get it anew.")
        return pypdfium2.PdfDocument(source.path if source.path else source.read(LARGEST))
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFileError(f"{source.name} is encrypted: save it without its password first.") from error
        raise UnreadableFileError(f"{source.name} is a damaged PDF: get it anew, or let a PDF program repair it.") from error
    except OSError as error:
        raise UnreadableFileError(f"{source.name} cannot be read ({error.strerror or error}).") from error


def _is_cut_off(source: Source) -> bool:
    """Whether a file too large to be looked through for what can be saved of it has no end."""
    if not source.path or source.size <= LARGEST:
        return False
    with source.open() as stream:
        stream.seek(source.size - _TAIL)
        return b"startxref" not in stream.read(_TAIL)


def _pages(document: Any, name: str) -> Iterator[Item]:
    total = len(document)
    empty = []
    for number in range(1, total + 1):
        page = _page(document, number, f"{name}#{number}" if total > 1 else name, name)
        if isinstance(page, Page) and not page.text:
            empty.append(number)
        else:
            yield page
    if empty and len(empty) == total:
        yield Complaint(f"{name} has no text in it, only pictures of pages: give it to an OCR program first.")
    elif empty:
        shown = ", ".join(map(str, empty[:10])) + (", …" if len(empty) > 10 else "")
        yield Complaint(f"{name} has pages without text, which need OCR first: {shown}.")


def _page(document: Any, number: int, source: str, name: str) -> Page | Complaint:
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        text = page.get_textpage()
    except PdfiumError:
        return Complaint(f"Page {number} of {name} is damaged: it is left out.")
    try:
        count = text.count_chars()
        if count > MOST_CHARACTERS:
            return Complaint(f"Page {number} of {name} is left out: it has {count:,} characters, more than a page can have.")
        lines = _lines(_characters(text, count, _turn(page)))
        width, height = page.get_size()
    finally:
        text.close()
        page.close()
    return page_of(Page(source, ""), _blocks(lines, width, height))


def _turn(page: Any) -> Any:
    """What takes a box of the page's own units (upwards from the lower left) to one from the upper left, turned as shown."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()

    def turned(x0: float, y0: float, x1: float, y1: float) -> Corners:
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if rotation == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return turned


def _characters(text: Any, count: int, turn: Any) -> Iterator[tuple[str, Corners]]:
    """The printed characters in the order of the file, each with its box; not the blanks that pdfium adds."""
    from pypdfium2 import raw

    rectangle = raw.FS_RECTF()
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1 or code in (0, 0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(rectangle)) or code > 0x10FFFF:
            continue
        edges = sorted((rectangle.left, rectangle.right)), sorted((rectangle.bottom, rectangle.top))
        yield chr(code), turn(edges[0][0], edges[1][0], edges[0][1], edges[1][1])


def _lines(characters: Iterator[tuple[str, Corners]]) -> list[_Line]:
    """Characters in lines, as long as each is set beside, or for vertical print below, the one before it."""
    lines: list[_Line] = []
    for character, corners in characters:
        size = _size(character, corners)
        if not lines or not _added(lines[-1], character, corners, size):
            lines.append(_Line(character, corners, size, last=corners))
    return [line for line in lines if line.text.strip()]


def _size(character: str, corners: Corners) -> float:
    """The size of type: a Chinese character fills its square, of which boxes give the whole height of the font beside it."""
    width, height = corners[2] - corners[0], corners[3] - corners[1]
    return max(min(width, height) if character > "\u2e80" else 0.75 * max(width, height), 0.1)


def _added(line: _Line, character: str, corners: Corners, size: float) -> bool:
    """Put a character to a line if it goes on it; one printed twice at a place, as some set bold, is taken once."""
    last = line.last
    across, down = corners[0] - last[2], corners[1] - last[3]
    if line.text.endswith(character) and abs(corners[0] - last[0]) + abs(corners[1] - last[1]) < 0.25 * size:
        return True
    level = abs((corners[1] + corners[3]) - (last[1] + last[3])) < size and -0.5 * size < across < 1.6 * size
    below = abs((corners[0] + corners[2]) - (last[0] + last[2])) < 0.6 * size and -0.3 * size < down < 0.25 * size
    alike = 0.6 < size / line.size < 1.6 or not character.strip()
    if not alike or not ((level and not line.vertical) or (below and line.vertical is not False)):
        return False
    if line.vertical is None:
        line.vertical = not level
    latin = character < "\u2e80" and line.text[-1] < "\u2e80"
    apart = max(across, down) > (0.2 if latin else 0.4) * size and not (character.isspace() or line.text[-1].isspace())
    line.text += " " + character if apart else character
    line.corners = around([line.corners, corners])
    line.size = max(line.size, size) if character.strip() else line.size
    line.last = corners
    return True


def _blocks(lines: list[_Line], width: float, height: float) -> list[Block]:
    """Lines in blocks, as long as each is set under the one before it in the same size, and these in reading order."""
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _under(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    common = _common_size(lines)
    boxes = [around([line.corners for line in group]) for group in groups]
    upright = sum(len(line.text) for line in lines if line.vertical)
    order = reading_order(boxes, vertical=2 * upright > sum(len(line.text) for line in lines))
    return [
        Block(
            clean("\n".join(_indented(line, boxes[at]) for line in groups[at])),
            box(*boxes[at], width, height),
            "title" if groups[at][0].size > _TITLE * common else "text",
        )
        for at in order
    ]


def _indented(line: _Line, block: Corners) -> str:
    """A line's words, with two wide blanks where it begins two characters in, as a paragraph does."""
    inset = line.corners[1] - block[1] if line.vertical else line.corners[0] - block[0]
    indent = "　　" if 1.5 * line.size < inset < 2.6 * line.size else ""
    return indent + line.text.strip().translate(_RADICALS)


def _under(before: _Line, after: _Line) -> bool:
    """Whether a line is the next of a block: alike in size and direction, beside it, no more than a line's distance away."""
    if bool(before.vertical) != bool(after.vertical) or not 0.85 < after.size / before.size < 1.18:
        return False
    a, b = before.corners, after.corners
    if before.vertical:
        return -0.6 * before.size < a[0] - b[2] < 1.2 * before.size and a[1] < b[3] and b[1] < a[3]
    return -0.6 * before.size < b[1] - a[3] < 1.2 * before.size and a[0] < b[2] and b[0] < a[2]


def _common_size(lines: list[_Line]) -> float:
    """The size in which most characters are set."""
    counts: dict[float, int] = {}
    for line in lines:
        size = round(line.size * 2) / 2
        counts[size] = counts.get(size, 0) + len(line.text)
    return max(counts, key=lambda size: counts[size], default=1.0) or 1.0
