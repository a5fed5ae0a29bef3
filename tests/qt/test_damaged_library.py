"""A window on a library that is damaged somewhere opens, or says why not; what cannot be read is told, and it goes on."""

import os
import random
from contextlib import suppress
from pathlib import Path

from reader.commands import COMMANDS
from reader.errors import LibraryError
from tests.driver import Driver

PLACES = int(os.environ.get("FLIPS", "50")) // 5
TRIED = ("next_article", "highlight", "undo", "next_page", "next_unread", "show_calendar", "next_issue", "previous_article")


def try_out(driver: Driver) -> None:
    """Read on, mark, and look at the calendar; what a command lets through is told by the window's hook."""
    for name in TRIED:
        with suppress(LibraryError):
            driver.window.run(COMMANDS[name])
        driver.settle()
        while (dialog := driver.application.activeModalWidget()) is not None:
            dialog.close()
            driver.settle()


def test_a_window_on_a_damaged_library_goes_on_or_says_why_not(seeds_library: Path, tmp_path: Path) -> None:
    sound, chance, opened = seeds_library.read_bytes(), random.Random(2026), 0
    for number in range(PLACES):
        path = tmp_path / f"{number}.jianbao"
        at = chance.randrange(100, len(sound) - 64)
        path.write_bytes(sound[:at] + chance.randbytes(64) + sound[at + 64 :])
        with suppress(LibraryError):
            driver = Driver(path, tmp_path / "settings.toml")
            try_out(driver)
            driver.close()
            opened += 1
    assert opened > PLACES // 2
