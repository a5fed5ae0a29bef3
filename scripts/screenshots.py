"""Draws the pictures of the README: the window on the seeds, light and dark, small and large, and on an empty library.

    python scripts/screenshots.py [FOLDER]

Off screen, in a library and with settings of its own; FOLDER is docs/images unless another is named. Chinese fonts must
be installed, as `make setup` sees to.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt

from reader.qt.window import Window
from reader.services.importing import import_paths
from reader.store.library import open_library
from reader.translation import set_language
from tests.driver import CTRL, Driver

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"": (1280, 800), "-1920": (1920, 1080)}
NOTE = "首批30台；湖南此前在2020年11月获批试点。"


def mark_some(driver: Driver) -> None:
    """Mark three sentences of the open article and write a note, as a reader would."""
    desk = driver.window.desk
    articles = [desk.archive.article(i) for i in desk.archive.article_ids()]
    desk.open(next(a.id for a in articles if a and "二手车" in a.title))
    driver.window.focus_pane("text")
    for quote, key in (("副省长何报翔", Qt.Key.Key_1), ("去年11月", Qt.Key.Key_2), ("链建设成效", Qt.Key.Key_U)):
        assert desk.sheet is not None
        place = desk.sheet.text.index(quote)
        driver.window.select(place, place)
        driver.key(key)
        if key is Qt.Key.Key_2:
            driver.key(Qt.Key.Key_A)
            driver.type(NOTE)
            driver.key(Qt.Key.Key_Return, CTRL)
            driver.key(Qt.Key.Key_T)
            driver.type("外贸 试点")
            driver.key(Qt.Key.Key_Return)
    driver.window.select(0, 0)


def pictures(library: Path, settings: Path, name: str, folder: Path) -> None:
    """Draw one library in light and dark, small and large."""
    for language, suffix in (("en", ""), ("zh_CN", "-zh")):
        for theme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                if size and (suffix or name == "empty"):
                    continue
                driver = Driver(library, settings, theme=theme, language=language)
                driver.window.keeps_session = False
                driver.window.resize(width, height)
                draw(driver.window, folder / f"{name}-{theme}{size}{suffix}.png", driver)


def draw(window: Window, path: Path, driver: Driver) -> None:
    """Save the window as it is drawn, and close it."""
    driver.settle()
    window.grab().save(str(path))
    driver.close()
    print(path)


def main() -> None:
    """Draw them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        settings = work / "settings.toml"
        pictures(work / "empty.jianbao", settings, "empty", folder)
        library = open_library(work / "seeds.jianbao")
        list(import_paths(library, [ROOT / "seeds"]))
        library.close()
        driver = Driver(work / "seeds.jianbao", settings)
        mark_some(driver)
        driver.close()
        pictures(work / "seeds.jianbao", settings, "window", folder)
    set_language("en")


if __name__ == "__main__":
    main()
