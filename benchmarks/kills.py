"""Imports killed at random moments and run again end as undisturbed ones do. Exit code 1 where one does not.

    python benchmarks/kills.py [--kills 50] [--seed 1] [--folder DIR]

Each time a process `jianbao import` is given a copy of a library that holds some of the pages, in an older state and with notes
on them, and is killed with its helpers left to themselves, at a moment between its start and its end; every third time the next
run is killed as well. Then the library is checked, the import run to its end, the library checked again, and all that it holds
compared with what an undisturbed run made of it: pages, articles, pieces, flags, joins, all versions of texts, and notes with
their places. Only ids and times are left out.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.errors import NotFoundError  # noqa: E402
from reader.services.importing import import_paths  # noqa: E402
from reader.store.checks import faults  # noqa: E402
from reader.store.library import open_library  # noqa: E402
from tests.fixtures import content, mark  # noqa: E402

ISSUES, PAGES, ARTICLES = 6, 6, 300
TOWNS = "东西南北中上下前后左右里"


def write_pages(folder: Path, chance: random.Random, changed: bool) -> None:
    """Issues of pages with articles over two pages, and a file of articles."""
    folder.mkdir(exist_ok=True)
    more = "昨天剪彩的人很多。" if changed else ""
    for issue in range(ISSUES):
        for page in range(1, PAGES + 1):
            town = TOWNS[(issue + page) % len(TOWNS)]
            words = "".join(chance.choices("的一是在不了有和人这中大为上个国", k=400))
            jump = f"（下转A{page + 1}版）" if page % 2 else f"（上接A{page - 1}版）困难，提前完成。\\n\\n"
            text = f"第A{page}版\\n\\n## 江{town}新桥通车\\n\\n" + (jump if page % 2 == 0 else "")
            text += f"江{town}日报讯 {issue}号桥通了。{more}江{town}的人去对岸只要{page}分钟！{words}，克服了许多\\n\\n"
            text += jump if page % 2 else ""
            name = f"江北日报_2021{issue + 1:02}05_A{page:02}.txt"
            (folder / name).write_text(text.replace("\\n", "\n"), encoding="utf-8")
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(ARTICLES):
            words = "".join(chance.choices("的一是在不了有和人这中大为上个国", k=300))
            date = f"2020-{number // 60 + 1:02}-{number % 60 // 3 + 1:02}"
            place = {"paper": "江南日报", "date": date, "page": number % 3 + 1}
            lines.write(json.dumps(place | {"headline": f"{number}号", "text": words + more}, ensure_ascii=False) + "\n")


def started(library: Path, pages: Path) -> "subprocess.Popen[bytes]":
    """An import in a process of its own."""
    command = [sys.executable, "-m", "reader", "--library", str(library), "import", str(pages)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def base_library(path: Path, pages: Path) -> None:
    """A library with half of the pages in an older state, and notes on them."""
    with closing(open_library(path)) as library:
        list(import_paths(library, sorted(pages.iterdir())[::2]))
        for row in library.rows("SELECT id FROM article WHERE continues IS NULL ORDER BY id LIMIT 20"):
            for quote in ("的人去对岸只要", "号桥通了"):
                with suppress(NotFoundError):
                    mark(library, row["id"], quote, note="快")


def state(library: Path) -> tuple[list[object], list[str]]:
    """What a library holds, and its faults."""
    with closing(open_library(library)) as opened:
        found = list(faults(opened))
        joins = "SELECT a.title, b.title FROM article AS a JOIN article AS b ON a.continues = b.id ORDER BY 1, 2"
        marks = "SELECT quote, note, status, deleted FROM annotation ORDER BY quote, status"
        return [*content(opened), *map(tuple, opened.rows(joins)), *map(tuple, opened.rows(marks))], found


def main() -> int:
    """Kill, and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    chance, bad, written, deaths = random.Random(options.seed), 0, [], 0
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        pages, base, library = folder / "pages", folder / "base.jianbao", folder / "library.jianbao"
        write_pages(pages, random.Random(0), changed=False)
        base_library(base, pages)
        write_pages(pages, random.Random(0), changed=True)
        shutil.copy(base, library)
        begun = time.perf_counter()
        assert started(library, pages).wait() == 0
        whole = time.perf_counter() - begun
        wanted, found = state(library)
        assert not found, found
        while deaths < options.kills:
            for rest in folder.glob("library.jianbao*"):
                rest.unlink()
            shutil.copy(base, library)
            for _ in range(1 + (deaths % 3 == 0)):
                process = started(library, pages)
                time.sleep(chance.uniform(0, whole))
                process.send_signal(signal.SIGKILL)
                deaths += process.wait() == -signal.SIGKILL
            held, found = state(library)
            written.append(len(held))
            assert started(library, pages).wait() == 0
            held, after = state(library)
            if found or after or held != wanted:
                bad += 1
                print(f"after {deaths} kills: {found + after or 'another library'}", flush=True)
        left = orphans()
    grown = len(set(written))
    print(f"{deaths} kills within {whole:.1f} s each; {grown} different states were found after them")
    print(f"{bad} libraries differ from the undisturbed one or have faults; {left} helpers are left running")
    return bool(bad or left)


def orphans() -> int:
    """How many helpers of the imports are still there (Linux): they must see that their parent has gone."""
    time.sleep(2)
    found = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_bytes()
            mine = "PPid:\t1\n" in status.read_text(encoding="utf-8") and b"multiprocessing" in command
            found += mine and os.readlink(status.parent / "cwd") == str(ROOT)
        except OSError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
