"""Commands on the window ask the view, and settings remember."""

import pytest

from reader.model import Role
from reader.services.desk import Desk
from reader.settings import load_settings
from tests.commands.conftest import press
from tests.fake_view import FakeView
from tests.fixtures import reading, store


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("next_pane", ("turn_pane", True)),
        ("previous_pane", ("turn_pane", False)),
        ("focus_tree", ("focus_pane", "tree")),
        ("focus_text", ("focus_pane", "text")),
        ("focus_list", ("focus_pane", "list")),
        ("toggle_tree", ("toggle_pane", "tree")),
        ("toggle_list", ("toggle_pane", "list")),
        ("full_screen", ("toggle_full_screen",)),
        ("show_keys", ("show_key_sheet",)),
        ("show_preferences", ("show_preferences",)),
        ("show_palette", ("show_palette",)),
        ("leave", ("escape",)),
        ("quit_program", ("quit",)),
        ("import_pages", ("ask_import",)),
        ("watch_folder", ("ask_watch",)),
        ("export_annotations", ("ask_export",)),
        ("theme_dark", ("refresh_look",)),
    ],
)
def test_the_view_is_asked(desk: Desk, view: FakeView, name: str, asked: tuple[object, ...]) -> None:
    press(desk, name)
    assert view.asked[-1] == asked


@pytest.mark.parametrize(
    ("commands", "key", "value"),
    [
        (["zoom_in", "zoom_in"], "text_size", 22),
        (["zoom_out"], "text_size", 16),
        (["zoom_in"] * 40, "text_size", 48),
        (["zoom_out"] * 40, "text_size", 10),
        (["type_dense"], "profile", "dense"),
        (["type_dense", "type_reading"], "profile", "reading"),
        (["theme_sepia"], "theme", "sepia"),
        (["language_zh_CN"], "language", "zh_CN"),
    ],
)
def test_what_is_chosen_is_remembered(desk: Desk, commands: list[str], key: str, value: object) -> None:
    press(desk, *commands)
    assert load_settings(desk.settings.path).values == {key: value}


def test_a_choice_that_cannot_be_kept_is_said_and_holds_for_now(desk: Desk) -> None:
    desk.settings.path = desk.library.path / "settings.toml"
    assert "The settings could not be written to" in press(desk, "zoom_in")
    assert desk.settings.number("text_size") == 20


def test_the_normal_size_is_that_of_the_table(desk: Desk) -> None:
    press(desk, "zoom_out", "zoom_reset")
    assert load_settings(desk.settings.path).values == {}
    assert desk.settings.number("text_size") == 18


def test_each_profile_is_zoomed_by_itself(desk: Desk) -> None:
    press(desk, "type_dense", "zoom_in", "type_reading")
    assert desk.settings.number("text_size") == 18
    assert load_settings(desk.settings.path).values == {"profile": "reading", "dense_text_size": 17}


def test_the_other_characters_are_shown_and_the_printed_ones_again(desk: Desk) -> None:
    assert "Shown in traditional" in press(desk, "other_characters")
    assert load_settings(desk.settings.path).text("characters") == "traditional"
    assert "as it was printed" in press(desk, "other_characters")
    assert desk.settings.text("characters") == "printed"


def test_a_traditional_article_is_shown_in_simplified_characters(desk: Desk) -> None:
    old = store(desk.library, reading(((Role.HEADLINE, "國軍開進臺灣"), (Role.BODY, "後來的發展。"))), "/old.txt")
    desk.open(old[0])
    assert "Shown in simplified" in press(desk, "other_characters")
