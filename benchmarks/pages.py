"""Measure the reading of pages on a folder that holds pages with their gold: quality, time and memory.

    python benchmarks/pages.py FOLDER [--texts FOLDER] [--only md] [--worst 5] [--json]

Times are processor time of one core, of `reconstruct` alone; loading jieba's dictionary is given apart.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.scoring import Score, gold_pages, score_page
from reader.model import Page
from reader.pages import parsed, reconstruct
from reader.text.words import dictionary


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def measure(folder: Path, texts: Path | None, only: str) -> tuple[Score, list[tuple[str, Score]], list[float]]:
    """The score of all pages together and of each, and the seconds that each took."""
    total, each, seconds = Score(), [], []
    for path, gold in gold_pages(folder, texts, only):
        text = path.read_text(encoding="utf-8")
        start = time.process_time()
        reading = reconstruct(Page(path.name, text))
        seconds.append(time.process_time() - start)
        score = score_page(gold, parsed(reading), text)
        total.counts.update(score.counts)
        each.append((path.name, score))
    return total, each, seconds


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, help="where the pages are, if not beside their gold")
    parser.add_argument("--only", default="", help="a part of the page's name, such as _plain")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    loading = timed(dictionary)
    total, each, seconds = measure(options.folder, options.texts, options.only)
    if not each:
        parser.error(f"{options.folder} holds no page with its gold (NAME.gold.json)")
    table: dict[str, float | None] = {"pages": len(each), **total.table()}
    table["ms_median"] = round(1000 * statistics.median(seconds), 1)
    table["ms_p95"] = round(1000 * sorted(seconds)[int(0.95 * (len(seconds) - 1))], 1)
    table["ms_dictionary"] = round(1000 * loading, 1)
    table["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(table) if options.json else "\n".join(f"{name:14} {value}" for name, value in table.items()))
    for name, score in sorted(each, key=lambda pair: (pair[1].ratio("exact", "articles") or 0.0, pair[0]))[: options.worst]:
        print(f"\n{name}  exact {score.ratio('exact', 'articles')}")
        for miss in score.misses:
            print(f"   body {miss.body:.3f}  gold {miss.wanted!r}  got {miss.got!r}  {', '.join(miss.damage)}")


if __name__ == "__main__":
    main()
