"""Random use of the real window ends with the laws proved, nothing unforeseen, and no more memory than at its beginning."""

import gc
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reader.fault_log import log_path
from reader.qt.arenas import share_heaps
from reader.store.checks import faults
from reader.store.library import open_library
from tests.driver import Driver
from tests.qt.monkey import Monkey, memory

COMMANDS_IN_ALL = int(os.environ.get("COMMANDS", "150"))
SEED = int(os.environ.get("SEED", "2026"))
GROWTH = 1.10
STRETCH = 1000
WARM = 2000  # commands, after which everything that is made once has been made


def test_anything_at_all_leaves_the_library_whole(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *a, **k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: "")
    share_heaps()  # as a start does
    monkey, log = Monkey(driver, SEED), log_path()
    before = log.stat().st_size if log.exists() else 0
    warm = min(WARM, COMMANDS_IN_ALL // 2)
    monkey.go_on(warm)
    gc.collect()
    begun = memory()
    held = [begun]
    for left in range(COMMANDS_IN_ALL - warm, 0, -STRETCH):
        monkey.go_on(min(STRETCH, left))
        gc.collect()
        held.append(memory())
    ended = held[-1]
    told = " ".join(f"{size / 1e6:.0f}" for size in held)
    print(f"{COMMANDS_IN_ALL} commands, {len(monkey.done)} different; MB after {warm} and each {STRETCH} more: {told}")
    assert (log.stat().st_size if log.exists() else 0) == before
    desk = driver.window.desk
    driver.close()
    library = open_library(desk.library.path)
    assert list(faults(library)) == []
    library.close()
    if COMMANDS_IN_ALL >= 2 * WARM:
        assert ended < begun * GROWTH
