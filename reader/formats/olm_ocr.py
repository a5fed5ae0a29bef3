"""The results of olmOCR in Dolma's JSON Lines: a document a line, its pages by their place in its text; no boxes."""

import re
from collections.abc import Iterator
from typing import Any

from reader.formats import records
from reader.formats.composing import clean
from reader.formats.lines import numbered_lines
from reader.formats.page_reader import Complaint, Item
from reader.formats.page_text import with_front_matter
from reader.formats.source import Source
from reader.model import Page

_SHAPE = re.compile(r'"(?:pdf_page_numbers|olmocr-version)"\s*:|"source"\s*:\s*"olmocr"')
_START = re.compile(r'\s*\{\s*"id"\s*:\s*"[0-9a-f]{40}"\s*,\s*"text"\s*:')


def sniff(source: Source) -> bool:
    """Whether a file begins as such a record: its attributes may stand far behind a long text."""
    start = source.start
    return start.lstrip()[:1] == "{" and bool(_SHAPE.search(start) or _START.match(start))


def read(source: Source) -> Iterator[Item]:
    """The pages of all documents; a record that cannot be read is a Complaint with its line.

    A page is called by the file that it was read from, which may tell newspaper and date. All of the text goes into pages:
    what stands between two belongs to the one after it.
    """
    found = False
    for number, line in numbered_lines(source):
        if isinstance(line, Complaint):
            yield line
        elif line.strip():
            record = records.parsed(line, f"Line {number} of {source.name}", strict=False)
            for item in [record] if isinstance(record, Complaint) else _pages(record, number, source.name):
                found = found or isinstance(item, Page)
                yield item
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: no record of it has text.")


def _pages(record: dict[str, Any], number: int, name: str) -> Iterator[Page | Complaint]:
    text = clean(records.words(record.get("text")))
    if not text.strip():
        yield Complaint(f"Line {number} of {name} is left out: it has no text.")
        return
    metadata = record.get("metadata")
    origin = records.words(metadata.get("Source-File")) if isinstance(metadata, dict) else ""
    key = origin.strip() or records.words(record.get("id")).strip() or f"line {number}"
    attributes = record.get("attributes")
    cuts = list(_cuts(attributes.get("pdf_page_numbers") if isinstance(attributes, dict) else None, len(text)))
    start = 0
    for at, (end, page) in enumerate(cuts):
        end = len(text) if at == len(cuts) - 1 else end
        if text[start:end].strip():
            yield with_front_matter(Page(f"{name}#{clean(key)}" + (f" {page}" if len(cuts) > 1 else ""), text[start:end]))
            start = end


def _cuts(value: Any, length: int) -> Iterator[tuple[int, int]]:
    """Where each page ends, and its number; one page to the end where that is not told soundly."""
    reached = 0
    cuts = []
    for item in value if isinstance(value, list) else ():
        start, end, page = records.numbers(item, 3)
        if not (reached <= start <= end <= length and page == page and abs(page) < 10**9):
            yield length, 1
            return
        reached = int(end)
        cuts.append((reached, int(page)))
    yield from cuts or [(length, 1)]
