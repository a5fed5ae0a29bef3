"""Two desks on one library, as two windows or a window and the command line: what either writes, the other never wipes."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from reader.errors import LibraryError
from reader.model import Annotation, Change, Kind, Role, Status
from reader.services.annotating import highlight_on, new_annotation
from reader.services.carrying import replace_page
from reader.services.desk import Desk
from reader.store.archive import Archive
from reader.store.library import Library, open_library
from reader.text.merging import PARTED
from tests.fake_view import FakeView, desk_on
from tests.fixtures import BRIDGE, FLOOD, reading, store

BOTH = "This note was changed elsewhere too. It now holds both texts."
LEFT = "It was changed elsewhere since then, and was left as it is."


@pytest.fixture
def desk(library: Library) -> Desk:
    store(library, reading(BRIDGE, FLOOD))
    desk = desk_on(library)
    desk.open(1)
    return desk


@pytest.fixture
def other(desk: Desk) -> Iterator[Desk]:
    """Another desk on the same file, with the same article open."""
    with closing(open_library(desk.library.path)) as library:
        other = desk_on(library)
        other.open(1)
        desk.look_again()
        yield other


def said(desk: Desk) -> str:
    assert isinstance(desk.view, FakeView)
    return desk.view.said[-1] if desk.view.said else ""


def marked(desk: Desk, other: Desk, note: str = "") -> Annotation:
    """A mark that both desks see."""
    assert desk.sheet
    annotation = highlight_on(desk.sheet, 0, 4, "green")
    desk.do(Change("Highlight", after=(annotation,)))
    if note:
        annotation = desk.write_note(annotation, note, first=True)
    other.look_again()
    assert other.marks_here == [annotation]
    return annotation


def stored(desk: Desk, annotation: Annotation) -> Annotation:
    return desk.annotations.get(annotation.id)


def test_a_change_of_one_field_leaves_the_others_as_they_stand(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    other.write_note(seen, "别处写的", first=True)
    other.edit("Tags", stored(other, seen), tags=("路",))
    recoloured = desk.edit("Recolour", seen, colour="red")
    assert (recoloured.note, recoloured.tags, recoloured.colour) == ("别处写的", ("路",), "red")
    assert stored(other, seen) == recoloured
    assert said(desk) == ""
    desk.undo()
    assert (stored(desk, seen).note, stored(desk, seen).tags, stored(desk, seen).colour) == ("别处写的", ("路",), "green")


def test_two_notes_written_at_once_are_both_kept(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    other.write_note(seen, "别处写的", first=True)
    mine = desk.write_note(seen, "此处写的", first=True)
    assert mine.note == stored(other, seen).note == f"此处写的{PARTED}别处写的"
    assert said(desk) == BOTH
    assert desk.write_note(mine, f"此处写完{PARTED}别处写的", first=False).note == f"此处写完{PARTED}别处写的"


def test_what_was_written_elsewhere_already_is_no_step(desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = marked(desk, other)
    monkeypatch.setattr("reader.services.annotating.now", lambda: "2999-01-01T00:00:00.000Z")
    theirs = other.write_note(seen, "一样的", first=True)
    assert desk.write_note(seen, "一样的", first=True) == theirs
    assert desk.history.undoable == "Highlight"


def test_undo_takes_back_only_what_was_written_here(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    mine = desk.write_note(seen, "一", first=True)
    other.write_note(mine, "一二", first=True)
    mine = desk.write_note(mine, "零一", first=False)
    assert mine.note == "零一二"
    desk.write_note(mine, "零一二三", first=False)
    while desk.history.undoable == "Edit note":
        desk.undo()
    assert stored(desk, seen).note == "二"
    while desk.history.redoable:
        desk.redo()
    assert sorted(stored(desk, seen).note) == sorted("零一二三")


def test_undo_leaves_a_colour_that_was_chosen_elsewhere_since(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    blue = desk.edit("Recolour", seen, colour="blue")
    other.edit("Recolour", blue, colour="red")
    desk.undo()
    assert (stored(desk, seen).colour, said(desk), desk.history.redoable) == ("red", LEFT, "")


@pytest.mark.parametrize("way", ["undo", "delete"])
def test_a_note_that_was_not_seen_is_not_put_in_the_bin(desk: Desk, other: Desk, way: str) -> None:
    seen = marked(desk, other)
    other.write_note(seen, "别处写的", first=True)
    if way == "undo":
        desk.undo()
    else:
        desk.do(Change("Delete annotation", before=(seen,)))
    assert (stored(desk, seen).deleted, stored(desk, seen).note, said(desk)) == ("", "别处写的", LEFT)
    assert [a.note for a in desk.marks_here] == ["别处写的"]


def test_a_note_that_is_written_comes_back_from_the_bin(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    other.do(Change("Delete annotation", before=(seen,)))
    assert desk.write_note(seen, "还在写", first=True).deleted == ""
    desk.undo()
    assert stored(desk, seen).deleted


def test_tags_of_both_are_kept(desk: Desk, other: Desk) -> None:
    seen = desk.edit("Tags", marked(desk, other), tags=("甲", "乙"))
    other.edit("Tags", seen, tags=("甲", "乙", "丙"))
    assert desk.edit("Tags", seen, tags=("乙", "丁")).tags == ("乙", "丙", "丁")


def test_what_was_marked_elsewhere_is_seen_after_a_look(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    other.edit("Recolour", seen, colour="red")
    assert desk.marks_here == [seen]
    desk.look_again()
    assert [a.colour for a in desk.marks_here] == ["red"]
    assert isinstance(desk.view, FakeView)
    shown = len(desk.view.asked)
    desk.look_again()
    assert len(desk.view.asked) == shown


def test_an_article_that_was_changed_elsewhere_is_laid_out_anew(desk: Desk, other: Desk) -> None:
    archive = Archive(other.library)
    changed = tuple((role, words.replace("五分钟", "三分钟")) for role, words in BRIDGE)
    with other.library.transaction():
        archive.replace(1, reading(changed, FLOOD), [1, 2])
    desk.look_again()
    assert desk.sheet
    assert "三分钟" in desk.sheet.text


def test_reading_goes_on_while_another_program_holds_the_library(desk: Desk, other: Desk) -> None:
    desk.library.wait_at_most(0)
    with other.library.transaction():
        desk.open(2)
        assert (desk.article_id, desk.can_go(False)) == (2, True)
        assert "is in use by another program" in said(desk)
        with pytest.raises(LibraryError, match="in use"):
            desk.do(Change("Note on the article", after=(new_annotation(2, Kind.NOTE, ""),)))
    assert not desk.history.undoable
    assert not desk.marks.is_read(2)
    desk.look_again()
    assert desk.marks.is_read(2)


def test_a_note_waits_only_a_moment_for_another_program(desk: Desk, other: Desk) -> None:
    seen = marked(desk, other)
    waits: list[int] = []
    plain = desk.library.wait_at_most
    desk.library.wait_at_most = lambda ms: (waits.append(ms), plain(ms))[1]  # type: ignore[method-assign,func-returns-value]
    with other.library.transaction(), pytest.raises(LibraryError):
        desk.write_note(seen, "字", first=True)
    assert waits == [20, 5000]
    assert desk.write_note(seen, "字", first=True).note == "字"


def test_a_note_on_the_article_is_made_by_its_first_words(desk: Desk) -> None:
    empty = new_annotation(1, Kind.NOTE, "")
    note = desk.write_note(empty, "一", first=True)
    desk.write_note(note, "一二", first=False)
    assert [a.note for a in desk.marks_here] == ["一二"]
    assert desk.undo().label == "Note on the article"
    assert (desk.marks_here, desk.history.undoable) == ([], "")
    desk.redo()
    assert [a.note for a in desk.marks_here] == ["一二"]
    desk.end_note()
    assert [a.note for a in desk.marks_here] == ["一二"]


def test_a_note_that_is_empty_again_is_withdrawn(desk: Desk) -> None:
    note = desk.write_note(new_annotation(1, Kind.NOTE, ""), "一", first=True)
    empty = desk.write_note(note, "", first=False)
    desk.end_note()
    assert (desk.marks_here, desk.history.undoable, desk.history.redoable) == ([], "Erase note", "")
    assert desk.write_note(empty, "又写", first=False).deleted == ""


def test_an_older_note_that_is_emptied_stays_for_undo(desk: Desk) -> None:
    note = desk.write_note(new_annotation(1, Kind.NOTE, ""), "一", first=True)
    desk.write_note(note, "", first=True)
    desk.end_note()
    desk.undo()
    assert [a.note for a in desk.marks_here] == ["一"]


def changed_by_import(desk: Desk, *articles: Sequence[tuple[Role, str]]) -> None:
    """Another program imports the page anew, with these articles."""
    with closing(open_library(desk.library.path)) as library, library.transaction():
        replace_page(library, 1, reading(*articles))


def test_a_mark_made_on_a_text_that_an_import_has_just_changed_goes_with_its_words(desk: Desk) -> None:
    assert desk.sheet
    annotation = highlight_on(desk.sheet, 0, len("新桥通车"), "green")
    changed_by_import(desk, FLOOD, BRIDGE)
    desk.do(Change("Highlight", after=(annotation,)))
    [kept] = desk.annotations.find()
    [span] = kept.spans
    assert desk.archive.current_text(span.text_id) == span.text_id
    assert desk.archive.text(span.text_id)[span.start : span.end] == kept.quote == "新桥通车"
    assert kept.article_id == desk.archive.article_holding(span.text_id, span.start)


def test_a_mark_on_words_that_an_import_has_just_taken_away_needs_review(desk: Desk) -> None:
    assert desk.sheet
    annotation = highlight_on(desk.sheet, 0, len("新桥通车"), "green")
    changed_by_import(desk, FLOOD)
    desk.do(Change("Highlight", after=(annotation,)))
    [kept] = desk.annotations.find()
    assert (kept.status, kept.quote) == (Status.NEEDS_REVIEW, "新桥通车")
    assert desk.archive.has_text(kept.article_id)


def test_a_note_on_an_article_that_an_import_has_just_taken_away_is_kept(desk: Desk) -> None:
    note = new_annotation(1, Kind.NOTE, "")
    changed_by_import(desk, FLOOD)
    desk.write_note(note, "不可丢", first=True)
    [kept] = desk.annotations.find()
    assert (kept.note, kept.status) == ("不可丢", Status.NEEDS_REVIEW)
    article = desk.archive.article(kept.article_id)
    assert article is not None
    assert article.headline == "河水上涨"


def test_a_note_that_has_nowhere_to_stand_is_refused_with_a_sentence(desk: Desk) -> None:
    note = new_annotation(1, Kind.NOTE, "")
    changed_by_import(desk)
    with pytest.raises(LibraryError, match="taken away by an import"):
        desk.write_note(note, "不可丢", first=True)


def test_a_mark_that_waits_does_not_undo_what_its_reader_says_since(desk: Desk, other: Desk) -> None:
    desk.library.wait_at_most(0)
    with other.library.transaction():
        desk.open(2)
    desk.turn_read()
    desk.turn_read()
    read = desk.marks.is_read(2)
    desk.look_again()
    assert desk.marks.is_read(2) == read


def test_a_folder_is_watched_while_another_program_writes(desk: Desk, other: Desk) -> None:
    desk.library.wait_at_most(0)
    with other.library.transaction():
        desk.watch("/in")
    assert isinstance(desk.view, FakeView)
    assert ("watch_folder", "/in") in desk.view.asked
    assert desk.marks.session("watched") is None
    desk.look_again()
    assert desk.marks.session("watched") == "/in"
