"""An article shown in other characters than it was printed in: an overlay of reading, which touches nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reader.model import Role
from reader.store.library import open_library
from tests.driver import CTRL, SHIFT, Driver
from tests.fixtures import reading, store

PRINTED = "後來，𠮷野國軍開進臺灣，髮長三尺。"
SHOWN = "后来，𠮷野国军开进台湾，发长三尺。"


@pytest.fixture
def driver(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = open_library(tmp_path / "old.jianbao")
    store(opened, reading(((Role.HEADLINE, "國軍"), (Role.BODY, PRINTED))))
    opened.close()
    driver = Driver(tmp_path / "old.jianbao", tmp_path / "settings.toml")
    yield driver
    driver.close()


def test_marks_copies_and_the_store_keep_what_was_printed(driver: Driver) -> None:
    window = driver.window
    assert window.desk.sheet is not None
    start = window.desk.sheet.text.index("國軍開")
    window.select(start, start + 3)
    driver.key(Qt.Key.Key_F, SHIFT)
    assert window.text.toPlainText().endswith(SHOWN)
    assert "simplified" in window.place.text()
    window.select(start, start + 3)
    driver.key(Qt.Key.Key_C, CTRL)
    assert driver.application.clipboard().text() == "國軍開"
    driver.key(Qt.Key.Key_H)
    assert [a.quote for a in window.desk.marks_here] == ["國軍開"]
    assert [s.cursor.selectedText() for s in window.text.extraSelections()] == ["国军开"]
    driver.key(Qt.Key.Key_F, SHIFT)
    assert window.text.toPlainText().endswith(PRINTED)
    assert "simplified" not in window.place.text()
    assert [s.cursor.selectedText() for s in window.text.extraSelections()] == ["國軍開"]


def test_the_whole_page_is_shown_in_them_too(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_F, SHIFT)
    assert driver.window.page is not None
    assert driver.window.page.toPlainText().endswith(SHOWN)
