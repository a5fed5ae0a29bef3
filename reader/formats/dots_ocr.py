"""The JSON of dots.ocr: a list of cells with a box in pixels, a category and a text, in reading order."""

import json
import re
from collections.abc import Iterator
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats import records
from reader.formats.composing import Block, box, page_of
from reader.formats.markup import plain
from reader.formats.page_reader import Complaint, Item
from reader.formats.source import Source
from reader.model import Page

_KINDS = {
    "Caption": "caption",
    "Footnote": "text",
    "Formula": "text",
    "List-item": "list",
    "Page-footer": "footer",
    "Page-header": "header",
    "Picture": "image",
    "Section-header": "title",
    "Table": "table",
    "Text": "text",
    "Title": "title",
}
_SHAPE = re.compile(r'\\?"category\\?"\s*:\s*\\?"(?:' + "|".join(_KINDS) + r')\\?"')
_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"')


def sniff(source: Source) -> bool:
    """Whether a file begins as such a list, or a string that holds one."""
    start = source.start
    return start.lstrip()[:1] in ("[", '"') and _SHAPE.search(start) is not None


def read(source: Source) -> Iterator[Item]:
    """The one page of a file. Where the engine's own JSON failed it saved a string: of that the texts are taken, without boxes.

    The file does not say how large the picture was: the boxes are fractions of what the cells cover from its corner.
    Raises UnreadableFileError for another structure.
    """
    document = records.document(source)
    if isinstance(document, str):
        yield Complaint(
            f"{source.name} holds a page that dots.ocr did not finish: its texts were taken, its boxes not.", grave=False
        )
        blocks = [Block(text) for text in _salvaged(document)]
    elif isinstance(document, list):
        blocks = _cells(list(records.objects(document)))
    else:
        raise UnreadableFileError(f"{source.name} is no output of dots.ocr: it holds {type(document).__name__}.")
    page = page_of(Page(source.name, ""), blocks)
    if page.text:
        yield page
    else:
        yield Complaint(f"{source.name} has nothing to read in it: dots.ocr found no text.")


def _cells(cells: list[dict[str, Any]]) -> list[Block]:
    corners = [records.corners(cell.get("bbox")) for cell in cells]
    width = max((c[2] for c in corners if c[2] == c[2]), default=float("nan"))
    height = max((c[3] for c in corners if c[3] == c[3]), default=float("nan"))
    return [
        Block(plain(records.words(cell.get("text"))), box(*corner, width, height), _KINDS.get(str(cell.get("category")), ""))
        for cell, corner in zip(cells, corners, strict=True)
    ]


def _salvaged(text: str) -> Iterator[str]:
    """The texts of the cells in a broken list; the string itself where there are none."""
    found = False
    for match in _TEXT.finditer(text):
        try:
            yield plain(json.loads(f'"{match[1]}"', strict=False))
            found = True
        except ValueError:
            yield plain(match[1])
    if not found:
        yield text
