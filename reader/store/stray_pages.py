"""Leaf pages of tables, found by looking at every page of a library: also those that a damaged tree leads to no more.

The form of the pages is that of SQLite's file format, https://www.sqlite.org/fileformat2.html#b_tree_pages.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_LEAF = 0x0D  # the first byte of a page that holds rows of a table
_COUNT, _CELLS = 3, 8  # where it says how many rows it holds, and where their places begin
_MOST_ROWS, _MOST_COLUMNS = 10_000, 60


def leaves_of(path: Path, page_size: int, columns: int) -> Iterator[tuple[int, list[int]]]:
    """The pages that hold rows of so many columns: the number of each (from 1), and the ids of the rows.

    The first page is left out: it holds the schema.
    """
    with path.open("rb") as file:
        file.seek(page_size)
        number = 1
        while len(page := file.read(page_size)) == page_size:
            number += 1
            if page[0] != _LEAF:
                continue
            rows = [_row(page, _two(page, _CELLS + 2 * place)) for place in range(min(_two(page, _COUNT), _MOST_ROWS))]
            if ids := [row for row, found in rows if found == columns]:
                yield number, ids


def _row(page: bytes, at: int) -> tuple[int, int]:
    """The id of a row and how many columns it has; 0 where what stands there is no row."""
    with suppress(IndexError):
        _, at = _number(page, at)  # the length of the row
        row, at = _number(page, at)
        length, begun = _number(page, at)
        found, end = 0, at + length
        while begun < end and found <= _MOST_COLUMNS:
            _, begun = _number(page, begun)
            found += 1
        return row, found if begun == end else 0
    return 0, 0


def _two(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 2], "big")


def _number(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Raises IndexError past the end of the page."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | page[place] & 0x7F
        if page[place] < 0x80:
            return value, place + 1
    return value << 8 | page[at + 8], at + 9
