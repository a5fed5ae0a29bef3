"""Pinyin: tones written with marks, and the readings of characters and words.

The readings are those of the `pypinyin` package, read from its files without importing it: its import would hold up every other
thread for a quarter of a second.
"""

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

_SYLLABLE = re.compile(r"([A-Za-züÜ:]+?)([1-5])(?![0-9])")
_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}


def toned(numbered: str) -> str:
    """Pinyin with tones as numbers, with their marks instead: lu:4 shi1 is lǜ shī."""
    return _SYLLABLE.sub(lambda found: _marked(found[1], found[2]), numbered)


def _marked(syllable: str, tone: str) -> str:
    """The mark stands over a or e, over the o of ou, else over the last vowel."""
    syllable = syllable.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü")
    lower = syllable.lower()
    vowels = [place for place, letter in enumerate(lower) if letter in "aeiouü"]
    first = next((place for place in vowels if lower[place] in "ae"), None)
    place = first if first is not None else lower.find("ou") if "ou" in lower else vowels[-1] if vowels else -1
    if place < 0:
        return syllable
    return unicodedata.normalize("NFC", syllable[: place + 1] + _MARKS[tone] + syllable[place + 1 :])


def readings_version() -> str:
    """Names the readings as they are installed."""
    return f"pypinyin-{version('pypinyin')}"


def readings() -> Iterator[tuple[str, str]]:
    """Characters with all their readings, and words with theirs."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    folder = Path(spec.origin).parent
    for point, read in json.loads((folder / "pinyin_dict.json").read_text(encoding="utf-8")).items():
        yield chr(int(point)), read.replace(",", ", ")
    for word, syllables in json.loads((folder / "phrases_dict.json").read_text(encoding="utf-8")).items():
        yield word, " ".join(syllable[0] for syllable in syllables)
