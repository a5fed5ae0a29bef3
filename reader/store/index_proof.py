"""The proof that the search index holds what the articles say.

FTS5 compares its index with the articles in a process of its own: SQLite 3.40.1 reads past its memory there when
a page of the index is damaged in certain ways, and takes the process down with it.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import cache
from pathlib import Path

from reader.errors import LibraryError
from reader.processes import pool_of, undisturbed
from reader.store.index import is_outdated
from reader.store.library import Library, open_library

TABLES = ("search", "search_headline")


def index_faults(library: Library) -> Iterator[str]:
    """Say in sentences where the index is not what the articles say; nothing where it is."""
    try:
        yield from _faults(library)
    except LibraryError as error:
        yield f"The search index was not checked to its end: {error}"


def _faults(library: Library) -> Iterator[str]:
    if is_outdated(library):
        yield "The search index was made by another version; `jianbao check --repair` makes it anew."
        return
    wanted = "SELECT index_key(date, article_id) AS key, article_id FROM to_be_indexed"
    rows = library.rows(
        f"SELECT DISTINCT article_id FROM (SELECT * FROM ({wanted} EXCEPT SELECT key, article_id FROM indexed)"
        f" UNION ALL SELECT * FROM (SELECT key, article_id FROM indexed EXCEPT {wanted})) ORDER BY article_id"
    )
    for row in rows:
        yield f"Article {row['article_id']} is not in its place in the search index; `jianbao check --repair` makes it anew."
    if not _agrees(library):
        yield "The search index does not hold what the articles say; `jianbao check --repair` makes it anew."


def _agrees(library: Library) -> bool:
    """Whether FTS5 finds its index to be what the articles say; in this process where the other could not see a change."""
    if library.in_transaction:
        return _compared(library)
    try:
        with undisturbed():
            answer = _process().submit(_agrees_on_disk, library.path)
        return answer.result()
    except BrokenProcessPool:
        _process.cache_clear()
        return False


@cache
def _process() -> ProcessPoolExecutor:
    """Kept for the next check."""
    return pool_of(1)


def _agrees_on_disk(path: Path) -> bool:
    with closing(open_library(path)) as library:
        return _compared(library)


def _compared(library: Library) -> bool:
    return all(library.agrees(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)") for table in TABLES)
