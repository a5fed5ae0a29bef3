"""PAGE XML of PRImA, Transkribus and eScriptorium: regions, lines and their text (primaresearch.org, pagecontent).

Regions stand in their own reading order. Where `custom` says `structure {id:a3; type:article;}` of regions or lines, as NewsEye
and Transkribus write it, the page's articles are known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reader.formats import markup
from reader.formats.composing import Block, Part, box, clean, joined, page_of, reading
from reader.formats.page_reader import Complaint, Item
from reader.formats.reading_order import Corners, around
from reader.formats.source import Source
from reader.model import Page, Role

_ROOT = re.compile(r"<(?:\w+:)?PcGts\b")
_KINDS = {
    "heading": "title",
    "headline": "title",
    "paragraph": "text",
    "caption": "caption",
    "header": "header",
    "footer": "footer",
    "page-number": "page number",
    "list-label": "list",
}
_REGIONS = ("TextRegion", "TableRegion", "TableCell", "ImageRegion", "GraphicRegion", "AdvertRegion")
_CUSTOM = re.compile(r"(\w{1,100})\s{0,9}\{([^{}]{0,2000})\}")
_FIELD = re.compile(r"(\w{1,100})\s{0,9}:\s{0,9}([^;]*);?")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    corners: Corners | None
    kind: str
    article: str
    region: int


def sniff(source: Source) -> bool:
    """Whether a file's root element is PAGE's."""
    return _ROOT.search(source.start[:4096]) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a file, as readings where they tell their articles.

    Raises UnreadableFileError, naming the file, where it is no XML or not safe to read.
    """
    sheets = list(markup.named(markup.xml(source), "Page"))
    found = False
    for number, sheet in enumerate(sheets, 1):
        lines = list(_lines(sheet))
        if not any(line.text.strip() for line in lines):
            continue
        found = True
        page = Page(f"{source.name}#{number}" if len(sheets) > 1 else source.name, "")
        size = _size(sheet, lines)
        yield _reading(page, lines, size) if any(line.article for line in lines) else _page(page, lines, size)
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: there is no text in its PAGE XML.")


def _page(page: Page, lines: list[_Line], size: tuple[float, float]) -> Page:
    groups = (list(group) for _, group in groupby(lines, key=lambda line: line.region))
    return page_of(page, (Block("\n".join(line.text for line in g), _box(g, size), g[0].kind) for g in groups))


def _reading(page: Page, lines: list[_Line], size: tuple[float, float]) -> Item:
    """The articles in the order of their first lines; heads and feet of the page, and what is in no article, aside."""
    articles: dict[str, list[Part]] = {}
    aside: list[Part] = []
    for (_, article), group in groupby(lines, key=lambda line: (line.region, line.article)):
        run = list(group)
        kind, place = run[0].kind, _box(run, size)
        if not article or kind in ("header", "footer", "page number"):
            aside.append(Part(Role.FURNITURE, "\n".join(line.text for line in run), place))
            continue
        parts = articles.setdefault(article, [])
        if kind == "title":
            role = Role.SECTION if any(part.role is Role.BODY for part in parts) else Role.HEADLINE
            parts.append(Part(role, "\n".join(line.text for line in run), place))
        else:
            role = Role.CAPTION if kind == "caption" else Role.BODY
            parts.append(Part(role, joined(line.text for line in run), place))
    return reading(page, articles.values(), aside)


def _lines(sheet: Any) -> Iterator[_Line]:
    """The lines of all regions in reading order; a region that has none but a text is one."""
    regions = list(markup.named(sheet, *_REGIONS))
    rank = {name: at for at, name in enumerate(_told(sheet))}
    order = sorted(range(len(regions)), key=lambda at: (rank.get(regions[at].get("id", ""), len(rank)), at))
    for number, at in enumerate(order):
        region = regions[at]
        custom = _custom(region)
        structure = custom.get("structure", {})
        kind = _KINDS.get(region.get("type") or structure.get("type", ""), "text")
        if markup.local(region) in ("ImageRegion", "GraphicRegion"):
            yield _Line("", _corners(region), "image", "", number)
        own = _in_order(markup.children(region, "TextLine"))
        for line in own or [region]:
            text = _text(line)
            if text.strip():
                yield _Line(text, _corners(line) or _corners(region), kind, _article(_custom(line)) or _article(custom), number)


def _in_order(lines: list[Any]) -> list[Any]:
    """Lines by the index that their `custom` gives, where all give one."""
    told = [_custom(line).get("readingOrder", {}).get("index", "") for line in lines]
    if not all(index.isascii() and index.isdecimal() and len(index) < 9 for index in told):
        return lines
    return [lines[at] for at in sorted(range(len(lines)), key=lambda at: int(told[at]))]


def _told(sheet: Any) -> list[str]:
    """The ids of regions as ReadingOrder gives them, its groups by their indices."""
    found: list[str] = []

    def walk(group: Any) -> None:
        items = [child for child in group if markup.local(child)]
        for child in sorted(items, key=_index) if "Ordered" in markup.local(group)[:7] else items:
            if child.get("regionRef"):
                found.append(child.get("regionRef"))
            walk(child)

    for order in markup.children(sheet, "ReadingOrder"):
        walk(order)
    return list(dict.fromkeys(found))


def _index(element: Any) -> float:
    value = markup.number(element, "index")
    return value if value == value else float("inf")


def _text(element: Any) -> str:
    """The first reading of a line, else of its words."""
    readings = [e for e in markup.children(element, "TextEquiv") if _unicode(e).strip()]
    if readings:
        return clean(_unicode(min(readings, key=_index)))
    words = [_text(word) for word in markup.children(element, "Word")]
    return joined(words)


def _unicode(equivalent: Any) -> str:
    return next(("".join(child.itertext()) for child in markup.children(equivalent, "Unicode")), "")


def _custom(element: Any) -> dict[str, dict[str, str]]:
    """What `custom` says: {"structure": {"id": "a3", "type": "article"}}."""
    said = _CUSTOM.findall((element.get("custom") or "")[:2000])
    return {name: {key: value.strip() for key, value in _FIELD.findall(fields)} for name, fields in said}


def _article(custom: dict[str, dict[str, str]]) -> str:
    structure = custom.get("structure", {})
    return structure.get("id", "") if structure.get("type") == "article" else ""


def _corners(element: Any) -> Corners | None:
    """The box around an element's outline: `points="x,y x,y"`, in old files a Point element each."""
    coords = next(iter(markup.children(element, "Coords")), None)
    if coords is None:
        return None
    pairs = [pair.split(",") for pair in (coords.get("points") or "").split()[:10_000]]
    pairs += [[p.get("x", ""), p.get("y", "")] for p in markup.children(coords, "Point")]
    try:
        points = [(float(pair[0]), float(pair[1])) for pair in pairs]
    except (ValueError, IndexError):
        return None
    return around([(x, y, x, y) for x, y in points]) if points else None


def _size(sheet: Any, lines: list[_Line]) -> tuple[float, float]:
    width, height = markup.number(sheet, "imageWidth"), markup.number(sheet, "imageHeight")
    if width > 0 and height > 0:
        return width, height
    boxes = [line.corners for line in lines if line.corners]
    return (around(boxes)[2], around(boxes)[3]) if boxes else (float("nan"), float("nan"))


def _box(lines: list[_Line], size: tuple[float, float]) -> tuple[float, float, float, float] | None:
    boxes = [line.corners for line in lines if line.corners]
    return box(*around(boxes), *size) if boxes else None
