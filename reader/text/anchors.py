"""Finding a place in a text: by its words, or from an older version of the same text.

White space never counts: a text is compared without it, and positions are given in the text as it stands.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.errors import NotFoundError
from reader.model import Status
from reader.text.alignment import Alignment, align
from reader.text.approximate import approximate, edit_distances, occurrences
from reader.translation import counted

CANDIDATES = 5  # of several places that nothing tells apart, so many are shown,
BESIDE = 8  # with so many characters on either side
CONTEXT = 32  # characters compared on either side of a quote, as Hypothesis does

# The thresholds of docs/notes/anchoring.md, measured there on pages with character errors and shuffled blocks.
LIKE_AROUND = 0.5  # of a quote and its neighbours so many must be the same where it is placed,
LIKE_BESIDE = 0.6  # and of the neighbours on either side so many where less of the quote itself is the same than
LIKE_QUOTE = 0.34  # this
LEAST = 8  # characters that are the same, in the quote and around it
EDGE = 4  # characters beside a quote that may have been read otherwise too, where what was at its very edge was
LOSS = 4  # one character in this many of a quote may be missing at either end of it
ERRORS = 4  # one error in this many characters of a quote that is searched for
ACCEPTED = 0.75  # the score that a place found by search needs,
AHEAD = 0.10  # and how far it must be ahead of the second
SHORT = 4  # a quote of fewer characters is not searched for


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without its white space, and for each character left the place where it stands in the whole text."""

    text: str
    places: list[int]

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The span of the whole text that holds the characters from `start` to before `end`, of which there is one at least."""
        return self.places[start], self.places[end - 1] + 1


def squeeze(text: str) -> Squeezed:
    """A text without its white space."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    return Squeezed("".join([text[i] for i in places]), places)


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
    squeezed = squeeze(text)
    words = "".join(quote.split())
    if not words:
        raise NotFoundError("There is nothing to look for: the quote is empty.")
    places = occurrences(squeezed.text, words)
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


def _shown(quote: str, characters: int = 30) -> str:
    """A quote in one line, short enough for a sentence."""
    line = " ".join(quote.split())
    return line if len(line) <= characters else line[:characters] + "…"


def carry(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Carried]:
    """Carry spans of an old version of a text over to the new one, in the order given.

    First by laying the texts side by side, where enough of the words and their neighbours is the same; then by searching for
    the words in what the new text has more, exactly or with a quarter of errors, where one place is clearly better than all
    others; else the span needs review. A span without words (a bookmark) goes with the character that follows it. The rule and
    its figures: docs/notes/anchoring.md.
    """
    if old == new:
        return [Carried(start, end, Status.OK) for start, end in spans]
    versions = _Versions(squeeze(old), squeeze(new))
    return [versions.carry(start, end) for start, end in spans]


@dataclass(frozen=True)
class _Versions:
    """Two versions of a text, compared once for all spans; positions inside are those of the squeezed texts."""

    old: Squeezed
    new: Squeezed

    def carry(self, start: int, end: int) -> Carried:
        a, b = bisect_left(self.old.places, start), bisect_left(self.old.places, end)
        if a >= b:
            a = min(a, len(self.old.text) - 1)
            b = a + 1
        if a < 0 or not self.new.text:
            return UNPLACED
        found, status = self._aligned(a, b)
        if found is None:
            found, status = self._searched(a, b), Status.MOVED
        if found is None:
            return UNPLACED
        first, last = self.new.whole(*found)
        same = self.new.text[slice(*found)] == self.old.text[a:b]
        return Carried(first, first if start == end else last, status if same else Status.CHANGED)

    @cached_property
    def _alignment(self) -> Alignment:
        return align(self.old.text, self.new.text)

    def _aligned(self, a: int, b: int) -> tuple[tuple[int, int] | None, Status]:
        """Where the two texts, laid side by side, put the characters from `a` to before `b`; None where it is not sure."""
        both = self._alignment
        placed = [i for i in range(a, b) if both.places[i] >= 0]
        if not placed or both.strand_at[placed[0]] != both.strand_at[placed[-1]] or any(both.doubtful[a:b]):
            return None, Status.NEEDS_REVIEW
        number = both.strand_at[placed[0]]
        strand = both.strands[number]
        outside = max(0, strand.start - a) + max(0, b - strand.end)
        if outside > (b - a > 2) or max(placed[0] - a, b - 1 - placed[-1]) > max(1, (b - a) // LOSS):
            return None, Status.NEEDS_REVIEW
        left, right = max(a - CONTEXT, strand.start), min(b + CONTEXT, strand.end)
        if not self._vouched(a, b, left, right):
            return None, Status.NEEDS_REVIEW
        status = Status.OK if strand.in_order else Status.MOVED
        return self._with_edges(a, b, placed[0], placed[-1]), status

    def _with_edges(self, a: int, b: int, first: int, last: int) -> tuple[int, int]:
        """A quote from its `first` character that was found to its `last`, with what was read otherwise at its edges.

        They are what stands between it and its neighbours, where these are as far from it as they were.
        """
        places, length = self._alignment.places, len(self.new.text)
        start, end = places[first], places[last] + 1
        left, right = a, b
        while left and places[left - 1] < 0 and a - left < EDGE:
            left -= 1
        while right < len(places) and places[right] < 0 and right - b < EDGE:
            right += 1
        before = (places[left - 1] + 1 if left else 0) + a - left
        after = (places[right] if right < len(places) else length) - right + b
        if start - before == first - a and (not left or places[left - 1] >= 0):
            start = before
        if after - end == b - 1 - last and (right == len(places) or places[right] >= 0):
            end = after
        return start, end

    def _vouched(self, a: int, b: int, left: int, right: int) -> bool:
        """Whether enough of a quote and of its neighbours, from `left` to before `right`, is the same in the new text."""
        same = self._alignment.same
        before, quote, after = same[a] - same[left], same[b] - same[a], same[right] - same[b]
        whole = len(self.old.text)
        if before + quote + after < min(LEAST, whole / 2 + 0.5) or before + quote + after < LIKE_AROUND * (right - left):
            return False
        if quote >= LIKE_QUOTE * (b - a):
            return True
        sides = [(before, a - left, a), (after, right - b, whole - b)]
        return b - a < LEAST and all(n >= LIKE_BESIDE * size and size >= min(LEAST, there) for n, size, there in sides)

    def _searched(self, a: int, b: int) -> tuple[int, int] | None:
        """The one place of the new text where the words stand among like neighbours, and no other words of the old text do."""
        quote = self.old.text[a:b]
        if len(quote) < SHORT or any(self._alignment.doubtful[a:b]):
            return None
        places = [(p, p + len(quote), 0) for p in occurrences(self.new.text, quote)]
        places = places or approximate(self.new.text, quote, len(quote) // ERRORS)
        free = [place for place in places if not any(self._alignment.taken[place[0] : place[1]])]
        scored = sorted(((self._score(a, b, *place), place[:2]) for place in free), reverse=True)
        if not scored or scored[0][0] < ACCEPTED or (len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD):
            return None
        return scored[0][1]

    def _score(self, a: int, b: int, start: int, end: int, errors: int) -> float:
        """Of a place found by search, from 0 to 1: quote, neighbours and position weigh 50 : 40 : 2, as in Hypothesis."""
        old, new = self.old.text, self.new.text
        beside = [
            _likeness(old[max(0, a - CONTEXT) : a], new[max(0, start - CONTEXT) : start]),
            _likeness(old[b : b + CONTEXT], new[end : end + CONTEXT]),
        ]
        position = 1 - abs(a / len(old) - start / len(new))
        return (50 * (1 - errors / (b - a)) + 20 * sum(beside) + 2 * position) / 92


def _likeness(one: str, other: str) -> float:
    """How much of one short text stands in another, from 0 to 1; of a text that is empty, all."""
    if not one or not other:
        return float(not one)
    return max(0.0, 1 - min(edit_distances(other, one, anchored=False)) / len(one))
