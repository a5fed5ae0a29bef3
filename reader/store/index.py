"""The search index, kept in step with the articles: every change is part of the transaction that changes the article.

FTS5 has to be told the old text of a row to take it out, so articles are removed before their pieces change and added after.
The changes of a transaction are kept back until its end and written in the order of their keys: FTS5 starts a new segment
whenever a key is smaller than the last one.
"""

from collections.abc import Iterable, Iterator, Sequence

from reader.errors import LibraryError
from reader.store.index_rows import Row, StoredTexts, key_of, labels, rebuild, register, row_of
from reader.store.library import Library
from reader.text.folding import fold_signature
from reader.text.passages import Passages

KEPT_BACK = 24_000_000  # characters of index text, after which what was kept back is written before its transaction ends

_INSERT = "INSERT INTO search (rowid, body, headline, byline, captions, place) VALUES (?, ?, ?, ?, ?, ?)"
_DELETE = (
    "INSERT INTO search (search, rowid, body, headline, byline, captions, place) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
_INSERT_HEADLINE = "INSERT INTO search_headline (rowid, headline, place) VALUES (?, ?, ?)"
_DELETE_HEADLINE = "INSERT INTO search_headline (search_headline, rowid, headline, place) VALUES ('delete', ?, ?, ?)"


class Index:
    """The search index of a library, to be changed inside a transaction."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stored = StoredTexts(library.rows)
        self._transaction = 0
        self._size = 0
        self._old: dict[int, Row] = {}
        self._new: dict[int, Row] = {}

    def begin(self) -> None:
        """Register with the transaction that runs, before articles change; an index of other folds is made anew first."""
        if self._transaction == self._library.transactions:
            return
        self._transaction = self._library.transactions
        self._size = 0
        self._old.clear()
        self._new.clear()
        self._library.before_commit(self._write)
        if is_outdated(self._library):
            self.rebuild()

    def add(self, articles: Sequence[tuple[int, Passages]], newspaper_id: int, date: str, label_order: str) -> None:
        """Index articles of one page that are not in the index."""
        self.begin()
        labelled = labels(newspaper_id, date, label_order)
        keys = [(key_of(date, article_id), article_id) for article_id, _ in articles]
        self._library.execute_many("INSERT INTO indexed (key, article_id) VALUES (?, ?)", keys)
        for (key, _), (_, strings) in zip(keys, articles, strict=True):
            self._put(key, row_of(strings, labelled))

    def add_stored(self, article_ids: Iterable[int]) -> None:
        """Index articles as their pieces and their page stand now; those that have no pieces are left out."""
        self.begin()
        for article_id in article_ids:
            date = self._library.value(
                "SELECT date FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
                " WHERE article.id = ? AND article.id IN (SELECT article_id FROM piece)",
                (article_id,),
            )
            if date is not None:
                key = key_of(date, article_id)
                self._library.execute("INSERT INTO indexed (key, article_id) VALUES (?, ?)", (key, article_id))
                self._put(key, self._stored.row(article_id))

    def remove(self, article_ids: Iterable[int]) -> None:
        """Take articles out of the index: before their pieces, or the date or label of their page, are changed."""
        self.begin()
        for article_id in article_ids:
            key = self._library.value("SELECT key FROM indexed WHERE article_id = ?", (article_id,))
            if key is not None:
                self._library.execute("DELETE FROM indexed WHERE key = ?", (key,))
                if self._new.pop(key, None) is None:
                    self._old[key] = self._stored.row(article_id)

    def rebuild(self) -> None:
        """Make the whole index anew from the pieces."""
        self._old.clear()
        self._new.clear()
        self._library.connected(rebuild)

    def merge(self) -> None:
        """Put the index in one piece, as is worth it after a large import (some seconds for 100,000 articles)."""
        self._library.execute("INSERT INTO search (search) VALUES ('optimize')")
        self._library.execute("INSERT INTO search_headline (search_headline) VALUES ('optimize')")

    def _put(self, key: int, row: Row) -> None:
        self._new[key] = row
        self._size += sum(map(len, row))
        if self._size > KEPT_BACK:
            self._write()

    def _write(self) -> None:
        for key in [key for key, row in self._old.items() if self._new.get(key) == row]:
            del self._old[key], self._new[key]
        if self._old:
            for key in sorted(self._old.keys() | self._new.keys()):
                self._write_one(key, self._old.get(key), self._new.get(key))
        else:
            keys = sorted(self._new)
            self._library.execute_many(_INSERT, [(key, *self._new[key]) for key in keys])
            self._library.execute_many(_INSERT_HEADLINE, [(k, self._new[k][1], self._new[k][4]) for k in keys])
        self._size = 0
        self._old.clear()
        self._new.clear()

    def _write_one(self, key: int, old: Row | None, new: Row | None) -> None:
        if old is not None:
            self._library.execute(_DELETE, (key, *old))
            self._library.execute(_DELETE_HEADLINE, (key, old[1], old[4]))
        if new is not None:
            self._library.execute(_INSERT, (key, *new))
            self._library.execute(_INSERT_HEADLINE, (key, new[1], new[4]))


def is_outdated(library: Library) -> bool:
    """Whether the index was made with other folds than those of today."""
    return bool(library.value("SELECT signature FROM index_state") != fold_signature())


def index_faults(library: Library) -> Iterator[str]:
    """Say in sentences where the index is not what the articles say; nothing where it is."""
    try:
        yield from _faults(library)
    except LibraryError as error:
        yield f"The search index was not checked to its end: {error}"


def _faults(library: Library) -> Iterator[str]:
    if is_outdated(library):
        yield "The search index was made with other tables of character forms; `jianbao check --repair` makes it anew."
        return
    library.connected(register)
    rows = library.rows(
        "SELECT article.id AS article_id, key FROM article LEFT JOIN indexed ON article_id = article.id"
        " JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
        " WHERE key IS NOT CASE WHEN article.id IN (SELECT article_id FROM piece WHERE article_id IS NOT NULL)"
        " THEN index_key(issue.date, article.id) END"
    )
    for row in rows:
        yield f"Article {row['article_id']} is not in its place in the search index; `jianbao check --repair` makes it anew."
    for table in ("search", "search_headline"):
        if not library.agrees(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"):
            yield "The search index does not hold what the articles say; `jianbao check --repair` makes it anew."
            return
