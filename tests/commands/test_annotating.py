"""Marking, noting, colouring and deleting by commands."""

import pytest

from reader.model import COLOURS, Annotation, Kind, Style
from reader.services.desk import Desk
from tests.commands.conftest import press, put_caret
from tests.fake_view import FakeView


def only(desk: Desk) -> Annotation:
    [annotation] = desk.marks_here
    return annotation


def asked_for_notes(view: FakeView) -> list[Annotation]:
    """The annotations whose notes were to be edited."""
    return [values[0] for name, *values in view.asked if name == "edit_note" and isinstance(values[0], Annotation)]


def test_a_highlight_takes_the_selection(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    press(desk, "highlight")
    assert (only(desk).quote, only(desk).colour, only(desk).style) == ("两岸只要", "yellow", Style.SOLID)
    assert view.chosen == only(desk)
    assert view.selection()[0] == view.selection()[1]


def test_without_a_selection_it_takes_the_sentence(desk: Desk) -> None:
    put_caret(desk, "五分钟")
    press(desk, "underline")
    assert (only(desk).quote, only(desk).style) == ("两岸只要五分钟！", Style.UNDERLINE)


def test_the_author_signs(desk: Desk) -> None:
    desk.settings.choose("author", "王五")
    press(desk, "highlight", "write_article_note")
    view = desk.view
    assert isinstance(view, FakeView)
    assert {a.author for a in (*desk.marks_here, *asked_for_notes(view))} == {"王五"}


@pytest.mark.parametrize(("number", "colour"), list(enumerate(COLOURS, start=1)))
def test_a_digit_marks_the_selection_and_stays_the_colour(desk: Desk, number: int, colour: str) -> None:
    put_caret(desk, "两岸只要", selected=True)
    press(desk, f"colour_{number}")
    put_caret(desk, "重开", selected=True)
    press(desk, "highlight")
    assert [a.colour for a in desk.marks_here] == [colour, colour]


def test_a_digit_recolours_the_mark_at_the_caret(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    press(desk, "highlight", "colour_3")
    assert (only(desk).colour, desk.undoable) == ("blue", "Recolour")
    assert press(desk, "colour_3") == "It has this colour already."
    press(desk, "undo")
    assert only(desk).colour == "yellow"


def test_a_note_is_written_on_the_mark_or_on_a_new_one(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    press(desk, "write_note")
    assert view.asked[-1] == ("edit_note", only(desk))
    press(desk, "write_note", "edit_note", "edit_tags")
    assert [name for name, *_ in view.asked[-3:]] == ["edit_note", "edit_note", "edit_tags"]
    assert len(desk.marks_here) == 1


def test_an_article_has_one_note_of_its_own(desk: Desk, view: FakeView) -> None:
    press(desk, "write_article_note")
    [empty] = asked_for_notes(view)
    desk.write_note(empty, "全文", first=True)
    press(desk, "write_article_note")
    assert only(desk).kind is Kind.NOTE
    assert asked_for_notes(view) == [empty, only(desk)]


def test_a_note_on_the_article_that_is_never_written_leaves_no_trace(desk: Desk) -> None:
    press(desk, "write_article_note")
    assert (desk.marks_here, desk.undoable, desk.annotations.on_text(1)) == ([], "", [])


@pytest.mark.parametrize("selected", [True, False])
def test_words_are_not_marked_twice_in_the_same_way(desk: Desk, view: FakeView, selected: bool) -> None:
    for times in range(3):
        put_caret(desk, "桥西𠮷野家重开。", selected)
        assert press(desk, "highlight") == ("These words are marked already." if times else "")
    assert view.chosen == only(desk)
    assert view.selection()[0] == view.selection()[1]
    assert desk.sheet
    view.select(len(desk.sheet.text), len(desk.sheet.text))
    press(desk, "highlight", "highlight")
    assert only(desk).colour == "yellow"
    press(desk, "underline")
    assert [a.style for a in desk.marks_here] == [Style.SOLID, Style.UNDERLINE]


def test_words_that_are_marked_already_take_on_the_current_colour(desk: Desk) -> None:
    for colour in ("yellow", "red"):
        desk.colour = colour
        put_caret(desk, "两岸只要", selected=True)
        said = press(desk, "highlight")
    assert (only(desk).colour, desk.undoable) == ("red", "Recolour")
    assert said == "These words were marked already; they have the new colour now."


def test_a_note_on_words_that_are_marked_already_is_that_mark_s_note(desk: Desk, view: FakeView) -> None:
    for _ in range(2):
        put_caret(desk, "两岸只要", selected=True)
        press(desk, "write_note")
    assert asked_for_notes(view) == [only(desk)] * 2


def test_a_deleted_mark_comes_back(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight")
    deleted = only(desk)
    assert press(desk, "delete_annotation") == "Deleted. Ctrl+Z brings it back."
    assert desk.marks_here == []
    assert press(desk, "undo") == "Undone: Delete annotation"
    assert only(desk) == deleted
    assert press(desk, "redo") == "Done again: Delete annotation"


def test_an_annotation_of_another_article_is_opened_at_its_words(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "重开", selected=True)
    press(desk, "highlight")
    view.select(0, 0)
    press(desk, "next_article", "open_annotation")
    assert desk.sheet
    assert (desk.article_id, view.caret()) == (1, desk.sheet.text.index("重开"))
    assert view.asked[-1] == ("focus_pane", "text")


def test_of_several_annotations_at_the_caret_the_next_is_chosen(desk: Desk, view: FakeView) -> None:
    for words in ("两岸只要五分钟", "五分钟"):
        put_caret(desk, words, selected=True)
        press(desk, "highlight")
    put_caret(desk, "五分钟")
    seen = []
    for _ in range(3):
        press(desk, "open_annotation")
        seen.append(view.chosen.quote if view.chosen else "")
    assert seen == ["两岸只要五分钟", "五分钟", "两岸只要五分钟"]


def test_read_and_starred_are_turned_over(desk: Desk, view: FakeView) -> None:
    press(desk, "toggle_read")
    assert not desk.marks.is_read(1)
    press(desk, "toggle_read")
    assert desk.marks.is_read(1)
    assert (press(desk, "toggle_star"), desk.marks.is_starred(1)) == ("Starred.", True)
    assert (press(desk, "toggle_star"), desk.marks.is_starred(1)) == ("Star taken off.", False)
    assert view.asked[-1] == ("show_reading_mark", 1)
