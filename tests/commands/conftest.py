"""A desk without a window: a library of two pages with two articles each, the first of which lies open."""

import pytest

from reader.commands import COMMANDS, run
from reader.model import Role
from reader.services.desk import Desk
from reader.store.library import Library
from tests.fake_view import FakeView, desk_on
from tests.fixtures import BRIDGE, FLOOD, library, reading, store  # noqa: F401

SONG = ((Role.HEADLINE, "千人歌会"), (Role.BODY, "昨晚千人同唱一首歌。"))
MARKET = ((Role.HEADLINE, "早市开张"), (Role.BODY, "清晨五点，早市开张。"))


@pytest.fixture
def desk(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Desk:  # noqa: F811
    store(library, reading(BRIDGE, FLOOD), "/a.txt")
    store(library, reading(SONG, MARKET, label="A2"), "/b.txt")
    desk = desk_on(library, tmp_path_factory.mktemp("settings") / "settings.toml")
    desk.open(1)
    return desk


@pytest.fixture
def view(desk: Desk) -> FakeView:
    assert isinstance(desk.view, FakeView)
    return desk.view


def press(desk: Desk, *commands: str) -> str:
    """Run commands one after another; gives what was said last, or ''."""
    assert isinstance(desk.view, FakeView)
    desk.view.said.clear()
    for name in commands:
        run(COMMANDS[name], desk)
    return desk.view.said[-1] if desk.view.said else ""


def put_caret(desk: Desk, words: str, selected: bool = False) -> None:
    """Put the caret before words of the open article, or select them."""
    assert desk.sheet
    start = desk.sheet.text.index(words)
    desk.view.select(start, start + len(words) * selected)
