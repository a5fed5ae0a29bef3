"""A watched folder is remembered until one says stop."""

from reader.commands import COMMANDS, run
from reader.services.desk import Desk
from tests.fake_view import FakeView, desk_on


def test_watching_is_remembered_until_it_is_stopped(desk: Desk, view: FakeView) -> None:
    run(COMMANDS["stop_watching"], desk)
    assert view.said.pop() == "No folder is watched."
    desk.watch("/pages")
    assert view.asked.pop() == ("watch_folder", "/pages")
    assert desk_on(desk.library).watched == "/pages"
    run(COMMANDS["stop_watching"], desk)
    assert view.asked.pop() == ("watch_folder", "")
    assert view.said.pop() == "/pages is no longer watched."
    assert desk_on(desk.library).watched == ""
