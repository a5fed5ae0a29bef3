"""Draws the pictures of the docs: the window on the seeds, in every theme and language, at 1280x800, 1920x1080 and 200 %.

    python scripts/screenshots.py [FOLDER]

Off screen, in a library and with settings of its own; FOLDER is docs/images unless another is named. Chinese fonts must
be installed, as `make setup` sees to.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from reader.services.importing import import_paths
from reader.store.library import open_library
from tests.driver import CTRL, Driver

ROOT = Path(__file__).resolve().parent.parent
DOUBLE = "--double"
SIZES = {"": (1280, 800), "-1920": (1920, 1080), "-200": (1280, 800)}
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


def pictures(library: Path, settings: Path, name: str, folder: Path, sizes: Sequence[str]) -> None:
    """Draw one library in every theme and language at the sizes."""
    for language, suffix in (("en", ""), ("zh_CN", "-zh")):
        for theme in ("light", "dark", "sepia"):
            for size in sizes:
                driver = Driver(library, settings, theme=theme, language=language)
                driver.window.keeps_session = False
                driver.window.resize(*SIZES[size])
                driver.settle()
                save(driver.window.grab().toImage(), folder / f"{name}-{theme}{size}{suffix}.png")
                driver.close()


def save(picture: QImage, path: Path) -> None:
    """Save a picture with its 256 commonest colours, which is enough for text and a third of the bytes."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    commonest = [colour for colour, _ in Counter(memoryview(plain.constBits()).cast("I")).most_common(256)]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    plain.convertToFormat(QImage.Format.Format_Indexed8, commonest, flat).save(str(path), quality=0)
    print(path)


def main() -> None:
    """Draw them all; those at 200 % in a process of its own, as Qt is told the scale when it starts."""
    arguments = [word for word in sys.argv[1:] if word != DOUBLE]
    double = DOUBLE in sys.argv
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        settings = work / "settings.toml"
        library = open_library(work / "seeds.jianbao")
        list(import_paths(library, [ROOT / "seeds"]))
        library.close()
        driver = Driver(work / "seeds.jianbao", settings)
        mark_some(driver)
        driver.close()
        pictures(work / "seeds.jianbao", settings, "window", folder, ["-200"] if double else ["", "-1920"])
        if not double:
            pictures(work / "empty.jianbao", settings, "empty", folder, [""])
    if not double:
        command = [sys.executable, __file__, str(folder), DOUBLE]
        subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": "2", "PYTHONPATH": str(ROOT)})


if __name__ == "__main__":
    main()
