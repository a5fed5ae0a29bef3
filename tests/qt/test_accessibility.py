"""What a screen reader is told: every widget that takes the keyboard has a name and a role, the article its text."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget

from reader.commands import COMMANDS
from reader.qt.issue_calendar import YearGrid
from tests.driver import Driver

OPENED = {
    "the window": lambda window: None,
    "whole page": lambda window: window.focus_pane("page"),
    "search": lambda window: window.show_search(),
    "find": lambda window: (window.focus_pane("text"), window.ask_find()),
    "filter the tree": lambda window: window.filter_tree(),
    "filter the list": lambda window: window.filter_notes(),
    "a note": lambda window: window.run(COMMANDS["write_note"]),
    "details": lambda window: window.toggle_details(),
    "palette": lambda window: window.show_palette(),
    "keys": lambda window: window.show_key_sheet(),
    "import": lambda window: window.ask_import(),
    "watch": lambda window: window.ask_watch(),
    "export": lambda window: window.ask_export(),
    "annotations in": lambda window: window.ask_import_annotations(),
    "go to": lambda window: window.ask_go_to(),
    "calendar": lambda window: window.show_calendar(),
    "review": lambda window: window.show_review(),
    "colour names": lambda window: window.ask_colour_names(),
    "tags": lambda window: (window.run(COMMANDS["highlight"]), window.run(COMMANDS["edit_tags"])),
    "reading": lambda window: (window.run(COMMANDS["highlight"]), window.run(COMMANDS["edit_reading"])),
    "role": lambda window: window.run(COMMANDS["set_role"]),
    "place": lambda window: window.run(COMMANDS["correct_place"]),
    "correct words": lambda window: window.run(COMMANDS["correct_words"]),
    "report": lambda window: window.report("Title", ["A sentence."]),
    "look up": lambda window: window.look_up(["株洲"], "株洲"),
    "dictionary": lambda window: window.ask_dictionary(),
    "pdf": lambda window: window.ask_pdf(),
    "preferences": lambda window: window.run(COMMANDS["show_preferences"]),
    "backups": lambda window: window.show_backups(),
    "library": lambda window: window.ask_library(new=True),
}


def taking_keys(top: QWidget) -> Iterator[QWidget]:
    """The widgets of a window that Tab or a key leads to, or that are written in."""
    for widget in (top, *top.findChildren(QWidget)):
        inside = isinstance(widget.parent(), QAbstractSpinBox | QComboBox)  # told by what they are part of
        if widget.isVisible() and not inside and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            yield widget


def unnamed(top: QWidget) -> list[str]:
    found = []
    for widget in taking_keys(top):
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name) if told else ""
        if isinstance(widget, YearGrid) and name:
            continue  # Qt lets no widget written in Python choose its role; each day is told as it is walked to
        if not told or not name.strip() or told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            found.append(f"{type(widget).__name__} {widget.objectName()} {told.role() if told else ''}: {name!r}")
    return found


@pytest.mark.parametrize("name", OPENED)
def test_every_widget_that_takes_keys_has_a_name_and_a_role(driver: Driver, name: str) -> None:
    OPENED[name](driver.window)
    driver.settle()
    top = driver.application.activeModalWidget() or driver.window
    missing = unnamed(top)
    if top is not driver.window:
        top.close()
        driver.settle()
    assert missing == []


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader that listens is told."""
    found: list[str] = []

    def tell(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            found.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return found


def test_the_article_is_read_as_text_with_its_caret(driver: Driver) -> None:
    driver.window.select(3, 7)
    told = QAccessible.queryAccessibleInterface(driver.window.text)
    text = told.textInterface()
    sheet = driver.window.desk.sheet
    assert sheet is not None
    assert told.role() is QAccessible.Role.EditableText
    assert told.state().readOnly
    assert text.text(0, text.characterCount()).split() == sheet.text.split(), "a heading may be broken at a blank"
    assert (text.cursorPosition(), text.selectionCount()) == (7, 1)
    assert told.text(QAccessible.Text.Name) == sheet.article.title


def test_the_whole_page_is_read_as_text(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    page = driver.window.page
    text = QAccessible.queryAccessibleInterface(page).textInterface()
    assert text.text(0, text.characterCount()).split() == page.toPlainText().split()  # type: ignore[union-attr]
    assert text.text(0, text.characterCount()) != ""


def test_sentences_of_the_status_bar_and_articles_are_announced(driver: Driver, spoken: list[str]) -> None:
    driver.key(Qt.Key.Key_B)
    assert spoken[-1].startswith("Bookmarked.")
    driver.key(Qt.Key.Key_J)
    assert driver.window.windowTitle() in spoken
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_J)
    assert spoken[-1] == driver.window.windowTitle()


def test_what_is_marked_is_announced_with_its_colour_and_words(driver: Driver, spoken: list[str]) -> None:
    driver.window.select(0, 2)
    driver.key(Qt.Key.Key_2)
    assert "green" in spoken[-1]
    assert driver.window.desk.marks_here[0].quote in spoken[-1]


def test_nothing_is_announced_where_nobody_listens(driver: Driver, spoken: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    driver.key(Qt.Key.Key_B)
    assert spoken == []
