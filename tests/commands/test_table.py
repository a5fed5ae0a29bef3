"""The table is sane, and every command can be run, or says why not, in any state of the desk."""

import string
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest

from reader.commands import COMMANDS, Command, Menu, Where, run
from reader.commands.table import is_letter
from reader.errors import ReaderError
from reader.services.desk import Desk
from reader.store.library import open_library
from reader.translation import set_language
from tests.commands.conftest import press
from tests.fake_view import FakeView, desk_on

PANES = {
    Where.WINDOW: {"tree", "text", "page", "list"},
    Where.READING: {"tree", "text", "page", "list"},
    Where.BROWSING: {"tree", "text", "page"},
    Where.TEXT: {"text"},
    Where.MARKS: {"text", "list"},
    Where.LIST: {"list"},
    Where.TREE: {"tree"},
    Where.PAGE: {"page"},
}
NAMED_KEYS = {
    *("PgUp", "PgDown", "Left", "Right", "Up", "Down", "Home", "End", "Space", "Return", "Enter", "Esc", "Del", "Backspace"),
    *("Tab", *(f"F{n}" for n in range(1, 13))),
}


EACH = list(COMMANDS.values())


def test_every_command_is_named_explained_and_reachable() -> None:
    assert len({c.title for c in EACH}) == len(COMMANDS)
    for name, row in COMMANDS.items():
        assert name == row.id
        assert row.title.strip() == row.title != ""
        assert row.help.endswith(".")
        assert "\n" not in row.help
        assert isinstance(row.menu, Menu)
    assert {c.menu for c in EACH} == set(Menu)


@pytest.mark.parametrize("row", EACH, ids=lambda row: row.id)
def test_keys_are_written_as_qt_reads_them(row: Command) -> None:
    for key in row.keys:
        *modifiers, last = key.replace("++", "+plus").split("+")
        assert set(modifiers) <= {"Ctrl", "Shift", "Alt"}
        assert modifiers == sorted(modifiers, key=["Ctrl", "Alt", "Shift"].index)
        assert last in NAMED_KEYS or last in {*string.ascii_uppercase, *string.digits, *string.punctuation, "plus"}


def test_no_key_does_two_things_in_one_pane() -> None:
    for one, other in combinations(EACH, 2):
        if PANES[one.where] & PANES[other.where]:
            assert not set(one.keys) & set(other.keys), (one.id, other.id)


def test_bare_characters_are_keys_of_panes_only() -> None:
    everywhere = {row.id for row in EACH if any(map(is_letter, row.keys)) and row.where is Where.WINDOW}
    assert everywhere == {"find_here", "go_to", "show_keys", "show_palette"}
    assert is_letter("2")
    assert is_letter("Shift+?")
    assert not is_letter("Space")


@pytest.fixture(params=["nothing open", "an article", "a marked article", "read-only", "an empty library"])
def any_desk(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk in every state that commands are refused in."""
    if request.param == "an empty library":
        with closing(open_library(tmp_path / "bare.jianbao")) as library:
            yield desk_on(library, tmp_path / "settings.toml")
        return
    if request.param == "nothing open":
        desk.close_article()
    if request.param == "a marked article":
        press(desk, "highlight", "next_article", "back", "highlight", "undo")
    desk.library.writable = request.param != "read-only"
    yield desk


@pytest.mark.parametrize("row", EACH, ids=lambda row: row.id)
def test_a_command_runs_or_says_why_not(any_desk: Desk, row: Command) -> None:
    assert isinstance(any_desk.view, FakeView)
    any_desk.view.said.clear()
    reason = row.unless(any_desk)
    before = any_desk.annotations.find()
    run(row, any_desk)
    if reason:
        assert any_desk.view.said == [reason]
        assert any_desk.annotations.find() == before


def test_a_refused_command_is_not_run(desk: Desk, view: FakeView) -> None:
    ran: list[Desk] = []
    row = Command("x", "X", "X.", (), Where.WINDOW, Menu.HELP, ran.append, lambda desk: "Not now.")
    run(row, desk)
    assert (ran, view.said) == ([], ["Not now."])


def test_what_goes_wrong_is_said(desk: Desk, view: FakeView) -> None:
    def fail(desk: Desk) -> None:
        raise ReaderError("The disk is full.")

    run(Command("x", "X", "X.", (), Where.WINDOW, Menu.HELP, fail, lambda desk: ""), desk)
    assert view.said == ["The disk is full."]


def test_a_bug_is_not_hidden(desk: Desk) -> None:
    def fail(desk: Desk) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(Command("x", "X", "X.", (), Where.WINDOW, Menu.HELP, fail, lambda desk: ""), desk)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("highlight", "没有打开的文章。"),
        ("edit_note", "此处没有批注。"),
        ("undo", "没有可以撤销的步骤。"),
        ("redo", "没有可以重做的步骤。"),
    ],
)
def test_reasons_are_given_in_the_chosen_language(desk: Desk, name: str, reason: str) -> None:
    desk.close_article()
    set_language("zh_CN")
    try:
        said = press(desk, name)
    finally:
        set_language("en")
    assert said == reason
