"""A long import that ends while one looks elsewhere is told by the desktop, where that can."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from reader.qt import import_bar, notification
from tests.driver import PATIENCE, Driver


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The messages of a desktop that has a tray."""
    messages: list[tuple[str, str]] = []

    class Icon(QSystemTrayIcon):
        def show(self) -> None: ...

        def showMessage(self, title: str, words: str, *more: object) -> None:
            messages.append((title, words))

        isSystemTrayAvailable = supportsMessages = staticmethod(lambda: True)

    monkeypatch.setattr(notification, "QSystemTrayIcon", Icon)
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    return messages


def import_page(driver: Driver, folder: Path) -> None:
    (folder / "page.txt").write_text("本报讯 昨日大桥通车。", encoding="utf-8")
    driver.window.start_import([folder / "page.txt"])
    end = time.monotonic() + PATIENCE
    while driver.window.importing():  # not by the driver, which waits for an active window
        assert time.monotonic() < end
        driver.application.processEvents()


def test_a_long_import_is_told(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(import_bar, "LONG_S", 0)
    import_page(driver, tmp_path)
    assert shown == [("The import has ended", "Import: 1 new, 0 changed, 0 already there, 0 failed.")]


def test_a_short_one_is_not(driver: Driver, tmp_path: Path, shown: list[tuple[str, str]]) -> None:
    import_page(driver, tmp_path)
    assert shown == []


def test_who_looks_at_the_window_is_left_in_peace(
    driver: Driver, shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: driver.window)
    notification.notify(driver.window, "title", "words")
    assert shown == []


def test_without_a_tray_nothing_happens(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    notification.notify(driver.window, "title", "words")
    assert driver.window.findChildren(QSystemTrayIcon) == []
