"""The import in the status bar, stopped by a key and by nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from reader.services import importing
from reader.services.importing import Outcome, Progress
from tests.driver import CTRL, SHIFT, Driver


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports that go on until they are stopped."""

    def import_paths(library: object, paths: object, report: Callable[[Progress], None]) -> Iterator[Outcome]:
        while True:
            report(Progress(3, 12, "x.txt", 3, 40, 50, 200))
        yield

    monkeypatch.setattr(importing, "import_paths", import_paths)


@pytest.mark.usefixtures("endless")
def test_a_key_stops_an_import_and_escape_does_not(driver: Driver, tmp_path: Path) -> None:
    driver.window.start_import([tmp_path])
    bar = driver.window.import_bar
    assert bar is not None
    [words] = bar.findChildren(QLabel)
    driver.wait_until(lambda: words.text().startswith("Importing 3 of 12"))
    driver.key(Qt.Key.Key_Escape, times=4)
    driver.key(Qt.Key.Key_Space)
    assert bar.running
    driver.key(Qt.Key.Key_X, CTRL | SHIFT)
    assert not bar.running or words.text() == "Stopping after this file…"
    driver.wait_for_import()
    assert driver.window.statusBar().currentMessage().startswith("Stopped. Import: 0 new")


def test_without_an_import_the_key_says_so(driver: Driver) -> None:
    driver.key(Qt.Key.Key_X, CTRL | SHIFT)
    assert driver.window.statusBar().currentMessage() == "Nothing is being imported or exported."


@pytest.mark.usefixtures("endless")
def test_the_button_follows_the_language(driver: Driver, tmp_path: Path) -> None:
    driver.window.start_import([tmp_path])
    driver.window.desk.settings.choose("language", "zh_CN")
    driver.window.refresh_look()
    bar = driver.window.import_bar
    assert bar is not None
    [button] = bar.findChildren(QPushButton)
    assert button.text() == "停止"
    driver.key(Qt.Key.Key_X, CTRL | SHIFT)
    driver.wait_for_import()
