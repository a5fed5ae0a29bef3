"""What boxes are worth: pages of known articles, set by benchmarks/broadsheet.py, read with their boxes and without.

    python -m benchmarks.boxes [--corpus FILE.jsonl.gz] [--pages 40] [--seed 1] [--lines]

Prints the share of exact articles for each order in which an engine may give the blocks. Without a corpus the articles are
those of the two seeds, which are few: pages then differ by their layout alone.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.broadsheet import ORDERS, broadsheet, page_in
from benchmarks.scoring import Score, score_page
from reader.model import Page
from reader.pages import parsed, reconstruct

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
FIELDS = ("kicker", "headline", "subhead", "byline")


def known_articles(corpus: Path | None) -> Iterator[dict[str, Any]]:
    """Articles of a size that stands on one page among others."""
    if corpus:
        with gzip.open(corpus, "rt", encoding="utf-8") as rows:
            records = [json.loads(row) for row in rows]
    else:
        records = [a for path in sorted(GOLD.glob("*.json")) for a in json.loads(path.read_text(encoding="utf-8"))["articles"]]
    for record in records:
        paragraphs = record["paragraphs"]
        if record.get("dateline") and not paragraphs[0].startswith(record["dateline"]):
            paragraphs = [record["dateline"] + paragraphs[0], *paragraphs[1:]]
        size = sum(map(len, paragraphs))
        if record["headline"] and 120 < size < 2600 and len(paragraphs) > 1:
            yield {**{name: record.get(name) for name in FIELDS}, "paragraphs": paragraphs}


def scores(seed: int, articles: list[dict[str, Any]], lines: bool) -> dict[tuple[str, bool], Score]:
    """The scores of one layout in each order, with its boxes and without."""
    chance = random.Random(seed)
    sheet = broadsheet(chance.sample(articles, min(len(articles), chance.randint(5, 11))), chance)
    found = {}
    for order in ORDERS:
        page = page_in(sheet, order, chance, lines=lines)
        for boxed in (True, False):
            given: Page = page if boxed else replace(page, regions=())
            found[order, boxed] = score_page({"articles": sheet.articles}, parsed(reconstruct(given)), page.text)
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", action="store_true", help="blocks have their lines of print, as in ALTO, PAGE XML and PDF")
    parser.add_argument("--misses", action="store_true", help="name the articles that are not exact with boxes")
    options = parser.parse_args()
    articles = list(known_articles(options.corpus))
    totals = {(order, boxed): Score() for order in ORDERS for boxed in (True, False)}
    seeds = range(options.seed, options.seed + options.pages)
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(scores, articles=articles, lines=options.lines), seeds)
        for seed, page in zip(seeds, found, strict=True):
            for key, score in page.items():
                totals[key].counts.update(score.counts)
                for miss in score.misses if options.misses and key[1] else ():
                    print(f"{seed} {key[0]}: body {miss.body:.3f} wanted {miss.wanted!r} got {miss.got!r}")
    _show(totals)


def _show(totals: dict[tuple[str, bool], Score]) -> None:
    print(f"{'order':12} {'exact without boxes':>20} {'with boxes':>12} {'body':>8} {'heading':>8} {'caption':>8} {'lost':>6}")
    for order in ORDERS:
        without, boxed = totals[order, False].table(), totals[order, True].table()
        exact, *others, lost = (boxed[name] or 0.0 for name in ("exact", "body", "heading", "caption", "lost"))
        print(f"{order:12} {without['exact'] or 0.0:20.3f} {exact:12.3f}", *(f"{n:8.3f}" for n in others), f"{lost:6.3f}")


if __name__ == "__main__":
    sys.exit(main())
