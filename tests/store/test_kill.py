"""kill -9 at any moment loses no note that was acknowledged, and an import that is run again ends as if undisturbed."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.services.backing_up import copied_to
from reader.services.importing import import_paths
from reader.store import schema
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.backups import backups_of
from reader.store.checks import faults
from reader.store.copying import fault_of
from reader.store.library import Library, open_library
from reader.store.marks import Marks
from tests.fixtures import BRIDGE, ROOT, content, mark, reading, store
from tests.store.killed import DEATHS, learn_a_step
from tests.store.shim import CAN_BE_BUILT, built

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing is rehearsed by forks")


def rehearse(what: str, folder: Path, **environment: str) -> list[str]:
    """Have children killed in a process of its own; gives the lines that it printed."""
    command, env = [sys.executable, "-m", "tests.store.killed", what, str(folder)], os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout.splitlines()


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


def write_pages(folder: Path, words: str) -> Path:
    """Three pages; gives their folder."""
    folder.mkdir(exist_ok=True)
    for town in ("江北", "江东", "江南"):
        page = f"## {town}新桥通车\n\n{town}日报讯 桥通了。{words}{town}的人去对岸只要五分钟！\n"
        (folder / f"{town}日报_20210305_A02.txt").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.parametrize("changed", [False, True], ids=["new pages", "changed pages with notes"])
def test_an_import_that_was_killed_ends_as_if_undisturbed_when_run_again(library: Library, changed: bool) -> None:
    folder = library.path.parent
    pages = write_pages(folder / "pages", "")
    if changed:
        assert [o.outcome for o in import_paths(library, [pages])] == ["new"] * 3
        for article in (1, 2, 3):
            mark(library, article, "的人去对岸只要五分钟", note="快")
        write_pages(pages, "昨天剪彩的人很多。")
    library.close()
    for number in range(40):
        shutil.copy(library.path, folder / f"{number}.jianbao")
    with closing(open_library(library.path)) as undisturbed:
        assert [o.outcome for o in import_paths(undisturbed, [pages])] == ["changed" if changed else "new"] * 3
        wanted = content(undisturbed)
    deaths = rehearse("imports", folder)
    assert 8 < len(deaths) < 40
    for number in range(len(deaths)):
        with closing(open_library(folder / f"{number}.jianbao")) as again:
            assert list(faults(again)) == []
            assert {o.outcome for o in import_paths(again, [pages])} <= {"new", "changed", "unchanged"}
            assert content(again) == wanted
            assert list(faults(again)) == []


def test_whatever_is_killed_at_any_moment_the_library_is_whole(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = library.path.parent
    pages, changed = write_pages(folder / "pages", ""), write_pages(folder / "changed", "昨天剪彩的人很多。")
    assert pages != changed
    list(import_paths(library, [pages]))
    copied_to(library, folder / "earlier.jianbao")
    for article in (1, 2, 3):
        mark(library, article, "的人去对岸只要五分钟", note="快")
    library.close()
    library.path.rename(folder / "base.jianbao")
    loaded = {"LD_PRELOAD": str(built(folder))} if CAN_BE_BUILT else {}
    deaths = [json.loads(line) for line in rehearse("anything", folder, **loaded)]
    assert len(deaths) == DEATHS * (1 + CAN_BE_BUILT)
    monkeypatch.setattr(schema, "STEPS", schema.STEPS)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION)
    for number, (what, acknowledged) in enumerate(deaths):
        if what == "migration":
            continue
        notes = whole_with_notes(folder / f"{number}.jianbao", kept=what != "restore")
        if what == "notes":
            assert all(notes[i].startswith(note) for i, note in acknowledged)
    learn_a_step()
    for number, (what, _) in enumerate(deaths):
        if what == "migration":
            whole_with_notes(folder / f"{number}.jianbao", kept=True)


def whole_with_notes(path: Path, kept: bool) -> dict[str, str]:
    """All that must be true of a library after a kill; gives its notes by their ids."""
    with closing(open_library(path)) as library:
        with library.transaction():  # in this process, which may know a step more than one that is started afresh
            assert list(faults(library)) == []
        assert len(Archive(library).article_ids()) >= 3
        notes = {a.id: a.note for a in Annotations(library).find()}
        assert list(notes.values()).count("快") == 3 or (not kept and not notes)
        Marks(library).set_read([1], True)  # it can be written to
    for backup in backups_of(path):
        if backup.whole is not None:
            assert fault_of(backup.whole) == ""
    return notes
