"""Exports from the window: what the prompt asks, shows and does, in the background."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reader.errors import LibraryError
from reader.qt.export_prompt import ExportPrompt
from reader.qt.prompts import Question
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_for_export


def export_to(driver: Driver, path: Path) -> None:
    driver.key(Qt.Key.Key_E, CTRL)
    driver.type(str(path))
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)


def test_an_export_asks_before_it_replaces_a_file_and_takes_no_for_an_answer(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    driver.key(Qt.Key.Key_H)
    for leave in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        export_to(driver, path)
        question = driver.dialog()
        assert isinstance(question, Question)
        assert "▯" not in "".join(label.text() for label in question.findChildren(QLabel))
        driver.key(leave)
        assert isinstance(driver.dialog(), ExportPrompt)
        driver.key(Qt.Key.Key_Escape)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("yes", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_file_is_replaced_by_who_wants_it(driver: Driver, tmp_path: Path, yes: Qt.Key) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    driver.key(Qt.Key.Key_H)
    export_to(driver, path)
    driver.key(Qt.Key.Key_Tab, SHIFT)
    driver.key(yes)
    wait_for_export(driver)
    assert "mine" not in path.read_text(encoding="utf-8")
    assert "1 annotation written" in driver.window.statusBar().currentMessage()
    assert driver.application.activeModalWidget() is None


def test_a_folder_of_notes_is_offered_again_and_not_asked_about(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    for typed in (str(tmp_path / "vault"), ""):
        driver.key(Qt.Key.Key_E, CTRL)
        prompt = driver.dialog()
        assert isinstance(prompt, ExportPrompt)
        prompt.format.setCurrentIndex(prompt.format.findData("obsidian"))
        assert "F&older" in [label.text() for label in prompt.findChildren(QLabel)]
        prompt.path.setFocus()
        driver.type(typed)
        driver.key(Qt.Key.Key_Return)
        wait_for_export(driver)
        assert driver.application.activeModalWidget() is None
        assert f"1 annotation written to {tmp_path / 'vault'}" in driver.window.statusBar().currentMessage()
    assert len(list((tmp_path / "vault").iterdir())) == 1


def test_nothing_is_not_exported(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    export_to(driver, path)
    assert driver.dialog().findChild(QLabel, "refusal").text() == "There is no annotation to export."
    driver.key(Qt.Key.Key_Escape)
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_export_that_fails_says_why_and_asks_on(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    export_to(driver, tmp_path / "no folder" / "mine.md")
    refusal = driver.dialog().findChild(QLabel, "refusal")
    assert refusal.isVisible()
    assert "could not be written" in refusal.accessibleName()
    driver.key(Qt.Key.Key_Escape)


def test_an_export_from_a_library_that_fails_says_why(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr("reader.qt.export_job.plan", fail)
    export_to(driver, tmp_path / "mine.md")
    assert driver.dialog().findChild(QLabel, "refusal").text() == "The disk is gone."
    driver.key(Qt.Key.Key_Escape)
