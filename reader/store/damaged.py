"""Reading the rows of a damaged library, all that SQLite can still reach. The file itself is not touched: a copy is read."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from reader.errors import LibraryError
from reader.store.library import HEADER, open_library
from reader.store.stray_pages import leaves_of

_MAGIC = b"SQLite format 3\0"
_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_FAULTS = (sqlite3.Error, ValueError, MemoryError, OverflowError)
_GRAFTED = -1
_TRACES = (b"JBAO", b"CREATE TABLE annotation", b"CREATE TABLE text_version", b"law 1: the text")  # of a library
_STEPS = 4000  # probes between two rows that can be reached
_ENDLESS = 50_000_000  # rows, after which a table goes round in a circle

Row = dict[str, Any]


class DamagedFile:
    """A library of which some bytes are wrong. Raises LibraryError where nothing of it can be read."""

    def __init__(self, path: Path, scratch: Path) -> None:
        try:
            for ending in ("", "-wal"):
                if not ending or path.with_name(path.name + ending).exists():
                    shutil.copyfile(path.with_name(path.name + ending), scratch.with_name(scratch.name + ending))
        except OSError as error:
            raise LibraryError(f"{path} cannot be read ({error.strerror}). Check its name and the rights to it.") from error
        self._scratch = scratch
        self._seen: set[tuple[Any, ...]] = set()  # the keys of the rows of the table that was read last
        self._strays: dict[str, int] = {}  # by table: the largest row id of a row that its tree does not lead to
        self._connection = self._opened(scratch)
        if self._connection is None:
            raise LibraryError(f"Nothing can be read in {path}: it is no library, or its beginning is lost.")

    def close(self) -> None:
        """Let the copy go."""
        if self._connection is not None:
            self._connection.close()

    def _opened(self, scratch: Path) -> sqlite3.Connection | None:
        """The copy, opened as it is, else with its header mended, else with the schema of an empty library put into it."""
        for page_size in (0, *_PAGE_SIZES, _GRAFTED):
            if page_size == _GRAFTED:
                if not any(trace in scratch.read_bytes() for trace in _TRACES):
                    return None
                _graft_schema(scratch)
            elif page_size:
                _mend_header(scratch, page_size)
            connection = sqlite3.connect(scratch, isolation_level=None)
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            with suppress(*_FAULTS):
                connection.execute("PRAGMA writable_schema = ON")  # a row of the schema that is broken is passed over
                if connection.execute("PRAGMA table_info(annotation)").fetchall():
                    return connection
            connection.close()
        return None

    def columns(self, table: str) -> list[str]:
        """The columns of a table; none where it cannot be reached."""
        with suppress(*_FAULTS):
            return [str(row[1]) for row in self._rows(f"PRAGMA table_info({table})")]
        return []

    def rows(self, table: str, key: Sequence[str]) -> Iterator[Row]:
        """The rows of a table that can be reached, from both ends, and where it has row ids, between; each once.

        `key` are the columns that it is sorted by; ("rowid",) for most tables.
        """
        names = self.columns(table)
        self._seen = seen = set[tuple[Any, ...]]()
        last: dict[str, Any] = {}
        for way in ("ASC", "DESC"):
            order = ", ".join(f"{column} {way}" for column in key)
            for row in self._walk(f"SELECT {', '.join(key)}, * FROM {table} ORDER BY {order}"):
                found = tuple(row[: len(key)])
                if found in seen:
                    if way == "DESC":
                        break
                    continue
                seen.add(found)
                last[way] = row[0]
                yield dict(zip(names, row[len(key) :], strict=False))
        if tuple(key) == ("rowid",) and self._broken and all(isinstance(last.get(way), int) for way in ("ASC", "DESC")):
            yield from self._between(table, names, last["ASC"], last["DESC"], seen)

    def under(self, table: str, column: str, value: object) -> list[Row]:
        """The rows of a table whose first column of the key has a value, as far as they can be reached."""
        names = self.columns(table)
        found = self._walk(f"SELECT * FROM {table} WHERE {column} = ?", (value,))
        return [dict(zip(names, row, strict=False)) for row in found]

    def strays(self, table: str, is_row: Callable[[Row], bool]) -> Iterator[Row]:
        """Rows of the table that was read last to which its tree does not lead, from every page that looks like one of it.

        Some are what a row was before. `is_row` tells a row of the table from others of as many columns.
        """
        names = self.columns(table)
        if not names:
            return
        for _ in self._walk("PRAGMA wal_checkpoint(TRUNCATE)"):  # all pages into the one file
            pass
        size = next(self._walk("PRAGMA page_size"), (_PAGE_SIZES[0],))[0]
        root = next(self._walk("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)), (0,))[0]
        for page, ids in leaves_of(self._scratch, size, len(names)):
            if all((row,) in self._seen for row in ids) or not self._begin_at(table, page):
                continue
            for row in self._walk(f"SELECT rowid, * FROM {table}"):
                found = dict(zip(names, row[1:], strict=True))
                if is_row(found):
                    self._strays[table] = max(self._strays.get(table, 0), row[0])
                    yield found
        self._begin_at(table, root)

    def _begin_at(self, table: str, page: int) -> bool:
        """Have the tree of a table begin at a page, in the copy; whether that can be done."""
        try:
            self._rows("PRAGMA writable_schema = ON")
            self._rows("UPDATE sqlite_master SET rootpage = ? WHERE type = 'table' AND name = ?", (page, table))
            self._rows("PRAGMA writable_schema = RESET")  # which has the schema read anew
            self._rows("PRAGMA writable_schema = ON")
        except _FAULTS:
            return False
        return True

    def largest(self, table: str) -> int:
        """The largest row id of a table that was found or can be reached."""
        ways = (self._walk(f"SELECT rowid FROM {table} ORDER BY rowid {way} LIMIT 1") for way in ("DESC", "ASC"))
        return max(self._strays.get(table, 0), *(int(row[0]) for rows in ways for row in rows), 0)

    def _between(self, table: str, names: list[str], first: int, last: int, seen: set[tuple[Any, ...]]) -> Iterator[Row]:
        at = min(first, last)
        step = max(1, abs(last - first) // _STEPS)
        while at < max(first, last):
            at += step
            for row in self._walk(f"SELECT rowid, * FROM {table} WHERE rowid >= ? AND rowid < ?", (at, at + step)):
                if (row[0],) not in seen:
                    seen.add((row[0],))
                    yield dict(zip(names, row[1:], strict=False))

    def _walk(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query up to where it fails."""
        self._broken = False
        try:
            cursor = self._rows(sql, values)
            for _ in range(_ENDLESS):
                row = next(cursor, None)
                if row is None:
                    return
                yield row
        except _FAULTS:
            self._broken = True

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        assert self._connection is not None
        return self._connection.execute(sql, values)


def _mend_header(path: Path, page_size: int) -> None:
    """Put what every library has into the first bytes of a file, and leave out what SQLite only counts by."""
    with path.open("r+b") as file:
        old = file.read(HEADER).ljust(HEADER, b"\0")
        size = (1 if page_size == 65536 else page_size).to_bytes(2, "big")
        file.seek(0)
        file.write(_MAGIC + size + b"\x01\x01\x00\x40\x20\x20" + old[24:28] + bytes(4) + bytes(8) + old[40:44])
        file.write((4).to_bytes(4, "big") + bytes(8) + (1).to_bytes(4, "big") + old[60:72] + bytes(20) + bytes(8))


def _graft_schema(path: Path) -> None:
    """Put the pages of the schema of an empty library in their place: the tables of all libraries begin at the same pages.

    Where that is not so (an older library that was brought up), what is read then fits no column, and is left out.
    """
    fresh = path.with_name(f"{path.name}.empty")
    try:
        open_library(fresh).close()
        with closing(sqlite3.connect(fresh)) as connection:
            roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master")}
            size = int(connection.execute("PRAGMA page_size").fetchone()[0])
        data = fresh.read_bytes()
    finally:
        fresh.unlink(missing_ok=True)
    with path.open("r+b") as file:
        for page in range(len(data) // size):
            if page + 1 not in roots:
                file.seek(page * size)
                file.write(data[page * size : (page + 1) * size])
    _mend_header(path, size)
