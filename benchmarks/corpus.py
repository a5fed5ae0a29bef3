"""Articles of JSON Lines, multiplied where more are wanted than there are; and fixed queries."""

import gzip
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]
BLOCK = 300  # articles among which sentences are shuffled
_HEADS = ("kicker", "headline", "subhead", "byline")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")


def rows_of(paths: Sequence[str], share: float = 1.0) -> Iterator[Row]:
    """The articles of files of JSON Lines, gzipped: the first of each, where only a share is wanted."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            wanted = None if share >= 1 else round(share * size_of([path]))
            yield from map(json.loads, itertools.islice(lines, wanted))


@cache
def _size(path: str) -> int:
    with gzip.open(path, "rb") as lines:
        return sum(1 for _ in lines)


def size_of(paths: Sequence[str]) -> int:
    """How many articles there are."""
    return sum(map(_size, paths))


def articles(paths: Sequence[str], wanted: int, seed: int = 1) -> Iterator[Row]:
    """`wanted` articles: a share of each file, or all of them and copies of them with sentences shuffled."""
    size, chance = size_of(paths), random.Random(seed)
    copies = (_shuffled(rows_of(paths), chance, copy) for copy in itertools.count(1))
    more = itertools.chain.from_iterable(copies) if wanted > size else iter(())
    yield from itertools.islice(itertools.chain(rows_of(paths, wanted / size), more), wanted)


def write_lines(path: Path, rows: Iterable[Row]) -> int:
    """Write articles as JSON Lines; gives the bytes of their text in UTF-8."""
    size = 0
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            size += sum(len(row[name].encode()) for name in _HEADS if row[name])
            size += sum(len(paragraph.encode()) for paragraph in row["paragraphs"])
    return size


def _shuffled(rows: Iterator[Row], chance: random.Random, copy: int) -> Iterator[Row]:
    while block := list(itertools.islice(rows, BLOCK)):
        sentences = [s for row in block for paragraph in row["paragraphs"] for s in _SENTENCE.findall(paragraph)]
        chance.shuffle(sentences)
        for row in block:
            row["paper"] = f"{row['paper']} {copy + 1}"
            counts = [len(_SENTENCE.findall(paragraph)) for paragraph in row["paragraphs"]]
            row["paragraphs"] = ["".join(sentences.pop() for _ in range(count)) for count in counts]
            yield row


def queries(paths: Sequence[str], number: int, seed: int = 1) -> list[tuple[str, str]]:
    """A fixed set of (kind, query): strings of 1, 2, 3 to 4 and 6 to 12 characters, half of the short ones rare, and words."""
    chance = random.Random(seed)
    texts = ["".join("".join(row["paragraphs"]).split()) for i, row in enumerate(rows_of(paths)) if i % 9 == 0]
    common = Counter(itertools.chain.from_iterable(texts))
    rare = [c for c, n in common.items() if n < 40 and c not in '"']
    found: list[tuple[str, str]] = []

    def part(low: int, high: int) -> str:
        while True:
            text, size = chance.choice(texts), chance.randint(low, high)
            start = chance.randrange(max(1, len(text) - size))
            if len(piece := text[start : start + size].replace('"', "")) == size:
                return piece

    for i in range(number // 5):
        found.append(("1", f'"{chance.choice(rare) if i % 2 else part(1, 1)}"'))
        found.append(("2", f'"{part(2, 2)}"'))
        found.append(("3-4", f'"{part(3, 4)}"'))
        found.append(("6-12", f'"{part(6, 12)}"'))
        found.append(("words", " ".join(f'"{part(2, 2)}"' for _ in range(chance.randint(2, 3)))))
    return found
