"""The list of annotations in the window: opened, walked, narrowed, grouped, recoloured; and articles with very many marks.

    python -m benchmarks.annotations [--notes 10000] [--keep FILE]

Makes a library with so many annotations (or takes FILE, where it is there), opens a window on it off screen and drives it by
keys. Of each step two times are told: how long the longest single turn of the window's event loop took, in processor time of
the window's thread, which is what a person could feel as a pause; and how long until the list showed the result, in
milliseconds of the clock.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.noted import noted_library
from benchmarks.timing import spread
from reader.services.view import Scope
from reader.store.library import open_library
from tests.driver import CTRL, NONE, SHIFT, Driver

WALKED = 60  # keys of each walk


class Watched:
    """An application whose turns are timed, each event or key by itself."""

    def __init__(self, driver: Driver) -> None:
        self.driver, self.list = driver, driver.window.list

    def step(self, name: str, begin: Callable[[], object], ended: Callable[[], bool] | None = None) -> None:
        """Time one step from its key until the list shows what came of it."""
        start, turns = time.perf_counter(), [self._turn(begin)]
        while not (ended or self._settled)():
            turns.append(self._turn(self._events))
        taken = (time.perf_counter() - start) * 1000
        turns.append(self._turn(self._events))
        print(f"  {name:42} longest turn {max(turns):7.1f} ms   shown after {taken:7.0f} ms", flush=True)

    def walk(self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Time a key that is pressed again and again, with what is drawn after it."""
        times = [self._turn(lambda: (self.press(key, modifier), self._paint())) for _ in range(WALKED)]
        p50, p95 = spread(times)
        print(f"  {name:42} p50 {p50:7.1f}  p95 {p95:7.1f} ms a key, drawn", flush=True)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.driver.focus, key, modifier)

    def _settled(self) -> bool:
        return not self.list._slices.running

    @staticmethod
    def _turn(work: Callable[[], object]) -> float:
        start = time.thread_time()
        work()
        return (time.thread_time() - start) * 1000

    @staticmethod
    def _events() -> None:
        QApplication.processEvents()

    def _paint(self) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.driver.window.grab()


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "noted.jianbao"
        if not path.exists():
            noted_library(path, given.notes).close()
        copy = Path(folder) / "copy.jianbao"
        shutil.copy(path, copy)
        library = open_library(copy)
        marked = library.value("SELECT count(*) FROM annotation")
        library.close()
        print(f"{marked} annotations")
        _run(Driver(copy, Path(folder) / "settings.toml"))


def _run(driver: Driver) -> None:
    watched, window, key = Watched(driver), driver.window, Qt.Key
    _list(watched)
    window.list.show_scope(Scope.ARTICLE)
    for name, about in (("3,000 marks", "crowded"), ("967,000 characters", "vast")):
        article = window.desk.marks.session(about)
        print(f"An article of {name}")
        watched.step("open", lambda article=article: window.desk.open(article))
        window.focus_pane("text")
        watched.step("highlight a sentence", lambda: watched.press(key.Key_H))
        watched.step("recolour it", lambda: watched.press(key.Key_5))
        watched.step("undo", lambda: watched.press(key.Key_Z, CTRL))
        watched.walk("caret down", key.Key_Down)
        watched.walk("next sentence", key.Key_ParenRight)
    driver.close()


def _list(watched: Watched) -> None:
    key, pane = Qt.Key, watched.list
    print("The list of the library")
    watched.step("open (L)", lambda: watched.press(key.Key_L), lambda: not pane._slices.running and bool(pane.view.rows))
    watched.walk("walk down", key.Key_Down)
    watched.walk("page down", key.Key_PageDown)
    watched.step("to the end", lambda: watched.press(key.Key_End))
    watched.step("to the beginning", lambda: watched.press(key.Key_Home))
    watched.step("recolour one", lambda: watched.press(key.Key_4))
    watched.step("delete one", lambda: watched.press(key.Key_Delete))
    watched.step("undo", lambda: watched.press(key.Key_Z, CTRL))
    for name in ("by article", "by issue", "by colour", "by tag", "by day", "not grouped"):
        watched.step(f"group: {name}", lambda: watched.press(key.Key_G, SHIFT))
    for name in ("newest first", "last changed first", "by place"):
        watched.step(f"order: {name}", lambda: watched.press(key.Key_O, SHIFT))
    for words in ("出口", "出口 tag:经济", "colour:yellow kind:note", "newspaper:江南晚报 date:2021-03", "出", ""):
        watched.step(f"filter: {words or 'none'}", lambda words=words: pane.filter.field.setText(words))
    pane.view.setFocus()
    watched.step("choose all", lambda: watched.press(key.Key_A, CTRL))
    watched.step("recolour all", lambda: watched.press(key.Key_5))
    watched.step("undo", lambda: watched.press(key.Key_Z, CTRL))
    watched.step("delete all", lambda: watched.press(key.Key_Delete))
    watched.step("undo", lambda: watched.press(key.Key_Z, CTRL))


if __name__ == "__main__":
    main()
