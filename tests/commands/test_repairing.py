"""Commands that repair pages: each from its key to what the library holds."""

import pytest

from reader.commands.repairing import ROLES
from reader.model import Role
from reader.services.desk import Desk
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView


def answer(view: FakeView, name: str, *values: object) -> None:
    """Answer what was asked last."""
    asked = next(call for call in reversed(view.asked) if call[0] == name)
    asked[-1](*values)  # type: ignore[operator]


def titles(desk: Desk) -> list[str]:
    found = [desk.archive.article(i) for i in desk.archive.article_ids()]
    return [article.title for article in found if article]


def text(desk: Desk) -> str:
    assert desk.sheet
    return desk.sheet.text


@pytest.fixture(autouse=True)
def renewing(desk: Desk, view: FakeView) -> None:
    view.show_library = desk.refresh  # type: ignore[method-assign]  # as the window does it


def test_an_article_is_split_and_joined_again(desk: Desk) -> None:
    put_caret(desk, "桥西")
    assert press(desk, "split_article") == "Split. What followed is the next article."
    assert len(titles(desk)) == 5
    assert text(desk).endswith("两岸只要五分钟！")
    assert press(desk, "join_next_article") == "Joined with the article that followed."
    assert text(desk).endswith("桥西𠮷野家重开。")
    assert press(desk, "undo", "undo") == "Undone: Split article"
    assert titles(desk)[0] == "新桥通车"


def test_an_article_is_joined_with_a_chosen_one(desk: Desk, view: FakeView) -> None:
    press(desk, "join_article")
    asked = view.asked[-1]
    assert asked[3] == ["A1  河水上涨", "A2  千人歌会", "A2  早市开张"]
    answer(view, "ask_choice", 1)
    assert "千人同唱" in text(desk)
    assert view.said[-1] == "Joined."


def test_paragraphs_move_and_the_caret_with_them(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "西𠮷野家")
    press(desk, "move_up")
    assert text(desk).splitlines()[2:] == ["桥西𠮷野家重开。", "桥通了。两岸只要五分钟！"]
    assert text(desk)[view.caret() :].startswith("西𠮷野家")
    press(desk, "move_down")
    assert text(desk).splitlines()[3] == "桥西𠮷野家重开。"
    assert press(desk, "move_down") == "It stands there already."


def test_a_paragraph_moves_to_a_chosen_article(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "桥西")
    press(desk, "move_to_article")
    answer(view, "ask_choice", 0)
    assert "𠮷" not in text(desk)
    desk.open(2)
    assert text(desk).endswith("桥西𠮷野家重开。")


def test_a_line_is_told_what_it_is(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "桥西")
    press(desk, "set_role")
    answer(view, "ask_choice", list(ROLES).index(Role.SUBHEAD))
    assert text(desk).splitlines()[1] == "桥西𠮷野家重开。"
    assert view.said[-1] == "This is now: Subhead (under the headline)"


def test_paragraphs_are_cut_and_joined(desk: Desk) -> None:
    put_caret(desk, "两岸")
    press(desk, "cut_paragraph")
    assert text(desk).splitlines()[2:4] == ["桥通了。", "两岸只要五分钟！"]
    put_caret(desk, "桥通了")
    press(desk, "join_paragraphs")
    assert text(desk).splitlines()[2] == "桥通了。两岸只要五分钟！"


def test_what_is_set_aside_is_brought_back(desk: Desk, view: FakeView) -> None:
    assert press(desk, "bring_back") == "Nothing is set aside on this page."
    put_caret(desk, "两岸", selected=True)
    press(desk, "set_aside")
    assert "两岸" not in text(desk)
    put_caret(desk, "桥西")
    press(desk, "bring_back")
    assert view.asked[-1][3] == ["两岸 — set aside by hand"]
    answer(view, "ask_choice", 0)
    assert text(desk).splitlines()[-1] == "两岸"


def test_words_are_corrected_in_their_place(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "五分钟")
    assert press(desk, "show_old_reading") == "Nothing was corrected here."
    press(desk, "correct_words")
    words, caret = view.asked[-1][3:5]
    assert (words, caret) == ("桥通了。两岸只要五分钟！", 8)
    answer(view, "edit_words", "桥通了。两岸只要十分钟！")
    assert "十分钟" in text(desk)
    assert view.caret() == text(desk).index("十分钟")
    press(desk, "show_old_reading")
    assert view.asked[-1][2] == ["桥通了。两岸只要五分钟！"]
    assert press(desk, "undo") == "Undone: Correct text"
    assert "五分钟" in text(desk)


def test_newspaper_date_and_page_are_put_right_for_the_issue(desk: Desk, view: FakeView) -> None:
    view.branches = list  # type: ignore[method-assign]
    press(desk, "correct_place")
    values, extents = view.asked[-1][1:3]
    assert values == {"newspaper": "江北日报", "date": "2021-03-05", "label": "A1"}
    assert extents == ["this page", "all 2 pages of this issue"]
    answer(view, "ask_place", 1, {"date": "2021-03-06"})
    assert {desk.archive.article(i).place.date for i in (1, 3)} == {"2021-03-06"}  # type: ignore[union-attr]
    press(desk, "undo")
    assert {desk.archive.article(i).place.date for i in (1, 3)} == {"2021-03-05"}  # type: ignore[union-attr]


def test_nothing_is_repaired_where_no_article_is_open(desk: Desk) -> None:
    desk.close_article()
    assert press(desk, "split_article") == "No article is open."


def test_a_step_that_leaves_an_article_without_words_is_done_again_from_elsewhere(desk: Desk, view: FakeView) -> None:
    desk.open(2)
    assert desk.sheet is not None
    view.select(0, len(desk.sheet.text))
    press(desk, "set_aside")
    assert not desk.archive.has_text(2)
    desk.open(1)
    press(desk, "undo")
    assert desk.article_id == 2
    desk.open(1)
    assert press(desk, "redo") == "Done again: Set aside"
    assert desk.article_id == 1
