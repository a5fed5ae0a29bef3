"""The best places for words whose place is not known: to choose from, none of them sure.

White space never counts, as in text/anchors.py.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.text.alignment import align
from reader.text.anchors import CONTEXT, squeeze
from reader.text.approximate import approximate, edit_distances, occurrences

ERRORS = 3  # one error in this many characters of the words, or of those beside them
LONGEST = 3  # times as long as they were the words may be between neighbours that are known again
NEXT = 2  # characters after the words that tell their end, where no more of their neighbours is known again
LEAST_SCORE = 0.3
MOST_EXACT = 200  # places of words that occur again and again


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for, and what stood on either side of them."""

    quote: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, start: int, end: int) -> "Wanted":
        """The words at a place of a text (code points) with their neighbours."""
        return cls(text[start:end], text[max(0, start - 2 * CONTEXT) : start], text[end : end + 2 * CONTEXT])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place (code points, end exclusive) in one of several texts, and how well it fits, from 0 to 1."""

    text: int
    start: int
    end: int
    score: float


def candidates(wanted: Wanted, texts: Sequence[str], most: int = 5) -> list[Candidate]:
    """At most so many places of the texts, the best first; of places that overlap the better one."""
    quote = squeeze(wanted.quote).text
    prefix, suffix = squeeze(wanted.prefix).text[-CONTEXT:], squeeze(wanted.suffix).text[:CONTEXT]
    if not quote:
        return []
    found: list[Candidate] = []
    for number, text in enumerate(texts):
        bare = squeeze(text)
        for start, end in set(_places(bare.text, quote, prefix, suffix)):
            score = _score(bare.text, start, end, quote, prefix, suffix)
            if score >= LEAST_SCORE:
                found.append(Candidate(number, *bare.whole(start, end), score))
    found.sort(key=lambda c: (-c.score, c.text, c.start, c.end))
    chosen: list[Candidate] = []
    for candidate in found:
        if len(chosen) < most and not any(_overlap(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def where_it_stood(old: str, new: str, start: int) -> int:
    """The place in a new version of a text (code points) where that ends which stood before a place of the old one."""
    bare, newer = squeeze(old), squeeze(new)
    places = align(bare.text, newer.text).places
    before = bisect_left(bare.places, start)
    known = next((places[i] for i in range(before - 1, -1, -1) if places[i] >= 0), None)
    return 0 if known is None else newer.places[known] + 1


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.text == other.text and one.start < other.end and other.start < one.end


def _places(text: str, quote: str, prefix: str, suffix: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, to the letter or nearly; and what stands between, after or before neighbours like theirs."""
    for start in occurrences(text, quote)[:MOST_EXACT]:
        yield start, start + len(quote)
    for start, end, _ in approximate(text, quote, len(quote) // ERRORS):
        yield start, end
    starts = [end for _, end in _like(text, prefix) if end < len(text)]
    ends = [start for start, _ in _like(text, suffix) if start]
    for start in starts:
        limit = start + LONGEST * len(quote) + ERRORS
        after = [end for end in ends if start < end <= limit]
        near = text.find(suffix[:NEXT], start + 1, limit + NEXT) if suffix else -1
        yield start, min(after, default=near if near > 0 else min(len(text), start + len(quote)))
    for end in ends:
        if not any(start < end <= start + LONGEST * len(quote) + ERRORS for start in starts):
            yield max(0, end - len(quote)), end


def _like(text: str, words: str) -> list[tuple[int, int]]:
    """Where neighbours stand that are long enough to tell a place by."""
    if len(words) < CONTEXT // 4:
        return []
    exact = [(start, start + len(words)) for start in occurrences(text, words)[:MOST_EXACT]]
    return exact or [(start, end) for start, end, _ in approximate(text, words, len(words) // ERRORS)]


def _score(text: str, start: int, end: int, quote: str, prefix: str, suffix: str) -> float:
    """Quote and neighbours weigh 50 : 40; neighbours that the words never had do not count."""
    words = text[start:end]
    *_, errors = edit_distances(words, quote, anchored=True)
    parts = [(50, 1 - errors / max(len(words), len(quote)))]
    if prefix:
        parts.append((20, _likeness(prefix[::-1], text[max(0, start - len(prefix)) : start][::-1])))
    if suffix:
        parts.append((20, _likeness(suffix, text[end : end + len(suffix)])))
    return sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)


def _likeness(one: str, other: str) -> float:
    """How much of a text stands at the beginning of another, from 0 to 1."""
    return max(0.0, 1 - min(edit_distances(other, one, anchored=True)) / len(one)) if other else 0.0
