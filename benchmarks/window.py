"""The window on a library: caret motions, how late it is while a search runs, how soon that stops, the tree, a walk by keys.

    python -m benchmarks.window LIBRARY [--walk] [--limit 50]

A tick every millisecond in the window's thread tells how late it is: the longest time between two ticks is the longest stall.
LIBRARY is copied first and the copy opened, off screen unless QT_QPA_PLATFORM says otherwise. With --walk only the walk is
made. Stalls over --limit milliseconds are named with what the window's thread was doing.
"""

import argparse
import gc
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView

from reader.qt.application import SWITCH_SECONDS, load_ahead
from reader.qt.search_worker import Question, SearchWorker
from reader.qt.tree_model import TreeModel
from reader.services.searching import Order, load_words
from reader.store.library import Library, open_library
from reader.store.shelves import Shelves
from tests.driver import CTRL, NONE, SHIFT, Driver

QUERIES = ("的", "中国", "经济 发展", "习近平", '"人民代表大会"', "汽车出口", "雨", "=臺灣", "国 -中")
PAUSE = 0.08  # seconds between keys, as a quick hand leaves
Keys = tuple[str, Qt.Key | str, Qt.KeyboardModifier, int]
# What is walked through: a name, the key or the text, its modifier, how often.
WALK: tuple[Keys, ...] = (
    ("tree: focus", Qt.Key.Key_1, CTRL, 1),
    ("tree: walk down", Qt.Key.Key_Down, NONE, 12),
    ("tree: close", Qt.Key.Key_Left, NONE, 8),
    ("tree: open", Qt.Key.Key_Right, NONE, 12),
    ("tree: page down", Qt.Key.Key_PageDown, NONE, 6),
    ("tree: end", Qt.Key.Key_End, NONE, 1),
    ("tree: open at the end", Qt.Key.Key_Right, NONE, 10),
    ("tree: home", Qt.Key.Key_Home, NONE, 1),
    ("filter: open", Qt.Key.Key_Slash, NONE, 1),
    ("filter: type", "汽车 出口", NONE, 1),
    ("filter: next article", Qt.Key.Key_Return, NONE, 5),
    ("filter: leave", Qt.Key.Key_Escape, NONE, 1),
    ("article: next", Qt.Key.Key_J, NONE, 10),
    ("article: next unread", Qt.Key.Key_N, NONE, 10),
    ("article: next page", Qt.Key.Key_BracketRight, NONE, 8),
    ("article: next issue", Qt.Key.Key_BraceRight, SHIFT, 8),
    ("article: focus", Qt.Key.Key_2, CTRL, 1),
    ("article: scroll", Qt.Key.Key_Space, NONE, 12),
    ("caret: down", Qt.Key.Key_Down, NONE, 20),
    ("caret: word", Qt.Key.Key_Right, CTRL, 20),
    ("caret: select a word", Qt.Key.Key_Right, CTRL | SHIFT, 10),
    ("caret: paragraph", Qt.Key.Key_Down, CTRL, 6),
    ("caret: sentence", Qt.Key.Key_ParenRight, SHIFT, 10),
    ("mark: highlight", Qt.Key.Key_H, NONE, 1),
    ("mark: colour", Qt.Key.Key_2, NONE, 2),
    ("mark: note", Qt.Key.Key_A, NONE, 1),
    ("mark: write", "a note", NONE, 1),
    ("mark: leave the note", Qt.Key.Key_Escape, NONE, 1),
    ("mark: read and unread", Qt.Key.Key_R, NONE, 4),
    ("undo", Qt.Key.Key_Z, CTRL, 3),
    ("search: first", Qt.Key.Key_K, CTRL, 1),
    ("search: type", "经济 发展", NONE, 1),
    ("search: a common character", "的", NONE, 1),
    ("search: list", Qt.Key.Key_Down, NONE, 1),
    ("search: walk down", Qt.Key.Key_PageDown, NONE, 30),
    ("search: to the end", Qt.Key.Key_End, NONE, 20),
    ("search: open", Qt.Key.Key_Return, NONE, 1),
    ("search: next hit", Qt.Key.Key_F3, NONE, 10),
    ("search: next article", Qt.Key.Key_F3, CTRL, 8),
    ("search: again", Qt.Key.Key_K, CTRL, 1),
    ("search: saved", Qt.Key.Key_O, CTRL | SHIFT, 1),
    ("search: leave", Qt.Key.Key_Escape, NONE, 1),
    ("find: open", Qt.Key.Key_2, CTRL, 1),
    ("find: open", Qt.Key.Key_F, CTRL, 1),
    ("find: type", "国家", NONE, 1),
    ("find: next", Qt.Key.Key_Return, NONE, 5),
    ("find: leave", Qt.Key.Key_Escape, NONE, 1),
    ("calendar: open", Qt.Key.Key_X, NONE, 1),
    ("calendar: days", Qt.Key.Key_Right, NONE, 10),
    ("calendar: months", Qt.Key.Key_PageDown, NONE, 4),
    ("calendar: years", Qt.Key.Key_PageUp, SHIFT, 4),
    ("calendar: newspaper", Qt.Key.Key_Tab, NONE, 1),
    ("calendar: newspaper", Qt.Key.Key_Down, NONE, 1),
    ("calendar: leave", Qt.Key.Key_Escape, NONE, 1),
    ("palette: open", Qt.Key.Key_P, CTRL | SHIFT, 1),
    ("palette: type", "tag", NONE, 1),
    ("palette: leave", Qt.Key.Key_Escape, NONE, 1),
    ("keys: open", Qt.Key.Key_F1, NONE, 1),
    ("keys: leave", Qt.Key.Key_Escape, NONE, 1),
    ("panes: next", Qt.Key.Key_F6, NONE, 4),
    ("larger text", Qt.Key.Key_Equal, CTRL, 2),
)


class Watch(QObject):
    """Ticks in the window's thread; the longest times between two ticks, by what was being done, with where the thread was.

    `busy` is the processor time of the thread itself in the busiest such time: on a machine that others use too, the rest of
    a stall may be theirs.
    """

    def __init__(self, limit: float) -> None:
        super().__init__()
        self.doing = ""
        self.worst: dict[str, float] = {}
        self.busy: dict[str, float] = {}
        self.stacks: dict[str, str] = {}
        self._limit, self._last, self._worked, self._caught = limit / 1000, time.perf_counter(), time.thread_time(), ""
        self._thread = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)
        self._ended = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def begin(self, doing: str) -> None:
        """Name what is done from now on."""
        self._tick()
        self.doing = doing

    def end(self) -> None:
        """Stop watching."""
        self._tick()
        self._timer.stop()
        self._ended.set()

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        late, busy = (now - self._last) * 1000, (worked - self._worked) * 1000
        self.busy[self.doing] = max(busy, self.busy.get(self.doing, 0.0))
        if late > self.worst.get(self.doing, 0.0):
            self.worst[self.doing] = late
            self.stacks[self.doing] = self._caught
        self._last, self._worked, self._caught = now, worked, ""

    def _look(self) -> None:
        while not self._ended.wait(0.005):
            if not self._caught and time.perf_counter() - self._last > self._limit:
                here = traceback.extract_stack(sys._current_frames()[self._thread])[-6:]
                self._caught = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(here))


@contextmanager
def driven(library: Path, folder: Path) -> Iterator[Driver]:
    """A window on a library."""
    sys.setswitchinterval(SWITCH_SECONDS)
    load_ahead()  # as the program does in a thread after the first paint
    driver = Driver(library, folder / "settings.toml")
    driver.window.keeps_session = False
    yield driver
    driver.close()


def pump(seconds: float) -> None:
    """Handle events for some time, sleeping where there are none."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        QTest.qWait(max(1, int(left * 1000)))


def press(driver: Driver, key: Qt.Key | str, modifier: Qt.KeyboardModifier) -> None:
    """Press a key, or type a text, and leave the window to itself."""
    driver.settle()
    if isinstance(key, Qt.Key):
        QTest.keyClick(driver.focus, key, modifier)
        pump(PAUSE)
    else:
        for character in key:
            driver.type(character)
            pump(PAUSE)


def walk(library: Path, folder: Path, limit: float) -> None:
    """Go through everything by keys, and print the longest stall of each kind of step."""
    with driven(library, folder) as driver:
        watch = Watch(limit)
        for name, key, modifier, times in WALK:
            watch.begin(name)
            for _ in range(times):
                press(driver, key, modifier)
            pump(0.3)
        watch.end()
    for name, figures in (("longest stall", watch.worst), ("busiest", watch.busy)):
        over = [sum(ms > bound for ms in figures.values()) for bound in (16, 50)]
        said = f"{max(figures.values()):.0f} ms; of {len(figures)} kinds of steps {over[0]} over 16 ms, {over[1]} over 50"
        print(f"a walk by keys      {name} {said}")
    for name, ms in sorted(watch.worst.items(), key=lambda pair: -pair[1]):
        if ms > 16:
            print(f"  {ms:6.0f} ms, busy {watch.busy[name]:4.0f}  {name:28} {watch.stacks[name] if ms > limit else ''}")


def lateness(library: Path) -> None:
    """How late the window's thread is while searches run beside it, and how soon one stops for the next."""
    load_words()
    worker, watch, stops = SearchWorker(library), Watch(50), []
    answered: list[int] = []
    worker.grouped.connect(lambda question, facets: answered.append(question.number))
    worker.start()
    pump(1.0)
    gc.collect()
    watch.begin("at rest")
    pump(2.0)
    for number, query in enumerate(QUERIES * 3):
        watch.begin(query)
        worker.ask(Question(number, query, order=list(Order)[number % 4]))
        end = time.perf_counter() + 20
        while number not in answered and time.perf_counter() < end:
            QTest.qWait(1)
    watch.end()
    taken = worker._taken
    moments: list[float] = []

    def noted() -> object:
        question = taken()
        moments.append(time.perf_counter())
        return question

    worker._taken = noted  # type: ignore[method-assign]
    worker.ask(Question(-1, "雨"))
    pump(0.5)
    for number in range(60):
        worker.ask(Question(-1, QUERIES[number % 3], order=Order.RELEVANCE))
        pump(0.004 + number % 10 / 1000)  # in the midst of it
        before, asked = len(moments), time.perf_counter()
        worker.ask(Question(-1, "没有这样的话"))
        while len(moments) == before and time.perf_counter() < asked + 5:
            time.sleep(0.0002)
        stops.append((moments[-1] - asked) * 1000)
        pump(0.05)
    worker.finish()
    rest, busy = watch.worst.pop("at rest"), max(watch.busy.values())
    late = sorted(watch.worst.values())
    said = f"{statistics.median(late):.1f} ms in the median, at most {late[-1]:.1f} (busy {busy:.1f}); at rest {rest:.1f}"
    print(f"while searching     window late by {said}")
    stops.sort()
    p95 = stops[int(len(stops) * 0.95)]
    print(f"a search stops      after {statistics.median(stops):.1f} ms, p95 {p95:.1f}, at most {stops[-1]:.1f}")


def motions(library: Path, folder: Path) -> None:
    """From a key to the painted frame for a motion by words in the longest article; the first while the dictionary loads."""
    with driven(library, folder) as driver:
        desk, viewport = driver.window.desk, driver.window.text.viewport()
        sizes = "SELECT article_id, sum(stop - start) AS size FROM piece WHERE article_id IS NOT NULL GROUP BY article_id"
        desk.open(desk.library.value(f"SELECT article_id FROM ({sizes}) ORDER BY size DESC LIMIT 1"), 0)
        driver.window.focus_pane("text")
        driver.settle()
        assert desk.sheet

        def pressed(key: Qt.Key, modifier: Qt.KeyboardModifier) -> tuple[float, float]:
            start, worked = time.perf_counter(), time.thread_time()
            QTest.keyClick(driver.window.text, key, modifier)
            viewport.repaint()
            return (time.perf_counter() - start) * 1000, (time.thread_time() - worked) * 1000

        took, busy = pressed(Qt.Key.Key_Right, CTRL)
        print(f"the first motion    {took:.1f} ms (busy {busy:.1f}), while the dictionary is loaded")
        load_words()
        print(f"a caret motion      in an article of {len(desk.sheet.text)} characters with {len(desk.marks_here)} marks:")
        for name, key, modifier in (
            ("by a character", Qt.Key.Key_Right, NONE),
            ("by a word", Qt.Key.Key_Right, CTRL),
            ("back by a word", Qt.Key.Key_Left, CTRL),
            ("selecting a word", Qt.Key.Key_Right, CTRL | SHIFT),
        ):
            figures = sorted(pressed(key, modifier) for _ in range(200))
            works = sorted(busy for _, busy in figures)
            said = f"{figures[100][0]:.1f} ms, p95 {figures[190][0]:.1f} (busy {works[100]:.1f}, p95 {works[190]:.1f})"
            print(f"  {name:18}{said}")


def memory() -> float:
    """The memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def standard_model(library: Library) -> QStandardItemModel:
    """The whole tree as Qt's ready-made model holds it."""
    model = QStandardItemModel()
    branches: dict[tuple[object, ...], QStandardItem] = {}
    sql = (
        "SELECT newspaper.name, substr(date, 1, 4), substr(date, 1, 7), date, label, title FROM newspaper"
        " JOIN issue ON newspaper_id = newspaper.id JOIN page ON issue_id = issue.id JOIN article ON page_id = page.id"
        " ORDER BY newspaper.name, date, label_order, place"
    )
    for row in library.each(sql):
        parent: QStandardItem = model.invisibleRootItem()
        for depth in range(5):
            path = tuple(row)[: depth + 1]
            if path not in branches:
                branches[path] = QStandardItem(str(path[-1]))
                parent.appendRow(branches[path])
            parent = branches[path]
        parent.appendRow(QStandardItem(row[5]))
    return model


def tree(path: Path) -> None:
    """Opening the tree to its first paint, and what it takes of memory, against Qt's ready-made model of the same."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    library = open_library(path)

    def shown(make: Callable[[], TreeModel | QStandardItemModel]) -> tuple[float, float]:
        gc.collect()
        before, start = memory(), time.perf_counter()
        model, view = make(), QTreeView()
        view.setUniformRowHeights(True)
        view.setModel(model)
        view.show()
        application.processEvents()
        took = (time.perf_counter() - start) * 1000
        grown = memory() - before
        view.close()
        return took, grown

    shown(QStandardItemModel)
    ours = [shown(lambda: TreeModel(Shelves(library))) for _ in range(5)]
    theirs = shown(lambda: standard_model(library))
    took, grown = statistics.median(t for t, _ in ours), max(0.1, max(g for _, g in ours))
    print(f"the tree            {took:.1f} ms and {grown:.1f} MB; QStandardItemModel {theirs[0]:.0f} ms and {theirs[1]:.0f} MB:"
          f" {theirs[0] / took:.0f} times faster, {theirs[1] / grown:.0f} times smaller")
    library.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--walk", action="store_true")
    parser.add_argument("--limit", type=float, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = Path(shutil.copy(options.library, folder / "copy.jianbao"))
        start = time.perf_counter()
        with driven(copy, folder):
            print(f"the window          open after {(time.perf_counter() - start) * 1000:.0f} ms, {memory():.0f} MB")
        if not options.walk:
            motions(copy, folder)
            tree(copy)
            lateness(copy)
        walk(copy, folder, options.limit)


if __name__ == "__main__":
    main()
