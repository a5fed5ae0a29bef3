"""What dialogs ask before they do it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from reader.qt.export_prompt import ExportPrompt
from reader.qt.key_sheet import KeySheet, without_mnemonic
from reader.qt.prompts import ImportPrompt
from tests.driver import CTRL, Driver


def test_an_import_begins_where_the_last_one_was(driver: Driver, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    driver.key(Qt.Key.Key_I, CTRL)
    dialog = driver.dialog()
    assert isinstance(dialog, ImportPrompt)
    assert dialog.path.text() == ""
    driver.type(str(page))
    driver.key(Qt.Key.Key_Return)
    driver.wait_for_import()
    driver.key(Qt.Key.Key_I, CTRL)
    dialog = driver.dialog()
    assert isinstance(dialog, ImportPrompt)
    assert dialog.path.selectedText() == str(tmp_path)
    driver.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_completions_that_come_late_open_no_list(driver: Driver, tmp_path: Path, key: Qt.Key) -> None:
    driver.key(Qt.Key.Key_I, CTRL)
    prompt = driver.dialog()
    assert isinstance(prompt, ImportPrompt)
    completers = []
    prompt.finished.connect(lambda: completers.append(prompt.path.completer()))
    driver.type(str(tmp_path))
    driver.key(key)
    driver.wait_for_import()
    assert completers == [None]


def test_what_is_not_there_is_not_imported(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_I, CTRL)
    driver.key(Qt.Key.Key_Return)
    assert driver.dialog().findChild(QLabel, "refusal").isVisible()
    driver.type(str(tmp_path / "nothing"))
    driver.key(Qt.Key.Key_Return)
    assert "There is no file" in driver.dialog().findChild(QLabel, "refusal").accessibleName()
    driver.key(Qt.Key.Key_Escape)


def test_an_import_begins_though_another_program_is_writing(driver: Driver, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    with closing(sqlite3.connect(driver.window.desk.library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        driver.key(Qt.Key.Key_I, CTRL)
        driver.type(str(page))
        driver.key(Qt.Key.Key_Return)
        other.execute("ROLLBACK")
    driver.wait_for_import()
    assert driver.window.desk.library.value("SELECT count(*) FROM page WHERE source = 'page.txt'") == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_I, Qt.Key.Key_E])
@pytest.mark.parametrize("name", ["~nobody-of-this-name/x", "x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused(driver: Driver, key: Qt.Key, name: str) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(key, CTRL)
    dialog = driver.dialog()
    assert isinstance(dialog, ImportPrompt | ExportPrompt)
    dialog.path.setText(name)
    driver.key(Qt.Key.Key_Return)
    assert driver.dialog() is dialog
    assert dialog.findChild(QLabel, "refusal").isVisible()
    driver.key(Qt.Key.Key_Escape)


def test_enter_answers_though_completions_are_shown(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_I, CTRL)
    dialog = driver.dialog()
    assert isinstance(dialog, ImportPrompt)
    dialog.path.setText(str(tmp_path / "nothing"))
    popup = dialog.path.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.findChild(QLabel, "refusal").isVisible()
    driver.key(Qt.Key.Key_Escape)


def test_the_key_sheet_is_scrolled_by_keys(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F1)
    sheet = driver.dialog()
    assert isinstance(sheet, KeySheet)
    bar = sheet._area.verticalScrollBar()
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        driver.key(key)
        seen.append(bar.value())
    assert 0 < seen[0] < seen[1]
    assert seen[2:] == [seen[0], 0]
    driver.key(Qt.Key.Key_Escape)


def test_headings_of_the_key_sheet_have_no_mnemonics() -> None:
    assert [without_mnemonic(title) for title in ("&Library", "资料库(&L)")] == ["Library", "资料库"]


def test_the_key_sheet_of_the_articles_found_can_be_opened(driver: Driver) -> None:
    driver.key(Qt.Key.Key_K, CTRL)
    driver.window.focus_pane("found")
    driver.key(Qt.Key.Key_F1)
    assert isinstance(driver.dialog(), KeySheet)
    driver.key(Qt.Key.Key_Escape)
