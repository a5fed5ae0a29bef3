"""Searching the library, for the window and the command line alike: articles with snippets, counts, facets.

All positions are code points. Whatever runs is ended by Library.interrupt(), with Cancelled.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.model import Place
from reader.store.library import Library
from reader.store.matching import Filters
from reader.store.search import Card, Facets, Order, Search
from reader.text.excerpts import AROUND, SHOWN, Ranges, excerpt, hits_on, tidy
from reader.text.passages import Field, Passages, field_of
from reader.text.query import Query, Word, parse, quoted, whole

__all__ = [
    "EVERYTHING",
    "Facets",
    "Filters",
    "Hit",
    "Order",
    "Query",
    "count",
    "each_hit",
    "facets",
    "hits_on",
    "load_words",
    "quoted",
    "search",
    "understood",
    "words_are_loaded",
]

FIRST_PAGE = 50
EVERYTHING = Filters()
_PROBES = 8  # places of a page's text that are tried before the article is put together to find a word in it
_loaded = threading.Event()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found: `marks` are the places of all hits in `snippet`; `title` is what to call it in a list."""

    article: int
    place: Place
    title: str
    snippet: str
    marks: Ranges


def load_words() -> None:
    """Load what parts text into words (a third of a second): in a thread of the window, at once on the command line."""
    from reader.text.words import cut

    cut("词")
    _loaded.set()


def words_are_loaded() -> bool:
    """Whether queries are parted into words by now; before, a run of characters is sought as it stands."""
    return _loaded.is_set()


def understood(text: str, wait: bool = False) -> Query:
    """Read a query; where words are needed and not loaded yet, wait for them or do without."""
    return parse(text, _cut if wait or _loaded.is_set() else whole)


def _cut(run: str) -> list[str]:
    from reader.text.words import cut

    return cut(run)


def search(
    library: Library,
    query: Query,
    filters: Filters = EVERYTHING,
    order: Order = Order.HEADLINES,
    limit: int | None = FIRST_PAGE,
    offset: int = 0,
) -> list[Hit]:
    """The articles that a query finds, with snippets; nothing for an empty query."""
    return list(each_hit(library, query, filters, order, limit, offset))


def each_hit(
    library: Library, query: Query, filters: Filters, order: Order, limit: int | None = None, offset: int = 0
) -> Iterator[Hit]:
    """The same one by one, for long lists."""
    if query.root is not None:
        store, words = store_of(library), query.sought
        for card in store.cards(store.find(query.root, filters, order, limit, offset)):
            yield _hit(store, card, words)


def count(library: Library, query: Query, filters: Filters = EVERYTHING) -> int:
    """How many articles a query finds."""
    return store_of(library).count(query.root, filters) if query.root else 0


def facets(library: Library, query: Query, filters: Filters = EVERYTHING) -> Facets:
    """How many of them there are by newspaper, year and page label."""
    return store_of(library).facets(query.root, filters) if query.root else Facets({}, {}, {})


def store_of(library: Library) -> Search:
    """The search of a library: kept with it, because it keeps texts that are asked for often."""
    return library.keeps(Search)


def in_reading_order(strings: Passages) -> list[tuple[Field, str]]:
    """The strings of an article with their fields: the text first, the headline, which a list shows anyway, after it."""
    return [(field, string) for field in _ORDER for string in strings.of(field)]


def _hit(store: Search, card: Card, words: Sequence[Word]) -> Hit:
    strings = _near(store, card, words)
    if strings is None:
        strings = in_reading_order(store.passages(card.id))
    snippet, marks = excerpt(strings, words)
    if not snippet:
        snippet = tidy(next((string for _, string in strings), "")[: 2 * AROUND])
    return Hit(card.id, card.place, card.title, snippet, marks)


def _near(store: Search, card: Card, words: Sequence[Word]) -> list[tuple[Field, str]] | None:
    """The pieces in which an article has its words, found without putting it together; None where that is needed."""
    if card.first is None or not words or any(w.field or w.exact for w in words):
        return None
    text = store.text(card.text_id)
    found: dict[int, tuple[Field, str]] = {}
    for word in words[:SHOWN]:
        piece = _piece_with(store, card, text, word.typed or word.text)
        if piece is None:
            return None
        start, end, role = piece
        found[start] = (field_of(role), text[start:end])
    return [found[start] for start in sorted(found)]


def _piece_with(store: Search, card: Card, text: str, word: str) -> tuple[int, int, str] | None:
    """Where an article has a word, as it stands and inside one piece, in its text rather than in its heading."""
    assert card.first is not None
    assert card.last is not None
    heading, at = None, card.first - 1
    for _ in range(_PROBES):
        at = text.find(word, at + 1)
        piece = store.piece_at(card.text_id, at) if at >= 0 else None
        if piece is None or piece[0] > card.last:
            break
        start, end, role, article_id = piece
        if article_id == card.id and at + len(word) <= end:
            if field_of(role) in _ORDER[:2]:
                return start, end, role
            heading = heading or (start, end, role)
    return heading


_ORDER = (Field.BODY, Field.CAPTIONS, Field.HEADLINE, Field.BYLINE)
