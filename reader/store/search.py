"""Which articles a query finds: in order, counted, by facets, and where in the pages the words stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice
from sqlite3 import Row

from reader.model import Place
from reader.store.index_filling import fill
from reader.store.index_rows import ID_BITS, StoredTexts, article_of, key_range, same_day, year_of
from reader.store.library import Library
from reader.store.matching import Filters, Matching, Plan
from reader.text.passages import Passages
from reader.text.query import Every, Node

_RANGE = "MATCH ? AND rowid BETWEEN ? AND ?"
_ALL = 1 << 62  # more than there are
_PAGES_KEPT = 1000  # texts of pages (some 15 MB): those of the newest issues are asked for again and again
_HELD = 64 << 20  # bytes of the file: parts of the index and rows of articles that every search asks for again
_CHUNK = 500  # articles asked for at once
_TOGETHER = 50  # places of pieces asked for in one statement: a third of the time of as many statements
_NOWHERE = (0, -1)

PieceRow = tuple[int, int, str, int | None]


class Order(StrEnum):
    """In which order articles are found."""

    HEADLINES = "headlines"  # those with all words in their headline, then the others; both the newest first
    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"  # BM25, a word in a headline counting fivefold


_SQL = {
    Order.NEWEST: f"SELECT rowid FROM search WHERE search {_RANGE} ORDER BY rowid LIMIT ?",
    Order.OLDEST: f"SELECT rowid FROM search WHERE search {_RANGE} ORDER BY rowid DESC LIMIT ?",
    # Not by FTS5's own `rank`, which keeps every row with all its places to sort them: half as slow again.
    Order.RELEVANCE: f"SELECT rowid FROM search WHERE search {_RANGE} ORDER BY bm25(search, 1.0, 5.0, 2.0, 1.0, 0.0) LIMIT ?",
}
_HEADLINES = f"SELECT rowid FROM search_headline WHERE search_headline {_RANGE} ORDER BY rowid LIMIT ?"


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an article, and where it stands: in the text `text_id`, its first piece from `first` on."""

    id: int
    title: str
    place: Place
    text_id: int
    first: int | None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles a query finds by newspaper, year and page label, each under the other filters; '' is not known."""

    newspapers: dict[str, int]
    years: dict[str, int]
    pages: dict[str, int]


class Search:
    """Searching in a library. What runs is ended by Library.interrupt(), with Cancelled."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stored = StoredTexts(library.rows, _PAGES_KEPT)
        self._matching = Matching(library, self._stored)
        library.hold_in_memory(_HELD)
        if library.writable:
            for _ in fill(library):  # where nobody has done so yet, to tell how far it is
                pass

    def find(self, root: Node, filters: Filters, order: Order, limit: int | None, offset: int = 0) -> list[int]:
        """The ids of the articles that a query finds, from `offset` on, at most `limit`."""
        plan = self._plan(root, filters)
        need = _ALL if limit is None else offset + limit
        if order is Order.HEADLINES:
            keys = self._headlines_first(plan, need)
        elif order is Order.OLDEST:
            keys = self._oldest_first(plan, need)
        else:
            keys = list(islice(self._found(plan, order, need), need))
        return [article_of(key) for key in keys[offset:]]

    def count(self, root: Node, filters: Filters) -> int:
        """How many articles a query finds."""
        plan = self._plan(root, filters)
        if not plan.by_index_alone:
            return sum(1 for _ in self._found(plan, Order.NEWEST, _ALL))
        if (plan.low, plan.high) == _ANY_TIME:  # bounds that bound nothing would take a twentieth of the time
            return int(self._library.value("SELECT count(*) FROM search WHERE search MATCH ?", (plan.match,)))
        sql = f"SELECT count(*) FROM search WHERE search {_RANGE}"
        return int(self._library.value(sql, (plan.match, plan.low, plan.high)))

    def facets(self, root: Node, filters: Filters) -> Facets:
        """The numbers beside the filters that would narrow a search further."""
        return Facets(
            self._by_newspaper(root, replace(filters, newspaper="")),
            self._by_year(root, replace(filters, start="", end="")),
            self._by_page(root, replace(filters, page="")),
        )

    def by_period(self, root: Node | None, filters: Filters, digits: int) -> Counter[str]:
        """How many articles a query finds (None: all there are) in each period: the first `digits` characters of the date."""
        return self._grouped(root, filters, f"substr(issue.date, 1, {int(digits)})")

    def cards(self, article_ids: Sequence[int]) -> Iterator[Card]:
        """What a list shows of articles, in their order; those that are gone are left out."""
        for begun in range(0, len(article_ids), _CHUNK):
            chunk = article_ids[begun : begun + _CHUNK]
            found: dict[int, Card] = {}
            for row in self._library.rows(_CARDS + f"({', '.join('?' * len(chunk))})", chunk):
                article_id, title, newspaper, date, label, name, *where = row
                place = Place(newspaper or None, date or None, label or None, name or None)
                found[article_id] = Card(article_id, title, place, *where)
            yield from (found[i] for i in chunk if i in found)

    def text(self, text_id: int) -> str:
        """A text version."""
        return self._stored.text(text_id)

    def passages(self, article_id: int) -> Passages:
        """The strings of an article."""
        return self._stored.passages(article_id)

    def pieces_at(self, places: Sequence[tuple[int, int]]) -> list[PieceRow | None]:
        """For each (text version, position) the last piece that begins no later: its start, end, role and article."""
        found: list[PieceRow | None] = []
        for begun in range(0, len(places), _TOGETHER):
            chunk = places[begun : begun + _TOGETHER]
            if len(chunk) < _TOGETHER // 5:  # parting one long statement would take longer than what it saves
                rows: Sequence[Row | None] = [self._library.row(_PIECE_AT, place) for place in chunk]
            else:
                filled = [*chunk, *[_NOWHERE] * (_TOGETHER - len(chunk))]
                rows = self._library.rows(_PIECES_AT, list(chain.from_iterable(filled)))[: len(chunk)]
            found += [None if row is None or row[0] is None else tuple(row) for row in rows]
        return found

    def _plan(self, root: Node, filters: Filters) -> Plan:
        return self._matching.plan(root, filters)

    def _found(self, plan: Plan, order: Order, need: int) -> Iterator[int]:
        limit = need if plan.by_index_alone else _ALL
        begun = self._library.interruptions
        for row in self._library.each(_SQL[order], (plan.match, plan.low, plan.high, limit)):
            key: int = row[0]
            if plan.by_index_alone:
                yield key
            else:
                self._library.go_on(begun)
                if self._matching.passes(plan, key):
                    yield key

    def _headlines_first(self, plan: Plan, need: int) -> list[int]:
        first = list(islice(self._in_headlines(plan, need), need)) if plan.headlines else []
        if len(first) == need:
            return first
        seen = set(first)
        others = (key for key in self._found(plan, Order.NEWEST, need) if key not in seen)
        return first + list(islice(others, need - len(first)))

    def _oldest_first(self, plan: Plan, need: int) -> list[int]:
        """The articles of a day in their order too, though keys are read backwards."""
        keys = list(islice(self._found(plan, Order.OLDEST, need), need))
        if len(keys) == need > 0:
            low, high = same_day(keys[-1])
            last_day = replace(plan, low=max(low, plan.low), high=min(high, plan.high))
            keys = [key for key in keys if key > high] + list(self._found(last_day, Order.NEWEST, _ALL))
        return sorted(keys, key=lambda key: (-(key >> ID_BITS), key))[:need]

    def _in_headlines(self, plan: Plan, need: int) -> Iterator[int]:
        rows = self._library.rows(_HEADLINES, (plan.headlines, plan.low, plan.high, need if plan.direct else _ALL))
        keys = [row[0] for row in rows]
        if plan.direct:
            yield from keys
            return
        begun = self._library.interruptions
        right = self._matching.among(plan.match, keys)
        for key in keys:
            self._library.go_on(begun)
            if key in right and self._matching.passes(plan, key):
                yield key

    def _by_newspaper(self, root: Node, filters: Filters) -> dict[str, int]:
        return dict(self._grouped(root, filters, "newspaper.name").most_common())

    def _by_page(self, root: Node, filters: Filters) -> dict[str, int]:
        found = self._grouped(root, filters, "page.label_order")
        shown = "SELECT label_order, min(label) FROM page GROUP BY label_order"
        names = dict(tuple(row) for row in self._library.rows(shown))
        return {names.get(label, label): found[label] for label in sorted(found)}

    def _by_year(self, root: Node, filters: Filters) -> dict[str, int]:
        plan = self._plan(root, filters)
        years = Counter(year_of(key) for key in self._found(plan, Order.NEWEST, _ALL))
        return {year: years[year] for year in sorted(years, reverse=True)}

    def _grouped(self, root: Node | None, filters: Filters, column: str) -> Counter[str]:
        plan = self._plan(root or _ANY, filters)
        if not plan.by_index_alone:
            return self._grouped_by_hand(plan, column)
        sql = (
            f"SELECT {column}, count(*) FROM search JOIN article ON article.id = search.rowid & {(1 << ID_BITS) - 1}"
            f" {_PLACES} WHERE search MATCH ? AND search.rowid BETWEEN ? AND ? GROUP BY {column}"
        )
        rows = self._library.rows(sql, (plan.match, plan.low, plan.high))
        return Counter(dict(tuple(row) for row in rows))

    def _grouped_by_hand(self, plan: Plan, column: str) -> Counter[str]:
        sql = f"SELECT {column} FROM article {_PLACES} WHERE article.id = ?"
        keys = self._found(plan, Order.NEWEST, _ALL)
        return Counter(self._library.value(sql, (article_of(key),)) for key in keys)


_ANY = Every(())
_ANY_TIME = key_range("", "")
_PLACES = "JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id JOIN newspaper ON newspaper.id = newspaper_id"
_CARDS = (
    "SELECT article.id, title, newspaper.name, date, label, page.name, text_id,"
    " (SELECT start FROM piece WHERE article_id = article.id ORDER BY place LIMIT 1)"
    f" FROM article {_PLACES} WHERE article.id IN "
)
_PIECE_AT = "SELECT start, stop, role, article_id FROM piece WHERE text_id = ? AND start <= ? ORDER BY start DESC LIMIT 1"
_PIECES_AT = (
    f"WITH sought (number, text, at) AS (VALUES {', '.join(f'({n}, ?, ?)' for n in range(_TOGETHER))})"
    " SELECT start, stop, role, article_id FROM sought LEFT JOIN piece ON text_id = text"
    " AND start = (SELECT max(start) FROM piece WHERE text_id = text AND start <= at) ORDER BY number"
)
