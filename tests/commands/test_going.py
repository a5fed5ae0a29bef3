"""Going from article to article, and from mark to mark."""

from dataclasses import replace

import pytest

from reader.model import Flag, FlagKind
from reader.services.desk import Desk
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView


@pytest.mark.parametrize(
    ("commands", "article"),
    [
        (["next_article"], 2),
        (["next_article", "next_article"], 3),
        (["next_article", "previous_article"], 1),
        (["next_page"], 3),
        (["next_article", "next_page", "previous_page"], 1),
        (["next_page", "next_article", "previous_page"], 1),
        (["next_unread", "next_unread", "previous_article", "next_unread"], 4),
        (["next_page", "previous_unread"], 2),
        (["next_article", "back"], 1),
        (["next_article", "back", "forward"], 2),
        (["scroll_back"], 1),
    ],
)
def test_one_goes_to(desk: Desk, commands: list[str], article: int) -> None:
    assert press(desk, *commands) == ""
    assert desk.article_id == article


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        (["previous_article"], "This is the beginning of the library."),
        (["next_issue"], "This is the end of the library."),
        (["previous_unread"], "There is no unread article in this direction."),
        (["back"], "There is no article to go back to."),
        (["forward"], "There is no article to go forward to."),
        (["next_mark"], "This article has no annotations."),
    ],
)
def test_the_end_of_the_way_is_said(desk: Desk, commands: list[str], words: str) -> None:
    assert press(desk, *commands) == words
    assert desk.article_id == 1


def test_space_scrolls_and_at_the_end_opens_the_next_unread(desk: Desk, view: FakeView) -> None:
    press(desk, "scroll_on")
    assert (desk.article_id, view.asked[-1]) == (1, ("scroll_page", True))
    view.scrolls = False
    press(desk, "scroll_on")
    assert desk.article_id == 2


def test_from_an_empty_desk_one_goes_to_the_first_article(desk: Desk) -> None:
    desk.close_article()
    press(desk, "scroll_on")
    assert desk.article_id == 1


def test_one_goes_from_mark_to_mark(desk: Desk, view: FakeView) -> None:
    for words in ("重开", "两岸", "新桥"):
        put_caret(desk, words, selected=True)
        press(desk, "highlight")
    view.select(0, 0)
    seen = []
    for name in ("next_mark", "next_mark", "previous_mark", "previous_mark"):
        press(desk, name)
        seen.append(view.chosen.quote if view.chosen else "")
    assert seen == ["两岸", "重开", "两岸", "新桥"]
    assert press(desk, "previous_mark") == "There is no further annotation in this direction."


def test_marks_that_begin_at_one_place_are_visited_one_after_another(desk: Desk, view: FakeView) -> None:
    for words in ("两岸只要五分钟", "两岸"):
        put_caret(desk, words, selected=True)
        press(desk, "highlight")
    view.select(0, 0)
    seen = []
    for name in ("next_mark", "next_mark", "previous_mark"):
        press(desk, name)
        seen.append(view.chosen.quote if view.chosen else "")
    assert seen == ["两岸只要五分钟", "两岸", "两岸只要五分钟"]


def test_going_on_from_what_lay_open_at_the_start_reads_it(desk: Desk) -> None:
    desk.glimpse(2)
    press(desk, "previous_article")
    assert desk.marks.is_read(2)


def test_what_is_doubtful_is_told(desk: Desk, view: FakeView) -> None:
    assert press(desk, "show_doubts") == "Nothing in this article is marked as doubtful."
    assert desk.sheet
    desk.sheet.article = replace(desk.sheet.article, flags=(Flag(FlagKind.DOUBTFUL_ARTICLE, 0),))
    press(desk, "show_doubts")
    assert view.asked[-1][:2] == ("report", "Doubtful places")
