"""The JSON of PaddleOCR's PP-StructureV3 and PaddleOCR-VL: bare, within `res`, and the hosted API's JSON Lines."""

import re
from collections.abc import Iterator
from typing import Any

from reader.formats import records
from reader.formats.composing import Block, box, page_of
from reader.formats.lines import numbered_lines
from reader.formats.markup import plain
from reader.formats.page_reader import Complaint, Item
from reader.formats.source import Source
from reader.model import Page

_SHAPE = re.compile(r'"(?:parsing_res_list|layoutParsingResults|block_label)"\s*:')
_KINDS = {
    "doc_title": "title",
    "paragraph_title": "title",
    "abstract_title": "title",
    "content_title": "title",
    "reference_title": "title",
    "title": "title",
    "figure_title": "caption",
    "table_title": "caption",
    "chart_title": "caption",
    "figure_table_chart_title": "caption",
    "vision_footnote": "caption",
    "header": "header",
    "header_image": "header",
    "footer": "footer",
    "footer_image": "footer",
    "number": "page number",
    "table": "table",
    "image": "image",
    "figure": "image",
    "chart": "image",
    "seal": "image",
    "list": "list",
}


def sniff(source: Source) -> bool:
    """Whether a file begins as such an object, or a list or lines of them."""
    start = source.start
    return start.lstrip()[:1] in ("{", "[") and _SHAPE.search(start) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a file, the blocks in the order that `block_order` gives; a line that cannot be read is a Complaint."""
    found = False
    for number, payload in enumerate(_payloads(source), 1):
        if isinstance(payload, Complaint):
            yield payload
            continue
        page = page_of(Page(source.name + (f"#{number}" if number > 1 else ""), ""), _blocks(payload))
        if page.text:
            found = True
            yield page
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: PaddleOCR found no text.")


def _payloads(source: Source) -> Iterator[dict[str, Any] | Complaint]:
    """What holds a page's blocks, wherever it stands; a file is one JSON value, or has one on each line."""
    start = source.start
    first, _, rest = start.strip().partition("\n")
    if rest.strip().startswith("{") and first.rstrip().endswith("}"):
        for number, line in numbered_lines(source):
            if isinstance(line, Complaint):
                yield line
            elif line.strip():
                record = records.parsed(line, f"Line {number} of {source.name}", strict=False)
                yield from [record] if isinstance(record, Complaint) else _within(record)
        return
    yield from _within(records.document(source))


def _within(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < 6:
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, dict) and depth < 6:
        if isinstance(value.get("parsing_res_list"), list):
            yield value
            return
        for key in ("res", "result", "layoutParsingResults", "prunedResult"):
            yield from _within(value.get(key), depth + 1)


def _blocks(payload: dict[str, Any]) -> list[Block]:
    items = list(records.objects(payload["parsing_res_list"]))
    corners = [records.corners(item.get("block_bbox")) for item in items]
    width, height = records.number(payload.get("width")), records.number(payload.get("height"))
    if not width > 0 or not height > 0:
        width = max((c[2] for c in corners if c[2] == c[2]), default=float("nan"))
        height = max((c[3] for c in corners if c[3] == c[3]), default=float("nan"))
    blocks = [
        Block(
            plain(records.words(item.get("block_content"))),
            box(*corner, width, height),
            _KINDS.get(str(item.get("block_label")), "text"),
        )
        for item, corner in zip(items, corners, strict=True)
    ]
    return [blocks[at] for at in sorted(range(len(items)), key=_places(items, blocks).__getitem__)]


def _places(items: list[dict[str, Any]], blocks: list[Block]) -> list[tuple[int, float, int]]:
    """The place of each block: by its order; heads first, feet last; another one without order after the one before it."""
    places = []
    after = -1.0
    for at, (item, block) in enumerate(zip(items, blocks, strict=True)):
        order = records.number(item.get("block_order"))
        if order == order:
            after = order
            places.append((1, order, 0))
        elif block.kind in ("header", "footer", "page number"):
            above = block.kind == "header" or (block.kind == "page number" and block.box is not None and block.box[1] < 0.5)
            places.append((0 if above else 2, 0.0, at))
        else:
            places.append((1, after, at + 1))
    return places
