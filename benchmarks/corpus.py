"""Articles from JSON Lines as readings for the archive, multiplied where more are wanted than there are; and fixed queries."""

import gzip
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reader.model import Draft, Known, Origin, Page, Piece, Reading, Role

Row = dict[str, Any]
BLOCK = 300  # articles among which sentences are shuffled
_HEADS = (("kicker", Role.KICKER), ("headline", Role.HEADLINE), ("subhead", Role.SUBHEAD), ("byline", Role.BYLINE))
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


def readings(paths: Sequence[str], wanted: int, seed: int = 1) -> Iterator[Reading]:
    """Pages of about `wanted` articles: a share of the corpus, or all of it and copies of it with sentences shuffled."""
    size, chance, done = size_of(paths), random.Random(seed), 0
    for copy in range(max(1, round(wanted / size + 0.499))):
        rows = rows_of(paths, wanted / size) if copy == 0 else _shuffled(rows_of(paths), chance, copy)
        for key, page in itertools.groupby(rows, key=lambda row: (row["paper"], row["date"], row["page"])):
            reading = _reading(*key, list(page))
            done += len(reading.articles)
            yield reading
            if copy and done >= wanted:
                return


def _shuffled(rows: Iterator[Row], chance: random.Random, copy: int) -> Iterator[Row]:
    while block := list(itertools.islice(rows, BLOCK)):
        sentences = [s for row in block for paragraph in row["paragraphs"] for s in _SENTENCE.findall(paragraph)]
        chance.shuffle(sentences)
        for row in block:
            row["paper"] = f"{row['paper']} {copy + 1}"
            counts = [len(_SENTENCE.findall(paragraph)) for paragraph in row["paragraphs"]]
            row["paragraphs"] = ["".join(sentences.pop() for _ in range(count)) for count in counts]
            yield row


def _reading(paper: str, date: str, label: object, rows: Sequence[Row]) -> Reading:
    parts: list[str] = []
    drafts, at = [], 0
    for row in rows:
        pieces: list[Piece] = []
        texts = [(role, row[name]) for name, role in _HEADS] + [(Role.BODY, p) for p in row["paragraphs"]]
        for role, text in texts:
            if text and not text.isspace():
                pieces.append(Piece(at, at + len(text), role, len(pieces)))
                parts.append(text)
                at += len(text) + 1
        if pieces:
            drafts.append(Draft(tuple(pieces)))
    known = [Known(str(value), Origin.PRINTED) if value else None for value in (paper, date, label)]
    return Reading(Page(f"{paper} {date} {label}", "\n".join(parts), *known), tuple(drafts))


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
