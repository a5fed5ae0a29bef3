"""What was typed into a note and wholly erased in one sitting comes back by undo."""

from pathlib import Path

import pytest

from reader.model import Change, Kind
from reader.services.annotating import highlight_on, new_annotation
from reader.services.desk import Desk
from reader.store.library import Library
from tests.fake_view import desk_on
from tests.fixtures import BRIDGE, FLOOD, reading, store


@pytest.fixture
def desk(library: Library) -> Desk:
    store(library, reading(BRIDGE, FLOOD))
    made = desk_on(library, Path("/no such folder/settings.toml"))
    made.open(1)
    return made


def write(desk: Desk, *texts: str, on: Kind = Kind.NOTE) -> None:
    """Type a note key by key, and leave it."""
    assert desk.sheet
    note = new_annotation(1, on, "") if on is Kind.NOTE else highlight_on(desk.sheet, 0, 4, "yellow")
    if on is not Kind.NOTE:
        desk.do(Change("Highlight", after=(note,)))
    for number, text in enumerate(texts):
        note = desk.write_note(note, text, first=number == 0)
    desk.end_note()


def notes(desk: Desk) -> list[str]:
    return [a.note for a in desk.marks_here]


def test_a_note_on_the_article_that_was_erased_comes_back_and_goes_again(desk: Desk) -> None:
    write(desk, "一", "一二", "一", "")
    assert notes(desk) == []
    assert desk.undo().label == "Erase note"
    assert notes(desk) == ["一二"]
    desk.redo()
    assert notes(desk) == []
    desk.undo()
    desk.undo()
    assert (notes(desk), desk.history.undoable) == ([], "")


def test_a_note_on_a_highlight_comes_back_too_and_the_highlight_stays(desk: Desk) -> None:
    write(desk, "一", "一二", "", on=Kind.HIGHLIGHT)
    assert notes(desk) == [""]
    desk.undo()
    assert notes(desk) == ["一二"]
    desk.undo()
    assert notes(desk) == [""]


def test_a_note_in_which_nothing_was_typed_leaves_no_step(desk: Desk) -> None:
    write(desk, "")
    assert (notes(desk), desk.history.undoable) == ([], "")


def test_a_note_that_stays_is_one_step(desk: Desk) -> None:
    write(desk, "一二三", "一")
    desk.undo()
    assert (notes(desk), desk.history.undoable) == ([], "")
