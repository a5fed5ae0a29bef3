"""hOCR: pages, areas, paragraphs, lines and words as HTML with their boxes in `title` (kba.github.io/hocr-spec).

Elements stand in the file in reading order. Some programs make an area of every word (gcv2hocr): words that follow one another
are put together to lines, along the direction of print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reader.formats import html_lines
from reader.formats.composing import Block, box, clean, joined, page_of
from reader.formats.page_reader import Complaint, Item
from reader.formats.reading_order import Corners, around
from reader.formats.source import WHOLE, Source
from reader.model import Page
from reader.text.decoding import decode

_SHAPE = re.compile(
    r"class\s*=\s*[\"']?ocrx?_(?:page|carea|line|word|par)\b|name\s*=\s*[\"']?ocr-(?:system|capabilities)\b", re.I
)
_BOX = re.compile(r"\bbbox\s+(-?[\d.]{1,12})\s+(-?[\d.]{1,12})\s+(-?[\d.]{1,12})\s+(-?[\d.]{1,12})")
_AREAS = ("ocr_carea", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_photo", "ocr_image", "ocr_table")
_LINES = ("ocr_line", "ocrx_line", "ocr_textline")
_KINDS = {
    "ocr_header": "header",
    "ocr_footer": "footer",
    "ocr_caption": "caption",
    "ocr_table": "table",
    "ocr_photo": "image",
    "ocr_image": "image",
}
_WORD = 6  # characters in an area up to which it is a word and not a block, where most areas are


@dataclass(frozen=True, slots=True)
class _Area:
    lines: tuple[str, ...]
    corners: Corners | None
    kind: str = "text"


def sniff(source: Source) -> bool:
    """Whether a file is HTML with classes of hOCR."""
    return html_lines.looks_like_html(source) and _SHAPE.search(source.start) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a file. Raises UnreadableFileError, naming it, where it is no text or nested too deep."""
    markup = decode(source.read(WHOLE), source.name).text
    root = html_lines.parsed(markup, source.name)
    sheets = list(html_lines.elements(root, class_="ocr_page")) or [root]
    found = False
    for number, sheet in enumerate(sheets, 1):
        areas = _put_together([area for area in _areas(sheet) if area.lines or area.kind == "image"])
        size = _size(sheet, areas)
        blocks = [Block("\n".join(a.lines), box(*a.corners, *size) if a.corners else None, a.kind) for a in areas]
        page = page_of(Page(f"{source.name}#{number}" if len(sheets) > 1 else source.name, ""), blocks)
        if page.text:
            found = True
            yield page
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: there is no text in its hOCR.")
    yield from html_lines.cut_off(markup, source.name)


def _areas(sheet: Any) -> Iterator[_Area]:
    """The paragraphs of each area, or the area where it has none; lines that stand in neither are one each."""
    seen: set[Any] = set()
    for element in sheet.iter():
        name = _class(element)
        if element in seen or not (name in _AREAS or name in ("ocr_par", *_LINES)):
            continue
        inner = [e for e in element.iter() if _class(e) == "ocr_par" and e is not element] if name in _AREAS else []
        seen.update(element.iter())
        for part in inner or [element]:
            lines = [line for e in part.iter() if _class(e) in _LINES and (line := _line(e))] or [_line(part)]
            yield _Area(tuple(filter(None, lines)), _corners(part) or _corners(element), _KINDS.get(name, "text"))


def _line(element: Any) -> str:
    """The words of a line; what stands between two elements of words is a blank only for Latin."""
    words = [" ".join("".join(e.itertext()).split()) for e in element.iter() if _class(e) == "ocrx_word"]
    return clean(joined(words) if words else " ".join("".join(element.itertext()).split()))


def _class(element: Any) -> str:
    names = (element.get("class") or "").split() if isinstance(element.tag, str) else []
    return next((name for name in names if name.startswith("ocr")), "")


def _corners(element: Any) -> Corners | None:
    found = _BOX.search(element.get("title") or "")
    try:
        return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else None
    except ValueError:
        return None


def _size(sheet: Any, areas: list[_Area]) -> tuple[float, float]:
    """The size of the page, or what its areas cover where it gives none."""
    corners = _corners(sheet)
    if corners and corners[2] > 0 and corners[3] > 0:
        return corners[2], corners[3]
    boxes = [area.corners for area in areas if area.corners]
    return (around(boxes)[2], around(boxes)[3]) if boxes else (float("nan"), float("nan"))


def _put_together(areas: list[_Area]) -> list[_Area]:
    """Areas as they are, or, where most are single words, lines of words, and blocks of lines that stand side by side."""
    single = [area for area in areas if len(area.lines) == 1 and len(area.lines[0]) <= _WORD]
    if len(areas) < 20 or len(single) < 0.8 * len(areas):
        return areas
    tall = sum(a.corners[3] - a.corners[1] > a.corners[2] - a.corners[0] for a in areas if a.corners and len(a.lines[0]) > 1)
    wide = sum(a.corners[3] - a.corners[1] < a.corners[2] - a.corners[0] for a in areas if a.corners and len(a.lines[0]) > 1)
    vertical = tall > wide
    lines: list[list[_Area]] = []
    for area in areas:
        if lines and _goes_on(_around(lines[-1]), area.corners, vertical):
            lines[-1].append(area)
        else:
            lines.append([area])
    whole = [_line_of(line) for line in lines]
    blocks: list[list[_Area]] = []
    for line in whole:
        if blocks and _next_line(blocks[-1][-1], line, vertical):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_Area(tuple(t for line in block for t in line.lines), _around(block)) for block in blocks]


def _line_of(words: list[_Area]) -> _Area:
    return _Area((joined(word.lines[0] for word in words),), _around(words))


def _around(areas: list[_Area]) -> Corners | None:
    boxes = [area.corners for area in areas if area.corners]
    return around(boxes) if boxes else None


def _along(corners: Corners, vertical: bool) -> tuple[float, float, float, float]:
    """Where a box begins and ends along the print, and across it."""
    left, top, right, bottom = corners
    return (top, bottom, left, right) if vertical else (left, right, top, bottom)


def _goes_on(line: Corners | None, word: Corners | None, vertical: bool) -> bool:
    """Whether a word follows on a line: at its place across, after its end, no more than two characters away."""
    if line is None or word is None:
        return False
    _, end, near, far = _along(line, vertical)
    begin, _, low, high = _along(word, vertical)
    middle = (low + high) / 2
    thick = max(far - near, high - low)
    return near - thick / 4 <= middle <= far + thick / 4 and -thick / 2 <= begin - end <= 2 * thick


def _next_line(before: _Area, after: _Area, vertical: bool) -> bool:
    """Whether a line stands beside another of its kind: begins about where it does, at most two lines' distance away."""
    if before.corners is None or after.corners is None:
        return False
    start, end, near, far = _along(before.corners, vertical)
    begin, stop, low, high = _along(after.corners, vertical)
    thick, thin = max(far - near, high - low), min(far - near, high - low)
    apart = (near - high) if vertical else (low - far)
    return (
        -thick < apart <= 1.5 * thick and thick <= 1.6 * max(thin, 1.0) and start - 3 * thick <= begin <= end and begin < stop
    )
