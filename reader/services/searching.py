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
from reader.text.excerpts import AROUND, SHOWN, Ranges, excerpt, excerpt_around, hits_on, tidy
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
    "words_matter",
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


def words_matter(text: str) -> bool:
    """Whether a query is understood otherwise when it is parted into words, which have to be loaded."""
    return parse(text, _cut) != parse(text, whole)


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
    snippet, marks = _near(store, card, words)
    if not snippet:
        strings = in_reading_order(store.passages(card.id))
        snippet, marks = excerpt(strings, words)
        snippet = snippet or tidy(next((string for _, string in strings), "")[: 2 * AROUND])
    return Hit(card.id, card.place, card.title, snippet, marks)


def _near(store: Search, card: Card, words: Sequence[Word]) -> tuple[str, Ranges]:
    """An excerpt of the pieces that have the words, without putting the article together; "" where that is needed."""
    if card.first is None or any(w.field or w.exact for w in words):
        return "", ()
    text = store.text(card.text_id)
    found: dict[int, tuple[Field, str]] = {}
    hits = []
    for word in words[:SHOWN]:
        sought = word.typed or word.text
        piece = _piece_with(store, card.id, card.text_id, text, sought, card.first)
        if piece is None:
            return "", ()
        start, end, field, at = piece
        found[start] = (field, text[start:end])
        hits.append((start, at - start, at - start + len(sought)))
    starts = sorted(found)
    return excerpt_around([found[s] for s in starts], [(starts.index(s), a, b) for s, a, b in hits], words)


def _piece_with(
    store: Search, article_id: int, text_id: int, text: str, word: str, begun: int
) -> tuple[int, int, Field, int] | None:
    """Start, end and field of a piece of an article that has a word as it stands, in its text sooner than in its heading,
    and where the word stands; looked for from a place in the page's text on."""
    heading, at = None, begun - 1
    for _ in range(_PROBES):
        at = text.find(word, at + 1)
        piece = store.piece_at(text_id, at) if at >= 0 else None
        if piece is None:
            break
        start, end, role, owner = piece
        if owner == article_id and at + len(word) <= end:
            field = field_of(role)
            if field in _ORDER[:2]:
                return start, end, field, at
            heading = heading or (start, end, field, at)
    return heading


_ORDER = (Field.BODY, Field.CAPTIONS, Field.HEADLINE, Field.BYLINE)
