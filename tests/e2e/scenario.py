"""The whole path by keys alone: empty library, import, mark, note, undo, redo, export, quit, and all of it there again.

`python -m tests.e2e.scenario FOLDER` runs it on whatever display Qt finds, in a folder of its own.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from reader.model import COLOURS
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_for_export

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NOTE = "首批三十台二手车，从株洲起运。"


def whole_path(folder: Path) -> None:
    """Go the path; an AssertionError tells where it broke off."""
    library, settings, exported = folder / "library.jianbao", folder / "settings.toml", folder / "clipping.md"
    driver = Driver(library, settings)
    assert driver.window.stack.currentIndex() == 0, "an empty library says what to do"
    _import_seeds(driver)
    _walk_to_the_second_article_of_the_second_page(driver)
    quote = _mark_and_note(driver)
    _undo_and_redo(driver)
    _export(driver, exported, quote)
    article, caret = driver.window.desk.article_id, driver.window.caret()
    driver.key(Qt.Key.Key_Q, CTRL)
    assert not driver.window.isVisible()
    driver.close()

    again = Driver(library, settings)
    desk = again.window.desk
    assert (desk.article_id, again.window.caret()) == (article, caret), "the open article and the caret are restored"
    (mark,) = desk.marks_here
    assert (mark.quote, mark.note, mark.colour) == (quote, NOTE, COLOURS[1])
    assert again.window.text.extraSelections(), "the mark is drawn again"
    again.close()


def _import_seeds(driver: Driver) -> None:
    driver.key(Qt.Key.Key_I, CTRL)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type(str(SEEDS))
    driver.key(Qt.Key.Key_Return)
    driver.wait_for_import()
    assert driver.focus is driver.window.tree.view


def _walk_to_the_second_article_of_the_second_page(driver: Driver) -> None:
    tree = driver.window.tree
    driver.key(Qt.Key.Key_Home)
    titles = []
    while "2021" not in str(tree.view.currentIndex().data()):
        driver.key(Qt.Key.Key_Down)
        titles.append(tree.view.currentIndex().data())
        assert len(titles) < 50, titles
    driver.key(Qt.Key.Key_Return)  # opens the branch down to where there is a choice
    driver.key(Qt.Key.Key_Down, times=5)
    driver.key(Qt.Key.Key_Return)
    assert driver.focus is driver.window.text
    assert driver.window.desk.sheet is not None
    assert driver.window.desk.sheet.article.headline == "湖南首批二手车出口从株洲起运"


def _mark_and_note(driver: Driver) -> str:
    driver.key(Qt.Key.Key_Down, times=4)
    driver.key(Qt.Key.Key_Home)
    driver.key(Qt.Key.Key_V, times=2)  # the word, then its sentence
    start, end = driver.window.selection()
    assert driver.window.desk.sheet is not None
    quote = driver.window.desk.sheet.quote(start, end)
    assert len(quote) > 10
    assert quote.endswith("。")
    driver.key(Qt.Key.Key_2)
    driver.key(Qt.Key.Key_A)
    driver.type(NOTE)
    driver.key(Qt.Key.Key_Return, CTRL)
    assert driver.focus is driver.window.text
    (mark,) = driver.window.desk.annotations.of_article(driver.window.desk.article_id)
    assert (mark.quote, mark.note, mark.colour) == (quote, NOTE, COLOURS[1])
    return quote


def _undo_and_redo(driver: Driver) -> None:
    desk = driver.window.desk
    driver.key(Qt.Key.Key_Z, CTRL)
    assert [m.note for m in desk.marks_here] == [""]
    driver.key(Qt.Key.Key_Z, CTRL)
    assert desk.marks_here == []
    driver.key(Qt.Key.Key_Z, CTRL | SHIFT)
    driver.key(Qt.Key.Key_Y, CTRL)
    assert [m.note for m in desk.marks_here] == [NOTE]


def _export(driver: Driver, path: Path, quote: str) -> None:
    driver.key(Qt.Key.Key_E, CTRL)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type(str(path))
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)
    text = path.read_text(encoding="utf-8")
    for expected in (quote[:12], NOTE, "株洲日报", "2021-01-20", "湖南首批二手车出口从株洲起运"):
        assert expected in text, (expected, text)


if __name__ == "__main__":
    whole_path(Path(sys.argv[1]))
    print("the whole path: done")
