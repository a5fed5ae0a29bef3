"""Where words stand in a text, to the letter or with errors."""

from collections.abc import Iterator
from itertools import pairwise


def occurrences(text: str, words: str) -> list[int]:
    """Where `words` begins in `text`, overlapping occurrences included."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def approximate(text: str, words: str, errors: int) -> list[tuple[int, int, int]]:
    """The places (start, end, errors) where `words` stands with at most so many characters wrong, missing or too many.

    Of `errors` + 1 parts of the words one is without error wherever they stand, so only the surroundings of its parts are
    looked at.
    """
    if not errors:
        return []
    windows = _windows(text, words, errors)
    found = []
    for low, high in windows:
        distances = list(edit_distances(text[low:high], words, anchored=False))
        best = min(distances)
        if best > errors:
            continue
        end = low + distances.index(best) + 1
        backward = list(edit_distances(text[low:end][::-1], words[::-1], anchored=True))
        found.append((end - backward.index(min(backward)) - 1, end, best))
    return found


def _windows(text: str, words: str, errors: int) -> list[tuple[int, int]]:
    """The stretches of the text that may hold the words, in order; those that overlap by more than half a quote are one."""
    length = len(words)
    cuts = [length * i // (errors + 1) for i in range(errors + 2)]
    starts = sorted({p - cut for cut, end in pairwise(cuts) for p in occurrences(text, words[cut:end])})
    windows: list[tuple[int, int]] = []
    for start in starts:
        low, high = max(0, start - errors), min(len(text), start + length + errors)
        if windows and low - windows[-1][0] <= length // 2:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def edit_distances(text: str, words: str, anchored: bool) -> Iterator[int]:
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
