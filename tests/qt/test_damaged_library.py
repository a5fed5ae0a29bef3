"""A window on a library that is damaged somewhere opens, or says why not; what cannot be read is told, and it goes on."""

import os
import random
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands import COMMANDS
from reader.errors import LibraryError
from reader.qt.application import make_application
from reader.qt.window import Window
from reader.store.library import open_to_read
from tests.driver import Driver

PLACES = int(os.environ.get("FLIPS", "50")) // 5
PAGE = 4096
READ = (
    *("newspaper", "issue", "page", "page_issue", "article", "article_page", "piece", "piece_article", "text_version"),
    *("annotation", "annotation_article", "annotation_span", "reading_mark", "session", "step", "flag", "region"),
)
TRIED = ("next_article", "highlight", "undo", "next_page", "next_unread", "show_calendar", "next_issue", "previous_article")


def windows() -> set[QWidget]:
    """All that there are, also those that were never shown."""
    return {widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window)}


def try_out(driver: Driver) -> None:
    """Read on, mark, and look at the calendar; a command lets nothing through, but says what went wrong."""
    for name in TRIED:
        driver.window.run(COMMANDS[name])
        driver.settle()
        while (dialog := driver.application.activeModalWidget()) is not None:
            dialog.close()
            driver.settle()


def places(sound: Path) -> list[int]:
    """Where to damage a library: anywhere, and the beginning of each table that a window reads."""
    chance, size = random.Random(2026), sound.stat().st_size
    with closing(open_to_read(sound)) as library:
        roots = {row["name"]: row["rootpage"] for row in library.rows("SELECT name, rootpage FROM sqlite_master")}
    return [chance.randrange(100, size - 64) for _ in range(PLACES)] + [(roots[name] - 1) * PAGE for name in READ]


def test_a_window_on_a_damaged_library_goes_on_or_says_why_not(seeds_library: Path, tmp_path: Path) -> None:
    before = windows()
    sound, chance, opened = seeds_library.read_bytes(), random.Random(2026), 0
    for number, at in enumerate(places(seeds_library)):
        path = tmp_path / f"{number}.jianbao"
        path.write_bytes(sound[:at] + (chance.randbytes(64) if number < PLACES else b"\xff" * 64) + sound[at + 64 :])
        try:
            driver = Driver(path, tmp_path / "settings.toml")
        except LibraryError:  # which says why not
            make_application().sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as an event loop does by itself
            continue
        try_out(driver)
        driver.close()
        opened += 1
    assert opened > PLACES // 2
    assert windows() <= before
