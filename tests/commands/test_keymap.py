"""The keys that commands have now: the table's, but for those that a person gave."""

from pathlib import Path

import pytest

from reader.commands import COMMANDS, Where
from reader.commands.keymap import Keymap, forms, is_key, refusal
from reader.settings import Settings


def keymap(**given: tuple[str, ...]) -> Keymap:
    return Keymap(Settings(Path("none"), keys=given))


def keys(found: Keymap, *names: str) -> list[tuple[str, ...]]:
    return [found.keys(COMMANDS[name]) for name in names]


def test_without_choices_all_is_as_the_table_says() -> None:
    assert {c.id: keymap().keys(c) for c in COMMANDS.values()} == {c.id: c.keys for c in COMMANDS.values()}
    assert all(is_key(key) and not refusal(key, c.where) for c in COMMANDS.values() for key in c.keys if key != "Esc")


def test_a_given_key_goes_before_that_of_the_table() -> None:
    found = keymap(highlight=("J", "Ctrl+H"))
    assert keys(found, "highlight", "next_article") == [("J", "Ctrl+H"), ()]
    assert found.letters(COMMANDS["highlight"]) == ("J",)
    assert found.chords(COMMANDS["highlight"]) == ("Ctrl+H",)


def test_the_same_key_does_different_things_in_panes_apart() -> None:
    in_text = next(c for c in COMMANDS.values() if c.where is Where.TEXT)
    in_list = next(c for c in COMMANDS.values() if c.where is Where.LIST)
    found = keymap(**{in_text.id: ("F4",), in_list.id: ("F4",)})
    assert keys(found, in_text.id, in_list.id) == [("F4",), ("F4",)]
    assert found.in_the_way("F4", COMMANDS["undo"]) == [c for c in COMMANDS.values() if c in (in_text, in_list)]
    assert found.in_the_way("F4", in_text) == []


def test_what_cannot_be_a_key_in_the_file_is_passed_over() -> None:
    found = keymap(highlight=("Nonsense", "Left", "", "F4"), undo=("Space", "F4"), of_a_newer_version=("H",))
    assert keys(found, "highlight", "undo") == [("F4",), ()]


@pytest.mark.parametrize(
    ("key", "where", "reason"),
    [
        ("Left", Where.TEXT, "moves the caret"),
        ("Ctrl+Shift+Right", Where.TEXT, "moves the caret"),
        ("PgDown", Where.TEXT, "moves the caret"),
        ("Ctrl+PgDown", Where.TEXT, ""),
        ("Alt+Left", Where.WINDOW, ""),
        ("Ctrl+C", Where.WINDOW, "to write, select or copy"),
        ("Space", Where.WINDOW, "to write, select or copy"),
        ("Shift+Return", Where.WINDOW, "to write, select or copy"),
        ("Space", Where.TEXT, ""),
        ("Ctrl+Del", Where.TEXT, ""),
        ("Tab", Where.TEXT, "cannot be the key"),
        ("Ctrl++", Where.WINDOW, ""),
        ("H", Where.WINDOW, ""),
    ],
)
def test_keys_that_caret_and_fields_need_are_refused(key: str, where: Where, reason: str) -> None:
    assert reason in refusal(key, where)
    assert bool(reason) == bool(refusal(key, where))


def test_a_sign_typed_with_shift_is_known_in_both_its_forms() -> None:
    assert forms("Shift+?") == ("?", "Shift+?")
    assert forms("Shift+A") == ("Shift+A",)
    assert [c.id for c in keymap().in_the_way("Shift+?", COMMANDS["undo"])] == ["show_keys"]


def test_a_key_is_given_to_one_and_taken_from_the_other() -> None:
    highlight = COMMANDS["highlight"]
    assert keymap().with_key("J", highlight, beside=False) == {"highlight": ("J",)}
    given = keymap(next_article=("J", "F4")).with_key("J", highlight, beside=False)
    assert given == {"highlight": ("J",), "next_article": ("F4",)}
    assert keymap().with_key("F4", highlight, beside=True) == {"highlight": ("H", "F4")}
