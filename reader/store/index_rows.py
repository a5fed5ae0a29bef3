"""What the search index holds of an article, and under which key.

A row is the text of the fields (text/passages.py) as single characters, folded, white space left out, paragraphs parted by
BREAK, and one more column of labels, words of two letters and more, which no search for characters can meet: `all`, the
newspaper (n12), the page label (p- and its bytes), the date and its beginnings (y2021 m202101 d20210120).

A key is the date, counted backwards, above the article's id: read upwards, as FTS5 does it best, keys give the newest issue
first and its articles in their order, and unknown dates last. Dates sort as ISO dates and their beginnings do.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from reader.errors import LibraryError
from reader.model import Article, Fragment, Piece, Role
from reader.store.joins import Query, parts_of
from reader.text.folding import BREAK, UNFIT, fold, fold_signature
from reader.text.page_turn import joined
from reader.text.passages import Passages, passages, passages_of

FORM = 2  # of keys and rows: to be raised with every change of them, so that older indexes are made anew
ID_BITS = 24  # an archive of more than 16.7 million articles has to be two libraries
_DAYS, _PRECISIONS = 31 * 12, 4
_UNKNOWN = 10_000 * _DAYS * _PRECISIONS  # above every day
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

# To make the whole index anew, in a transaction.
REBUILD = (
    "DELETE FROM indexed",
    "INSERT INTO indexed (key, article_id) SELECT index_key(date, article_id), article_id FROM to_be_indexed",
    "INSERT INTO search (search) VALUES ('rebuild')",
    "INSERT INTO search_headline (search_headline) VALUES ('rebuild')",
    "UPDATE index_state SET signature = index_signature()",
)

Row = tuple[str, str, str, str, str]
_NO_ROW = ("", "", "", "", "")


def signature() -> str:
    """What an index was made with, folds and form of its rows: one with another signature has to be made anew."""
    return f"{FORM}:{fold_signature()}"


def key_of(date: str, article_id: int) -> int:
    """The key of an article.

    Raises LibraryError for an id that no key has room for.
    """
    if article_id >> ID_BITS:
        raise LibraryError(f"A library holds up to {1 << ID_BITS:,} articles; keep the others in a second one.")
    return day_of(date) << ID_BITS | article_id


def article_of(key: int) -> int:
    """The id of the article that a key stands for."""
    return key & ((1 << ID_BITS) - 1)


def year_of(key: int) -> str:
    """The year in a key, '' where the date is not known."""
    day = key >> ID_BITS
    return "" if day == _UNKNOWN else f"{(_UNKNOWN - day) // (_DAYS * _PRECISIONS):04d}"


def date_of(key: int) -> str:
    """The ISO date in a key, or its beginning; '' where it is not known."""
    past = _UNKNOWN - (key >> ID_BITS)
    if past == 0:
        return ""
    days, precision = divmod(past - 1, _PRECISIONS)
    year, day = divmod(days, _DAYS)
    return f"{year:04d}-{day // 31 + 1:02d}-{day % 31 + 1:02d}"[: (4, 7, 10)[precision]]


def key_range(start: str, end: str) -> tuple[int, int]:
    """The first and last key of issues from `start` to `end`, ISO dates or beginnings of them, inclusive; '' for no bound."""
    last_day = {4: end + "-12-31", 7: end + "-31"}.get(len(end), end)
    low = day_of(last_day) if end else 0
    high = day_of(start) if start else _UNKNOWN - 1 if end else _UNKNOWN
    return low << ID_BITS, (high + 1 << ID_BITS) - 1


def same_day(key: int) -> tuple[int, int]:
    """The first and last key of the day of a key."""
    return key >> ID_BITS << ID_BITS, ((key >> ID_BITS) + 1 << ID_BITS) - 1


@lru_cache(maxsize=1000)
def day_of(date: str) -> int:
    """The upper part of a key: smaller for a later date."""
    found = _ISO.fullmatch(date)
    if not found:
        return _UNKNOWN
    month, day = found[2], found[3]
    days = int(found[1]) * _DAYS + (int(month or 1) - 1) * 31 + int(day or 1) - 1
    return _UNKNOWN - days * _PRECISIONS - 1 - (month is not None) - (day is not None)


def labels(newspaper_id: int, date: str, label_order: str) -> str:
    """The words of the column of labels."""
    words = ["all", newspaper_token(newspaper_id), page_token(label_order)]
    if _ISO.fullmatch(date):
        words += [date_token(date[:size]) for size in (4, 7, 10) if size <= len(date)]
    return " ".join(words)


def newspaper_token(newspaper_id: int) -> str:
    """The word for a newspaper."""
    return f"n{newspaper_id}"


def page_token(label_order: str) -> str:
    """The word for a page label, in the form that sorts."""
    return "p-" + label_order.encode("utf-8", "surrogatepass").hex()


def date_token(date: str) -> str:
    """The word for an ISO date or its beginning."""
    return {4: "y", 7: "m", 10: "d"}.get(len(date), "x") + date.replace("-", "")


def row_of(strings: Passages, labelled: str) -> Row:
    """The row of an article, its columns folded in one go: half of the time would go into calls on short strings."""
    columns = [_solid(column) for column in (strings.body, strings.headline, strings.byline, strings.captions)]
    body, headline, byline, captions = fold("\n".join(columns)).replace("", " ").split("\n")
    return body, headline, byline, captions, labelled


def phrase(text: str) -> str:
    """A string, folded and bare, as a phrase of FTS5's query language."""
    return '"' + " ".join(text.replace(BREAK, UNFIT)).replace('"', '""') + '"'


def _solid(strings: Sequence[str]) -> str:
    """The strings of a column without white space, parted by BREAK."""
    text = BREAK.join(strings)
    if text.count(BREAK) >= len(strings) > 0:  # it stands in the article itself
        text = BREAK.join([string.replace(BREAK, UNFIT) for string in strings])
    return "".join(text.split())


_OLD_READINGS = (
    "SELECT DISTINCT words FROM piece JOIN old_reading USING (text_id) WHERE article_id = ?"
    " AND old_reading.start < piece.stop AND old_reading.stop > piece.start"
)


class StoredTexts:
    """The strings of stored articles. The texts of pages are kept while many articles of a page are read in a row."""

    def __init__(self, query: Query, kept: int = 4) -> None:
        self._query = query
        self.text = lru_cache(maxsize=kept)(self._text)

    def passages(self, article_id: int) -> Passages:
        """The strings of an article with all its parts, and what they read before they were corrected; none without pieces."""
        parts = parts_of(self._query, article_id)
        if len(parts) == 1:
            found = passages_of((role, p, self.text(t)[start:end]) for role, p, start, end, t in self._pieces(article_id))
        else:
            found = passages(joined([self._part(part) for part in parts]).fragments)
        old = [row[0] for part in parts for row in self._query(_OLD_READINGS, (part,))]
        return replace(found, body=(*found.body, *old)) if old else found

    def row(self, article_id: int) -> Row:
        """The row of an article as its pieces give it now; empty where there is no such article."""
        sql = (
            "SELECT newspaper_id, date, label_order FROM article JOIN page ON page.id = page_id"
            " JOIN issue ON issue.id = issue_id WHERE article.id = ?"
        )
        for place in self._query(sql, (article_id,)):
            return row_of(self.passages(article_id), labels(*place))
        return _NO_ROW

    def _pieces(self, article_id: int) -> Iterable[sqlite3.Row]:
        sql = "SELECT role, paragraph, start, stop, text_id FROM piece WHERE article_id = ? ORDER BY place"
        return self._query(sql, (article_id,))

    def _part(self, article_id: int) -> Article:
        return Article(
            tuple(
                Fragment(Piece(start, end, Role(role), paragraph), self.text(text_id)[start:end], text_id)
                for role, paragraph, start, end, text_id in self._pieces(article_id)
            )
        )

    def _text(self, text_id: int) -> str:
        rows = self._query("SELECT text FROM text_version WHERE id = ?", (text_id,))
        return next((row[0] for row in rows), "")


class Functions:
    """What the view that the index is made from, and compared with, asks for (library.py connects it)."""

    key = staticmethod(key_of)
    signature = staticmethod(signature)

    def __init__(self, query: Query) -> None:
        self._stored = StoredTexts(query)
        self._article_id = self._number = -1
        self._row: Row = _NO_ROW

    def text(self, article_id: int, number: int) -> str:
        """A column of an article's row as it is now; asked for from left to right, a row is derived once."""
        if article_id != self._article_id or number <= self._number:
            self._row = self._stored.row(article_id)
        self._article_id, self._number = article_id, number
        return self._row[number]
