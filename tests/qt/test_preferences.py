"""The preferences by keys: what is chosen holds at once, and each choice finds its way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QSpinBox

from reader.commands import COMMANDS
from reader.commands.keymap import Keymap
from reader.qt.article_pane import ArticlePane
from reader.qt.key_editor import KeyPrompt
from reader.qt.key_sheet import KeySheet
from reader.qt.palette import CommandPalette
from reader.qt.preferences import Preferences
from reader.settings import SETTINGS, Group, load_settings
from reader.translation import set_language, tr
from tests.driver import CTRL, SHIFT, Driver

Start = Callable[..., Driver]


def form_of(driver: Driver, page: Group = Group.TYPE) -> Preferences:
    driver.key(Qt.Key.Key_Comma, CTRL)
    form = driver.dialog()
    assert isinstance(form, Preferences)
    driver.key(Qt.Key.Key_Down, times=list(Group).index(page))
    return form


def written(driver: Driver) -> dict[str, object]:
    return dict(load_settings(driver.window.desk.settings.path).values)


def set_in(text: ArticlePane) -> int:
    """The size of the first character, in pixels."""
    return text.document().firstBlock().begin().fragment().charFormat().font().pixelSize()


def waiting(driver: Driver) -> KeyPrompt:
    prompt = driver.dialog()
    assert isinstance(prompt, KeyPrompt)
    return prompt


def test_every_setting_has_its_row_in_both_languages(start: Start) -> None:
    for language in ("en", "zh_CN"):
        form = form_of(driver := start(language=language))
        assert sorted(form.fields) == sorted(row.key for row in SETTINGS if not row.key.startswith("dense_"))
        for key, field in form.fields.items():
            assert field.widget.accessibleName() == tr(driver.window.desk.settings.row(key).title)
        for row in range(form.groups.count()):
            form.groups.setCurrentRow(row)
            driver.settle()
            page = form.pages.currentWidget()
            assert not isinstance(page, QScrollArea) or page.horizontalScrollBar().maximum() == 0, (language, row)
        driver.close()
    set_language("en")


def test_tab_goes_through_the_rows_of_the_page_and_back_to_the_pages(driver: Driver) -> None:
    form, seen = form_of(driver), []
    for _ in range(len(form.fields)):
        driver.key(Qt.Key.Key_Tab)
        if driver.focus is form.restore_all:
            break
        seen.append(driver.focus)
    assert seen == [form.fields[key].widget for key in driver.window.desk.settings.rows(Group.TYPE)]
    driver.key(Qt.Key.Key_Tab, times=2)
    assert driver.focus is form.groups


def test_a_number_holds_at_once_and_finds_back_to_its_default(driver: Driver) -> None:
    form, text = form_of(driver), driver.window.text
    before = set_in(text)
    field = form.fields["text_size"]
    assert isinstance(field.widget, QSpinBox)
    field.widget.setFocus()
    driver.key(Qt.Key.Key_Up, times=2)
    assert written(driver) == {"text_size": 20}
    assert set_in(text) > before
    driver.key(Qt.Key.Key_Tab)
    assert driver.focus is field.restore
    driver.key(Qt.Key.Key_Space)
    assert written(driver) == {}
    assert field.widget.value() == 18
    assert driver.focus is field.widget


def test_a_profile_shows_its_own_rows(driver: Driver) -> None:
    form = form_of(driver)
    driver.key(Qt.Key.Key_Tab)
    assert driver.focus is form.fields["profile"].widget
    driver.key(Qt.Key.Key_Down)
    assert driver.focus is form.fields["profile"].widget
    size = form.fields["text_size"].widget
    assert isinstance(size, QSpinBox)
    assert size.value() == 15
    size.setFocus()
    driver.key(Qt.Key.Key_Up)
    assert written(driver) == {"profile": "dense", "dense_text_size": 16}


def test_another_language_is_spoken_at_once(driver: Driver) -> None:
    form = form_of(driver, Group.WINDOW)
    driver.key(Qt.Key.Key_Tab)
    driver.type("中")
    assert isinstance(driver.focus, QComboBox)
    driver.key(Qt.Key.Key_End)
    assert form.windowTitle() == "首选项"
    assert form.groups.currentRow() == list(Group).index(Group.WINDOW)
    assert driver.focus is form.fields["language"].widget
    assert driver.window.list._heading.text() == "批注"
    set_language("en")


def test_what_stands_in_a_line_is_kept_when_the_form_closes(driver: Driver) -> None:
    form_of(driver, Group.CITING)
    driver.key(Qt.Key.Key_Tab)
    driver.type("王五")
    driver.key(Qt.Key.Key_Escape)
    assert written(driver) == {"author": "王五"}
    assert driver.focus is driver.window.text


def test_a_name_of_a_colour_is_shown_in_the_window_at_once(driver: Driver) -> None:
    form_of(driver, Group.COLOURS)
    driver.key(Qt.Key.Key_Tab)
    driver.type("facts")
    driver.key(Qt.Key.Key_Return)
    assert driver.dialog()
    menu = next(a.menu() for a in driver.window.menuBar().actions() if "Annotate" in a.text())
    menu.aboutToShow.emit()
    assert any("facts" in action.text() for action in menu.actions())


def test_all_defaults_come_back_at_the_second_press(driver: Driver) -> None:
    settings = driver.window.desk.settings
    settings.choose("text_size", 22)
    settings.give_keys({"highlight": ("F4",)})
    form = form_of(driver)
    form.restore_all.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert settings.number("text_size") == 22
    driver.key(Qt.Key.Key_Space)
    assert (settings.values, settings.keys) == ({}, {})
    assert written(driver) == {}


def test_what_cannot_be_written_is_said_in_the_form(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    driver.window.desk.settings.path = tmp_path / "no folder" / "settings.toml"
    form = form_of(driver)
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Down)
    told = [label.text().replace("\u200b", "") for label in form.findChildren(QLabel)]
    assert any(words.startswith("The settings could not be written to") for words in told)


@pytest.fixture
def keys_page(driver: Driver) -> Preferences:
    form = form_of(driver, Group.KEYS)
    driver.key(Qt.Key.Key_Tab, times=2)
    assert driver.focus is form.keys.filter
    return form


def choose(driver: Driver, form: Preferences, name: str) -> None:
    form.keys.filter.setFocus()
    form.keys.filter.selectAll()
    driver.type(COMMANDS[name].title)
    driver.key(Qt.Key.Key_Down)
    assert form.keys._current_id() == name


def test_a_command_gets_another_key_that_works_at_once(driver: Driver, keys_page: Preferences) -> None:
    choose(driver, keys_page, "toggle_list")
    driver.key(Qt.Key.Key_Return)
    waiting(driver)
    driver.key(Qt.Key.Key_B, CTRL)
    assert driver.focus is keys_page.keys.list
    assert load_settings(driver.window.desk.settings.path).keys == {"toggle_list": ("Ctrl+B",)}
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_F8)
    assert driver.window.list.isVisible()
    driver.key(Qt.Key.Key_B, CTRL)
    assert not driver.window.list.isVisible()
    driver.window.show_palette()
    palette = driver.dialog()
    assert isinstance(palette, CommandPalette)
    driver.type("Show or hide the annotations")
    assert palette.list.topLevelItem(0).text(1) == "Ctrl+B"
    driver.key(Qt.Key.Key_Escape)
    driver.window.show_key_sheet()
    sheet = driver.dialog()
    assert isinstance(sheet, KeySheet)
    assert ("View", "Ctrl+B", "Show or hide the annotations") in sheet.rows()


def test_a_key_of_another_is_given_only_when_confirmed(driver: Driver, keys_page: Preferences) -> None:
    settings = driver.window.desk.settings
    choose(driver, keys_page, "highlight")
    driver.key(Qt.Key.Key_Return)
    prompt = waiting(driver)
    driver.key(Qt.Key.Key_J)
    assert "“Next article”" in prompt.words.text()
    assert settings.keys == {}
    driver.key(Qt.Key.Key_Return)  # another key
    driver.key(Qt.Key.Key_Left)
    assert "moves the caret" in prompt.words.text()
    driver.key(Qt.Key.Key_Tab)
    assert "cannot be the key" in prompt.words.text()
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_Tab, SHIFT)
    driver.key(Qt.Key.Key_Return)
    assert settings.keys == {"highlight": ("J",)}
    keymap = Keymap(settings)
    assert [keymap.keys(COMMANDS[name]) for name in ("highlight", "next_article")] == [("J",), ()]
    driver.key(Qt.Key.Key_Tab, times=4)
    driver.key(Qt.Key.Key_Space)  # the default again, and the other has its key back
    assert settings.keys == {}
    assert Keymap(settings).keys(COMMANDS["next_article"]) == ("J",)


def test_a_key_more_none_and_the_default_again(driver: Driver, keys_page: Preferences) -> None:
    settings = driver.window.desk.settings
    choose(driver, keys_page, "highlight")
    driver.key(Qt.Key.Key_Insert)
    driver.key(Qt.Key.Key_F4)
    assert settings.keys == {"highlight": ("H", "F4")}
    driver.key(Qt.Key.Key_Delete)
    assert settings.keys == {"highlight": ()}
    driver.key(Qt.Key.Key_Tab, times=3)
    driver.key(Qt.Key.Key_Space)
    assert settings.keys == {}
    assert driver.focus is keys_page.keys.list


def test_esc_leaves_a_key_as_it_is_and_a_sign_is_kept_in_both_forms(driver: Driver, keys_page: Preferences) -> None:
    settings = driver.window.desk.settings
    choose(driver, keys_page, "highlight")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    assert settings.keys == {}
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Percent, SHIFT)
    assert settings.keys == {"highlight": ("%", "Shift+%")}


def test_typing_in_the_list_of_commands_filters_it(driver: Driver, keys_page: Preferences) -> None:
    driver.key(Qt.Key.Key_Down)
    driver.type("ctrl+shift+p")
    assert keys_page.keys.filter.text() == "ctrl+shift+p"
    listed = [keys_page.keys.list.topLevelItem(row).text(0) for row in range(keys_page.keys.list.topLevelItemCount())]
    assert "All commands" in listed
    assert len(listed) < 5
