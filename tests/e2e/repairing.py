"""Repairs by keys in a window, on both seeds: 200 highlights stay on their words, and undo leads back to the same content.

`python -m tests.e2e.repairing FOLDER` runs it on whatever display Qt finds, in a folder of its own.
"""

import random
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt

from reader.model import Annotation, Change
from reader.services.annotating import highlight_on
from reader.services.importing import import_paths
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.text.sheet import Sheet
from tests.driver import CTRL, SHIFT, Driver
from tests.fixtures import all_rows, stands

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ALT = Qt.KeyboardModifier.AltModifier
KEYS = (  # split, join, paragraph up and down, out; move to another article and join with one are answered with Enter
    (Qt.Key.Key_J, CTRL | SHIFT),
    (Qt.Key.Key_J, CTRL),
    (Qt.Key.Key_Up, ALT),
    (Qt.Key.Key_Down, ALT),
    (Qt.Key.Key_E, CTRL | SHIFT),
    (Qt.Key.Key_M, SHIFT),
    (Qt.Key.Key_J, SHIFT),
)


def repairs(folder: Path) -> None:
    """Repair at random by keys and take all of it back; an AssertionError tells what did not hold."""
    path = folder / "library.jianbao"
    with closing(open_library(path)) as library:
        assert [o.outcome for o in import_paths(library, [SEEDS])] == ["new", "new"]
        _mark(library, random.Random(5), 200)
    driver = Driver(path, folder / "settings.toml")
    try:
        _repair_and_undo(driver)
    finally:
        driver.close()


def _mark(library: Library, chance: random.Random, number: int) -> None:
    archive = Archive(library)
    made: list[Annotation] = []
    sheets = [Sheet(article) for i in archive.article_ids() if (article := archive.article(i))]
    while len(made) < number:
        sheet = chance.choice(sheets)
        start = chance.randrange(len(sheet.text))
        if sheet.spans(start, start + 12) and sheet.quote(start, start + 12):
            made.append(highlight_on(sheet, start, start + chance.randint(1, 12), chance.choice(("yellow", "blue"))))
    Annotations(library).apply(Change("Highlight", after=tuple(made)))


def _repair_and_undo(driver: Driver) -> None:
    window, chance = driver.window, random.Random(11)
    library, archive = window.desk.library, window.desk.archive
    before, done = all_rows(library), 0
    window.focus_pane("text")
    for number in range(40):
        window.desk.open(chance.choice(archive.article_ids()))
        assert window.desk.sheet
        place = chance.randrange(len(window.desk.sheet.text))
        window.select(place, place)
        key, modifier = KEYS[number % len(KEYS)]
        steps = len(window.desk.history._done)
        driver.key(key, modifier)
        if driver.application.activeModalWidget() is not None:
            driver.key(Qt.Key.Key_Return)
        done += len(window.desk.history._done) - steps
        assert [a for a in Annotations(library).find(with_bin=True) if not stands(archive, a)] == []
        window.focus_pane("text")
    assert done > 20
    assert list(faults(library)) == []
    for _ in range(done):
        driver.key(Qt.Key.Key_Z, CTRL)
    assert all_rows(library) == before
    assert list(faults(library)) == []


if __name__ == "__main__":
    repairs(Path(sys.argv[1]))
    print("repairs: done")
