"""Chinese words: the only user of jieba.

Its dictionary (350,000 words with their frequencies) is read straight from its file, once, when first asked for: a third of a
second and no cache file, where jieba's own start takes twice that and prints to stderr. As a model of single words it says how
likely a stretch of text is, and so whether two stretches belong together; jieba itself is imported only to part text into
words.
"""

import importlib.util
import math
import re
import threading
import warnings
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

MAX_WORD = 8  # characters; longer entries are 0.2 % of the dictionary, and names that a text spells out anyway
RARE = 3000  # occurrences in jieba's corpus of 60 million words, under which a character seldom stands alone
_ENTRY = re.compile(r"^(\S+) (\d+)", re.M)
_PIECE = 50_000  # characters of the dictionary, 4,000 entries, some 4 ms
_lock = threading.Lock()


class Dictionary:
    """jieba's word frequencies, as a model of a text made of independent words (natural logarithms)."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        self.frequencies = frequencies
        self._log_total = math.log(max(1, sum(frequencies.values())))
        self._cost = lru_cache(maxsize=50_000)(self._likelihood)

    def log_likelihood(self, text: str) -> float:
        """The log probability of the likeliest way to part a short text into words; an unknown character counts once."""
        return self._cost(text)

    def gain(self, tail: str, head: str) -> float:
        """By how many nats `tail` + `head` is likelier read on than apart; 0 where no word spans the cut.

        At least 3.85 for half of the true cuts and 0.4 % of wrong ones (measured on the two seed pages, docs/notes/pages.md).
        """
        if not tail or not head:
            return 0.0
        return max(0.0, round(self._cost(tail + head) - self._cost(tail) - self._cost(head), 9))

    def begins_with_fragment(self, text: str) -> bool:
        """Whether a short text begins with a character that is rarely a word alone and forms none with those after it."""
        rare = len(text) > 1 and self.frequencies.get(text[0], 0) < RARE
        if not rare or any(text[:end] in self.frequencies for end in range(2, min(len(text), MAX_WORD) + 1)):
            return False
        return self._cost(text) <= self._cost(text[0]) + self._cost(text[1:])

    def ends_word(self, text: str) -> bool:
        """Whether a text's last character ends a word of two to four characters there."""
        return any(text[-size:] in self.frequencies for size in range(2, min(4, len(text)) + 1))

    def _likelihood(self, text: str) -> float:
        best = [0.0] + [-math.inf] * len(text)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + MAX_WORD) + 1):
                frequency = self.frequencies.get(text[start:end], 1 if end == start + 1 else 0)
                if frequency:
                    score = best[start] + math.log(frequency) - self._log_total
                    best[end] = max(best[end], score)
        return best[-1]


def dictionary() -> Dictionary:
    """The dictionary, read on first use; later calls, from any thread, return the same one."""
    with _lock:
        return _load()


@cache
def _load() -> Dictionary:
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    text = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    start = 0
    while start < len(text):  # in pieces: one call over the whole would hold up every other thread for a fifth of a second
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        found.update({word: int(frequency) for word, frequency in _ENTRY.findall(text, start, end)})
        start = end
    return Dictionary(found)


def cut(text: str) -> list[str]:
    """The words of a text in order, as jieba parts them (with its model for unknown words); nothing is left out."""
    words = dictionary()
    with _lock:
        part = _tokenizer(words)
    return part(text)


def is_ready() -> bool:
    """Whether text can be parted into words at once, without waiting for the dictionary."""
    return _tokenizer.cache_info().currsize > 0


@cache
def _tokenizer(words: Dictionary) -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its patterns and imports pkg_resources where that exists
        warnings.simplefilter("ignore")
        import jieba

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc,no-any-unimported,unused-ignore]
        """jieba's, on our frequencies: without its list of prefixes, its cache file and its messages."""

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:
            known, size = words.frequencies, len(sentence)
            return {
                k: [i for i in range(k, min(size, k + MAX_WORD)) if known.get(sentence[k : i + 1])] or [k] for k in range(size)
            }

    tokenizer: Any = Tokenizer()
    tokenizer.FREQ, tokenizer.total = words.frequencies, sum(words.frequencies.values())
    tokenizer.initialized = True
    part: Callable[[str], list[str]] = tokenizer.lcut
    return part
