"""The search index, kept in step with the articles: every change is part of the transaction that changes the article.

FTS5 has to be told the old text of a row to take it out, so the index has to be told of a change before it is made. The
changes of a transaction are kept back until its end and written in the order of their keys: FTS5 starts a new segment whenever
a key is smaller than the last one.
"""

from collections.abc import Iterable, Iterator, Sequence

from reader.store.index_rows import REBUILD, Row, StoredTexts, key_of, labels, row_of, signature
from reader.store.library import Library
from reader.text.passages import Passages

KEPT_BACK = 24_000_000  # characters of index text, after which what was kept back is written before its transaction ends
MERGED_AT_ONCE = 500  # pages of the index, of 4 KB: a tenth of a second

_INSERT = "INSERT INTO search (rowid, body, headline, byline, captions, place) VALUES (?, ?, ?, ?, ?, ?)"
_DELETE = "INSERT INTO search (search, rowid, body, headline, byline, captions, place) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
_INSERT_HEADLINE = "INSERT INTO search_headline (rowid, headline, place) VALUES (?, ?, ?)"
_DELETE_HEADLINE = "INSERT INTO search_headline (search_headline, rowid, headline, place) VALUES ('delete', ?, ?, ?)"


class Index:
    """The search index of a library, to be changed inside a transaction."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stored = StoredTexts(library.rows)
        self._transaction = 0
        self._size = 0
        self._old: dict[int, Row] = {}  # by key: what the index holds and may no longer hold
        self._new: dict[int, Row] = {}  # by key: what it shall hold
        self._touched: set[int] = set()  # articles of which the store will say at the end what it shall hold

    def begin(self) -> None:
        """Register with the transaction that runs, before articles change; an index of another form is emptied first.

        What changes is put into it in today's form, and the other articles by `fill` (index_filling.py).
        """
        if self._transaction == self._library.transactions:
            return
        self._transaction = self._library.transactions
        self._forget()
        self._library.before_commit(self._finish)
        if not _state(self._library).startswith(signature()):
            self._empty()

    def add(self, articles: Sequence[tuple[int, Passages]], newspaper_id: int, date: str, label_order: str) -> None:
        """Index articles of one page that are new."""
        self.begin()
        labelled = labels(newspaper_id, date, label_order)
        rows = [(key_of(date, i), i, row_of(strings, labelled)) for i, strings in articles if strings != _NO_TEXT]
        self._library.execute_many(_INSERT_INDEXED, [(key, article_id) for key, article_id, _ in rows])
        for key, article_id, row in rows:
            self._touched.discard(article_id)  # the id of one that went in this transaction may be given anew
            self._put(key, row)

    def touch(self, article_ids: Iterable[int]) -> None:
        """Say that articles are going to change: before anything of them does, or of their page's date or label.

        At the end of the transaction they are indexed as they stand then, whole articles with all their parts.
        """
        self.begin()
        for article_id in article_ids:
            part: int | None = article_id
            while part is not None and part not in self._touched:
                part = self._take_out(part)  # up to the head, under which all parts are indexed

    def rebuild(self) -> None:
        """Make the whole index anew from the pieces."""
        self._forget()
        for sql in REBUILD:
            self._library.execute(sql)

    def _empty(self) -> None:
        for table in ("search", "search_headline"):
            self._library.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        self._library.execute("DELETE FROM indexed")
        self._library.execute("UPDATE index_state SET signature = ?", (signed(0),))

    def merge(self) -> Iterator[None]:
        """Put the index in one piece, as is worth it after a large import (some seconds for 100,000 articles).

        Each step is a transaction of its own, so that others can write in between; it may be left after any.
        """
        for table in ("search", "search_headline"):
            pages, more = -MERGED_AT_ONCE, True  # negative: begin to merge all there is; then go on with what was begun
            while more:
                with self._library.transaction():
                    before = self._library.value("SELECT total_changes()")
                    self._library.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
                    more = self._library.value("SELECT total_changes()") - before > 1  # as FTS5 tells that it did something
                pages = MERGED_AT_ONCE
                yield

    def _take_out(self, article_id: int) -> int | None:
        """Take an article out of the index; gives the one that it goes on."""
        self._touched.add(article_id)
        sql = "SELECT continues, key FROM article LEFT JOIN indexed ON article_id = article.id WHERE article.id = ?"
        before, key = self._library.row(sql, (article_id,)) or (None, None)
        if key is not None:
            self._library.execute("DELETE FROM indexed WHERE key = ?", (key,))
            if self._new.pop(key, None) is None:
                self._old[key] = self._stored.row(article_id)
        return before

    def _put(self, key: int, row: Row) -> None:
        self._new[key] = row
        self._size += sum(map(len, row))
        if self._size > KEPT_BACK:
            self._write()

    def _finish(self) -> None:
        """Index what was touched as it is now, and write all that was kept back."""
        for article_id in sorted(self._touched):
            date = self._library.value("SELECT date FROM to_be_indexed WHERE article_id = ?", (article_id,))
            if date is not None:
                key = key_of(date, article_id)
                self._library.execute(_INSERT_INDEXED, (key, article_id))
                self._put(key, self._stored.row(article_id))
        self._write()
        self._touched.clear()

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

    def _forget(self) -> None:
        self._size = 0
        self._old.clear()
        self._new.clear()
        self._touched.clear()
        self._stored.text.cache_clear()  # a transaction undone may have left a text under an id that is given anew

    def _write_one(self, key: int, old: Row | None, new: Row | None) -> None:
        if old is not None:
            self._library.execute(_DELETE, (key, *old))
            self._library.execute(_DELETE_HEADLINE, (key, old[1], old[4]))
        if new is not None:
            self._library.execute(_INSERT, (key, *new))
            self._library.execute(_INSERT_HEADLINE, (key, new[1], new[4]))


_NO_TEXT = Passages()
_UP_TO = " up to "
_INSERT_INDEXED = "INSERT INTO indexed (key, article_id) VALUES (?, ?)"


def index_of(library: Library) -> Index:
    """The index of a library: one, whoever changes articles, because what a transaction changes is put together."""
    return library.keeps(Index)


def is_outdated(library: Library) -> bool:
    """Whether the index was made with other folds, or in another form, than those of today, or is not whole yet."""
    return _state(library) != signature()


def signed(up_to: int | None) -> str:
    """What is noted of an index of today's form, whole (None) or filled up to an article."""
    return signature() if up_to is None else f"{signature()}{_UP_TO}{up_to}"


def filled_to(library: Library) -> int:
    """The article up to which an index of today's form is filled."""
    return int(_state(library).partition(_UP_TO)[2] or 0)


def _state(library: Library) -> str:
    return str(library.value("SELECT signature FROM index_state"))
