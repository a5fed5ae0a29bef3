"""What the weights of the evidence are worth, and whether they were fitted to single pages.

    python benchmarks/weights.py FOLDER [--folds 5]

Leave one out: each weight at 0, all others as they are. Cross-validation: each weight is set anew to the best of a half, one
and two times its value on four fifths of the pages, and the weights so found are tried on the last fifth; compared with the
same search on all pages.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.scoring import Score, gold_pages, score_page
from reader.model import Page
from reader.pages import parsed
from reader.pages.reconstruction import reconstruct
from reader.pages.weights import WEIGHTS, Weights

MULTIPLES = (0.5, 2.0)


def scores(folder: Path, weights: Weights, pages: frozenset[int] | None = None) -> dict[int, Score]:
    """The score of each page of a folder, or of some, by number."""
    found = {}
    for number, (path, gold) in enumerate(gold_pages(folder)):
        if pages is None or number in pages:
            text = path.read_text(encoding="utf-8")
            found[number] = score_page(gold, parsed(reconstruct(Page(path.name, text), weights)), text)
    return found


def summed(found: dict[int, Score], pages: frozenset[int] | None = None) -> Score:
    """The scores of some pages as one."""
    total = Score()
    for number, score in found.items():
        if pages is None or number in pages:
            total.counts.update(score.counts)
    return total


def chosen(table: dict[tuple[str, float], dict[int, Score]], base: dict[int, Score], pages: frozenset[int]) -> Weights:
    """The weights that are best on some pages, each looked for with the others as they are."""
    now = summed(base, pages).counts["exact"]
    changes: dict[str, tuple[int, float]] = {}
    for (name, value), found in table.items():
        exact = summed(found, pages).counts["exact"]
        if exact > changes.get(name, (now, 0.0))[0]:
            changes[name] = (exact, value)
    return replace(WEIGHTS, **{name: value for name, (_, value) in changes.items()})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    values = asdict(WEIGHTS)
    trials = [(name, value * times) for name, value in values.items() for times in (0.0, *MULTIPLES)]
    with ProcessPoolExecutor() as pool:
        settings = [WEIGHTS, *(replace(WEIGHTS, **{name: value}) for name, value in trials)]
        base, *found = pool.map(partial(scores, options.folder), settings)
    table = dict(zip(trials, found, strict=True))
    _print_left_out(values, table, base)
    tuning = {key: score for key, score in table.items() if key[1] != 0.0}
    _print_cross_validation(options.folder, options.folds, tuning, base)


def _print_left_out(values: dict[str, float], table: dict[tuple[str, float], dict[int, Score]], base: dict[int, Score]) -> None:
    print("| evidence left out | weight | exact | body | heading |\n| --- | --- | --- | --- | --- |")
    whole = summed(base).table()
    print(f"| none | | {whole['exact']:.3f} | {whole['body']:.4f} | {whole['heading']:.3f} |")
    rows = [(summed(table[name, 0.0]).table(), name) for name in values]
    for row, name in sorted(rows, key=lambda pair: (pair[0]["exact"] or 0.0, pair[1])):
        print(f"| {name} | {values[name]:g} | {row['exact']:.3f} | {row['body']:.4f} | {row['heading']:.3f} |")


def _print_cross_validation(
    folder: Path, folds: int, table: dict[tuple[str, float], dict[int, Score]], base: dict[int, Score]
) -> None:
    everything = frozenset(base)
    within = summed(scores(folder, chosen(table, base, everything)))
    outside = Score()
    for fold in range(folds):
        held = frozenset(n for n in everything if n % folds == fold)
        weights = chosen(table, base, everything - held)
        outside.counts.update(summed(scores(folder, weights, held)).counts)
    print(f"\nexact as the weights are {summed(base).ratio('exact', 'articles')}")
    print(f"exact, weights set on all pages {within.ratio('exact', 'articles')}")
    print(f"exact, weights set on the other folds {outside.ratio('exact', 'articles')}")


if __name__ == "__main__":
    main()
