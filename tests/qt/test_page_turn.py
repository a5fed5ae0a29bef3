"""A mark made by keys over the turn of a page is one mark, on the words of both pages."""

from pathlib import Path

from PySide6.QtCore import Qt

from reader.services.importing import import_paths
from reader.store.checks import faults
from reader.store.library import open_library
from tests.driver import CTRL, SHIFT, Driver
from tests.services.test_joining import FIRST, SECOND, bridge


def test_a_mark_over_the_page_turn_is_made_and_taken_back_by_keys(tmp_path: Path) -> None:
    pages, path = tmp_path / "pages", tmp_path / "library.jianbao"
    pages.mkdir()
    for name, text in (("a1.txt", FIRST), ("a4.txt", SECOND)):
        (pages / name).write_text(text, encoding="utf-8")
    library = open_library(path)
    assert [o.outcome for o in import_paths(library, [pages])] == ["new", "new"]
    library.close()
    driver = Driver(path, tmp_path / "settings.toml")
    try:
        _mark_over_the_turn(driver)
    finally:
        driver.close()


def _mark_over_the_turn(driver: Driver) -> None:
    window, desk = driver.window, driver.window.desk
    desk.open(bridge(desk.library))
    window.focus_pane("text")
    assert desk.sheet is not None
    start = desk.sheet.text.index("建设者们克服了")
    window.select(start, start)
    while window.selection()[1] <= desk.sheet.text.index("困难，"):
        driver.key(Qt.Key.Key_Right, CTRL | SHIFT)
    driver.key(Qt.Key.Key_H)
    [mark] = desk.marks_here
    assert mark.quote.replace("\n", "").startswith("建设者们克服了许多困")
    assert "A4版" not in mark.quote, "the jump lines are no words of the article"
    assert len({span.text_id for span in mark.spans}) == 2
    assert len(window.text.extraSelections()) >= 2
    assert list(faults(desk.library)) == []
    driver.key(Qt.Key.Key_Z, CTRL)
    assert desk.marks_here == []
