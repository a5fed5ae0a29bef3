"""The calendar of issues, by keys."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from reader.qt.issue_calendar import IssueCalendar
from reader.qt.key_sheet import KeySheet
from reader.services.importing import import_paths
from reader.store.library import open_library
from tests.driver import NONE, SHIFT, Driver
from tests.services.test_holdings import days

GONE = ("2021-03-10", "2021-05-12")


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a newspaper of workdays over two years, from which two are missing, and one without dates."""
    folder = tmp_path_factory.mktemp("dated")
    held = [day for day in days("2020-01-06", "2021-06-30", "12345") if day not in GONE]
    articles = [{"paper": "江北日报", "date": day, "page": "A1", "headline": day, "paragraphs": ["雨。"]} for day in held]
    articles.append({"paper": "齐报", "date": "", "page": "A1", "headline": "无", "paragraphs": ["雨。"]})
    (folder / "all.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    library = open_library(folder / "dated.jianbao")
    list(import_paths(library, [folder / "all.jsonl"]))
    library.close()
    return folder / "dated.jianbao"


@pytest.fixture
def calendar(dated: Path, tmp_path: Path) -> Iterator[tuple[Driver, IssueCalendar]]:
    driver = Driver(dated, tmp_path / "settings.toml")
    driver.window.keeps_session = False
    driver.key(Qt.Key.Key_X)
    dialog = driver.dialog()
    assert isinstance(dialog, IssueCalendar)
    yield driver, dialog
    for still_open in driver.window.findChildren(IssueCalendar):  # a modal dialog would take the keys of later tests
        still_open.close()
    driver.close()


Calendar = tuple[Driver, IssueCalendar]


def test_it_opens_at_the_issue_that_lies_open(calendar: Calendar) -> None:
    _, dialog = calendar
    assert dialog.grid.day == date(2020, 1, 6)
    assert dialog.newspapers.currentText() == "江北日报"
    assert "1 page, 1 article" in dialog.words.text()
    assert "0 missing" in dialog.year.text()


@pytest.mark.parametrize(
    ("key", "modifier", "day"),
    [
        (Qt.Key.Key_Right, NONE, "2020-01-07"),
        (Qt.Key.Key_Left, NONE, "2020-01-05"),
        (Qt.Key.Key_Down, NONE, "2020-01-13"),
        (Qt.Key.Key_PageDown, NONE, "2020-02-06"),
        (Qt.Key.Key_PageDown, SHIFT, "2021-01-06"),
        (Qt.Key.Key_PageUp, SHIFT, "2020-01-01"),
        (Qt.Key.Key_End, NONE, "2021-06-30"),
        (Qt.Key.Key_Period, NONE, "2021-03-10"),
        (Qt.Key.Key_Comma, NONE, "2020-01-06"),
    ],
)
def test_keys_lead_through_days_months_years_and_gaps(
    calendar: Calendar, key: Qt.Key, modifier: Qt.KeyboardModifier, day: str
) -> None:
    driver, dialog = calendar
    driver.key(key, modifier)
    assert dialog.grid.day == date.fromisoformat(day)


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_keys_of_the_calendar_are_shown_in_it(calendar: Calendar, key: Qt.Key) -> None:
    driver, dialog = calendar
    driver.key(key, NONE if key == Qt.Key.Key_F1 else SHIFT)
    sheet = driver.dialog()
    assert isinstance(sheet, KeySheet)
    assert sheet.windowTitle() == "Keys in: Calendar of issues"
    assert ("Calendar of issues", "PgUp · PgDn", "Go by months") in sheet.rows()
    driver.key(Qt.Key.Key_Escape)
    assert driver.dialog() is dialog
    assert driver.focus is dialog.grid


def test_a_gap_is_said_and_seen(calendar: Calendar) -> None:
    driver, dialog = calendar
    driver.key(Qt.Key.Key_Period)
    assert "Missing" in dialog.words.text()
    assert dialog.grid.accessibleName() == dialog.words.text()
    assert "2 missing" in dialog.year.text()
    image = dialog.grid.grab().toImage()
    assert len({colours(dialog, image, day) for day in ("2021-03-09", "2021-05-12", "2021-03-14")}) == 3
    driver.key(Qt.Key.Key_Return)
    assert dialog.isVisible(), "there is nothing to open"


def colours(dialog: IssueCalendar, image: QImage, day: str) -> frozenset[str]:
    room = dialog.grid._cell_of(date.fromisoformat(day)).toRect()
    return frozenset(image.pixelColor(x, room.center().y()).name() for x in range(room.left(), room.right()))


def test_enter_opens_the_issue(calendar: Calendar) -> None:
    driver, _ = calendar
    driver.key(Qt.Key.Key_PageDown, times=2)
    driver.key(Qt.Key.Key_Return)
    sheet = driver.window.desk.sheet
    assert sheet is not None
    assert sheet.article.place.date == "2020-03-06"
    assert driver.window.focusWidget() is driver.window.text


def test_a_newspaper_without_dates_says_so(calendar: Calendar) -> None:
    driver, dialog = calendar
    dialog.newspapers.setCurrentIndex(1 - dialog.newspapers.currentIndex())
    assert dialog.words.text() == "No issue of this newspaper has a full date."
    assert "1 without a full date" in dialog.year.text()
    dialog.grid.setFocus()
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    assert driver.window.findChildren(IssueCalendar) == []
