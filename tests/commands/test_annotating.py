"""Marking, noting, colouring and deleting by commands."""

from contextlib import closing
from dataclasses import replace

import pytest

from reader.model import COLOURS, Annotation, Change, Kind, Span, Status, Style
from reader.services.annotating import new_annotation
from reader.services.desk import Desk
from reader.services.view import Scope
from reader.store.annotations import Annotations
from reader.store.library import open_library
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
    assert (only(desk).colour, desk.history.undoable) == ("blue", "Recolour")
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
    assert (desk.marks_here, desk.history.undoable, desk.annotations.on_text(1)) == ([], "", [])


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
    assert (only(desk).colour, desk.history.undoable) == ("red", "Recolour")
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


def test_from_the_list_an_annotation_is_opened_at_its_words(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "重开", selected=True)
    press(desk, "highlight")
    view.select(0, 0)
    press(desk, "next_article")
    view.pane = "list"
    press(desk, "open_annotation")
    assert desk.sheet
    assert (desk.article_id, view.caret(), view.pane) == (1, desk.sheet.text.index("重开"), "text")


def test_from_the_text_it_is_shown_in_the_list_and_from_there_the_same(desk: Desk, view: FakeView) -> None:
    for words in ("两岸只要五分钟", "五分钟"):
        put_caret(desk, words, selected=True)
        press(desk, "highlight")
    view.chosen = None
    put_caret(desk, "五分钟")
    press(desk, "open_annotation")
    assert (view.pane, quote_chosen(view)) == ("list", "五分钟")
    view.chosen = desk.marks_here[0]
    press(desk, "open_annotation")
    assert (view.pane, quote_chosen(view)) == ("text", "两岸只要五分钟")


def quote_chosen(view: FakeView) -> str:
    return view.chosen.quote if view.chosen else ""


def test_a_row_of_the_list_is_changed_whatever_is_selected_in_the_text(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    press(desk, "highlight", "next_article")
    view.select(0, 2)
    view.pane = "list"
    press(desk, "colour_4", "write_note")
    [row] = desk.annotations.find()
    assert (row.colour, desk.marks_here) == ("pink", [])
    assert view.asked[-1] == ("edit_note", row)
    press(desk, "delete_annotation")
    assert desk.annotations.find() == []


def test_what_is_in_the_bin_is_brought_back(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight")
    mark = only(desk)
    press(desk, "delete_annotation")
    [view.chosen] = desk.annotations.binned()
    view.pane = "list"
    assert press(desk, "colour_2") == press(desk, "delete_annotation") == "It is in the bin; Z brings it back."
    press(desk, "restore_annotation")
    assert (only(desk), desk.annotations.binned()) == (mark, [])
    view.chosen = None
    press(desk, "undo")
    assert desk.marks_here == []


def test_only_what_is_in_the_bin_is_restored(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight")
    assert press(desk, "restore_annotation") == "This is not in the bin. Shift+B shows what is."


def test_the_list_shows_the_library_and_the_bin_and_the_article_again(desk: Desk, view: FakeView) -> None:
    seen = []
    for name in ("whole_library", "bin", "bin", "whole_library", "whole_library"):
        press(desk, name)
        seen.append(view.scope)
    assert seen == [Scope.LIBRARY, Scope.BIN, Scope.ARTICLE, Scope.LIBRARY, Scope.ARTICLE]
    assert view.pane == "list"


def doubtful(desk: Desk, status: Status) -> None:
    press(desk, "highlight")
    desk.do(Change("", before=(only(desk),), after=(replace(only(desk), status=status),)))


def test_a_place_that_is_right_is_accepted(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    doubtful(desk, Status.MOVED)
    view.chosen = None
    assert press(desk, "accept_place") == "Accepted."
    assert only(desk).status is Status.OK
    view.chosen = None
    assert press(desk, "accept_place") == "This annotation needs no review."


def test_an_annotation_is_given_other_words(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "两岸只要", selected=True)
    doubtful(desk, Status.NEEDS_REVIEW)
    desk.edit("Edit note", only(desk), note="keep me")
    view.pane, view.chosen = "list", only(desk)
    assert press(desk, "move_annotation") == "Select the words that it belongs to, and press M again."
    assert view.pane == "text"
    put_caret(desk, "重开", selected=True)
    press(desk, "move_annotation")
    moved = only(desk)
    assert (moved.quote, moved.status, moved.note, desk.moving) == ("重开", Status.OK, "keep me", None)
    press(desk, "undo")
    assert only(desk).quote == "两岸只要"


def test_esc_lets_go_of_what_was_to_be_moved(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight", "move_annotation", "leave")
    put_caret(desk, "重开", selected=True)
    view.chosen = None
    assert press(desk, "move_annotation") == "There is no annotation here."
    assert only(desk).quote != "重开"


def test_an_annotation_without_a_place_cannot_be_accepted(desk: Desk, view: FakeView) -> None:
    doubtful(desk, Status.NEEDS_REVIEW)
    view.chosen = replace(only(desk), spans=())
    assert press(desk, "accept_place") == "It has no place in the text; M gives it other words."


def test_read_and_starred_are_turned_over(desk: Desk, view: FakeView) -> None:
    press(desk, "toggle_read")
    assert not desk.marks.is_read(1)
    press(desk, "toggle_read")
    assert desk.marks.is_read(1)
    assert (press(desk, "toggle_star"), desk.marks.is_starred(1)) == ("Starred.", True)
    assert (press(desk, "toggle_star"), desk.marks.is_starred(1)) == ("Star taken off.", False)
    assert view.asked[-1] == ("show_reading_mark", 1)


def test_what_was_restored_elsewhere_already_is_not_said_to_be_a_step(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight")
    made = view.chosen = only(desk)
    press(desk, "delete_annotation")
    [view.chosen] = desk.annotations.binned()
    with closing(open_library(desk.library.path)) as other:
        Annotations(other).apply(Change("", before=(view.chosen,), after=(made,)))
    assert press(desk, "restore_annotation") == "It was changed elsewhere since then, and was left as it is."
    assert desk.history.undoable == "Delete annotation"


def test_a_place_in_another_article_that_is_none_cannot_be_accepted(desk: Desk, view: FakeView) -> None:
    doubtful(desk, Status.NEEDS_REVIEW)
    placed = only(desk)
    desk.open(3)
    view.pane, view.chosen = "list", replace(placed, spans=(Span(99, 0, 1),))
    assert press(desk, "accept_place") == "It has no place in the text; M gives it other words."
    view.chosen = placed
    assert press(desk, "accept_place") == "Accepted."


def test_a_note_on_the_article_needs_no_place_to_be_accepted(desk: Desk, view: FakeView) -> None:
    note = desk.write_note(new_annotation(1, Kind.NOTE, ""), "记", first=True)
    view.chosen = desk.edit("", note, status=Status.NEEDS_REVIEW)
    assert press(desk, "accept_place") == "Accepted."
    assert only(desk).status is Status.OK


def test_a_move_that_cannot_be_written_can_be_tried_again(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight", "move_annotation")
    put_caret(desk, "重开", selected=True)
    desk.library.wait_at_most(0)
    with closing(open_library(desk.library.path)) as other, other.transaction():
        assert "in use by another program" in press(desk, "move_annotation")
    view.chosen = None
    assert press(desk, "move_annotation") == "Moved. Ctrl+Z takes it back."
    assert only(desk).quote == "重开"


def test_what_was_deleted_while_it_was_held_is_moved_out_of_the_bin(desk: Desk, view: FakeView) -> None:
    press(desk, "highlight", "move_annotation", "delete_annotation")
    put_caret(desk, "重开", selected=True)
    press(desk, "move_annotation")
    assert only(desk).quote == "重开"
    press(desk, "undo")
    assert desk.marks_here == []


def test_the_review_is_shown_on_demand(desk: Desk, view: FakeView) -> None:
    press(desk, "review")
    assert ("show_review",) in view.asked


def test_a_bookmark_is_put_on_the_sentence_and_taken_away(desk: Desk, view: FakeView) -> None:
    put_caret(desk, "五分钟")
    press(desk, "bookmark")
    assert (only(desk).kind, only(desk).quote, desk.history.undoable) == (Kind.BOOKMARK, "两岸只要五分钟！", "Bookmark")
    view.chosen = None
    press(desk, "colour_3")  # the sentence is there to be marked still
    assert [a.kind for a in desk.marks_here] == [Kind.BOOKMARK, Kind.HIGHLIGHT]
    assert "Ctrl+Z" in press(desk, "bookmark")
    assert only(desk).kind is Kind.HIGHLIGHT


def test_several_are_changed_as_one_step(desk: Desk, view: FakeView) -> None:
    for words in ("两岸只要", "重开"):
        put_caret(desk, words, selected=True)
        press(desk, "highlight")
    view.several, view.pane = list(desk.marks_here), "list"
    assert press(desk, "colour_4") == "2 annotations changed."
    assert [a.colour for a in desk.marks_here] == ["pink", "pink"]
    press(desk, "undo")
    assert [a.colour for a in desk.marks_here] == ["yellow", "yellow"]
    assert press(desk, "delete_annotation").startswith("2 annotations deleted.")
    assert (desk.marks_here, desk.history.undoable) == ([], "Delete annotation")


def test_a_note_on_the_article_has_no_reading_of_a_quote(desk: Desk, view: FakeView) -> None:
    note = desk.write_note(new_annotation(1, Kind.NOTE, ""), "全文", first=True)
    view.chosen = note
    assert press(desk, "edit_reading") == "A note on the whole article has no quote."


def test_what_is_said_names_the_key_that_undo_has(desk: Desk) -> None:
    press(desk, "highlight")
    assert press(desk, "delete_annotation") == "Deleted. Ctrl+Z brings it back."
    press(desk, "undo")
    desk.settings.give_keys({"undo": ("F4",)})
    assert press(desk, "delete_annotation") == "Deleted. F4 brings it back."
    press(desk, "undo")
    desk.settings.give_keys({"undo": ()})
    assert press(desk, "delete_annotation") == "Deleted. Undo brings it back."
