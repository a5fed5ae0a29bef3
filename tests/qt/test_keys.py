"""Every key of the table in every pane of its scope fires exactly its own command, and none is eaten where one types."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from reader.commands import COMMANDS, Command
from reader.commands.keymap import PANES_OF, Keymap
from reader.model import Kind
from reader.qt import window as window_module
from reader.qt.key_sheet import KeySheet
from reader.qt.palette import CommandPalette
from reader.services.annotating import new_annotation
from tests.driver import Driver

Start = Callable[..., Driver]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were run, in place of their effects."""
    names: list[str] = []
    monkeypatch.setattr(window_module, "run", lambda command, desk: names.append(command.id))
    return names


def press(driver: Driver, key: str) -> None:
    combination = QKeySequence(key)[0]
    QTest.keyClick(driver.focus, combination.key(), combination.keyboardModifiers())
    driver.settle()


def panes(command: Command) -> tuple[str, ...]:
    return PANES_OF[command.where]


def test_each_key_fires_its_own_command_alone(driver: Driver, fired: list[str]) -> None:
    faults = []
    for command in COMMANDS.values():
        for pane in panes(command):
            for key in command.keys:
                driver.window.focus_pane(pane)
                fired.clear()
                press(driver, key)
                if fired != [command.id]:
                    faults.append((key, pane, command.id, list(fired)))
    assert not faults


def test_letters_type_in_a_text_field(driver: Driver, fired: list[str]) -> None:
    driver.window.list.edit_note(new_annotation(driver.window.desk.article_id, Kind.NOTE, ""))
    keymap = Keymap(driver.window.desk.settings)
    letters = sorted({k for c in COMMANDS.values() for k in keymap.letters(c) if len(k) == 1})
    for letter in letters:
        driver.type(letter.lower())
    assert fired == []
    assert driver.window.list.note is not None
    assert driver.window.list.note.field.toPlainText() == "".join(letters).lower()


def test_arrows_and_copy_reach_the_text(driver: Driver, fired: list[str]) -> None:
    driver.window.focus_pane("text")
    driver.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    driver.key(Qt.Key.Key_Right, times=3)
    assert driver.window.caret() == 3
    driver.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, times=2)
    assert driver.window.selection() == (3, 5)
    driver.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert driver.application.clipboard().text() == driver.window.desk.sheet.text[3:5]  # type: ignore[union-attr]
    assert fired == []


def test_single_letters_can_be_turned_off(start: Start, fired: list[str]) -> None:
    driver = start(single_letter_keys=False)
    driver.window.focus_pane("text")
    driver.key(Qt.Key.Key_J)
    assert fired == []
    driver.key(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["import_pages"]


def test_keys_that_are_turned_off_are_shown_nowhere(start: Start) -> None:
    driver = start(single_letter_keys=False)
    driver.window.show_key_sheet()
    sheet = driver.dialog()
    assert isinstance(sheet, KeySheet)
    shown = {row[2]: row[1] for row in sheet.rows()}
    assert "Next article" not in shown
    assert shown["Keys"] == "F1"
    driver.key(Qt.Key.Key_Escape)
    driver.window.show_palette()
    palette = driver.dialog()
    assert isinstance(palette, CommandPalette)
    driver.type("Next article")
    assert palette.list.topLevelItem(0).text(1) == ""
    driver.key(Qt.Key.Key_Escape)
    assert "Highlight or 1" in driver.window.list._empty.text()


def test_every_command_is_in_a_menu(driver: Driver) -> None:
    shown = set()
    for action in driver.window.menuBar().actions():
        menu = action.menu()
        menu.aboutToShow.emit()
        shown |= {entry.objectName() for entry in menu.actions() if not entry.isSeparator()}
        menu.aboutToHide.emit()
    assert shown == set(COMMANDS)


def test_an_open_menu_greys_what_cannot_be_done(driver: Driver) -> None:
    edit = driver.window.menuBar().actions()[1].menu()
    edit.aboutToShow.emit()
    entries = {entry.objectName(): entry for entry in edit.actions()}
    assert not entries["undo"].isEnabled()
    edit.aboutToHide.emit()
    assert entries["undo"].isEnabled(), "a key must be able to say why not"


@pytest.mark.parametrize("pane", ["tree", "text", "page", "list"])
def test_no_input_method_takes_keys_from_a_pane(driver: Driver, pane: str) -> None:
    driver.window.list.edit_note(new_annotation(driver.window.desk.article_id, Kind.NOTE, ""))
    assert driver.focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), "where one writes it is there"
    driver.key(Qt.Key.Key_Escape)
    driver.window.focus_pane(pane)
    driver.key(Qt.Key.Key_Down)
    assert not driver.focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_menus_in_another_language_take_the_place_of_those_before(driver: Driver) -> None:
    def shown() -> list[str]:
        for menu in menus():
            menu.aboutToShow.emit()
        return [action.text() for menu in menus() for action in menu.actions()]

    def menus() -> list[QMenu]:
        return driver.window.menuBar().findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)

    names, begun = [menu.title() for menu in menus()], shown()
    for language in ("zh_CN", "en"):
        driver.window.run(COMMANDS[f"language_{language}"])
        assert (shown() == begun) == (language == "en")
    assert [menu.title() for menu in menus()] == names
