"""MinerU's JSON: content_list, content_list_v2 and middle, each page with its blocks in MinerU's reading order.

Structures as MinerU 3 writes them (its docs, output files): boxes of content_list are thousandths of the page, those of middle
are in the units of its `page_size`.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats import records
from reader.formats.composing import Block, box, joined, page_of
from reader.formats.markup import plain
from reader.formats.page_reader import Complaint, Item
from reader.formats.source import Source
from reader.model import Page

_CONTINUED = "<|txt_contd|>"  # the VLM's mark at the end of a block that goes on in the next
_KINDS = {
    "title": "title",
    "text": "text",
    "paragraph": "text",
    "list": "list",
    "index": "list",
    "table": "table",
    "table_body": "table",
    "header": "header",
    "page_header": "header",
    "footer": "footer",
    "page_footer": "footer",
    "page_number": "page number",
    "image": "image",
    "image_body": "image",
    "chart": "image",
    "chart_body": "image",
    "seal": "image",
}
_FLAT = re.compile(r"\s*\[\s*(?:\]|\{)")
_SHAPE = re.compile(r'"(?:page_idx|paragraph_content|title_content|page_header_content|pdf_info)"\s*:')
_WORDS = ("text", "table_body", "code_body", "list_items", "content")
_IMAGE_WORDS = ("caption", "footnote")
_NO_WORDS = ("_source", "_type", "_language", "level")
_DESCRIBED = ("image", "seal")  # their `content` is what a model says of the picture, and was never printed


def sniff(source: Source) -> bool:
    """Whether a file begins as one of the three does."""
    start = source.start
    return start.lstrip()[:1] in ("[", "{") and _SHAPE.search(start) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a document; a block without words is a picture's place. Raises UnreadableFileError for another structure."""
    document = records.document(source)
    if isinstance(document, dict):
        pages = [(at, list(_middle(page))) for at, page in enumerate(records.objects(document.get("pdf_info")))]
    elif isinstance(document, list) and any(isinstance(page, list) for page in document):
        pages = [(at, list(_second(page))) for at, page in enumerate(document)]
    elif isinstance(document, list):
        flat = sorted(records.objects(document), key=_page_index)
        pages = [(at, [b for item in items for b in _first(item)]) for at, items in groupby(flat, _page_index)]
    else:
        raise UnreadableFileError(f"{source.name} is no output of MinerU: it holds {type(document).__name__}.")
    found = False
    for at, blocks in pages:
        page = page_of(Page(f"{source.name}#{at + 1}" if len(pages) > 1 else source.name, ""), blocks)
        if page.text:
            found = True
            yield page
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: MinerU found no text.")


def _page_index(item: dict[str, Any]) -> int:
    value = item.get("page_idx")
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else 0


def _first(item: dict[str, Any]) -> Iterator[Block]:
    """The blocks of an item of content_list: a picture or table with its captions under it."""
    name = records.words(item.get("type"))
    place = _thousandths(item.get("bbox"))
    kind = "title" if name == "text" and item.get("text_level") else _KINDS.get(name, "")
    keys = [key for key in _WORDS if not (key == "content" and name in _DESCRIBED)]
    words = "\n".join(filter(None, (plain(_lines(item.get(key))) for key in keys)))
    yield _block(words, place, kind)
    for key, value in item.items():
        if key.endswith(_IMAGE_WORDS):
            yield Block(_lines(value), None, "caption")


def _second(page: Any) -> Iterator[Block]:
    """The blocks of a page of content_list_v2, where every text is a list of spans."""
    for item in records.objects(page):
        name = records.words(item.get("type"))
        content = item.get("content")
        fields = content if isinstance(content, dict) else {"": content}
        captions = [value for key, value in fields.items() if key.endswith(_IMAGE_WORDS)]
        described = ("content",) if name in _DESCRIBED else ()
        others = [v for key, v in fields.items() if key not in described and not key.endswith((*_IMAGE_WORDS, *_NO_WORDS))]
        words = "\n".join(filter(None, (plain(_spans(value)) for value in others)))
        yield _block(words, _thousandths(item.get("bbox")), _KINDS.get(name, ""))
        yield from (Block(_spans(value), None, "caption") for value in captions)


def _middle(page: dict[str, Any]) -> Iterator[Block]:
    """The blocks of a page of middle.json as they were before MinerU merged paragraphs; what it set aside at top and bottom."""
    width, height = records.numbers(page.get("page_size"), 2)
    blocks = list(records.objects(page.get("preproc_blocks") or page.get("para_blocks")))
    if all(isinstance(block.get("index"), int | float) for block in blocks):
        blocks.sort(key=lambda block: records.number(block["index"]))
    aside = [b for block in records.objects(page.get("discarded_blocks")) for b in _middle_block(block, width, height)]
    above = [block for block in aside if block.box and block.box[1] < 0.5]
    yield from above
    for block in blocks:
        yield from _middle_block(block, width, height)
    yield from (block for block in aside if block not in above)


def _middle_block(block: dict[str, Any], width: float, height: float, depth: int = 0) -> Iterator[Block]:
    inner = list(records.objects(block.get("blocks")))
    if inner and depth < 5:
        for part in inner:
            yield from _middle_block(part, width, height, depth + 1)
        return
    name = records.words(block.get("type"))
    kind = "caption" if name.endswith(_IMAGE_WORDS) else _KINDS.get(name, "")
    lines = [
        "".join(plain(records.words(span.get("content")) or records.words(span.get("html"))) for span in spans)
        for spans in (list(records.objects(line.get("spans"))) for line in records.objects(block.get("lines")))
    ]
    yield _block(joined(lines), box(*records.corners(block.get("bbox")), width, height), kind)


def _block(words: str, place: tuple[float, float, float, float] | None, kind: str) -> Block:
    if words.rstrip().endswith(_CONTINUED):
        return Block(words.rstrip().removesuffix(_CONTINUED), place, "continues")
    return Block(words.replace(_CONTINUED, ""), place, kind)


def _thousandths(value: Any) -> tuple[float, float, float, float] | None:
    return box(*records.corners(value), 1000, 1000)


def _lines(value: Any) -> str:
    """A text, or the texts of a list one under the other."""
    if isinstance(value, list):
        return "\n".join(text for item in value if (text := _spans(item)))
    return records.words(value)


def _spans(value: Any, depth: int = 0) -> str:
    """All words in nested spans; items of a list one under the other, spans of a line read on."""
    if isinstance(value, str):
        return value
    if depth > 20:
        return ""
    if isinstance(value, dict):
        if isinstance(value.get("content"), str):
            return str(value["content"])
        keys = [key for key in value if key.endswith(("content", "text", "items", "html", "body"))]
        return "".join(_spans(value[key], depth + 1) for key in keys)
    if isinstance(value, list):
        items = any(isinstance(item, dict) and any(key.startswith("item") for key in item) for item in value)
        return ("\n" if items else "").join(filter(None, (_spans(item, depth + 1) for item in value)))
    return ""
