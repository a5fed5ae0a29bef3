"""Libraries of several sizes: import, file size, search against a plain scan and other engines, opening the tree. In one run.

    python -m benchmarks.library CORPUS.jsonl.gz... [--sizes 1k,10k,84k,1M] [--queries 300] [--folder DIR]

CORPUS holds an article a line (paper, date, page, kicker, headline, subhead, byline, paragraphs). What cannot run for lack of
a program says so. Compare the figures of one run with one another: the speed of the machine is in all of them.
"""

import argparse
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.corpus import articles, queries, write_lines
from benchmarks.exactness import change, compare, strings
from benchmarks.others import with_files, with_tantivy
from benchmarks.timing import said, timed
from reader.services.importing import import_paths
from reader.services.searching import Order, count, search, understood
from reader.store.index_proof import index_faults
from reader.store.library import Library, open_library
from reader.text.folding import fold, narrow

ROOT = Path(__file__).resolve().parent.parent
SMALL = 100_000  # articles, up to which other programs and plain scans are compared
TREE = """
import resource, sys, time
from pathlib import Path
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTreeView
from reader.qt.tree_model import TreeModel
from reader.store.library import open_library
from reader.store.shelves import Shelves
application = QApplication([])
def memory():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1]) / 1024
def shown(model):
    view = QTreeView(); view.setUniformRowHeights(True); view.setModel(model); view.show()
    application.processEvents()
    return view
library = open_library(Path(sys.argv[1]))
shown(QStandardItemModel()).close()
for name in ("TreeModel", "QStandardItemModel"):
    before, start = memory(), time.perf_counter()
    if name == "TreeModel":
        model = TreeModel(Shelves(library))
    else:
        model = QStandardItemModel()
        for page in library.rows("SELECT id, source FROM page"):
            item = QStandardItem(page["source"])
            titles = library.rows("SELECT title FROM article WHERE page_id = ?", (page["id"],))
            item.appendRows([QStandardItem(row["title"]) for row in titles])
            model.appendRow(item)
    kept = shown(model)
    print(f"{name} {(time.perf_counter() - start) * 1000:.0f} ms, {memory() - before:.0f} MB", end="; ")
"""


def build(path: Path, lines: Path) -> None:
    """Import a file of JSON Lines into a new library; prints figures as JSON. In a process of its own, for the memory."""
    library = open_library(path)
    wall, cpu = time.perf_counter(), time.process_time()
    outcomes = list(import_paths(library, [lines]))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    library.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"articles": sum(o.articles for o in outcomes), "wall": wall, "cpu": cpu, "peak": peak}))


def built(path: Path, corpus: Sequence[str], wanted: int) -> dict[str, float]:
    """Make a library of so many articles, or take the one that is there; gives the figures of its making."""
    figures = path.with_suffix(".json")
    if not figures.exists():
        lines = path.with_suffix(".jsonl")
        size = write_lines(lines, articles(corpus, wanted))
        command = [sys.executable, "-m", "benchmarks.library", "--build", str(path), str(lines)]
        made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
        figures.write_text(json.dumps(made | {"bytes": size}))
        lines.unlink()
    found: dict[str, float] = json.loads(figures.read_text())
    return found


def jieba_speed(library: Library) -> float:
    """Bytes of UTF-8 a CPU second of jieba.cut_for_search."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    texts = [row[0] for row in library.rows("SELECT text FROM text_version ORDER BY sha256 LIMIT 60")]
    start = time.process_time()
    for text in texts:
        jieba.lcut_for_search(text)
    return sum(len(text.encode()) for text in texts) / (time.process_time() - start)









def one_size(corpus: Sequence[str], wanted: int, asked: Sequence[tuple[str, str]], folder: Path) -> None:
    """Print all figures of one size."""
    path = folder / f"{wanted}.jianbao"
    made = built(path, corpus, wanted)
    library = open_library(path)
    print(f"\n{made['articles']:,.0f} articles, {made['bytes'] / 1e6:.1f} MB of text")
    speed = made["bytes"] / made["cpu"]
    print(
        f"  import, JSON Lines to searchable: {speed / 1e6:.1f} MB/s, {made['articles'] / made['cpu']:,.0f} articles/s of CPU,"
        f" {speed / jieba_speed(library):.1f} x jieba.cut_for_search; {made['wall']:.0f} s; peak {made['peak']:.0f} MB"
    )
    index = sum(library.value(f"SELECT sum(length(block)) FROM {t}_data") for t in ("search", "search_headline"))
    index += library.value("SELECT sum(length(sz)) + 4 * count(*) FROM search_docsize")
    print(f"  file {path.stat().st_size / made['bytes']:.2f} x text, index {index / made['bytes']:.2f} x text")
    texts = [query for _, query in asked]
    small = wanted <= SMALL
    found = strings(library) if small else {}
    latencies(library, asked, plain_table(found, folder / f"{wanted}.plain") if small else None)
    said("first 50 by relevance", timed(lambda q: search(library, understood(q), order=Order.RELEVANCE), texts, 1))
    run_tree(path)
    if small:
        with_tantivy(found, texts, folder / f"{wanted}.tantivy")
        with_files(found, texts, folder, speed)
        exactness(library, texts)
    library.close()


def exactness(library: Library, asked: Sequence[str]) -> None:
    """Print recall and precision, before and after many changes."""
    print(f'  ="…" against a scan of the text: {compare(library, asked, narrow, exact_forms=True)}')
    print(f'  "…" against a scan of folded text: {compare(library, asked, fold)}')
    copy = library.path.with_suffix(".changed")
    shutil.copy(library.path, copy)
    with closing(open_library(copy)) as changed:
        print(f"  {change(changed)}")
        print(f'  after them, ="…" against a scan of the text: {compare(changed, asked, narrow, exact_forms=True)}')
        print(f'  after them, "…" against a scan of folded text: {compare(changed, asked, fold)}')
        print(f"  FTS5's integrity check against the content: {' '.join(index_faults(changed)) or 'passes'}")
    copy.unlink()


def plain_table(found: Mapping[int, Sequence[str]], path: Path) -> sqlite3.Connection:
    """The same articles in a table with a row for each: what a program without an index would look through."""
    path.unlink(missing_ok=True)
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, text TEXT)")
    plain.executemany("INSERT INTO article VALUES (?, ?)", ((i, "\n".join(parts)) for i, parts in found.items()))
    plain.commit()
    return plain


def latencies(library: Library, asked: Sequence[tuple[str, str]], plain: sqlite3.Connection | None) -> None:
    """First page, count and, after every so many queries, scans: in turn, so that a busy machine treats all alike.

    One scan finds pages, in the library itself; the other finds articles, as the search does, in a plain table.
    """
    times: dict[str, list[float]] = {"pages": [], "articles": [], "first": [], "count": []}
    repeat, every = (3, 5) if plain else (1, 30)
    for number, (_, text) in enumerate(asked):
        times["first"] += timed(lambda q: search(library, understood(q)), [text], repeat)
        times["count"] += timed(lambda q: count(library, understood(q)), [text], repeat)
        if number % every == 0:
            word = [text.strip('"').split('" "')[0]]
            pages = "SELECT count(*) FROM text_version WHERE instr(text, ?)"
            times["pages"] += timed(lambda q, sql=pages: library.value(sql, (q,)), word, repeat)
            if plain:
                counted = "SELECT count(*) FROM article WHERE instr(text, ?)"
                times["articles"] += timed(lambda q, sql=counted: plain.execute(sql, (q,)).fetchall(), word, repeat)
    scan = said("SQL instr scan of the texts, count of pages", times["pages"])
    print("  against the scan of the texts")
    said("first 50, headlines first, with snippets", times["first"], scan)
    said("exact count", times["count"], scan)
    for kind in dict.fromkeys(kind for kind, _ in asked):
        said(f"  first 50 of these {kind}", [t for t, (k, _) in zip(times["first"], asked, strict=True) if k == kind])
    if plain:
        scan = said("SQL instr scan of a table of articles, count", times["articles"])
        print("  against the scan of a table of articles")
        said("first 50, headlines first, with snippets", times["first"], scan)
        said("exact count", times["count"], scan)


def run_tree(path: Path) -> None:
    """Open the tree in a process of its own."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", TREE, str(path)], capture_output=True, text=True, env=environment, check=False)
    print(f"  opening the tree: {done.stdout or done.stderr[-200:]}")


def main() -> None:
    """Print the figures of all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+")
    parser.add_argument("--sizes", default="1k,10k,84k")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="Where to keep what is made, and find it again; else a temporary folder.")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.build, Path(options.corpus[0]))
        return
    sizes = [int(float(s.lower().replace("k", "e3").replace("m", "e6"))) for s in options.sizes.split(",")]
    asked = queries(options.corpus, options.queries)
    print(f"{len(asked)} queries; times are the best of three runs, from 1M articles on of one")
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in sizes:
            one_size(options.corpus, size, asked, folder)


if __name__ == "__main__":
    main()
