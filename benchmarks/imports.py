"""What imports of all shapes cost: time, use of the cores, peak memory of the program and of its largest helper.

    python benchmarks/imports.py CORPUS.jsonl.gz... [--folder DIR] [--only whole,lines,files,line]

CORPUS holds an article a line. Shapes: the corpus as it is; one JSON Lines file of 500 MB of it; a folder of 20,000 text files;
a file that is one line of 200 MB. Each is imported by `jianbao import` in a process of its own, and once more, unchanged.
"""

import argparse
import gzip
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES, FILES, LINE = 500_000_000, 20_000, 200_000_000


def records(corpus: Sequence[Path]) -> Iterator[str]:
    """The lines of the corpus, again and again."""
    while True:
        for path in corpus:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from lines


def large_file(corpus: Sequence[Path], folder: Path) -> list[Path]:
    """One file of JSON Lines; from the second time round its articles are of other newspapers."""
    path, size = folder / "large.jsonl", 0
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(records(corpus)):
            record = json.loads(line) | {"paper": f"{number // 84_000} 报"}
            size += len(line.encode())
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            if size > LINES:
                return [path]
    return []


def many_files(corpus: Sequence[Path], folder: Path) -> list[Path]:
    """A folder of pages in Markdown, a hundred to an issue."""
    pages = folder / "pages"
    pages.mkdir()
    for number, line in enumerate(itertools.islice(records(corpus), FILES)):
        article = json.loads(line)
        issue, page = divmod(number, 100)
        name = f"江北日报_{1990 + issue // 12}{issue % 12 + 1:02}01_A{page + 1:02}.md"
        text = f"## {article['headline']}\n\n" + "\n\n".join(article["paragraphs"])
        (pages / name).write_text(text[:3000], encoding="utf-8")
    return [pages]


def one_line(corpus: Sequence[Path], folder: Path) -> list[Path]:
    """A text and a record that never end."""
    (folder / "line.txt").write_bytes("字".encode() * (LINE // 3))
    (folder / "line.jsonl").write_bytes(b'{"headline": "' + "字".encode() * (LINE // 3) + b'"}\n')
    return [folder / "line.txt", folder / "line.jsonl"]


def peak_of(pid: int) -> int:
    """The peak memory of a process in KB, 0 where it has gone or the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def helpers_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def imported(name: str, paths: Sequence[Path], library: Path) -> None:
    """Import, and print what it cost."""
    command = [sys.executable, "-m", "reader", "--library", str(library), "import", "--json", *map(str, paths)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    main = helper = 0
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said, cwd=ROOT) as process:
        while process.poll() is None:
            main = max(main, peak_of(process.pid))
            helper = max([helper, *map(peak_of, helpers_of(process.pid))])
            time.sleep(0.1)
        said.seek(0)
        outcomes = [json.loads(line) for line in said if line.startswith(b"{")]
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    articles = sum(outcome["articles"] for outcome in outcomes)
    kinds = {kind: sum(o["outcome"] == kind for o in outcomes) for kind in sorted({o["outcome"] for o in outcomes})}
    memory = f"peak {main / 1024:.0f} MB, largest helper {helper / 1024:.0f} MB"
    print(f"{name:24} {articles:7,} articles {wall:6.1f} s, {cpu / wall:.2f} cores, {memory}  {kinds}", flush=True)


def main() -> None:
    """Print the costs of all shapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=lambda name: Path(os.path.abspath(name)))
    parser.add_argument("--folder", type=Path, help="Where to keep what is made; else a temporary folder.")
    parser.add_argument("--only", default="whole,lines,files,line")
    options = parser.parse_args()
    shapes: dict[str, Callable[[Sequence[Path], Path], list[Path]]] = {
        "whole": lambda corpus, folder: list(corpus),
        "lines": large_file,
        "files": many_files,
        "line": one_line,
    }
    for name in options.only.split(","):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            paths = shapes[name](options.corpus, Path(folder))
            for again in ("", ", once more"):
                imported(name + again, paths, Path(folder, "library.jianbao"))


if __name__ == "__main__":
    main()
