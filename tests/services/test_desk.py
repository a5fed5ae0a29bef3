"""The desk: what lies open, the way back, and changes that can be undone whatever happens between."""

from pathlib import Path

import pytest

from reader.errors import LibraryError, NotFoundError, ReaderError
from reader.formats.clipping import link
from reader.model import Annotation, Change, FlagKind, Kind, Status
from reader.services.annotating import highlight_on, new_annotation
from reader.services.desk import HISTORY, Desk
from reader.services.export_request import Selection
from reader.services.importing import import_paths
from reader.services.taking import clippings
from reader.store.library import Library
from reader.store.shelves import Step
from tests.fake_view import FakeView, desk_on
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store


@pytest.fixture
def desk(library: Library) -> Desk:
    """A desk on a library of two articles, the first of which lies open."""
    store(library, reading(BRIDGE, FLOOD))
    desk = desk_on(library)
    desk.open(1)
    return desk


def view(desk: Desk) -> FakeView:
    assert isinstance(desk.view, FakeView)
    return desk.view


def highlighted(desk: Desk, words: str) -> Annotation:
    """Mark words of the open article."""
    assert desk.sheet
    start = desk.sheet.text.index(words)
    annotation = highlight_on(desk.sheet, start, start + len(words), "green")
    desk.do(Change("Highlight", after=(annotation,)))
    return annotation


def stored(desk: Desk, annotation: Annotation) -> Annotation:
    return desk.annotations.get(annotation.id)


# --- articles -----------------------------------------------------------------------------------------------------


def test_an_opened_article_is_shown_and_read(desk: Desk) -> None:
    assert ("show_sheet", 1, 0) in view(desk).asked
    assert ("show_reading_mark", 1) in view(desk).asked
    assert (desk.marks.is_read(1), desk.marks.is_read(2)) == (True, False)


def test_the_caret_is_where_it_was_left(desk: Desk) -> None:
    view(desk).select(7, 7)
    desk.open(2)
    desk.open(1)
    assert view(desk).asked[-1] == ("show_sheet", 1, 7)
    desk.open(2, position=3)
    assert ("show_sheet", 2, 3) in view(desk).asked


def test_a_position_beyond_a_text_that_became_shorter_is_its_end(desk: Desk) -> None:
    desk.marks.set_position(2, 9999)
    desk.open(2)
    assert desk.sheet
    assert view(desk).asked[-2] == ("show_sheet", 2, len(desk.sheet.text))


def test_back_and_forward_go_through_what_was_read(desk: Desk) -> None:
    desk.open(2)
    desk.go_back()
    assert (desk.article_id, desk.can_go(False), desk.can_go(True)) == (1, False, True)
    desk.go_forward()
    assert (desk.article_id, desk.can_go(False), desk.can_go(True)) == (2, True, False)
    desk.go_back()
    desk.open(2)
    assert not desk.can_go(True)


def test_opening_the_open_article_again_is_no_step(desk: Desk) -> None:
    desk.open(1)
    assert not desk.can_go(False)


def test_a_link_of_an_export_leads_to_its_annotation(desk: Desk, library: Library) -> None:
    made = mark(library, 1, "两岸只要五分钟")
    [clipping] = clippings(library, Selection())
    desk.open(2)
    desk.follow(link(clipping))
    assert (desk.article_id, view(desk).chosen) == (1, made)
    assert desk.sheet
    assert desk.sheet.text[desk.view.caret() :].startswith("两岸只要五分钟")
    bin_it(library, made)
    desk.follow(f"jianbao://open?article=99&annotation={made.short_id}")
    assert view(desk).said == ["This annotation was deleted: it is in the bin."]
    desk.follow("jianbao://open?article=2")
    assert desk.article_id == 2


@pytest.mark.parametrize("words", ["jianbao://", "jianbao://open", "jianbao://open?article=²", "jianbao://shut?article=1", ""])
def test_what_is_no_link_is_told(desk: Desk, words: str) -> None:
    with pytest.raises(ReaderError, match="is no link of Jianbao, which reads jianbao://open"):
        desk.follow(words)


def test_the_way_back_has_an_end(desk: Desk) -> None:
    for number in range(HISTORY + 9):
        desk.open(number % 2 + 1)
    steps = 0
    while desk.can_go(False):
        desk.go_back()
        steps += 1
    assert steps == HISTORY


def test_an_article_that_is_not_there_changes_nothing(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="Article 99 is not in this library"):
        desk.open(99)
    assert (desk.article_id, desk.can_go(False)) == (1, False)


def vanish(desk: Desk, article_id: int) -> None:
    """Take an article away, as an import by another program may."""
    for statement in ("DELETE FROM piece WHERE article_id = ?", "DELETE FROM article WHERE id = ?"):
        desk.library.execute(statement, (article_id,))


def test_the_way_back_survives_an_article_that_vanished(desk: Desk) -> None:
    desk.open(2)
    vanish(desk, 1)
    with pytest.raises(NotFoundError):
        desk.go_back()
    assert (desk.article_id, desk.can_go(False), desk.can_go(True)) == (2, False, False)


def test_the_open_article_may_vanish(desk: Desk) -> None:
    vanish(desk, 1)
    assert desk.neighbour(Step.ARTICLE, forward=True) == 2
    desk.refresh()
    assert (desk.article_id, desk.marks_here) == (0, [])
    assert view(desk).asked[-1] == ("show_sheet", 0, 0)
    desk.open(2)
    assert desk.article_id == 2


def test_reading_goes_on_from_an_article_that_vanished(desk: Desk) -> None:
    vanish(desk, 1)
    desk.open(2)
    assert desk.article_id == 2


def test_a_read_only_library_is_read_without_a_trace(desk: Desk) -> None:
    desk.close_article()
    desk.library.writable = False
    desk.open(2)
    desk.leave()
    assert (desk.article_id, desk.marks.is_read(2)) == (2, False)


def test_what_the_page_lost_is_printed_in_the_text(seeded: Library) -> None:
    desk = desk_on(seeded)
    shown: dict[FlagKind, str] = {}
    for article_id in desk.archive.article_ids():
        desk.open(article_id)
        assert desk.sheet
        shown |= {run.flag: desk.sheet.text for block in desk.sheet.blocks for run in block.runs if run.flag}
    assert set(shown) == {FlagKind.HEAD_MISSING, FlagKind.TAIL_MISSING, FlagKind.LOSS_SUSPECTED}
    assert "\n[beginning missing] " in shown[FlagKind.HEAD_MISSING]
    assert " [end missing]" in shown[FlagKind.TAIL_MISSING]
    assert "[words missing?]" in shown[FlagKind.LOSS_SUSPECTED]


# --- annotations --------------------------------------------------------------------------------------------------


def test_a_change_is_in_the_store_and_on_the_screen_at_once(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    assert stored(desk, annotation) == annotation
    assert desk.marks_here == [annotation]
    assert view(desk).asked[-1] == ("show_annotations", [annotation], (annotation,))


def test_undo_and_redo_walk_through_every_state(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    blue = desk.edit("Recolour", annotation, colour="blue")
    desk.do(Change("Delete annotation", before=(blue,)))
    assert [desk.undo().label for _ in range(3)] == ["Delete annotation", "Recolour", "Highlight"]
    assert (desk.history.undoable, desk.history.redoable, desk.marks_here) == ("", "Highlight", [])
    seen = []
    for _ in range(3):
        desk.redo()
        seen.append([a.colour for a in desk.marks_here])
    assert seen == [["green"], ["blue"], []]
    assert desk.history.redoable == ""
    desk.undo()
    assert desk.marks_here == [blue]


def test_a_new_change_ends_what_could_be_done_again(desk: Desk) -> None:
    highlighted(desk, "两岸只要五分钟")
    desk.undo()
    highlighted(desk, "桥通了")
    assert desk.history.redoable == ""


def test_no_change_is_no_step(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    assert desk.edit("Recolour", annotation, colour="green") == annotation
    assert desk.history.undoable == "Highlight"


def test_a_sitting_at_a_note_is_one_step(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    for length in range(1, 4):
        annotation = desk.write_note(annotation, "很快啊"[:length], first=length == 1)
        assert stored(desk, annotation).note == "很快啊"[:length]
    desk.undo()
    assert stored(desk, annotation).note == ""
    assert desk.history.undoable == "Highlight"
    desk.redo()
    assert stored(desk, annotation).note == "很快啊"


def test_two_sittings_are_two_steps(desk: Desk) -> None:
    annotation = desk.write_note(highlighted(desk, "两岸只要五分钟"), "一", first=True)
    annotation = desk.write_note(annotation, "一二", first=True)
    desk.undo()
    assert stored(desk, annotation).note == "一"


def test_writing_on_after_an_undo_is_a_step_of_its_own(desk: Desk) -> None:
    annotation = desk.write_note(highlighted(desk, "两岸只要五分钟"), "一", first=True)
    desk.undo()
    desk.write_note(stored(desk, annotation), "二", first=False)
    desk.undo()
    assert stored(desk, annotation).note == ""


def test_an_undo_that_cannot_be_written_can_be_tried_again(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    desk.library.writable = False
    with pytest.raises(LibraryError):
        desk.undo()
    desk.library.writable = True
    assert desk.undo().label == "Highlight"
    desk.library.writable = False
    with pytest.raises(LibraryError):
        desk.redo()
    desk.library.writable = True
    desk.redo()
    assert desk.marks_here == [annotation]


def test_a_change_of_what_an_import_has_carried_stays_on_its_words(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "江北日报_20210120_A01.txt"
    text = "## 新桥通车\n\n江北日报讯 新桥昨天通车，两岸居民过河从此只要五分钟。\n"
    page.write_text(text, encoding="utf-8")
    list(import_paths(library, [page]))
    desk = desk_on(library)
    desk.open(1)
    old = highlighted(desk, "过河从此只要五分钟")
    gone = desk.edit("Recolour", highlighted(desk, "新桥昨天通车"), colour="red")
    desk.do(Change("Delete annotation", before=(gone,)))
    page.write_text(text.replace("昨天", "前天上午"), encoding="utf-8")
    list(import_paths(library, [page]))
    carried = stored(desk, old)
    assert carried.spans != old.spans
    assert desk.write_note(old, "快", first=True).spans == carried.spans
    for _ in range(5):
        desk.undo()
    for _ in range(5):
        desk.redo()
    desk.undo()
    desk.undo()
    assert (stored(desk, old).spans, stored(desk, old).deleted) == (carried.spans, "")
    assert (stored(desk, gone).quote, stored(desk, gone).status) == ("新桥前天上午通车", Status.CHANGED)


def test_the_narrowest_mark_at_the_caret_comes_first(desk: Desk) -> None:
    wide = highlighted(desk, "桥通了。两岸只要五分钟！")
    narrow = highlighted(desk, "五分钟")
    assert desk.sheet
    at = desk.sheet.text.index("五分钟")
    assert desk.marks_at(at) == [narrow, wide]
    assert desk.marks_at(at - 1) == [wide]
    assert desk.marks_at(0) == []
    assert desk.place_of(narrow) == at


def test_a_note_on_the_article_has_no_place_in_it(desk: Desk) -> None:
    note = new_annotation(1, Kind.NOTE, "")
    desk.do(Change("Note on the article", after=(note,)))
    assert (desk.place_of(note), desk.marks_at(0)) == (0, [])
    desk.close_article()
    assert (desk.marks_at(0), desk.place_of(note)) == ([], 0)


# --- read and unread ----------------------------------------------------------------------------------------------


def test_what_the_program_lays_open_is_read_when_its_reader_goes_on(desk: Desk) -> None:
    desk.glimpse(2)
    desk.refresh()
    assert not desk.marks.is_read(2)
    desk.finish_reading()
    assert desk.marks.is_read(2)


def test_what_was_marked_unread_stays_so_when_its_reader_goes_on(desk: Desk) -> None:
    desk.turn_read()
    desk.finish_reading()
    assert not desk.marks.is_read(1)


def test_going_back_is_reading(desk: Desk) -> None:
    desk.glimpse(2)
    desk.open(1)
    desk.go_back()
    assert desk.marks.is_read(2)


def test_what_is_undone_or_redone_in_another_article_is_gone_to(desk: Desk) -> None:
    highlighted(desk, "新桥")
    desk.open(2)
    desk.undo()
    assert (desk.article_id, desk.marks_here) == (1, [])
    desk.open(2)
    desk.redo()
    assert (desk.article_id, len(desk.marks_here)) == (1, 1)
    desk.go_back()
    assert desk.article_id == 2


def test_the_screen_is_told_what_has_changed_and_reads_no_list_anew(desk: Desk) -> None:
    annotation = highlighted(desk, "两岸只要五分钟")
    desk.do(Change("Delete annotation", before=(annotation,)))
    desk.undo()
    desk.edit("Recolour", annotation, colour="red")
    told = [values for name, *values in view(desk).asked if name == "show_annotations"]
    assert [[a.colour for a in changed or ()] for _, changed in told] == [["green"], ["green"], ["green"], ["red"]]
