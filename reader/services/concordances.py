"""Words in their contexts, and words over time: what a historian of language asks of an archive."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.services.searching import EVERYTHING, in_reading_order, store_of
from reader.store.library import Library
from reader.store.matching import Filters
from reader.store.search import Order, Search
from reader.text.excerpts import each_occurrence, occurrences, tidy
from reader.text.query import Query, Word, quoted

WIDTH = 20  # characters on either side
PER = 10_000  # articles


class Sort(StrEnum):
    """In which order the lines of a concordance stand."""

    DATE = "date"
    LEFT = "left"  # by what stands before the hit, from the hit backwards
    RIGHT = "right"  # by the hit and what stands after it


class By(StrEnum):
    """What a trend counts by."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_DIGITS = {By.YEAR: 4, By.MONTH: 7, By.DAY: 10}


@dataclass(frozen=True, slots=True)
class Line:
    """A hit in its context: up to so many characters of the same paragraph on either side, on one line."""

    article: int
    date: str | None
    newspaper: str | None
    left: str
    hit: str
    right: str


@dataclass(frozen=True, slots=True)
class Period:
    """How often a phrase occurs in a period (an ISO date or its beginning; None where the date is not known)."""

    phrase: str
    period: str | None
    articles: int
    hits: int
    per_10k_articles: float


def concordance(
    library: Library, query: Query, filters: Filters = EVERYTHING, width: int = WIDTH, sort: Sort = Sort.DATE
) -> Iterator[Line]:
    """Every hit of a query's words in the articles that it finds; by date, the oldest first, they come one by one."""
    if query.root is None:
        return
    lines = _lines(library, query, filters, width)
    if sort is Sort.DATE:
        yield from lines
    elif sort is Sort.LEFT:
        yield from sorted(lines, key=lambda line: (line.left[::-1], line.hit, line.right))
    else:
        yield from sorted(lines, key=lambda line: (line.hit, line.right, line.left[::-1]))


def trend(library: Library, phrases: list[str], by: By, filters: Filters = EVERYTHING) -> Iterator[Period]:
    """How often phrases, each an exact string, occur in every period of which there are articles, the oldest first."""
    store = store_of(library)
    totals = store.by_period(None, filters, _DIGITS[by])
    for phrase in phrases:
        root = quoted(phrase).root
        articles: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        if isinstance(root, Word):
            articles, hits = _counted(store, library, root, filters, _DIGITS[by])
        for period in sorted(totals):
            if period or articles[period]:
                share = articles[period] * PER / totals[period]
                yield Period(phrase, period or None, articles[period], hits[period], round(share, 2))


def _lines(library: Library, query: Query, filters: Filters, width: int) -> Iterator[Line]:
    assert query.root is not None
    store, begun = store_of(library), library.interruptions
    for card in store.cards(store.find(query.root, filters, Order.OLDEST, None)):
        library.go_on(begun)
        for field, string in in_reading_order(store.passages(card.id)):
            words = [word for word in query.sought if word.field in (None, field)]
            text = tidy(string)
            for start, end in occurrences(text, words) if text else ():
                left, right = text[max(0, start - width) : start], text[end : end + width]
                yield Line(card.id, card.place.date, card.place.newspaper, left, text[start:end], right)


def _counted(store: Search, library: Library, word: Word, filters: Filters, digits: int) -> tuple[Counter[str], Counter[str]]:
    articles: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    begun = library.interruptions
    for card in store.cards(store.find(word, filters, Order.OLDEST, None)):
        library.go_on(begun)
        period = (card.place.date or "")[:digits]
        articles[period] += 1
        strings = store.passages(card.id).of(None)
        hits[period] += sum(1 for string in strings for _ in each_occurrence(string, [word]))
    return articles, hits
