"""Libraries of several sizes: import, file size, search against a plain scan and other engines, opening the tree. In one run.

    python benchmarks/library.py CORPUS.jsonl.gz... [--sizes 1k,10k,84k,1M] [--queries 300] [--folder DIR]

CORPUS holds an article a line (paper, date, page, kicker, headline, subhead, byline, paragraphs). What cannot run for lack of
a program says so. Compare the figures of one run with one another: the speed of the machine is in all of them.
"""

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import queries, readings, size_of  # noqa: E402
from reader.services.searching import EVERYTHING, Order, count, search, store_of, understood  # noqa: E402
from reader.store.archive import Archive  # noqa: E402
from reader.store.index import index_of  # noqa: E402
from reader.store.index_proof import index_faults  # noqa: E402
from reader.store.library import Library, open_library  # noqa: E402
from reader.text.folding import bare, fold  # noqa: E402
from reader.text.query import Every  # noqa: E402

BATCH = 2000  # articles a transaction
CHANGES = 1000
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


def build(path: Path, corpus: Sequence[str], wanted: int) -> None:
    """Make a library; prints figures as JSON. In a process of its own, for the memory."""
    library = open_library(path)
    archive = Archive(library)
    articles = size = 0
    size_of(corpus)  # counted before the clock starts
    pages = readings(corpus, wanted)
    wall, cpu = time.perf_counter(), time.process_time()
    more = True
    while more:
        with library.transaction():
            batch = 0
            more = False
            for reading in pages:
                archive.add(reading, reading.page.source)
                batch += len(reading.articles)
                size += len(reading.page.text.encode())
                if more := batch >= BATCH:
                    break
        articles += batch
    with library.transaction():
        index_of(library).merge()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    library.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"articles": articles, "bytes": size, "wall": wall, "cpu": cpu, "peak": peak}))


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


def timed(work: Callable[[Any], object], given: Iterable[Any], repeat: int) -> list[float]:
    """Milliseconds of the best of so many runs of some work on each thing given."""
    best = []
    for thing in given:
        runs = []
        for _ in range(repeat):
            start = time.perf_counter()
            work(thing)
            runs.append((time.perf_counter() - start) * 1000)
        best.append(min(runs))
    return best


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def said(name: str, times: Sequence[float], scan: tuple[float, float] | None = None) -> tuple[float, float]:
    """Print a line of latencies, and what part of a scan they are."""
    p50, p95 = spread(times)
    ratio = f"   1/{scan[0] / p50:.0f} and 1/{scan[1] / p95:.0f} of the scan" if scan else ""
    print(f"  {name:44} p50 {p50:8.2f}  p95 {p95:8.2f} ms{ratio}", flush=True)
    return p50, p95


def strings(library: Library) -> dict[int, list[str]]:
    """The strings of all articles as `jianbao articles --json` prints them, without white space."""
    archive, found = Archive(library), {}
    for article_id in archive.article_ids():
        a = archive.article(article_id)
        assert a is not None
        captions = [text for caption in a.captions for text in (caption.text, caption.credit)]
        shown = [a.kicker, a.headline, a.subhead, a.byline, a.dateline, *a.paragraphs, *captions, a.jump]
        found[article_id] = [bare(text) for text in shown if text]
    return found


def compare(library: Library, asked: Sequence[str], form: Callable[[str], str] = str) -> str:
    """Recall and precision against a scan of all strings, each in a form."""
    texts = {i: form("\n".join(parts)) for i, parts in strings(library).items()}
    right = found_right = found_all = exact = 0
    for query in asked:
        words = [form(word) for word in query.strip('"').split('" "')]
        truth = set(texts)
        for word in words:
            truth = {i for i in truth if word in texts[i]}
        found = set(store_of(library).find(understood(query).root or Every(()), EVERYTHING, Order.NEWEST, None))
        right, found_right, found_all = right + len(truth), found_right + len(truth & found), found_all + len(found)
        exact += truth == found and count(library, understood(query)) == len(truth)
    share = f"recall {found_right / right:.6f}, precision {found_right / max(1, found_all):.6f}"
    return f"{share}, {exact} of {len(asked)} queries and counts exactly right"


def change(library: Library, seed: int = 1) -> str:
    """Change or delete CHANGES articles, each in a transaction of its own."""
    archive, chance = Archive(library), random.Random(seed)
    pages = [row[0] for row in library.rows("SELECT id FROM page")]
    times: dict[bool, list[float]] = {True: [], False: []}
    last = "article_id = ?1 AND place = (SELECT max(place) FROM piece WHERE article_id = ?1)"
    for number in range(CHANGES):
        page_id = chance.choice(pages)
        article_id = chance.choice(archive.articles_of_page(page_id) or [1])
        for indexed in (False, True):
            change = f"UPDATE piece SET {'role' if indexed else 'why'} = 'subhead' WHERE {last}"
            start = time.perf_counter()
            with library.transaction():
                if indexed:
                    index_of(library).touch([article_id])
                library.execute(change, (article_id,))
            times[indexed].append((time.perf_counter() - start) * 1000)
        if number % 2:
            with library.transaction():
                index_of(library).touch([article_id])
                why = "role = 'dropped', article_id = NULL, why = 'benchmark'"
                library.execute(f"UPDATE piece SET {why} WHERE article_id = ?", (article_id,))
                archive.drop_empty_articles(page_id)
    (with_50, with_95), (bare_50, bare_95) = spread(times[True]), spread(times[False])
    figures = f"{with_50:.2f} / {with_95:.2f} ms (p50 / p95), a change of what is not indexed {bare_50:.2f} / {bare_95:.2f}"
    return f"{CHANGES} changes and {CHANGES // 2} deletions; one change with its transaction {figures}"


def with_tantivy(library: Library, asked: Sequence[str], folder: Path) -> None:
    """The same queries by tantivy over single characters: the first 50 with stored text, by its own relevance."""
    try:
        import tantivy
    except ImportError:
        print("  tantivy                                      not installed")
        return
    schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="whitespace").build()
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    start = time.process_time()
    writer = index.writer(100_000_000, 1)
    for parts in strings(library).values():
        writer.add_document(tantivy.Document(text=" ".join(fold("\ufdd0".join(parts)))))
    writer.commit()
    writer.wait_merging_threads()
    print(f"  tantivy, single characters: built in {time.process_time() - start:.1f} s CPU")
    index.reload()
    searcher = index.searcher()

    def parsed(query: str) -> Any:
        words = query.strip('"').split('" "')
        terms = [list(fold(word)) for word in words]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, phrase(characters)) for characters in terms])

    def phrase(characters: list[str]) -> Any:
        if len(characters) == 1:
            return tantivy.Query.term_query(schema, "text", characters[0])
        return tantivy.Query.phrase_query(schema, "text", characters)

    def first_page(query: str) -> list[str]:
        hits = searcher.search(parsed(query), 50, count=False).hits
        return [searcher.doc(address)["text"][0][:80] for _, address in hits]

    said("tantivy, first 50 with text", timed(first_page, asked, 3))
    said("tantivy, exact count", timed(lambda q: searcher.search(parsed(q), 1, count=True).count, asked, 3))


def one_size(corpus: Sequence[str], wanted: int, asked: Sequence[tuple[str, str]], folder: Path) -> None:
    """Print all figures of one size."""
    path = folder / f"{wanted}.jianbao"
    command = [sys.executable, __file__, "--build", str(path), "--sizes", str(wanted), *corpus]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    megabytes = made["bytes"] / 1e6
    library = open_library(path)
    print(f"\n{made['articles']:,} articles, {megabytes:.1f} MB of text")
    speed = f"{megabytes / made['cpu']:.1f} MB/s, {made['articles'] / made['cpu']:,.0f} articles/s of CPU"
    jieba = made["bytes"] / made["cpu"] / jieba_speed(library)
    print(f"  import, JSON Lines to searchable: {speed}, {jieba:.1f} x jieba.cut_for_search; peak {made['peak']:.0f} MB")
    index = sum(library.value(f"SELECT sum(length(block)) FROM {t}_data") for t in ("search", "search_headline"))
    index += library.value("SELECT sum(length(sz)) + 4 * count(*) FROM search_docsize")
    print(f"  file {path.stat().st_size / made['bytes']:.2f} x text, index {index / made['bytes']:.2f} x text")
    texts = [query for _, query in asked]
    latencies(library, asked, repeat=3 if wanted <= 100_000 else 1, every=5 if wanted <= 100_000 else 30)
    said("first 50 by relevance", timed(lambda q: search(library, understood(q), order=Order.RELEVANCE), texts, 1))
    run_tree(path)
    if wanted <= 100_000:
        print(f"  against a plain scan: {compare(library, texts)}")
        print(f"  against a scan of folded text: {compare(library, texts, fold)}")
        with_tantivy(library, texts, folder / f"{wanted}.tantivy")
        print(f"  {change(library)}")
        print(f"  after them, against a scan of folded text: {compare(library, texts, fold)}")
        print(f"  FTS5's integrity check against the content: {' '.join(index_faults(library)) or 'passes'}")
    for name in ("rg", "recollindex"):
        print(f"  {name}: {'installed, not compared here' if shutil.which(name) else 'not installed'}")
    library.close()


def latencies(library: Library, asked: Sequence[tuple[str, str]], repeat: int, every: int) -> None:
    """First page, count and, after every so many queries, a scan: in turn, so that a busy machine treats all alike."""
    times: dict[str, list[float]] = {"scan": [], "first": [], "count": []}
    for number, (_, text) in enumerate(asked):
        times["first"] += timed(lambda q: search(library, understood(q)), [text], repeat)
        times["count"] += timed(lambda q: count(library, understood(q)), [text], repeat)
        if number % every == 0:
            word = text.strip('"').split('" "')[0]
            scanned = "SELECT count(*) FROM text_version WHERE instr(text, ?)"
            times["scan"] += timed(lambda q, sql=scanned: library.value(sql, (q,)), [word], repeat)
    scan = said("SQL instr scan of the texts, count", times["scan"])
    said("first 50, headlines first, with snippets", times["first"], scan)
    for kind in dict.fromkeys(kind for kind, _ in asked):
        said(f"  of these {kind}", [t for t, (k, _) in zip(times["first"], asked, strict=True) if k == kind])
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
    parser.add_argument("--folder", type=Path, help="Where to keep what is made; else a temporary folder.")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [int(float(s.lower().replace("k", "e3").replace("m", "e6"))) for s in options.sizes.split(",")]
    if options.build:
        build(options.build, options.corpus, sizes[0])
        return
    asked = queries(options.corpus, options.queries)
    print(f"{len(asked)} queries; times are the best of three runs, from 1M articles on of one")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for size in sizes:
            one_size(options.corpus, size, asked, Path(folder))


if __name__ == "__main__":
    main()
