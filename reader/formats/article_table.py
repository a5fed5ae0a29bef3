"""Tables of articles: CSV and TSV with a header, any of the usual delimiters, the fields of article_rows.NAMES."""

import csv
import re
from collections.abc import Iterator

from reader.formats import article_rows
from reader.formats.article_rows import NAMES, Row, Rows
from reader.formats.lines import LONGEST, numbered_lines
from reader.formats.page_reader import Complaint, Item, ReadOptions
from reader.formats.source import Source

_DELIMITERS = ",\t;|，"
_LONGEST_CELL = 16 * 1024 * 1024
_NAMES = frozenset(name for names in NAMES.values() for name in names)
_TEXT_NAMES = frozenset(name for ours in ("headline", "paragraphs") for name in NAMES[ours])


def sniff(source: Source) -> bool:
    """Whether a file's first line is a header: with names that Jianbao knows, or of several fields in a file called a table."""
    header = source.start.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    if re.match(r"\s*[\[{<]", header):
        return False
    fields = [name.strip().lower() for name in _fields(header, _delimiter(header))]
    if source.suffix in (".csv", ".tsv"):
        return len(fields) > 1 or not _TEXT_NAMES.isdisjoint(fields)
    return len(fields) > 1 and not _TEXT_NAMES.isdisjoint(fields) and len(_NAMES.intersection(fields)) > 1


def read(source: Source, options: ReadOptions | None = None, longest: int = LONGEST) -> Iterator[Item]:
    """The pages of a table of articles; a row that cannot be read is a Complaint with the line where it ends."""
    yield from article_rows.pages(_rows(source, options or ReadOptions(), longest))


def _rows(source: Source, options: ReadOptions, longest: int) -> Iterator[Row | Complaint]:
    csv.field_size_limit(_LONGEST_CELL)
    complaints: list[Complaint] = []
    lines = _lines(source, longest, complaints)
    first = next((line for line in lines if line.strip()), None)
    yield from complaints
    if first is None:
        yield Complaint(f"{source.name} has nothing to read in it: it is empty, or only white space.")
        return
    delimiter = _delimiter(first)
    header = [name.strip() for name in _fields(first.rstrip("\n"), delimiter)]
    rows = Rows(source.name, options)
    taken: list[str] = []
    number = 1
    table = csv.reader(_noted(lines, taken), delimiter=delimiter)
    while True:
        complaints.clear()
        before, taken[:] = "".join(taken), []
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield _left_out(table.line_num + 1, source.name, str(error))
            continue
        yield from complaints
        if cells is None:
            if _is_open(before, delimiter):
                yield Complaint(f"{source.name} ends within a quotation: its last row, before line {number}, may be cut off.")
            return
        number = table.line_num + 1
        yield from _row(rows, header, cells, number, source.name)


def _row(rows: Rows, header: list[str], cells: list[str], number: int, name: str) -> Iterator[Row | Complaint]:
    if not any(cell.strip() for cell in cells):
        return
    over = [cell for cell in cells[len(header) :] if cell.strip()]
    if over:
        yield Complaint(f"Line {number} of {name} is left out: its cells are {len(cells)}, the names {len(header)}.")
        return
    yield from rows.row(dict(zip(header, cells, strict=False)), number)


def _lines(source: Source, longest: int, complaints: list[Complaint]) -> Iterator[str]:
    """The lines, with their ends; what cannot be read goes to `complaints`."""
    for _, line in numbered_lines(source, longest):
        if isinstance(line, Complaint):
            complaints.append(line)
        else:
            yield line + "\n"


def _left_out(line: int, name: str, why: str) -> Complaint:
    if "new-line" in why:
        return Complaint(f"Line {line} of {name} is left out: a line ends within it as in old Macintosh files. Save it anew.")
    if "limit" in why:
        return Complaint(f"Line {line} of {name} is left out: a cell has no end. Close its quotation mark.")
    return Complaint(f"Line {line} of {name} is left out: {why}. Save the table anew.")


def _noted(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _is_open(row: str, delimiter: str) -> bool:
    """Whether a quotation mark is left open at the end of a row."""
    try:
        list(csv.reader(row.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _delimiter(header: str) -> str:
    """What parts most names that Jianbao knows, else most fields."""

    def parted(delimiter: str) -> tuple[int, int]:
        fields = [name.strip().lower() for name in _fields(header, delimiter)]
        return len(_NAMES.intersection(fields)), len(fields)

    return max(_DELIMITERS, key=parted)


def _fields(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header[:_LONGEST_HEADER]], delimiter=delimiter), [])
    except csv.Error:
        return []


_LONGEST_HEADER = 10_000
