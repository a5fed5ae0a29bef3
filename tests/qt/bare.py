"""A window on a system that has nothing, used by keys: `python -m tests.qt.bare FOLDER`, with no fonts and no programs."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from reader.commands import COMMANDS
from reader.services.importing import import_paths
from reader.store.checks import faults
from reader.store.library import open_library
from tests.driver import Driver
from tests.fixtures import SEEDS

USED = ("look_up", "read_aloud", "cite_gbt7714_2025", "toggle_page", "show_keys", "show_preferences", "export_annotations")


def main(folder: Path) -> None:
    """Print what the status bar says at the start and after each command."""
    library = open_library(folder / "x.jianbao")
    list(import_paths(library, SEEDS))
    library.close()
    driver = Driver(folder / "x.jianbao", folder / "settings.toml")

    def say(what: str) -> None:
        print(what, driver.window.statusBar().currentMessage(), sep=": ", flush=True)

    say("start")
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_A)
    driver.type("写")
    driver.key(Qt.Key.Key_Escape)
    for name in USED:
        driver.window.run(COMMANDS[name])
        driver.settle()
        say(name)
        while (dialog := driver.application.activeModalWidget()) or (dialog := driver.application.activePopupWidget()):
            dialog.close()
            driver.settle()
    marks = driver.window.desk.marks_here
    driver.close()
    library = open_library(folder / "x.jianbao")
    print("kept:", [mark.note for mark in marks], list(faults(library)))
    library.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
