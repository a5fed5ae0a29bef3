"""From a key to the painted frame: the next article, a caret motion, a highlight; and what a thousand articles leave in memory.

    python -m benchmarks.painting LIBRARY [--articles 1000]

LIBRARY is copied first and the copy opened, off screen unless QT_QPA_PLATFORM says otherwise. Highlights are made in an article
of 10,000 characters with 500 marks, which is made up. A figure is the time by the clock, and in brackets that of the processor.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from benchmarks.noted import annotations_on, long_article
from benchmarks.window import driven, memory, pump
from reader.model import Change
from reader.services.searching import load_words
from reader.store.annotations import Annotations
from reader.store.library import open_library
from tests.driver import CTRL, NONE, Driver

CHARACTERS, MARKS = 10_000, 500
TIMES = 100
Press = tuple[Qt.Key, Qt.KeyboardModifier]
WARM = 100  # articles after which memory is counted: fonts, caches and the dictionary have come by then


def crowded(path: Path) -> int:
    """Put an article of CHARACTERS with MARKS into a library; gives its id."""
    library, chance = open_library(path), random.Random(7)
    article = long_article(library, CHARACTERS, chance)
    Annotations(library).apply(Change("Highlight", after=tuple(annotations_on(library, article, MARKS, chance))))
    library.close()
    return article


def measured(driver: Driver, name: str, presses: Sequence[Press], before: Callable[[], object]) -> None:
    """Print how long keys take to the painted frame; `before` each is done what is not counted."""
    figures = []
    for key, modifier in presses:
        before()
        driver.settle()
        start, worked = time.perf_counter(), time.thread_time()
        QTest.keyClick(driver.focus, key, modifier)
        for _ in range(2):  # what the key brings about, and the paint that this asks for
            driver.application.processEvents()
        figures.append(((time.perf_counter() - start) * 1000, (time.thread_time() - worked) * 1000))
    clock, work = (sorted(column) for column in zip(*figures, strict=True))
    middle, high = len(figures) // 2, int(len(figures) * 0.95)
    print(f"  {name:28} {clock[middle]:6.1f} ms, p95 {clock[high]:6.1f} ({work[middle]:.1f}, {work[high]:.1f})", flush=True)


def frames(path: Path, folder: Path, article: int) -> None:
    """Print the figures of the window."""
    with driven(path, folder) as driver:
        load_words()
        desk, text = driver.window.desk, driver.window.text
        driver.window.focus_pane("text")
        print("from a key to the painted frame")
        measured(driver, "next article", [(Qt.Key.Key_J, NONE)] * TIMES, lambda: None)
        desk.open(article, 0)
        driver.window.focus_pane("text")
        assert desk.sheet is not None
        print(f"in an article of {len(desk.sheet.text):,} characters with {len(desk.marks_here)} marks")
        for name, key, modifier in (
            ("caret, a character", Qt.Key.Key_Right, NONE),
            ("caret, a line", Qt.Key.Key_Down, NONE),
            ("caret, a word", Qt.Key.Key_Right, CTRL),
        ):
            measured(driver, name, [(key, modifier)] * TIMES, lambda: None)
        chance, size = random.Random(3), len(desk.sheet.text)

        def somewhere() -> None:
            place = chance.randrange(size - 60)
            driver.window.select(place, place + 20)
            pump(0.01)

        measured(driver, "highlight", [(Qt.Key.Key_H, NONE)] * TIMES, somewhere)
        measured(driver, "undo of a highlight", [(Qt.Key.Key_Z, CTRL)] * TIMES, lambda: None)
        assert text.hasFocus()


def growth(path: Path, folder: Path, articles: int) -> None:
    """Print how much memory is taken by opening articles in a row."""
    with driven(path, folder) as driver:
        load_words()
        driver.window.focus_pane("text")
        begun = 0.0
        for number in range(articles + WARM):
            if number == WARM:
                begun = memory()
            driver.key(Qt.Key.Key_J)
        print(f"memory after {articles:,} articles opened in a row: {memory() - begun:+.1f} MB on {begun:.0f}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = Path(shutil.copy(options.library, folder / "copy.jianbao"))
        growth(copy, folder, options.articles)
        frames(copy, folder, crowded(copy))


if __name__ == "__main__":
    main()
