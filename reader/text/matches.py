"""The rows of strings that two versions of a text have in common, and which of them has which characters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

SEED = 4  # characters: of Chinese, seldom twice on a page, and half of them are right with 15 % of errors
RARE = 4  # pairs of places at most of one string in both texts
GAP = 40  # characters between two strings of one row: more, and the row ends there
SHIFT_COST = 0.5  # of each character by which the places in the one text shift against those in the other
BACK = 40  # strings before one that it may go on from
LEAST = 10  # characters of a row that are the same: fewer are chance
RIVAL = 0.9  # the share of a row that another one with the same characters must have, to make it doubtful

Match = tuple[int, int, int]  # where in the old text, where in the new one, and how long


def _matches(old: str, new: str) -> list[Match]:
    """The stretches that are the same in both texts and hold a rare string, as long as they go, by their place in the old."""
    size = SEED + (max(len(old), len(new)) > 5_000) + (max(len(old), len(new)) > 30_000)
    ours, theirs = _grams(old, size), _grams(new, size)
    by_shift: dict[int, list[int]] = defaultdict(list)
    for gram, there in theirs.items():
        here = ours.get(gram, ())
        if here and len(here) * len(there) <= RARE:
            for i in here:
                for j in there:
                    by_shift[j - i].append(i)
    found = []
    for shift, starts in by_shift.items():
        end = -1
        for i in sorted(starts):
            if i + size <= end:
                continue
            start, end = _widened(old, new, i, i + size, shift)
            found.append((start, start + shift, end - start))
    return sorted(found)


def _grams(text: str, size: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i in range(len(text) - size + 1):
        found[text[i : i + size]].append(i)
    return found


def _widened(old: str, new: str, start: int, end: int, shift: int) -> tuple[int, int]:
    while start > 0 and start + shift > 0 and old[start - 1] == new[start + shift - 1]:
        start -= 1
    while end < len(old) and end + shift < len(new) and old[end] == new[end + shift]:
        end += 1
    return start, end


def claims(old: str, new: str) -> "Claims":
    """The rows of matches of two texts, the best first; none has characters that a better one has."""
    matches = _matches(old, new)
    scores, before = _linked(matches)
    made = Claims(len(old), len(new))
    used = bytearray(len(matches))
    for last in sorted(range(len(matches)), key=lambda n: -scores[n]):
        at, row = last, []
        while at >= 0 and not used[at]:
            used[at] = 1
            row.append(matches[at])
            at = before[at]
        made.take(_without_overlaps(row[::-1]))
    return made


class Claims:
    """Who has which characters of the two texts: the rows in the order in which they come.

    `doubtful` marks the characters of the old text for which another place in the new one is as good.
    """

    def __init__(self, old_size: int, new_size: int) -> None:
        self.chains: list[list[Match]] = []
        self.doubtful = bytearray(old_size)
        self._sizes: list[int] = []
        self._old, self._new = [-1] * old_size, [-1] * new_size

    def take(self, row: Sequence[Match]) -> None:
        """Give a row what no better one has."""
        free, rivals = self._parts(row)
        for chain in free:
            size = sum(size for _, _, size in chain)
            if size >= LEAST:
                for owner, place in ((self._old, 0), (self._new, 1)):
                    start, end = chain[0][place], chain[-1][place] + chain[-1][2]
                    owner[start:end] = [len(self.chains)] * (end - start)
                self.chains.append(chain)
                self._sizes.append(size)
        for owner_of, places in rivals.items():
            if len(places) >= max(LEAST, RIVAL * self._sizes[owner_of]):
                for place in places:
                    self.doubtful[place] = 1

    def _parts(self, row: Sequence[Match]) -> tuple[list[list[Match]], dict[int, list[int]]]:
        """A row cut where better rows have its characters; and what a better row has in one text only, by that row."""
        parts: list[list[Match]] = [[]]
        rivals: dict[int, list[int]] = defaultdict(list)
        for i, j, size in row:
            if parts[-1]:
                pi, pj, psize = parts[-1][-1]
                if max(self._old[pi + psize : i], default=-1) >= 0 or max(self._new[pj + psize : j], default=-1) >= 0:
                    parts.append([])
            begin = 0
            for n in range(size + 1):
                ours, theirs = (self._old[i + n], self._new[j + n]) if n < size else (0, 0)
                if ours < 0 and theirs < 0:
                    continue
                if n > begin:
                    parts[-1].append((i + begin, j + begin, n - begin))
                if n < size:
                    parts.append([])
                    if min(ours, theirs) < 0:
                        rivals[max(ours, theirs)].append(i + n if ours >= 0 else self._home(theirs, j + n))
                begin = n + 1
        return [part for part in parts if part], rivals

    def _home(self, chain: int, there: int) -> int:
        """The place in the old text that a row gives to one of the new text."""
        return next((i + there - j for i, j, size in self.chains[chain] if j <= there < j + size), self.chains[chain][0][0])


def _without_overlaps(row: Iterable[Match]) -> list[Match]:
    """What two matches that follow each other have in common is given to the earlier one."""
    found: list[Match] = []
    for i, j, size in row:
        pi, pj, psize = found[-1] if found else (0, 0, 0)
        over = max(0, pi + psize - i, pj + psize - j)
        if over < size:
            found.append((i + over, j + over, size - over))
    return found


def _linked(matches: Sequence[Match]) -> tuple[list[float], list[int]]:
    """For each match the best score of a row that ends with it, and the match before it in that row (-1: none)."""
    scores: list[float] = []
    before: list[int] = []
    for n, (i, j, size) in enumerate(matches):
        best, link = float(size), -1
        for p in range(n - 1, max(-1, n - 1 - BACK), -1):
            pi, pj, psize = matches[p]
            gap, new_gap = i - pi - psize, j - pj - psize
            if gap > GAP or new_gap > GAP or pi >= i or pj >= j:
                continue
            gain = size + min(0, gap, new_gap)  # what two have in common counts once
            score = scores[p] + gain - SHIFT_COST * abs(gap - new_gap)
            if gain > 0 and score > best:
                best, link = score, p
        scores.append(best)
        before.append(link)
    return scores, before
