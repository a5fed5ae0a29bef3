"""Two versions of a text laid side by side: which characters of the old one stand where in the new one.

Versions of a newspaper page differ by characters misread, missing or too many, and by blocks that stand in another order, that
are new or are gone. So strings that are rare in both texts are found first; those that lie in a row, with little between, are a
strand; a strand takes in what stands before, between and after them as long as it is alike. Every character belongs to one
strand at most, in either text: words that were dropped cannot take the place of like words that another strand has. It is how
long genomes are compared (seeds, chains, extension with a drop-off: minimap2, Bioinformatics 34:18, 2018, section 2).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.text.matches import LEAST, Match, claims

FAR = 400  # characters that a strand takes in at either end
EDGE = 24  # characters at either end of a row that may belong to the strand beside it
SURE = 4  # characters of an end that stay with it
DROP = 7  # errors more than right characters after which it takes in no more
BAND = 10  # characters missing or too many that it allows for there
TINY = 40_000  # pairs of characters that are compared one by one where two texts have no rare string in common
_ENDS = frozenset("。！？；：”）")

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Strand:
    """A stretch of the old text (start, end) that goes on in the new one (there, until), and whether it kept its place."""

    start: int
    end: int
    there: int
    until: int
    in_order: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each character of the old text its place in the new one or -1, and the strand that it belongs to or -1.

    `same` counts the characters before each place that are the same in both texts; `taken` tells for each character of the new
    text whether a strand has it; `doubtful` for each of the old one whether another place in the new text is as good.
    """

    places: list[int]
    strand_at: list[int]
    strands: list[Strand]
    same: list[int]
    taken: bytearray
    doubtful: bytearray


def align(old: str, new: str) -> Alignment:
    """Lay two texts side by side; neither should hold white space."""
    claimed = claims(old, new)
    cores = [_filled(old, new, chain) for chain in claimed.chains] or _compared(old, new)
    return _alignment(old, new, cores, claimed.doubtful)


def _filled(old: str, new: str, chain: Sequence[Match]) -> Pairs:
    """The pairs of characters of a chain, what stands between its matches compared one by one."""
    pairs: Pairs = []
    for i, j, size in chain:
        if pairs:
            at, there = pairs[-1][0] + 1, pairs[-1][1] + 1
            pairs += [(at + a, there + b) for a, b in _paired(old[at:i], new[there:j])]
        pairs += zip(range(i, i + size), range(j, j + size), strict=True)
    return pairs


def _paired(old: str, new: str) -> Pairs:
    """The pairs of characters of two texts with the fewest errors (edit distance)."""
    if not old or not new:
        return []
    if len(old) == len(new) <= 2:
        return [(n, n) for n in range(len(old))]
    rows = [list(range(len(new) + 1))]
    for i, c in enumerate(old, start=1):
        above, row = rows[-1], [i]
        for j, d in enumerate(new, start=1):
            row.append(min(above[j - 1] + (c != d), above[j] + 1, row[j - 1] + 1))
        rows.append(row)
    pairs, i, j = [], len(old), len(new)
    while i and j:
        if rows[i][j] == rows[i - 1][j - 1] + (old[i - 1] != new[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _compared(old: str, new: str) -> list[Pairs]:
    """The strands of two texts without a rare string in common: short ones are compared as they are, others by their ends."""
    if len(old) * len(new) > TINY:
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        ends = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
        return [[(i + n, j + n) for n in range(size)] for i, j, size in ends if size >= LEAST]
    pairs = _paired(old, new)
    same = [n for n, (i, j) in enumerate(pairs) if old[i] == new[j]]
    return [pairs[same[0] : same[-1] + 1]] if same else []


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _alignment(old: str, new: str, cores: Sequence[Pairs], doubtful: bytearray) -> Alignment:
    grown = _grown(old, new, sorted(map(_shortened, cores)))
    places, strand_at, taken = [-1] * len(old), [-1] * len(old), bytearray(len(new))
    in_order = _in_order(grown)
    strands = []
    for n, pairs in enumerate(grown):
        strand = Strand(pairs[0][0], pairs[-1][0] + 1, pairs[0][1], pairs[-1][1] + 1, n in in_order)
        strands.append(strand)
        strand_at[strand.start : strand.end] = [n] * (strand.end - strand.start)
        taken[strand.there : strand.until] = b"\1" * (strand.until - strand.there)
        for i, j in pairs:
            places[i] = j
    same = [0, *accumulate(j >= 0 and old[i] == new[j] for i, j in enumerate(places))]
    return Alignment(places, strand_at, strands, same, taken, doubtful)


def _shortened(pairs: Pairs) -> Pairs:
    """A core without its ends: they are taken in again, or, where two strands have an equal claim, shared out in sense."""
    most = max(0, min(EDGE, (len(pairs) - LEAST) // 2))
    head, tail = min(most, _unbroken(pairs)), min(most, _unbroken([(-i, -j) for i, j in reversed(pairs)]))
    return pairs[head : len(pairs) - tail]


def _unbroken(pairs: Pairs) -> int:
    """How many pairs of a core can be left out at its beginning without leaving out what is taken in again only with luck."""
    steps = (n for n, ((i, j), (k, m)) in enumerate(pairwise(pairs), start=1) if (k - i, m - j) != (1, 1))
    return max(0, next(steps, len(pairs)) - SURE)


class _Reach:
    """How a strand goes on beyond its end: for each character more of the old text the best score and where that leads to."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._rows: list[dict[int, int]] = [{u: -u for u in range(min(BAND, len(new)) + 1)}]
        self._tops = [0]
        best, best_at = 0, 0
        for t, c in enumerate(old, start=1):
            row = self._next_row(c)
            top = max(row, key=lambda u: row[u], default=-1)
            if top < 0 or row[top] < best - DROP:
                break
            self._rows.append(row)
            self._tops.append(top)
            if row[top] > best:
                best, best_at = row[top], t
        self.scores = [row[u] for row, u in zip(self._rows, self._tops, strict=True)][: best_at + 1]

    def _next_row(self, c: str) -> dict[int, int]:
        above, middle = self._rows[-1], self._tops[-1] + 1
        row: dict[int, int] = {}
        for u in range(max(0, middle - BAND), min(len(self._new), middle + BAND) + 1):
            score = max(above.get(u, -99), row.get(u - 1, -99)) - 1
            if u and u - 1 in above:
                score = max(score, above[u - 1] + (1 if self._new[u - 1] == c else -1))
            row[u] = score
        return row

    def pairs(self, t: int) -> Pairs:
        """The pairs of characters of the first `t` of the old text that are the same or stand between such."""
        u, found = self._tops[t], []
        while t and u:
            score, equal = self._rows[t][u], self._old[t - 1] == self._new[u - 1]
            if self._rows[t - 1].get(u - 1, -99) + (1 if equal else -1) == score:
                t, u = t - 1, u - 1
                found.append((t, u))
            elif self._rows[t - 1].get(u, -99) - 1 == score:
                t -= 1
            else:
                u -= 1
        while found and self._old[found[0][0]] != self._new[found[0][1]]:
            found.pop(0)
        return found[::-1]


def _grown(old: str, new: str, cores: Sequence[Pairs]) -> list[Pairs]:
    """The cores, in the order of the old text, with what they take in at their ends."""
    starts = sorted(core[0][1] for core in cores)
    untils = sorted(core[-1][1] + 1 for core in cores)
    after, before = [], []
    for n, core in enumerate(cores):
        (i, j), (k, m) = core[0], core[-1]
        low = cores[n - 1][-1][0] + 1 if n else 0
        high = cores[n + 1][0][0] if n + 1 < len(cores) else len(old)
        place = bisect_left(starts, m + 1)
        far = starts[place] if place < len(starts) else len(new)
        place = bisect_left(untils, j + 1)
        near = untils[place - 1] if place else 0
        after.append(_Reach(old[k + 1 : min(high, k + 1 + FAR)], new[m + 1 : min(far, m + 1 + FAR)]))
        before.append(_Reach(old[max(low, i - FAR) : i][::-1], new[max(near, j - FAR) : j][::-1]))
    grown = []
    ahead = [len(reach.scores) - 1 for reach in after]
    back = [len(reach.scores) - 1 for reach in before]
    for n, (core, following) in enumerate(pairwise(cores)):
        between = (core[-1][0] + 1, following[0][0])
        ahead[n], back[n + 1] = _shared_out(old, between, after[n].scores, before[n + 1].scores)
    for n, core in enumerate(cores):
        (i, j), (k, m) = core[0], core[-1]
        head = [(i - 1 - a, j - 1 - b) for a, b in reversed(before[n].pairs(back[n]))]
        grown.append([*head, *core, *((k + 1 + a, m + 1 + b) for a, b in after[n].pairs(ahead[n]))])
    return _parted(old, new, grown)


def _shared_out(old: str, between: tuple[int, int], ours: Sequence[int], theirs: Sequence[int]) -> tuple[int, int]:
    """How many of the characters between two strands each of them takes in; what both would, goes where a sentence ends."""
    start, end = between
    size = end - start
    if len(ours) + len(theirs) - 2 <= size:
        return len(ours) - 1, len(theirs) - 1
    cuts = range(max(0, size - len(theirs) + 1), min(len(ours) - 1, size) + 1)
    best = max(cuts, key=lambda t: (ours[t] + theirs[size - t], old[start + t - 1] in _ENDS, t))
    return best, size - best


def _parted(old: str, new: str, strands: list[Pairs]) -> list[Pairs]:
    """The strands, none with characters of the new text that another has: both give way where a sentence ends."""
    order = sorted(range(len(strands)), key=lambda n: strands[n][0][1])
    for one, other in pairwise(order):
        ours, theirs = strands[one], strands[other]
        start, until = theirs[0][1], ours[-1][1] + 1
        if start >= until:
            continue
        mine = [j for i, j in ours if j >= start and old[i] == new[j]]
        others = [j for i, j in theirs if j < until and old[i] == new[j]]
        cut = max(
            range(start, until + 1),
            key=lambda p: (sum(j < p for j in mine) + sum(j >= p for j in others), new[p - 1] in _ENDS),
        )
        strands[one] = [(i, j) for i, j in ours if j < cut]
        strands[other] = [(i, j) for i, j in theirs if j >= cut]
    return [pairs for pairs in strands if pairs]


def _in_order(strands: Sequence[Pairs]) -> set[int]:
    """Those of the strands (in the order of the old text) that stand in the same order in the new one: the most characters."""
    best: list[tuple[int, int]] = []  # characters in order up to and with each strand, and the one before it
    for n, pairs in enumerate(strands):
        weight, link = max(((best[p][0], p) for p in range(n) if strands[p][-1][1] < pairs[0][1]), default=(0, -1))
        best.append((weight + len(pairs), link))
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    found = set()
    while at >= 0:
        found.add(at)
        at = best[at][1]
    return found
