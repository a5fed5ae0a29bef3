"""Imports of very many files, and with very little memory."""

import os
import subprocess
import sys
import tracemalloc
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from reader.services.importing import Progress, import_paths
from reader.store.checks import faults
from reader.store.library import Library, open_library
from tests.fixtures import ROOT, SEEDS

FILES = int(os.environ.get("TINY_FILES", "400"))
ROOM = 16 * 2**20  # bytes that an import may take beside the library's own, however many files there are


def test_a_folder_of_very_many_tiny_files(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n:06}.txt").write_text(f"江北日报讯 第{n}号河堤昨日完工。\n", encoding="utf-8")
    seen: list[Progress] = []
    list(import_paths(library, SEEDS[:1]))  # whatever is made once has been made
    tracemalloc.start()
    outcomes = sum(outcome.outcome == "new" for outcome in import_paths(library, [folder], report=seen.append))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{FILES} files: {peak / 1e6:.1f} MB beside what the library holds")
    assert outcomes == FILES
    assert peak < ROOM + sum(map(sys.getsizeof, seen))
    assert all(before.read <= after.read for before, after in pairwise(seen) if before.source and after.source)
    assert (seen[-1].done, seen[-1].total, seen[-1].pages) == (FILES, FILES, FILES)
    assert list(faults(library)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory that hold")
def test_a_page_for_which_there_is_no_memory_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    page, path = tmp_path / "in" / "large.txt", tmp_path / "x.jianbao"
    page.parent.mkdir()
    (page.parent / "small.txt").write_text("江北日报讯 河堤昨日完工。\n", encoding="utf-8")
    text = SEEDS[1].read_text("utf-8")
    page.write_text("\n".join(text.replace("\n", f"{n}\n") for n in range(60)), encoding="utf-8")
    command = [sys.executable, "-m", "tests.services.scarce", str(path), str(page.parent), "48"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    large, small = done.stdout.splitlines()
    assert large.startswith(f"failed {page} needs more memory than there is. Split it"), done.stderr
    assert small == "new None"
    assert done.returncode == 0, done.stderr
    with closing(open_library(path)) as library:
        assert list(faults(library)) == []
        assert len(library.rows("SELECT id FROM page")) == 2
