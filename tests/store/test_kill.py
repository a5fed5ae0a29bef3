"""kill -9 at any moment loses no note that was acknowledged, and an import that is run again ends as if undisturbed."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.services.importing import import_paths
from reader.store.annotations import Annotations
from reader.store.checks import faults
from reader.store.library import Library, open_library
from tests.fixtures import BRIDGE, ROOT, content, reading, store
from tests.store.killed import DEATHS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing is rehearsed by forks")


def rehearse(what: str, folder: Path) -> list[str]:
    """Have children killed in a process of its own; gives the lines that it printed."""
    command = [sys.executable, "-m", "tests.store.killed", what, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def test_every_acknowledged_note_is_there_after_a_kill(library: Library) -> None:
    store(library, reading(BRIDGE))
    folder = library.path.parent
    library.close()
    for number in range(DEATHS):
        shutil.copy(library.path, folder / f"{number}.jianbao")
    for number, line in enumerate(rehearse("notes", folder)):
        with closing(open_library(folder / f"{number}.jianbao")) as reopened:
            acknowledged = dict(json.loads(line))
            found = {a.id: a.note for a in Annotations(reopened).of_article(1)}
            assert len(acknowledged) >= 1
            # Of the last note more may be there than was acknowledged, and one more note may be begun.
            assert all(found[i].startswith(note) for i, note in acknowledged.items())
            assert [i for i, note in acknowledged.items() if found[i] != note] in ([], [list(acknowledged)[-1]])
            assert len(found) <= len(acknowledged) + 1
            assert list(faults(reopened)) == []


def test_an_import_that_was_killed_ends_as_if_undisturbed_when_run_again(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for town in ("江北", "江东", "江南"):
        words = f"## 新桥通车\n\n{town}日报讯 桥通了。{town}的人去对岸只要五分钟！\n"
        (pages / f"{town}日报_20210305_A02.txt").write_text(words, encoding="utf-8")
    with closing(open_library(tmp_path / "undisturbed.jianbao")) as undisturbed:
        assert [o.outcome for o in import_paths(undisturbed, [pages])] == ["new"] * 3
        wanted = content(undisturbed)
    deaths = rehearse("imports", tmp_path)
    assert len(deaths) > 10
    for number in range(len(deaths)):
        with closing(open_library(tmp_path / f"{number}.jianbao")) as library:
            assert list(faults(library)) == []
            assert {o.outcome for o in import_paths(library, [pages])} <= {"new", "unchanged"}
            assert content(library) == wanted
            assert list(faults(library)) == []
