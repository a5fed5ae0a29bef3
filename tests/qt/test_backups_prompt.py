"""Backups in the window: made by themselves in the background, listed, and gone back to by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from reader.commands import COMMANDS
from reader.qt import window_backups
from reader.qt.backups_prompt import BackupsPrompt
from reader.qt.prompts import Question
from reader.qt.receiving_prompt import ReceivingPrompt
from reader.services import backing_up
from reader.store.archive import Archive
from reader.store.backups import Reason, backups_of, folder_of
from reader.store.checks import faults
from reader.store.library import open_library
from tests.driver import CTRL, Driver


def settled(driver: Driver) -> None:
    driver.wait_until(lambda: driver.window.backup_work is not None and not driver.window.backup_work.running)


def reasons(driver: Driver) -> list[Reason]:
    return [backup.reason for backup in backups_of(driver.window.desk.library.path)]


def prompt(driver: Driver) -> BackupsPrompt:
    driver.window.run(COMMANDS["show_backups"])
    found = driver.dialog()
    assert isinstance(found, BackupsPrompt)
    settled(driver)
    return found


def mark_sentence(driver: Driver) -> None:
    driver.window.focus_pane("text")
    driver.key(Qt.Key.Key_H)


def test_a_little_after_the_start_the_library_is_backed_up_once_a_day(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_backups, "DAILY_AFTER_MS", 0)
    driver.window.back_up_daily_soon()
    driver.wait_until(lambda: driver.window.backup_work is not None)
    settled(driver)
    assert reasons(driver) == [Reason.DAILY]
    mark_sentence(driver)
    driver.window.back_up_daily_soon()
    settled(driver)
    assert reasons(driver) == [Reason.DAILY]


def test_before_the_first_repair_of_a_sitting_there_is_a_backup_of_what_was(driver: Driver) -> None:
    mark_sentence(driver)
    articles = [driver.window.desk.archive.article(i) for i in driver.window.desk.archive.article_ids()]
    for _ in range(2):
        driver.window.run(COMMANDS["join_next_article"])
    settled(driver)
    assert reasons(driver) == [Reason.REPAIR]
    [backup] = backups_of(driver.window.desk.library.path)
    assert backup.whole is not None
    library = open_library(backup.whole)
    assert [Archive(library).article(i) for i in Archive(library).article_ids()] == articles
    library.close()


def test_one_goes_back_and_forth_by_keys(driver: Driver) -> None:
    shown = prompt(driver)
    assert "There is no backup yet" in shown.hint.text()
    button = next(b for b in shown.findChildren(QDialogButtonBox)[0].buttons() if b.text() == "Back up now")
    button.setFocus()
    driver.key(Qt.Key.Key_Space)
    driver.wait_until(lambda: shown.list.count() == 1 and not shown.busy)
    settled(driver)
    driver.key(Qt.Key.Key_Escape)
    mark_sentence(driver)
    marks = driver.window.desk.marks_here
    assert marks
    shown = prompt(driver)
    driver.key(Qt.Key.Key_Return)
    assert isinstance(driver.dialog(), Question)
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: shown.list.count() == 2 and not shown.busy)
    settled(driver)
    assert "The library is what it was" in shown.hint.text()
    assert driver.window.desk.marks_here == []
    shown.list.setCurrentRow(0)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: not shown.busy and driver.window.desk.marks_here == marks)
    settled(driver)
    driver.key(Qt.Key.Key_Escape)
    assert driver.application.activeModalWidget() is None
    assert list(faults(driver.window.desk.library)) == []
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.window.desk.marks_here == []


def test_a_damaged_backup_is_shown_and_cannot_be_chosen(driver: Driver) -> None:
    shown = prompt(driver)
    driver.window.backup_work.by_hand(lambda failure: None)  # type: ignore[union-attr]
    settled(driver)
    driver.key(Qt.Key.Key_Escape)
    whole = backups_of(driver.window.desk.library.path)[0].whole
    assert whole is not None
    data = bytearray(whole.read_bytes())
    data[5000] ^= 1
    whole.write_bytes(data)
    shown = prompt(driver)
    driver.wait_until(lambda: "damaged: do not use it" in shown.list.item(0).text())
    driver.key(Qt.Key.Key_Return)
    shown.accept()  # as a double click does
    assert driver.dialog() is shown
    driver.key(Qt.Key.Key_Escape)


def test_annotations_alone_are_brought_in(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "room_for_backups", lambda: 0)
    mark_sentence(driver)
    backing_up.back_up(driver.window.desk.library, Reason.DAILY)
    prompt(driver)
    driver.key(Qt.Key.Key_Return)
    found = driver.dialog()
    assert isinstance(found, ReceivingPrompt)
    driver.wait_until(lambda: not found.running)
    driver.key(Qt.Key.Key_Escape)


def test_a_backup_that_cannot_be_made_is_said_and_nothing_stops(driver: Driver) -> None:
    folder: Path = folder_of(driver.window.desk.library.path)
    folder.write_text("in the way", encoding="utf-8")
    driver.window.run(COMMANDS["join_next_article"])
    settled(driver)
    assert driver.window.statusBar().currentMessage().startswith("No backup was made: The folder of backups ")
    assert driver.window.desk.history.undoable


def test_the_search_goes_on_in_the_library_that_was_restored(driver: Driver) -> None:
    driver.window.run(COMMANDS["search_library"])
    driver.type("二手车")
    search = driver.window.search
    assert search is not None
    driver.wait_until(lambda: search.list.hits.rowCount() > 0)
    file = backing_up.back_up(driver.window.desk.library, Reason.HAND, always=True)
    assert file is not None
    ended: list[str] = []
    driver.window._restore(file, ended.append)
    driver.wait_until(lambda: bool(ended))
    assert ended == [""]
    search.field.selectAll()
    driver.window.run(COMMANDS["search_library"])
    driver.type("两弹一星")
    driver.wait_until(lambda: search.list.hits.rowCount() == 1)
    driver.window.run(COMMANDS["theme_dark"])
