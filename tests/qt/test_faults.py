"""An error that nobody foresaw is logged and told, and the window goes on."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from reader.commands import COMMANDS
from reader.qt import faults
from tests.driver import Driver


def test_the_window_goes_on_after_an_unexpected_error(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults.watch(driver.window)
    try:
        raise RuntimeError("nobody foresaw this")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = driver.dialog().findChild(QPlainTextEdit)
    assert "nobody foresaw this" in text.toPlainText()
    assert "nobody foresaw this" in faults.log_path().read_text("utf-8")
    assert "nobody foresaw this" in capsys.readouterr().err
    driver.key(Qt.Key.Key_Escape)
    driver.window.run(COMMANDS["highlight"])
    assert len(driver.window.desk.marks_here) == 1
