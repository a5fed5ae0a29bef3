"""Tables of highlights (CSV): ours, Readwise's, and any whose header names a column of quotes."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reader.formats.annotation_reader import (
    AnnotationFile,
    BadEntryError,
    Brought,
    BroughtItem,
    Whereabouts,
    derived_id,
    made,
    place,
    span,
)
from reader.formats.harmless import of_cell
from reader.formats.page_reader import Complaint
from reader.text.citations import is_link

_LONGEST_CELL = 16 * 1024 * 1024
_DELIMITERS = ",\t;"
# Our names first, then those met elsewhere: Readwise's, Hypothesis', and their like in Chinese.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "annotation id", "highlight id"),
    "quote": ("quote", "highlight", "highlighted text", "exact", "selected text", "摘录", "引文", "划线", "原文"),
    "note": ("note", "notes", "comment", "annotation", "批注", "笔记"),
    "tags": ("tags", "tag", "标签"),
    "color": ("color", "colour", "颜色"),
    "author": ("annotator", "user"),
    "created": ("created", "created at", "highlighted at", "date", "时间"),
    "modified": ("modified", "updated", "updated at"),
    "url": ("url", "page url", "source_url", "uri"),
    "source": ("source_id", "file"),
}
_KEPT = frozenset(
    [
        *("short_id", "kind", "style", "quote_corrected", "prefix", "suffix", "start", "end", "text_version", "anchor_status"),
        *("deleted", "origin", "original_id", "newspaper", "issue_date", "page_no", "page_name", "title", "location"),
    ]
)
_FIELD_OF = {name: ours for ours, names in _NAMES.items() for name in names}
_OURS = frozenset({"anchor_status", "quote_corrected"})


def sniff(file: AnnotationFile) -> bool:
    """Whether the first line is a header of several columns, one of them of quotes."""
    if file.value is not None:
        return False
    header = _header(file.text)
    return len(header) > 1 and "quote" in header


def read(file: AnnotationFile) -> Iterator[BroughtItem]:
    """The highlights; a row that cannot be read is a Complaint with the line where it ends."""
    csv.field_size_limit(_LONGEST_CELL)
    header = _header(file.text)
    rows = csv.reader(io.StringIO(file.text, newline=""), delimiter=_delimiter(file.text))
    while True:
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if rows.line_num > 1 and any(cell.strip() for cell in cells):
                yield _brought(_row(header, cells), header)
        except csv.Error as error:
            yield Complaint(f"Line {rows.line_num} of {file.name} is left out: {error}.")
        except BadEntryError as error:
            yield Complaint(f"Line {rows.line_num} of {file.name} is left out: {error}.")


def _delimiter(text: str) -> str:
    line = text.partition("\n")[0]
    return max(_DELIMITERS, key=line.count)


def _header(text: str) -> list[str]:
    """Our names of the columns; '' for those that say nothing of annotations."""
    line = text.partition("\n")[0].rstrip("\r")
    try:
        names = next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []
    bare = [name.strip().lower() for name in names]
    annotator = "author" if set(bare) >= _OURS or "quote" in bare else ""  # Readwise's author is that of the article
    return [_FIELD_OF.get(n, n if n in _KEPT else annotator if n == "author" else "") for n in bare]


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        raise BadEntryError(f"its cells number {len(cells)}, the names of columns {len(header)}")
    row: dict[str, str] = {}  # without the apostrophes that our tables, and those of other careful programs, have
    for name, cell in zip(header, cells, strict=False):
        if name and cell:
            row.setdefault(name, of_cell(cell))
    return row


def _brought(row: Mapping[str, str], header: list[str]) -> Brought:
    values: dict[str, Any] = dict(row) | {"tags": [t for t in re.split(r"[;；]", row.get("tags", "")) if t.strip()]}
    ours = set(header) >= _OURS
    annotation = made(values, "" if ours else "CSV")
    link = row.get("url", "")
    where = Whereabouts(place(row, "page_no"), link=link if is_link(link) else "", file=row.get("source", ""))
    given = row.get("id", "").strip()
    spans = _spans(row)
    if given and ours:
        return Brought(annotation, spans, where)
    told = [row.get(name, "") for name in ("newspaper", "issue_date", "page_no", "title", "url", "location", "created")]
    parts = (given,) if given else (annotation.quote or annotation.note, annotation.prefix, *told)
    return Brought(replace(annotation, id=derived_id("csv", *parts), original_id=given), spans, where, has_id=bool(given))


def _spans(row: Mapping[str, str]) -> tuple[Any, ...]:
    places = {name: int(row[name]) for name in ("start", "end") if re.fullmatch(r"[0-9]{1,9}", row.get(name, ""))}
    found = span(places, row.get("text_version"))
    return (found,) if found else ()
