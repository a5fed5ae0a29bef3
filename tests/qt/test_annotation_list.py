"""The list of annotations, by keys and by what its rows say."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from reader.commands import COMMANDS
from reader.model import Status
from reader.qt.annotation_list import SOURCE_ROLE, broken, tag_lines
from reader.services.view import Scope
from tests.driver import SHIFT, Driver

Start = Callable[..., Driver]


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
    second, third = (a.id for a in marked.window.list.view.model().annotations[1:])
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
