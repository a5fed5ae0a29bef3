"""Searching the library, for the window and the command line alike: articles with snippets, counts, facets.

All positions are code points. Whatever runs is ended by Library.interrupt(), with Cancelled.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.model import Place, Role
from reader.store.index_filling import fill
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
    "made_ready",
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
        cards = store.cards(store.find(query.root, filters, order, limit, offset))
        while some := list(islice(cards, FIRST_PAGE)):
            yield from _hits(store, some, words)


def count(library: Library, query: Query, filters: Filters = EVERYTHING) -> int:
    """How many articles a query finds."""
    return store_of(library).count(query.root, filters) if query.root else 0


def facets(library: Library, query: Query, filters: Filters = EVERYTHING) -> Facets:
    """How many of them there are by newspaper, year and page label."""
    return store_of(library).facets(query.root, filters) if query.root else Facets({}, {}, {})


def made_ready(library: Library) -> Iterator[float]:
    """Make an index of an older form anew; gives the share of it that is done, now and then. Nothing where there is none."""
    if library.writable:
        for done, of_all in fill(library):
            yield done / of_all


def store_of(library: Library) -> Search:
    """The search of a library: kept with it, because it keeps texts that are asked for often."""
    return library.keeps(Search)


def in_reading_order(strings: Passages) -> list[tuple[Field, str]]:
    """The strings of an article with their fields: the text first, the headline, which a list shows anyway, after it."""
    return [(field, string) for field in _ORDER for string in strings.of(field)]


@dataclass(slots=True)
class _Sought:
    """A word looked for in the text of a page from an article's first piece on: where it is looked at next, and the piece of
    the article that has it, start, end and field, with the place in it."""

    card: Card
    text: str
    word: str
    at: int
    found: tuple[int, int, Field, int] | None = None
    in_dateline: bool = False

    def beside(self) -> tuple[int, int] | None:
        """Where a dateline stands that is read on to the piece, or the words that are read on from it; None where too far."""
        if self.found is None or self.found[2] is not Field.BODY:
            return None
        start, end, _, at = self.found
        if self.in_dateline:
            return self.card.text_id, len(self.text) - len(self.text[end:].lstrip())
        return (self.card.text_id, start - 1) if at - start < AROUND else None

    def read_on(self, piece: tuple[int, int, str, int | None]) -> None:
        """Take the piece there to the one that was found, where the two are read as one."""
        start, end, role, owner = piece
        if self.found is not None and (role, owner) == (Role.BODY if self.in_dateline else Role.DATELINE, self.card.id):
            self.found = (min(start, self.found[0]), max(end, self.found[1]), *self.found[2:])

    def is_done_with(self, piece: tuple[int, int, str, int | None]) -> bool:
        """Look at the piece that stands there; gives whether there is no better one: text is better than a heading."""
        start, end, role, owner = piece
        if owner == self.card.id and self.at + len(self.word) <= end:
            field = field_of(role)
            if field in _ORDER[:2]:
                self.found = (start, end, field, self.at)
                self.in_dateline = role == Role.DATELINE
                return True
            self.found = self.found or (start, end, field, self.at)
        self.at = self.text.find(self.word, max(self.at, end - len(self.word)) + 1)
        return self.at < 0


def _hits(store: Search, cards: Sequence[Card], words: Sequence[Word]) -> Iterator[Hit]:
    """What to show of articles that were found."""
    near = not any(w.field or w.exact for w in words)
    typed = [word.typed or word.text for word in words[:SHOWN]] if near else []
    sought = []
    for card in cards:
        text = store.text(card.text_id) if typed else ""
        sought += [_Sought(card, text, w, -1 if card.first is None else text.find(w, card.first)) for w in typed]
    _locate(store, sought)
    for number, card in enumerate(cards):
        snippet, marks = _near(sought[number * len(typed) : (number + 1) * len(typed)], words)
        if not snippet:
            strings = in_reading_order(store.passages(card.id))
            snippet, marks = excerpt(strings, words)
            snippet = snippet or tidy(next((string for _, string in strings), "")[: 2 * AROUND])
        yield Hit(card.id, card.place, card.title, snippet, marks)


def _locate(store: Search, sought: Sequence[_Sought]) -> None:
    """Find the pieces of articles that have words as they stand: in the text sooner than in the heading."""
    left = [one for one in sought if one.at >= 0]
    for _ in range(_PROBES):
        pieces = store.pieces_at([(one.card.text_id, one.at) for one in left])
        left = [one for one, piece in zip(left, pieces, strict=True) if piece and not one.is_done_with(piece)]
        if not left:
            break
    places = [(one, place) for one in sought if (place := one.beside())]
    for (one, _), piece in zip(places, store.pieces_at([place for _, place in places]), strict=True):
        if piece:
            one.read_on(piece)


def _near(sought: Sequence[_Sought], words: Sequence[Word]) -> tuple[str, Ranges]:
    """An excerpt of the pieces that have the words, without putting the article together; "" where that is needed."""
    pieces: dict[int, tuple[Field, str]] = {}
    hits = []
    for one in sought:
        if one.found is None:
            return "", ()
        start, end, field, at = one.found
        pieces[start] = (field, one.text[start:end])
        hits.append((start, at - start, at - start + len(one.word)))
    starts = sorted(pieces)
    return excerpt_around([pieces[s] for s in starts], [(starts.index(s), a, b) for s, a, b in hits], words)


_ORDER = (Field.BODY, Field.CAPTIONS, Field.HEADLINE, Field.BYLINE)
