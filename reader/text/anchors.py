"""Finding a place in a text: by its words, or from an older version of the same text.

White space never counts: a text is compared without it, and positions are given in the text as it stands.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from reader.errors import NotFoundError
from reader.model import Status
from reader.translation import counted

CANDIDATES = 5  # of several places that nothing tells apart, so many are shown,
BESIDE = 8  # with so many characters on either side
CONTEXT = 32  # characters compared on either side of a quote, as Hypothesis does

# The thresholds of docs/notes/anchoring.md, measured there on passages of broadcast news with character errors and shuffles.
LIKE_CONTEXT = 0.5  # what the diff proposes is accepted if its neighbours are as like as this, on the average,
LIKE_QUOTE = 0.34  # and it itself as this;
SURE_CONTEXT = 0.9  # neighbours as like as this settle the place of a short quote whose words were all corrected
ERRORS = 4  # one error in this many characters of a quote that is searched for
ACCEPTED = 0.75  # the score that a place found by search needs,
AHEAD = 0.10  # and how far it must be ahead of the second
LONG = 8_000  # characters, of a large newspaper page: longer texts are compared in parts
CLAUSE = 12  # characters by which a clause is known again
_CLAUSE_END = re.compile("[，。；：？！]")
SHORT = 8  # a quote of fewer characters occurs by chance: its neighbours must vouch for it as for what the diff proposes


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without its white space, and for each character left the place where it stands in the whole text."""

    text: str
    places: list[int]

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The span of the whole text that holds the characters from `start` to before `end`, of which there is one at least."""
        return self.places[start], self.places[end - 1] + 1


def _squeeze(text: str) -> _Squeezed:
    places = [i for i, c in enumerate(text) if not c.isspace()]
    return _Squeezed("".join([text[i] for i in places]), places)


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text (code points, end exclusive), None where that is not known for sure.

    `OK`: the same words between neighbours that vouch for them; `CHANGED`: other words at a place that is sure; `MOVED`: the
    same words at another place of the order of the text; `NEEDS_REVIEW`: the place is not known.
    """

    start: int | None
    end: int | None
    status: Status


UNPLACED = Carried(None, None, Status.NEEDS_REVIEW)


def locate(text: str, quote: str, prefix: str = "", suffix: str = "", nth: int | None = None) -> tuple[int, int]:
    """The span (code points, end exclusive) of a quote in a text; of several, what stands beside it decides, then its number.

    The quote must be there to the letter, white space apart. `prefix` and `suffix` are of any length; `nth` counts from 1
    among the places that they leave. Raises NotFoundError if it is not there, or at several places that nothing tells apart.
    """
    squeezed = _squeeze(text)
    words = "".join(quote.split())
    if not words:
        raise NotFoundError("There is nothing to look for: the quote is empty.")
    places = _occurrences(squeezed.text, words)
    if not places:
        raise NotFoundError(
            f"“{_shown(quote)}” is not in the article: quote it to the letter, as `jianbao articles --json` prints it."
        )
    before, after = "".join(prefix.split()), "".join(suffix.split())
    fitting = [p for p in places if squeezed.text.endswith(before, 0, p) and squeezed.text.startswith(after, p + len(words))]
    fitting = places if len(places) == 1 else fitting
    chosen = fitting if nth is None else fitting[nth - 1 : nth]
    if len(chosen) == 1:
        return squeezed.whole(chosen[0], chosen[0] + len(words))
    shown = [_beside(squeezed.text, p, p + len(words)) for p in fitting[:CANDIDATES]]
    raise NotFoundError(_not_chosen(_shown(quote), len(places), len(fitting), shown))


def _beside(text: str, start: int, end: int) -> str:
    """A place in a text, short, with some characters on either side."""
    return f"“…{text[max(0, start - BESIDE) : start]}[{_shown(text[start:end], BESIDE)}]{text[end : end + BESIDE]}…”"


def _not_chosen(quote: str, places: int, fitting: int, shown: Sequence[str]) -> str:
    """What to say of a quote of which one place must be chosen: how many there are, how to choose, and the first of them."""
    if places == 1:
        return f"“{quote}” occurs once: leave out --nth."
    among = f"occurs {counted(places, 'time', 'times')}"
    among += "" if fitting == places else f", {fitting or 'none'} of them"
    if fitting != places:
        among += " between this --prefix and --suffix"
    if not fitting:
        return f"“{quote}” {among}: give the words that stand next to the one you mean."
    if fitting == 1:
        return f"“{quote}” {among}: leave out --nth."
    them = ", ".join(f"{n} {place}" for n, place in enumerate(shown, 1))
    how = f"choose one with --nth 1 to --nth {fitting}, or with the words beside it, --prefix or --suffix"
    return f"“{quote}” {among}: {how}. {'They are' if fitting <= CANDIDATES else 'The first are'} {them}."


def _occurrences(text: str, words: str) -> list[int]:
    """Where `words` begins in `text`, overlapping occurrences included."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _shown(quote: str, characters: int = 30) -> str:
    """A quote in one line, short enough for a sentence."""
    line = " ".join(quote.split())
    return line if len(line) <= characters else line[:characters] + "…"


def carry(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Carried]:
    """Carry spans of an old version of a text over to the new one, in the order given.

    First by a diff of the two texts, where the neighbours and the words agree; then by searching for the words, exactly or with
    a quarter of errors, where one place is clearly better than all others; else the span needs review. An empty span (a
    bookmark) goes with the character that follows it. The rule and its figures: docs/notes/anchoring.md.
    """
    if old == new:
        return [Carried(start, end, Status.OK) for start, end in spans]
    versions = _Versions(_squeeze(old), _squeeze(new))
    return [versions.carry(start, end) for start, end in spans]


@dataclass(frozen=True)
class _Versions:
    """Two versions of a text, compared once for all spans; positions inside are those of the squeezed texts."""

    old: _Squeezed
    new: _Squeezed

    def carry(self, start: int, end: int) -> Carried:
        a, b = bisect_left(self.old.places, start), bisect_left(self.old.places, end)
        empty = a >= b
        if empty:
            a = min(a, len(self.old.text) - 1)
            b = a + 1
        if a < 0 or not self.new.text:
            return UNPLACED
        quote = self.old.text[a:b]
        found, status = self._placed(a, b, quote)
        if found is None:
            return UNPLACED
        first, last = self.new.whole(*found)
        same = self.new.text[slice(*found)] == quote
        return Carried(first, first if empty else last, status if same else Status.CHANGED)

    def _placed(self, a: int, b: int, quote: str) -> tuple[tuple[int, int] | None, Status]:
        mapped = self._by_diff(a, b, quote)
        if mapped and (self.new.text[slice(*mapped)] == quote or len(quote) < SHORT):
            return mapped, Status.OK
        found = self._by_search(a, b, quote, approximate=mapped is None)
        # A diff that loses its way at the edge of a moved block gives half a quote: the whole one, if there is one, is better.
        if mapped and not (found and self._context(a, b, *found) >= self._context(a, b, *mapped)):
            return mapped, Status.OK
        return found, Status.MOVED

    @cached_property
    def _steps(self) -> list[tuple[int, int, int, int]]:
        """The diff as blocks (i1, i2, j1, j2) that cover the old text: what is alike at both ends is not compared."""
        old, new = self.old.text, self.new.text
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        steps = [(0, head, 0, head)] if head else []
        middle = _blocks(old[head : len(old) - tail], new[head : len(new) - tail])
        steps += [(i1 + head, i2 + head, j1 + head, j2 + head) for i1, i2, j1, j2 in middle if i1 < i2]
        return [*steps, (len(old) - tail, len(old), len(new) - tail, len(new))] if tail else steps

    @cached_property
    def _starts(self) -> list[int]:
        return [step[0] for step in self._steps]

    def _mapped(self, position: int) -> tuple[int, int]:
        """The span of the new text that the diff puts in the place of one character of the old one; empty if it is gone."""
        i1, i2, j1, j2 = self._steps[bisect_right(self._starts, position) - 1]
        start = min(j1 + position - i1, j2)
        return start, j2 if position + 1 == i2 else min(start + 1, j2)

    def _by_diff(self, a: int, b: int, quote: str) -> tuple[int, int] | None:
        start, end = self._mapped(a)[0], self._mapped(b - 1)[1]
        context = self._context(a, b, start, end)
        if start >= end or context < LIKE_CONTEXT or self._belongs_elsewhere(a, start, end, context):
            return None
        if _alike(quote, self.new.text[start:end]) >= LIKE_QUOTE:
            return start, end
        alone = a == 0 and b == len(self.old.text)
        return (start, end) if end - start == len(quote) < SHORT and context >= SURE_CONTEXT and not alone else None

    def _belongs_elsewhere(self, a: int, start: int, end: int, context: float) -> bool:
        """Whether the words of a new place stood elsewhere in the old text too, and their neighbours there fit it better."""
        if context >= SURE_CONTEXT:
            return False
        others = (p for p in _occurrences(self.old.text, self.new.text[start:end]) if p != a)
        return any(self._context(p, p + end - start, start, end) > context for p in others)

    def _context(self, a: int, b: int, start: int, end: int) -> float:
        """How like the neighbours of an old and a new span are, from 0 to 1: the average of those that the old span had."""
        old, new = self.old.text, self.new.text
        likeness = []
        if a:
            likeness.append(_alike(old[max(0, a - CONTEXT) : a], new[max(0, start - CONTEXT) : start]))
        if b < len(old):
            likeness.append(_alike(old[b : b + CONTEXT], new[end : end + CONTEXT]))
        return sum(likeness) / len(likeness) if likeness else 1.0

    def _by_search(self, a: int, b: int, quote: str, approximate: bool) -> tuple[int, int] | None:
        places = [(p, p + len(quote), 0) for p in _occurrences(self.new.text, quote)]
        if not places and approximate:
            places = _approximate(self.new.text, quote, len(quote) // ERRORS)
        scored = sorted(((self._score(a, b, *place), place[:2]) for place in places), reverse=True)
        if not scored or scored[0][0] < ACCEPTED or (len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD):
            return None
        start, end = scored[0][1]
        context = self._context(a, b, start, end)
        if (len(quote) < SHORT and context < LIKE_CONTEXT) or self._belongs_elsewhere(a, start, end, context):
            return None
        return start, end

    def _score(self, a: int, b: int, start: int, end: int, errors: int) -> float:
        """Of a place found by search, from 0 to 1: quote, neighbours and position weigh 50 : 40 : 2, as in Hypothesis."""
        likeness = 1 - errors / (b - a)
        position = 1 - abs(a / len(self.old.text) - start / len(self.new.text))
        return (50 * likeness + 40 * self._context(a, b, start, end) + 2 * position) / 92


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _blocks(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """The diff of two texts as blocks; long ones are cut at landmarks first, as difflib's time grows with the square."""
    cuts = [(0, 0), *(_landmarks(old, new) if max(len(old), len(new)) > LONG else ()), (len(old), len(new))]
    for (i, j), (i_end, j_end) in pairwise(cuts):
        if max(i_end - i, j_end - j) > 2 * LONG:  # nothing in common for so long: left to the search
            yield i, i_end, j, j_end
            continue
        for _, i1, i2, j1, j2 in SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_opcodes():
            yield i + i1, i + i2, j + j1, j + j2


def _landmarks(old: str, new: str) -> list[tuple[int, int]]:
    """Places in both texts, in the order of both, where a clause begins that occurs once in each."""
    ours, theirs = _clauses(old), _clauses(new)
    shared = [(i, theirs[words]) for words, i in ours.items() if words in theirs]
    ends: list[int] = []  # of the rising rows of each length found so far, the lowest last place (patience sorting)
    tops: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(shared):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [number]
        before.append(tops[length - 1] if length else -1)
    chain = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(shared[at])
        at = before[at]
    return chain[::-1]


def _clauses(text: str) -> dict[str, int]:
    """The first characters of each clause that begins like no other one in the text, and where, in the order of the text."""
    places: dict[str, int] = {}
    several = set()
    for mark in _CLAUSE_END.finditer(text):
        words = text[mark.end() : mark.end() + CLAUSE]
        if words in places:
            several.add(words)
        places[words] = mark.end()
    return {words: i for words, i in places.items() if words not in several and len(words) == CLAUSE}


def _alike(one: str, other: str) -> float:
    """How like two short texts are, from 0 to 1."""
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _approximate(text: str, words: str, errors: int) -> list[tuple[int, int, int]]:
    """The places (start, end, errors) where `words` stands with at most so many characters wrong, missing or too many.

    Of `errors` + 1 parts of the words one is without error wherever they stand, so only the surroundings of its parts are
    looked at.
    """
    if not errors:
        return []
    windows = _windows(text, words, errors)
    found = []
    for low, high in windows:
        distances = list(_distances(text[low:high], words, anchored=False))
        best = min(distances)
        if best > errors:
            continue
        end = low + distances.index(best) + 1
        backward = list(_distances(text[low:end][::-1], words[::-1], anchored=True))
        found.append((end - backward.index(min(backward)) - 1, end, best))
    return found


def _windows(text: str, words: str, errors: int) -> list[tuple[int, int]]:
    """The stretches of the text that may hold the words, in order; those that overlap by more than half a quote are one."""
    length = len(words)
    cuts = [length * i // (errors + 1) for i in range(errors + 2)]
    starts = sorted({p - cut for cut, end in pairwise(cuts) for p in _occurrences(text, words[cut:end])})
    windows: list[tuple[int, int]] = []
    for start in starts:
        low, high = max(0, start - errors), min(len(text), start + length + errors)
        if windows and low - windows[-1][0] <= length // 2:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _distances(text: str, words: str, anchored: bool) -> Iterator[int]:
    """For each character of the text, the edit distance between the words and the text that ends with it.

    That text begins where it fits best, or, `anchored`, at the beginning. Myers' bit-parallel algorithm (Journal of the ACM
    46:3, 1999), with a whole column of the matrix in one integer.
    """
    length = len(words)
    everything, last = (1 << length) - 1, 1 << (length - 1)
    where: dict[str, int] = {}
    for i, c in enumerate(words):
        where[c] = where.get(c, 0) | 1 << i
    plus, minus, distance = everything, 0, length
    for c in text:
        equal = where.get(c, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        rising, falling = minus | ~(horizontal | plus) & everything, plus & horizontal
        distance += bool(rising & last) - bool(falling & last)
        rising, falling = rising << 1 | anchored, falling << 1
        plus, minus = (falling | ~(vertical | rising)) & everything, rising & vertical & everything
        yield distance
