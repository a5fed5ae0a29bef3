"""JSON Lines of articles: one object a line, with the field names of article_rows.NAMES or those that the caller gives."""

import re
from collections.abc import Iterator

from reader.formats import article_rows, records
from reader.formats.article_rows import Row, Rows
from reader.formats.lines import LONGEST, numbered_lines
from reader.formats.page_reader import Complaint, Item, ReadOptions
from reader.formats.source import Source

_START = re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"|\}|$)")


def sniff(source: Source) -> bool:
    """Whether a file begins as JSON objects do; asked after the readers of JSON that know what theirs looks like."""
    return _START.match(source.start) is not None


def read(source: Source, options: ReadOptions | None = None, longest: int = LONGEST) -> Iterator[Item]:
    """The pages of a file of articles, each record by itself: one that cannot be read is a Complaint with its line.

    A JSON array of objects, or one object over several lines, is read too, as far as it may be read in one.
    """
    yield from article_rows.pages(_rows(source, options or ReadOptions(), longest))


def _rows(source: Source, options: ReadOptions, longest: int) -> Iterator[Row | Complaint]:
    rows = Rows(source.name, options)
    empty = True
    for number, line in numbered_lines(source, longest):
        if isinstance(line, Complaint):
            empty = False
            yield line
            continue
        if not line.strip():
            continue
        if empty and _spread(line):
            yield from _in_one(source, rows)
            return
        empty = False
        record = records.parsed(line, f"Line {number} of {source.name}")
        yield from [record] if isinstance(record, Complaint) else rows.row(record, number)
    if empty:
        yield Complaint(f"{source.name} has nothing to read in it: it is empty, or only white space.")


def _spread(first: str) -> bool:
    """Whether a file's first line is the beginning of a record or array that goes over many lines."""
    bare = first.strip()
    return bare.startswith("[") or (bare.startswith("{") and (bare == "{" or bare.endswith((",", "[", "{", ":"))))


def _in_one(source: Source, rows: Rows) -> Iterator[Row | Complaint]:
    document = records.document(source)
    for number, record in enumerate(document if isinstance(document, list) else [document], 1):
        if isinstance(record, dict):
            yield from rows.row(record, number)
        else:
            yield Complaint(f"Record {number} of {source.name} is left out: it is no object.")
