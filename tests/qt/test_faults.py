"""An error that nobody foresaw is logged and told, and the window goes on."""

from collections.abc import Sequence
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from reader.commands import COMMANDS
from reader.fault_log import log_path
from reader.qt import faults
from tests.driver import Driver


def test_the_window_goes_on_after_an_unexpected_error(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("nobody foresaw this")

    faults.watch()
    for _ in range(2):
        QTimer.singleShot(0, fail)
        driver.settle()
    text = driver.dialog().findChild(QPlainTextEdit)
    assert "nobody foresaw this" in text.toPlainText()
    logged = log_path().read_text("utf-8")
    assert "RuntimeError" in logged
    assert "nobody foresaw this\n" not in logged, "a message may hold words of a text"
    assert "nobody foresaw this" in capsys.readouterr().err
    driver.key(Qt.Key.Key_Escape)
    assert driver.application.activeModalWidget() is None, "it is told once"
    driver.window.run(COMMANDS["highlight"])
    assert len(driver.window.desk.marks_here) == 1


def test_an_error_in_a_job_is_told_in_the_window_s_thread(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise RuntimeError("nobody foresaw this either")

    monkeypatch.setattr("reader.services.importing.import_paths", fail)
    faults.watch()
    told: list[bool] = []
    report = driver.window.report

    def told_here(title: str, sentences: Sequence[str]) -> None:
        told.append(current_thread() is main_thread())
        report(title, sentences)

    monkeypatch.setattr(driver.window, "report", told_here)
    driver.window.start_import([tmp_path])
    driver.wait_for_import()
    assert "nobody foresaw this either" in driver.dialog().findChild(QPlainTextEdit).toPlainText()
    assert told == [True]
    driver.key(Qt.Key.Key_Escape)
