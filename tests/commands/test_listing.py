"""What the list of annotations shows, by commands."""

from dataclasses import replace

import pytest

from reader.services.desk import Desk
from reader.services.view import Arrangement, Group, Order
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView


@pytest.fixture
def chosen(desk: Desk, view: FakeView) -> FakeView:
    """A mark with two tags is chosen in the list."""
    put_caret(desk, "两岸只要", selected=True)
    press(desk, "highlight")
    view.chosen = desk.edit("Tags", desk.marks_here[0], tags=("新 桥", "交通"))
    view.pane = "list"
    return view


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("only_colour", "colour:yellow"),
        ("only_kind", "kind:highlight"),
        ("only_status", "status:ok"),
        ("only_newspaper", "newspaper:江北日报"),
        ("only_date", "date:2021-03-05"),
    ],
)
def test_what_is_like_the_chosen_one_is_shown_alone(desk: Desk, chosen: FakeView, command: str, words: str) -> None:
    chosen.arranged = Arrangement(words="桥")
    press(desk, command)
    assert chosen.arranged.words == f"桥 {words}"
    press(desk, command)
    assert chosen.arranged.words == "桥"


def test_its_tags_come_one_after_the_other(desk: Desk, chosen: FakeView) -> None:
    shown = []
    for _ in range(3):
        press(desk, "only_tag")
        shown.append(chosen.arranged.words)
    assert shown == ['tag:"新 桥"', "tag:交通", 'tag:"新 桥"']
    assert chosen.chosen
    chosen.chosen = replace(chosen.chosen, tags=())
    assert press(desk, "only_tag") == "The chosen annotation has none."


def test_orders_and_groups_follow_each_other(desk: Desk, chosen: FakeView) -> None:
    assert press(desk, "next_order") == "the newest first"
    assert press(desk, "next_grouping") == "by article"
    assert chosen.arranged == Arrangement(order=Order.CREATED, group=Group.ARTICLE)
    for _ in range(2):
        press(desk, "next_order")
    for _ in range(5):
        press(desk, "next_grouping")
    assert chosen.arranged == Arrangement()


def test_where_no_group_follows_it_is_said(desk: Desk, chosen: FakeView) -> None:
    assert press(desk, "next_group") == "The list is not grouped; Shift+G groups it."
    press(desk, "next_grouping")
    assert press(desk, "next_group") == ""
    assert press(desk, "previous_group") == "There is no further group in this direction."


def test_without_a_chosen_row_the_reason_is_said(desk: Desk) -> None:
    assert press(desk, "only_colour") == press(desk, "turn_selected") == "No annotation is chosen in the list."
