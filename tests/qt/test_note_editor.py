"""The note editor: what is typed is saved at once or stays in the field, whatever others do to the library."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton

from reader.errors import LibraryError
from reader.qt.note_editor import NoteEditor
from reader.services import correcting
from reader.services.desk import Desk
from reader.store.annotations import Annotations
from reader.store.library import Library, open_library
from reader.text.merging import PARTED
from tests.driver import CTRL, SHIFT, Driver
from tests.fake_view import desk_on

Start = Callable[..., Driver]


@pytest.fixture
def other(driver: Driver) -> Iterator[Library]:
    """The same library by a connection of its own, as another program has it."""
    with closing(open_library(driver.window.desk.library.path)) as library:
        yield library


def editor(driver: Driver) -> NoteEditor:
    assert driver.window.list.note is not None
    return driver.window.list.note


def text(driver: Driver) -> str:
    return editor(driver).field.toPlainText()


def notes(library: Library) -> list[str]:
    return [a.note for a in Annotations(library).find()]


def another_desk(driver: Driver, library: Library) -> Desk:
    desk = desk_on(library)
    desk.open(driver.window.desk.article_id)
    return desk


def message(driver: Driver) -> str:
    return driver.window.statusBar().currentMessage()


def failed_once_more(driver: Driver) -> None:
    """The note is tried again, as the clock does after a while."""
    assert not editor(driver).keep()
    driver.settle()


def test_each_key_is_saved_before_the_next(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    for typed, stored in (("h", "h"), ("a", "ha"), ("桥", "ha桥")):
        driver.type(typed)
        assert notes(other) == [stored]
    assert editor(driver).state.text() == "saved"
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert notes(other) == [""]


def test_the_list_makes_room_for_what_is_written(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    rows = driver.window.list.view
    heights = [rows.sizeHintForRow(0)]
    for _ in range(2):
        driver.type("很长的一行笔记" * 5)
        heights.append(rows.sizeHintForRow(0))
    assert heights[0] < heights[1] < heights[2]
    assert rows.current() == driver.window.desk.marks_here[0]


def test_after_a_slow_save_the_next_one_waits(driver: Driver, other: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.qt.note_editor.QElapsedTimer.elapsed", lambda clock: 10**7)
    driver.key(Qt.Key.Key_A)
    driver.type("a")
    driver.type("b")
    assert (notes(other), editor(driver).state.text()) == (["a"], "not saved yet")
    editor(driver).keep()
    assert (notes(other), editor(driver).state.text()) == (["ab"], "saved")


def test_what_cannot_be_saved_stays_until_it_is(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("one")
    with other.transaction():
        driver.type(" two")
        failed_once_more(driver)
        assert (notes(other), text(driver), editor(driver).state.text()) == (["one"], "one two", "not saved yet")
        assert message(driver).startswith("The note is not saved yet, and will be tried again. ")
        assert "in use by another program" in message(driver)
    editor(driver)._timer.timeout.emit()  # what the clock does
    assert (notes(other), editor(driver).state.text()) == (["one two"], "saved")
    assert message(driver) == "The note is saved."


def test_an_unsaved_note_outlives_esc_and_the_next_article(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    with other.transaction():
        driver.type("word")
        driver.key(Qt.Key.Key_Escape)
        driver.key(Qt.Key.Key_J)
        assert (editor(driver).isVisible(), text(driver)) == (True, "word")
        driver.key(Qt.Key.Key_A)  # a note on another text must not take its place
        assert text(driver) == "word"
    driver.key(Qt.Key.Key_Escape)
    assert notes(other) == ["word"]
    assert not editor(driver).isVisible()


def test_closing_the_window_asks_about_an_unsaved_note(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    with other.transaction():
        driver.type("word")
        driver.window.close()
        assert driver.dialog().windowTitle() == "A note is not saved"
        driver.key(Qt.Key.Key_Return)  # try again
        assert driver.dialog().isVisible()
        driver.key(Qt.Key.Key_Escape)
        assert (driver.window.isVisible(), text(driver)) == (True, "word")
        driver.window.close()
    driver.dialog()
    driver.key(Qt.Key.Key_Return)
    assert not driver.window.isVisible()
    assert notes(other) == ["word"]


def test_a_window_can_be_closed_without_a_note_that_cannot_be_saved(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    with other.transaction():
        driver.type("word")
        driver.window.close()
        driver.dialog()
        driver.key(Qt.Key.Key_Tab)
        assert isinstance(driver.focus, QPushButton)
        while driver.focus.text() != "Close without the note":
            driver.key(Qt.Key.Key_Tab)
        driver.key(Qt.Key.Key_Space)
        assert not driver.window.isVisible()
    assert notes(other) == [""]


def test_a_text_written_elsewhere_comes_under_the_one_being_typed(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("mine")
    desk = another_desk(driver, other)
    desk.write_note(desk.marks_here[0], "theirs", first=True)
    driver.window._lookout.timer.timeout.emit()
    assert text(driver) == "mine"  # nothing changes under the hands of one who writes
    driver.type("!")
    assert text(driver) == notes(other)[0] == f"mine!{PARTED}theirs"
    driver.type("?")
    assert notes(other) == [f"mine!?{PARTED}theirs"]
    assert "holds both texts" in message(driver)


def test_what_is_done_elsewhere_is_seen_on_coming_back(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("mine")
    driver.key(Qt.Key.Key_F6)
    desk = another_desk(driver, other)
    desk.write_note(desk.marks_here[0], "mine and theirs", first=True)
    driver.window._lookout.timer.timeout.emit()
    assert text(driver) == "mine and theirs"
    assert [a.note for a in driver.window.desk.marks_here] == ["mine and theirs"]
    assert driver.window.list.view.current() == driver.window.desk.marks_here[0]


def test_a_window_that_becomes_active_looks(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_H)
    desk = another_desk(driver, other)
    desk.edit("Recolour", desk.marks_here[0], colour="red")
    driver.application.sendEvent(driver.window, QEvent(QEvent.Type.WindowActivate))
    assert [a.colour for a in driver.window.desk.marks_here] == ["red"]


def test_a_look_that_fails_is_told(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr(driver.window.desk.library, "changed_elsewhere", fail)
    driver.window._lookout.timer.timeout.emit()
    assert message(driver) == "The disk is gone."


def test_a_window_opens_and_closes_while_another_program_writes(start: Start) -> None:
    first = start()
    with first.window.desk.library.transaction():
        second = start()
        assert second.window.desk.article_id == first.window.desk.article_id
        second.key(Qt.Key.Key_J)
        assert "in use by another program" in message(second)
        second.window.close()
        assert not second.window.isVisible()


def test_a_note_on_the_article_left_empty_is_not_kept(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A, SHIFT)
    driver.key(Qt.Key.Key_Escape)
    assert (notes(other), driver.window.desk.history.undoable, editor(driver).isVisible()) == ([], "", False)
    driver.key(Qt.Key.Key_A, SHIFT)
    driver.type("x")
    driver.key(Qt.Key.Key_Backspace)
    driver.key(Qt.Key.Key_Escape)
    assert (notes(other), driver.window.desk.history.undoable) == ([], "Erase note")
    driver.key(Qt.Key.Key_A, SHIFT)
    driver.type("whole")
    driver.key(Qt.Key.Key_Escape)
    assert notes(other) == ["whole"]
    assert driver.window.desk.history.undoable == "Note on the article"


def test_line_breaks_of_another_system_stay_as_many(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    desk = driver.window.desk
    desk.edit("", desk.marks_here[0], note="one\r\ntwo")
    driver.key(Qt.Key.Key_F2)
    driver.key(Qt.Key.Key_F6)
    for _ in range(2):
        editor(driver).follow(desk.marks_here[0])
    assert text(driver) == "one\ntwo"


def test_closing_the_window_ends_the_sitting(driver: Driver, other: Library) -> None:
    driver.key(Qt.Key.Key_A, SHIFT)
    driver.close()
    assert notes(other) == []


def test_closing_the_window_keeps_the_words_that_are_being_corrected(driver: Driver, other: Library) -> None:
    before = driver.window.desk.sheet
    assert before is not None
    driver.key(Qt.Key.Key_F2, SHIFT)
    driver.key(Qt.Key.Key_Home, CTRL)
    driver.type("桥")
    driver.close()
    assert another_desk(driver, other).sheet.text != before.text


def test_the_window_stays_open_with_words_that_cannot_be_kept(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    driver.key(Qt.Key.Key_F2, SHIFT)
    driver.type("桥")

    def busy(*_: object) -> None:
        raise LibraryError("The library is busy.")

    with monkeypatch.context() as patch:
        patch.setattr(correcting, "correct", busy)
        driver.window.close()
        driver.settle()
        assert driver.window.isVisible()
        assert "busy" in message(driver)
    driver.key(Qt.Key.Key_Escape)
