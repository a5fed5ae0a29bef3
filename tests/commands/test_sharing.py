"""Annotations of others: theirs until they are adopted."""

import pytest

from reader.commands import COMMANDS, run
from reader.services.desk import Desk
from reader.services.quoting import annotate
from tests.fake_view import FakeView


@pytest.mark.parametrize(
    "command", ["delete_annotation", "edit_note", "edit_tags", "colour_3", "write_note", "move_annotation"]
)
def test_what_another_wrote_is_not_changed(desk: Desk, view: FakeView, command: str) -> None:
    made = annotate(desk.library, 1, "桥通了", note="乙的话", author="乙")
    desk.refresh()
    view.choose_annotation(made)
    view.asked.clear()
    run(COMMANDS[command], desk)
    assert view.said[-1] == "This annotation is by 乙. Adopt it (menu Annotate) to change it."
    assert view.asked == []
    assert desk.annotations.get(made.id) == made
    assert len(desk.annotations.find()) == 1


def test_what_is_adopted_is_ones_own(desk: Desk, view: FakeView) -> None:
    desk.settings.choose("author", "甲")
    made = annotate(desk.library, 1, "桥通了", note="乙的话", author="乙")
    desk.refresh()
    view.choose_annotation(made)
    run(COMMANDS["adopt_annotation"], desk)
    own = desk.annotations.get(made.id)
    assert (own.author, own.origin, own.note) == ("甲", "乙", "乙的话")
    view.choose_annotation(own)
    run(COMMANDS["colour_3"], desk)
    assert desk.annotations.get(made.id).colour == "blue"
    run(COMMANDS["adopt_annotation"], desk)
    assert view.said[-1] == "This annotation is your own."
    desk.undo()
    desk.undo()
    assert desk.annotations.get(made.id).author == "乙"


def test_words_that_another_marked_can_be_marked_again(desk: Desk, view: FakeView) -> None:
    annotate(desk.library, 1, "桥通了", author="乙")
    desk.refresh()
    assert desk.sheet
    at = desk.sheet.text.index("桥通了")
    view.select(at, at + 5)
    run(COMMANDS["highlight"], desk)
    assert len(desk.annotations.find()) == 2
