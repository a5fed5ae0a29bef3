"""The list of annotations, by keys and by what its rows say."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from reader.commands import COMMANDS
from reader.model import Change, Kind, Status
from reader.qt.broken_lines import broken, tag_lines
from reader.qt.note_drawing import NoteDelegate
from reader.qt.note_prompts import TagPrompt
from reader.qt.note_rows import GROUP_ROLE, SOURCE_ROLE
from reader.services.annotating import new_annotation
from reader.services.view import Scope
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_for_export

Start = Callable[..., Driver]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def marked(driver: Driver) -> Driver:
    """Three sentences of the open article are marked, the keyboard is in the list on the first."""
    for _ in range(3):
        driver.key(Qt.Key.Key_H)
        driver.key(Qt.Key.Key_ParenRight)
    driver.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    driver.key(Qt.Key.Key_Return)
    assert driver.focus is driver.window.list.view
    return driver


def row(driver: Driver) -> int:
    return driver.window.list.view.currentIndex().row()


@pytest.mark.usefixtures("application")
def test_characters_beyond_the_bmp_are_not_cut() -> None:
    text = "𠮷野家" * 30
    lines = broken(text, QFont(), 200, 4)
    assert len(lines) == 4
    assert "".join(lines[:3]) == text[: sum(map(len, lines[:3]))]


@pytest.mark.usefixtures("application")
def test_an_empty_text_takes_no_line() -> None:
    assert broken("", QFont(), 200, 3) == broken(" \n", QFont(), 200, 3) == []


@pytest.mark.usefixtures("application")
def test_tags_are_wrapped_and_the_rest_is_counted() -> None:
    tags = [f"tag{number}" for number in range(40)]
    lines = tag_lines(tags, QFont(), 200, 3)
    shown = sum(word.startswith("#") for line in lines for word in line.split())
    assert len(lines) == 3
    assert lines[-1].endswith(f"+{40 - shown} more")
    assert " ".join(tag_lines(tags[:2], QFont(), 200, 3)) == "#tag0 #tag1"
    assert tag_lines([], QFont(), 200, 3) == []


def test_enter_opens_the_chosen_row_and_no_other_at_its_place(marked: Driver) -> None:
    marked.key(Qt.Key.Key_Down)
    chosen = marked.window.list.view.current()
    marked.key(Qt.Key.Key_Return)
    assert marked.focus is marked.window.text
    assert marked.window.list.view.current() == chosen


def test_after_deleting_the_next_row_is_chosen_and_at_the_end_the_last(marked: Driver) -> None:
    second, third = (row.annotation.id for row in marked.window.list.view.rows[1:])
    marked.key(Qt.Key.Key_Delete)
    assert marked.window.list.view.current().id == second
    marked.key(Qt.Key.Key_Down)
    assert marked.window.list.view.current().id == third
    marked.key(Qt.Key.Key_Delete)
    assert marked.window.list.view.current().id == second


def test_the_bin_shows_what_was_deleted_and_gives_it_back(marked: Driver) -> None:
    marked.key(Qt.Key.Key_Delete)
    marked.key(Qt.Key.Key_B, SHIFT)
    assert marked.window.list.scope is Scope.BIN
    assert (marked.window.list.view.model().rowCount(), row(marked)) == (1, 0)
    marked.key(Qt.Key.Key_Z)
    assert marked.window.list.view.model().rowCount() == 0
    assert len(marked.window.desk.marks_here) == 3


def test_rows_of_the_whole_library_say_where_they_stand(marked: Driver) -> None:
    marked.key(Qt.Key.Key_L)
    index = marked.window.list.view.model().index(0)
    assert marked.window.desk.sheet
    title = marked.window.desk.sheet.article.title
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert title in index.data(role)
        assert "株洲日报" in index.data(role)


def test_rows_of_other_articles_are_changed_and_opened(marked: Driver) -> None:
    first = marked.window.desk.article_id
    marked.key(Qt.Key.Key_J)
    marked.key(Qt.Key.Key_L)
    marked.key(Qt.Key.Key_Home)
    marked.key(Qt.Key.Key_4)
    marked.key(Qt.Key.Key_T)
    marked.type("elsewhere")
    marked.key(Qt.Key.Key_Return)
    changed = marked.window.desk.annotations.find()[0]
    assert (changed.article_id, changed.colour, changed.tags) == (first, "pink", ("elsewhere",))
    marked.key(Qt.Key.Key_Return)
    assert marked.window.desk.article_id == first
    assert marked.window.caret() == marked.window.desk.place_of(changed)


def test_a_row_that_needs_review_says_what_to_do(marked: Driver) -> None:
    library = marked.window.desk.library
    library.execute("UPDATE annotation SET status = ?", (Status.NEEDS_REVIEW.value,))
    marked.window.desk.refresh()
    marked.window.focus_pane("list")
    marked.key(Qt.Key.Key_End)
    assert "M gives it other words" in marked.window.statusBar().currentMessage()


def test_the_keyboard_coming_to_the_list_leaves_the_caret(marked: Driver) -> None:
    marked.window.focus_pane("text")
    marked.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    caret = marked.window.caret()
    marked.window.list.view.choose("")
    marked.window.focus_pane("list")
    assert (row(marked), marked.window.caret()) == (0, caret)


def test_the_note_editor_cuts_no_line(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("line " * 300)
    assert driver.window.list.note is not None
    field = driver.window.list.note.field
    room = field.viewport().height() - round(field.document().documentMargin())
    assert room % field.cursorRect().height() == 0


def test_rows_say_where_they_stand_in_the_language_chosen_since(marked: Driver) -> None:
    marked.key(Qt.Key.Key_L)
    rows = marked.window.list.view
    assert "2020年" not in rows.model().index(0).data(SOURCE_ROLE)[1]
    marked.window.run(COMMANDS["language_zh_CN"])
    assert "2020年" in rows.model().index(0).data(SOURCE_ROLE)[1]
    assert rows.accessibleName() == "批注"


def quotes(driver: Driver) -> list[str]:
    return [row.annotation.quote for row in driver.window.list.view.rows]


def colours(driver: Driver) -> list[str]:
    return [a.colour for a in driver.window.desk.marks_here]


def test_several_are_recoloured_and_undone_as_one_step(marked: Driver) -> None:
    marked.key(Qt.Key.Key_Down, SHIFT)
    marked.key(Qt.Key.Key_4)
    assert colours(marked) == ["pink", "pink", "yellow"]
    assert marked.window.list.view.count() == 2
    assert "2 selected" in marked.window.list.count.text()
    marked.key(Qt.Key.Key_Z, CTRL)
    assert colours(marked) == ["yellow"] * 3


def test_space_takes_rows_in_and_out(marked: Driver) -> None:
    marked.key(Qt.Key.Key_Down, CTRL, times=2)
    marked.key(Qt.Key.Key_Space)
    marked.key(Qt.Key.Key_4)
    assert colours(marked) == ["pink", "yellow", "pink"]
    marked.key(Qt.Key.Key_Space)
    assert [a.colour for a in marked.window.chosen_annotations()] == ["pink"]


def test_all_are_deleted_and_brought_back_as_one_step(marked: Driver) -> None:
    marked.key(Qt.Key.Key_A, CTRL)
    marked.key(Qt.Key.Key_Delete)
    assert (marked.window.desk.marks_here, quotes(marked)) == ([], [])
    assert "3 annotations deleted" in marked.window.statusBar().currentMessage()
    marked.key(Qt.Key.Key_B, SHIFT)
    marked.key(Qt.Key.Key_A, CTRL)
    marked.key(Qt.Key.Key_Z)
    assert len(marked.window.desk.marks_here) == 3
    marked.key(Qt.Key.Key_Z, CTRL)
    marked.key(Qt.Key.Key_Z, CTRL)
    assert len(marked.window.desk.marks_here) == 3


def fill_in_tags(driver: Driver, words: str) -> None:
    """Ask for tags by key, and answer in the field of the dialog in the place of what stands there."""
    driver.key(Qt.Key.Key_T)
    prompt = driver.dialog()
    assert isinstance(prompt, TagPrompt)
    QTest.keyClick(prompt.field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(prompt.field, words)
    QTest.keyClick(prompt.field, Qt.Key.Key_Return)
    driver.settle()


def test_several_are_tagged_and_untagged_at_once(marked: Driver) -> None:
    fill_in_tags(marked, "one")
    marked.window.focus_pane("list")
    marked.key(Qt.Key.Key_A, CTRL)
    fill_in_tags(marked, "one two")
    assert [a.tags for a in marked.window.desk.marks_here] == [("one", "two"), ("two",), ("two",)]
    fill_in_tags(marked, "one")
    assert [a.tags for a in marked.window.desk.marks_here] == [("one",), (), ()]


def test_the_chosen_row_stays_where_it_is_when_others_go(marked: Driver) -> None:
    first, _, third = (row.annotation for row in marked.window.list.view.rows)
    marked.key(Qt.Key.Key_End)
    desk = marked.window.desk
    desk.do(Change("Delete annotation", before=(first,)))
    assert (marked.window.list.view.current(), row(marked)) == (third, 1)
    desk.undo()
    assert (marked.window.list.view.current(), row(marked)) == (third, 2)


def test_the_list_is_narrowed_by_typing_and_whole_again_by_esc(marked: Driver) -> None:
    marked.key(Qt.Key.Key_4)
    marked.key(Qt.Key.Key_Slash)
    marked.type("colour:pink")
    assert (len(quotes(marked)), marked.window.list.count.text()) == (1, "1 of 3")
    marked.key(Qt.Key.Key_Return)
    assert marked.focus is marked.window.list.view
    marked.key(Qt.Key.Key_Escape)
    assert (len(quotes(marked)), marked.window.list.filter.isVisible()) == (3, False)
    marked.key(Qt.Key.Key_Escape)
    assert marked.focus is marked.window.text


def test_the_filter_says_where_nothing_fits_and_input_methods_type_in_it(marked: Driver) -> None:
    marked.key(Qt.Key.Key_F, CTRL)
    marked.type("没有这样的话")
    assert quotes(marked) == []
    shown = [label.text() for label in marked.window.list.findChildren(QLabel) if label.isVisible()]
    assert "Esc shows them all" in " ".join(shown)


@pytest.mark.parametrize(
    ("key", "words"),
    [(Qt.Key.Key_C, "colour:pink"), (Qt.Key.Key_T, "tag:one"), (Qt.Key.Key_K, "kind:highlight"), (Qt.Key.Key_S, "status:ok")],
)
def test_a_key_shows_only_what_is_like_the_chosen_one_and_all_again(marked: Driver, key: Qt.Key, words: str) -> None:
    marked.key(Qt.Key.Key_4)
    marked.key(Qt.Key.Key_T)
    marked.type("one")
    marked.key(Qt.Key.Key_Return)
    marked.key(key, SHIFT)
    assert marked.window.list.filter.field.text() == words
    marked.key(key, SHIFT)
    assert (marked.window.list.filter.field.text(), len(quotes(marked))) == ("", 3)


def test_groups_have_heads_and_are_walked_by_key(marked: Driver) -> None:
    marked.key(Qt.Key.Key_4)
    marked.key(Qt.Key.Key_G, SHIFT, times=3)
    rows = marked.window.list.view
    assert [rows.model().index(n).data(GROUP_ROLE) for n in range(3)] == ["yellow · 2", "", "pink · 1"]
    marked.key(Qt.Key.Key_Home)
    marked.key(Qt.Key.Key_Down, ALT)
    assert row(marked) == 2
    marked.key(Qt.Key.Key_Up, ALT)
    assert row(marked) == 0
    assert "by colour" in marked.window.list.count.text()


def test_the_order_is_changed_by_key(marked: Driver) -> None:
    by_place = quotes(marked)
    marked.key(Qt.Key.Key_O, SHIFT)
    assert quotes(marked) == by_place[::-1]
    marked.key(Qt.Key.Key_O, SHIFT, times=2)
    assert quotes(marked) == by_place


def test_the_issue_s_annotations_are_listed(marked: Driver) -> None:
    marked.key(Qt.Key.Key_J)
    marked.window.focus_pane("list")
    assert quotes(marked) == []
    marked.key(Qt.Key.Key_L, SHIFT)
    assert (marked.window.list.scope, len(quotes(marked))) == (Scope.ISSUE, 3)


def test_what_is_chosen_is_exported(marked: Driver, tmp_path: Path) -> None:
    marked.key(Qt.Key.Key_Down, SHIFT)
    chosen, left = quotes(marked)[:2], quotes(marked)[2]
    marked.key(Qt.Key.Key_E, CTRL)
    marked.type(str(tmp_path / "two.json"))
    marked.key(Qt.Key.Key_Return)
    wait_for_export(marked)
    text = (tmp_path / "two.json").read_text(encoding="utf-8")
    assert all(quote.split()[0] in text for quote in chosen)
    assert left.split()[0] not in text


def test_a_long_list_asks_only_rows_that_are_seen_for_heights(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, asked = driver.window.desk, []
    marks = [replace(new_annotation(desk.article_id, Kind.NOTE, ""), note=f"note {n}") for n in range(700)]
    desk.do(Change("Import annotations", after=tuple(marks)))
    monkeypatch.setattr(NoteDelegate, "_height", lambda self, index, option: asked.append(index.row()) or 60)
    driver.window.focus_pane("list")
    driver.wait_until(lambda: len(quotes(driver)) == 700)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End):
        driver.key(key)
    assert row(driver) == 699
    assert len(set(asked)) < 100


def test_a_note_is_shown_as_it_is_meant_and_loads_nothing(marked: Driver, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read", encoding="utf-8")
    marked.key(Qt.Key.Key_A)
    marked.type("**bold** <b>tag</b> ![picture](http://example.org/x.png)")
    marked.key(Qt.Key.Key_Escape)
    marked.window.focus_pane("list")
    marked.key(Qt.Key.Key_I, SHIFT)
    details = marked.window.list.details
    assert details is not None
    shown = details.toPlainText()
    assert "bold <b>tag</b>" in shown
    assert "**" not in shown
    assert "Made " in shown
    assert "On text version" in shown
    assert details.document().resource(2, QUrl.fromLocalFile(str(secret))) in (None, b"", QByteArray())
    left = details.document()
    marked.key(Qt.Key.Key_Down)
    assert "bold" not in details.toPlainText()
    assert not isValid(left)
    marked.key(Qt.Key.Key_I, SHIFT)
    assert not details.isVisible()


def test_a_reading_of_one_s_own_stands_beside_the_quote(marked: Driver) -> None:
    before = marked.window.desk.marks_here[0]
    marked.key(Qt.Key.Key_Q)
    marked.key(Qt.Key.Key_A, CTRL)
    marked.type("as it should be")
    marked.key(Qt.Key.Key_Return, CTRL)
    now = marked.window.desk.marks_here[0]
    assert (now.quote, now.quote_corrected) == (before.quote, "as it should be")
    assert "Read as: as it should be" in marked.window.list.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    marked.key(Qt.Key.Key_Q)
    marked.key(Qt.Key.Key_A, CTRL)
    marked.key(Qt.Key.Key_Delete)
    marked.key(Qt.Key.Key_Return, CTRL)
    assert marked.window.desk.marks_here[0].quote_corrected == ""


def test_colours_are_called_by_the_user_s_own_names(marked: Driver) -> None:
    marked.window.run(COMMANDS["name_colours"])
    marked.dialog()
    marked.type("疑问")
    marked.key(Qt.Key.Key_Return)
    assert marked.window.desk.settings.colour_names() == {"yellow": "疑问"}
    assert COMMANDS["colour_1"].name(marked.window.desk) == "Colour 1: 疑问"
    assert COMMANDS["colour_2"].name(marked.window.desk) == "Colour 2: green"
    marked.key(Qt.Key.Key_3, CTRL)
    assert "疑问" in marked.window.list.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    marked.key(Qt.Key.Key_Slash)
    marked.type("colour:疑问")
    assert len(quotes(marked)) == 3


def test_a_mark_over_paragraphs_is_one_by_keys(driver: Driver) -> None:
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_Home, CTRL)
    driver.key(Qt.Key.Key_Down, SHIFT, times=9)
    driver.key(Qt.Key.Key_H)
    [mark] = driver.window.desk.marks_here
    assert mark.quote.count("\n") >= 2
    assert driver.window.desk.sheet
    assert len(driver.window.desk.sheet.ranges(mark.spans)) >= 2


def test_rows_are_as_high_as_the_width_of_the_pane_needs(marked: Driver) -> None:
    view = marked.window.list.view

    def heights(width: int) -> list[int]:
        marked.window.splitter.setSizes([200, 1080 - width, width])
        marked.settle()
        return [view.visualRect(view.model().index(row)).height() for row in range(3)]

    narrow, wide, narrow_again = heights(220), heights(500), heights(220)
    assert sum(wide) < sum(narrow)
    assert narrow_again == narrow
