"""A search index of an older form, made anew in slices: others write in between, and what is stopped goes on where it was."""

import time
from collections.abc import Iterator

from reader.store.index import filled_to, index_of, is_outdated, signed
from reader.store.library import Library

SLICE = 250  # articles in one transaction: a tenth of a second
PAUSE = 0.02  # seconds between two, in which another program that waits to write gets its turn

_MISSING = (
    "SELECT article_id FROM to_be_indexed WHERE article_id > ? AND article_id NOT IN (SELECT article_id FROM indexed)"
    " ORDER BY article_id LIMIT ?"
)


def fill(library: Library) -> Iterator[tuple[int, int]]:
    """Make an outdated index anew; gives after each slice how far it is, of how much. It may be left after any.

    Raises Cancelled where the library was interrupted, and goes on from there the next time.
    """
    begun, index = library.interruptions, index_of(library)
    while is_outdated(library):
        with library.transaction(lasting=False):
            index.begin()
            missing = [row["article_id"] for row in library.rows(_MISSING, (filled_to(library), SLICE))]
            index.touch(missing)
            library.execute("UPDATE index_state SET signature = ?", (signed(missing[-1] if len(missing) == SLICE else None),))
        library.go_on(begun)
        if len(missing) == SLICE:
            yield missing[-1], library.value("SELECT max(id) FROM article")
            time.sleep(PAUSE)
