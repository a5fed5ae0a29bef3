"""Measure how well annotations keep to their words when the text under them changes, and how fast.

    python -m benchmarks.anchoring CORPUS... [--number 500] [--seed 1] [--passages 50]

The corpus is articles in JSON Lines, gzipped. Passages of 2,500 characters are read anew with character errors (70 % another
character, 15 % missing, 15 % too many) and 200 unrelated characters in front, or re-cut: six blocks, at ends of paragraphs or
anywhere, are shuffled and one is dropped. Placed right: both ends within one character of the true place, or, of words that
were dropped or torn apart, reported as in need of review. Beside the rule of the reader, in the same run, the plain one.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import rows_of
from reader.model import Change, Kind, Span
from reader.services.annotating import new_annotation
from reader.services.importing import import_paths
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import open_library
from reader.text.anchors import CONTEXT, carry
from reader.text.approximate import edit_distances, occurrences
from reader.text.words import dictionary

SIZE = 2500  # characters of a passage
FRONT = 200
BLOCKS = 6
RATES = (0.0, 0.01, 0.03, 0.08, 0.15)
ANNOTATIONS, RUNS = 500, 9
LENGTHS = (2, 4, 8, 20, 60)
Found = tuple[int, int] | None
Rule = Callable[[str, str, Sequence[tuple[int, int]]], list[Found]]


@dataclass(frozen=True)
class Case:
    """A passage, the same read anew or re-cut, and the true places of some spans, None for those that are gone."""

    old: str
    new: str
    spans: list[tuple[int, int]]
    truth: list[Found]


# --- the texts ------------------------------------------------------------------------------------------------------------


def passages(paths: Sequence[str], number: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Passages of articles one after another, drawn from all files alike, each with FRONT characters of another place."""
    texts = []
    for path in paths:
        rows = list(rows_of([path]))
        for _ in range(number * 2 // len(paths) + 2):
            at = chance.randrange(len(rows) - 200)
            paragraphs = (p for row in rows[at : at + 200] for p in (row["headline"], *row["paragraphs"]) if p)
            texts.append("\n".join(paragraphs)[:SIZE])
    chance.shuffle(texts)
    for n in range(number):
        yield texts[2 * n], texts[2 * n + 1][:FRONT]


def misread(text: str, rate: float, alphabet: str, chance: random.Random) -> tuple[str, list[int]]:
    """The text with character errors, and for each character where it stands now, -1 where it is missing."""
    read: list[str] = []
    places = []
    for c in text:
        places.append(len(read))
        kind = chance.random() if chance.random() < rate else 2.0
        if kind < 0.15:
            places[-1] = -1
        elif kind < 0.30:
            read += [c, chance.choice(alphabet)]
        else:
            read.append(chance.choice(alphabet) if kind <= 1 else c)
    return "".join(read), places


def cut(text: str, chance: random.Random) -> list[tuple[int, int]]:
    """Six blocks of a text: half of the texts are cut at ends of paragraphs, the others anywhere."""
    ends = [i + 1 for i, c in enumerate(text[:-1]) if c == "\n"]
    anywhere = chance.random() < 0.5 or len(ends) < BLOCKS
    cuts = chance.sample(range(50, len(text) - 50) if anywhere else ends, BLOCKS - 1)
    return list(zip([0, *sorted(cuts)], [*sorted(cuts), len(text)], strict=True))


def case(text: str, front: str, recut: bool, rate: float, size: int, number: int, chance: random.Random) -> Case:
    """A passage with the spans of so many quotes of one size."""
    spans = []
    while len(spans) < number:
        start = chance.randrange(len(text) - size)
        if "\n" not in text[start : start + size]:
            spans.append((start, start + size))
    blocks, order = [(0, len(text))], [0]
    if recut:
        blocks = cut(text, chance)
        order = chance.sample(range(BLOCKS), BLOCKS - 1)
        front = ""
    pieces, places, block_of = [front], [-1] * len(text), [-1] * len(text)
    for place, number_of_block in enumerate(order):
        start, end = blocks[number_of_block]
        read, there = misread(text[start:end], rate, text, chance)
        before = sum(map(len, pieces))
        places[start:end] = [p + before if p >= 0 else -1 for p in there]
        block_of[start:end] = [place - number_of_block + 100] * (end - start)  # neighbours that stay neighbours are one
        pieces.append(read)
    truth: list[Found] = []
    for start, end in spans:
        left = [p for p in places[start:end] if p >= 0]
        torn = len(set(block_of[start:end])) > 1 or block_of[start] < 0
        truth.append(None if torn or not left else (left[0], left[-1] + 1))
    return Case(text, "".join(pieces), spans, truth)


# --- the rules ------------------------------------------------------------------------------------------------------------


def ours(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Found]:
    """The rule of the reader."""
    return [None if c.start is None or c.end is None else (c.start, c.end) for c in carry(old, new, spans)]


def plain(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Found]:
    """Quote matching alone, as in Hypothesis' client (src/annotator/anchoring/match-quote.ts, `matchQuote`).

    The places of the quote to the letter, else those with the fewest errors, at most half its length; of these the one whose
    quote, prefix, suffix and position weigh most (50 : 20 : 20 : 2). There is no least score.
    """
    found: list[Found] = []
    for start, end in spans:
        quote, prefix, suffix = old[start:end], old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT]
        best: tuple[float, Found] = (0.0, None)
        for a, b, errors in _fewest_errors(new, quote, min(256, len(quote) // 2)):
            score = 50 * (1 - errors / len(quote))
            score += 20 * _part_like(new[max(0, a - len(prefix)) : a], prefix) if prefix else 20
            score += 20 * _part_like(new[b : b + len(suffix)], suffix) if suffix else 20
            score += 2 * (1 - abs(a - start) / len(new))
            best = max(best, (score, (a, b)), key=lambda pair: pair[0])
        found.append(best[1])
    return found


def _fewest_errors(text: str, words: str, most: int) -> list[tuple[int, int, int]]:
    exact = [(p, p + len(words), 0) for p in occurrences(text, words)]
    if exact:
        return exact
    errors = list(edit_distances(text, words, anchored=False))
    fewest = min(errors)
    found = []
    for end in (n + 1 for n, e in enumerate(errors) if e == fewest <= most):
        low = max(0, end - len(words) - fewest)
        backward = list(edit_distances(text[low:end][::-1], words[::-1], anchored=True))
        found.append((end - backward.index(min(backward)) - 1, end, fewest))
    return found


def _part_like(text: str, words: str) -> float:
    return 1 - min(edit_distances(text, words, anchored=False)) / len(words) if text else 0.0


# --- the figures ----------------------------------------------------------------------------------------------------------


def judged(truth: Found, found: Found) -> str:
    """What became of one span: right, wrong or review."""
    if found is None:
        return "right" if truth is None else "review"
    near = truth is not None and max(abs(truth[0] - found[0]), abs(truth[1] - found[1])) <= 1
    return "right" if near else "wrong"


def measure(rule: Rule, cases: Sequence[Case]) -> Counter[str]:
    """How many spans were placed right, wrong, or not."""
    counts: Counter[str] = Counter()
    for one in cases:
        counts.update(map(judged, one.truth, rule(one.old, one.new, one.spans)))
    return counts


def percent(counts: Counter[str]) -> str:
    """Right / wrong / review in per cent."""
    return " / ".join(f"{100 * counts[kind] / counts.total():5.1f}" for kind in ("right", "wrong", "review"))


def table(name: str, recut: bool, rates: Sequence[float], options: argparse.Namespace) -> None:
    """Print the figures of one kind of change, by rate of errors and length of quotes, and all of a rate together."""
    rules: dict[str, Rule] = {"ours": ours, "plain": plain}
    print(f"\n{name}\n  errors  quote   ours: right / wrong / review   plain: right / wrong / review")
    everything = {rule: Counter[str]() for rule in rules}
    for rate in rates:
        together = {rule: Counter[str]() for rule in rules}
        for length in LENGTHS:
            chance = random.Random(f"{options.seed} {recut} {rate} {length}")
            each = options.number // options.passages
            texts = passages(options.corpus, options.passages, chance)
            cases = [case(text, front, recut, rate, length, each, chance) for text, front in texts]
            counts = {rule: measure(work, cases) for rule, work in rules.items()}
            print(f"  {rate:5.0%}   {length:5}   " + "        ".join(percent(c) for c in counts.values()), flush=True)
            for rule, c in counts.items():
                together[rule] += c
                everything[rule] += c
        print(f"  {rate:5.0%}     all   " + "        ".join(percent(c) for c in together.values()), flush=True)
    print("    all     all   " + "        ".join(percent(c) for c in everything.values()), flush=True)


def speed(options: argparse.Namespace) -> None:
    """Print how long a page takes to be imported again, whole, with ANNOTATIONS of all lengths on it."""
    chance, clocks = random.Random(options.seed), []
    dictionary()  # loaded once for all pages that are imported
    for text, front in passages(options.corpus, RUNS, chance):
        with TemporaryDirectory() as folder, closing(open_library(Path(folder, "speed.jianbao"))) as library:
            page = Path(folder, "江北日报_20210305_A01.txt")
            page.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
            list(import_paths(library, [page]))
            stored = Archive(library).page(1)
            made = []
            for start, end, article_id in chance.choices(Archive(library).pieces_of_articles(stored.text_id), k=ANNOTATIONS):
                at = chance.randrange(start, end)
                span = Span(stored.text_id, at, min(end, at + chance.choice(LENGTHS)))
                mark = new_annotation(article_id, Kind.HIGHLIGHT, "")
                made.append(replace(mark, spans=(span,), quote=stored.text[span.start : span.end], note="记", tags=("桥",)))
            Annotations(library).apply(Change("Highlight", after=tuple(made)))
            page.write_text(front + "\n\n" + misread(stored.text, 0.03, text, chance)[0], encoding="utf-8")
            wall, own = time.perf_counter(), time.process_time()
            [outcome] = import_paths(library, [page])
            clocks.append((1000 * (time.process_time() - own), 1000 * (time.perf_counter() - wall)))
            assert outcome.outcome == "changed", outcome
    own_time, wall_time = (sorted(column)[len(column) // 2] for column in zip(*clocks, strict=True))
    print(f"\nA page of {SIZE} characters with {ANNOTATIONS} annotations, 3 % of errors, imported again, median of {RUNS}:")
    print(f"  {own_time:.0f} ms of processor time, {wall_time:.0f} ms by the clock")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--number", type=int, default=500, help="quotes of each length and rate of errors")
    parser.add_argument("--passages", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    speed(options)
    table("Read anew, 200 characters put in front", False, RATES[1:], options)
    table("Re-cut: blocks shuffled, one dropped", True, RATES, options)


if __name__ == "__main__":
    main()
