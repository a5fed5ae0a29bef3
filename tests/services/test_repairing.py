"""Repairs by hand over a library: highlights stay on their words, imports keep what was repaired, undo leads back exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import PastUndoError, RepairError
from reader.model import Change, Kind, Role, Status
from reader.services.annotating import new_annotation
from reader.services.correcting import correct, old_readings, words_of
from reader.services.given import Given
from reader.services.history import History
from reader.services.importing import import_paths
from reader.services.placing import correct_place
from reader.services.repairing import anchor, cut, merge, move, set_aside, set_role, split, take_out
from reader.services.searching import count, search, understood
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.text.sheet import Sheet
from tests.fixtures import BRIDGE, FLOOD, FOLIO, all_rows, mark, reading, stands, store
from tests.services.test_joining import FIRST, SECOND, bring


@pytest.fixture
def small(library: Library) -> Library:
    store(library, reading(BRIDGE, FLOOD, aside=FOLIO))
    return library


def sheet(library: Library, article_id: int) -> Sheet:
    article = Archive(library).article(article_id)
    assert article is not None
    return Sheet(article)


def at(library: Library, article_id: int, words: str) -> tuple[Sheet, int]:
    shown = sheet(library, article_id)
    return shown, shown.text.index(words)


def do(library: Library, step: Callable[[], Change]) -> Change:
    done = History(library).do(step)
    assert list(faults(library)) == []
    assert [a for a in Annotations(library).find(with_bin=True) if not stands(Archive(library), a)] == []
    return done


def titles(library: Library) -> list[str]:
    archive = Archive(library)
    return [article.title for i in archive.article_ids() if (article := archive.article(i))]


def test_a_split_takes_the_highlights_on_its_words_along(small: Library) -> None:
    first, second = mark(small, 1, "桥通了"), mark(small, 1, "桥西")
    before = all_rows(small)
    do(small, lambda: split(small, *at(small, 1, "桥西")))
    [new] = set(Archive(small).article_ids()) - {1, 2}
    kept = Annotations(small)
    assert (kept.get(first.id).article_id, kept.get(second.id).article_id) == (1, new)
    History(small).undo()
    assert all_rows(small) == before


def test_a_note_on_an_article_goes_with_it_into_the_one_it_is_joined_to_and_back(small: Library) -> None:
    note = new_annotation(2, Kind.NOTE, "")
    do(small, lambda: Change("Note on the article", after=(note,)))
    before = all_rows(small)
    do(small, lambda: merge(small, 1, 2))
    assert Annotations(small).get(note.id).article_id == 1
    assert titles(small) == ["新桥通车"]
    History(small).undo()
    assert all_rows(small) == before
    History(small).redo()
    assert Annotations(small).get(note.id).article_id == 1


def test_a_highlight_over_what_is_set_aside_keeps_its_words(small: Library) -> None:
    marked = mark(small, 1, "两岸只要五分钟")
    shown, start = at(small, 1, "两岸")
    do(small, lambda: set_aside(small, shown, start, start + 3))
    assert Annotations(small).get(marked.id).spans == marked.spans


def test_undo_and_redo_outlast_a_restart(small: Library) -> None:
    do(small, lambda: split(small, *at(small, 1, "桥西")))
    marked = mark(small, 2, "无人受伤")
    again = History(small)
    assert (again.undoable, again.redoable) == ("Highlight", "")
    again.undo()
    again = History(small)
    assert (again.undoable, again.redoable) == ("Split article", "Highlight")
    again.redo()
    assert not Annotations(small).get(marked.id).deleted
    again.undo()
    again.undo()
    assert titles(small) == ["新桥通车", "河水上涨"]


def test_only_the_last_hundred_steps_are_kept(small: Library) -> None:
    for colour in ("red", "blue") * 51:
        mark(small, 2, "无人受伤", colour=colour)
    history = History(small)
    for _ in range(100):
        history.undo()
    assert history.undoable == ""


def test_a_page_repaired_elsewhere_since_is_left_as_it_is(small: Library) -> None:
    here, elsewhere = History(small), History(small)
    here.do(lambda: split(small, *at(small, 1, "桥西")))
    elsewhere.do(lambda: cut(small, *at(small, 2, "无人")))
    before = all_rows(small)
    with pytest.raises(PastUndoError, match="changed elsewhere"):
        here.undo()
    assert (all_rows(small), here.undoable) == (before, "")


def test_a_correction_keeps_the_old_reading_to_be_seen_and_found(small: Library) -> None:
    marked, beside = mark(small, 1, "只要五分钟"), mark(small, 1, "桥通了")
    shown, start = at(small, 1, "两岸")
    block = shown.block_at(start)
    assert block is not None
    do(small, lambda: correct(small, shown, block, words_of(shown, block).replace("五分", "三刻")))
    changed, same = (Annotations(small).get(a.id) for a in (marked, beside))
    assert (changed.quote, changed.status) == ("只要三刻钟", Status.CHANGED)
    assert (same.quote, same.status) == ("桥通了", Status.OK)
    after = sheet(small, 1)
    block = after.block_at(after.text.index("三刻"))
    assert block is not None
    assert old_readings(small, block) == ["桥通了。两岸只要五分钟！"]
    assert [count(small, understood(f'"{words}"')) for words in ("三刻钟", "五分钟", "七分钟")] == [1, 1, 0]
    assert "五分钟" in next(iter(search(small, understood('"五分钟"'))[:1])).snippet
    History(small).undo()
    assert [count(small, understood(f'"{words}"')) for words in ("三刻钟", "五分钟")] == [0, 1]
    assert Annotations(small).get(marked.id).quote == "只要五分钟"


def test_words_put_in_beside_a_highlight_are_not_part_of_it(small: Library) -> None:
    marked = mark(small, 1, "桥通了")
    shown, start = at(small, 1, "桥通了")
    block = shown.block_at(start)
    assert block is not None
    do(small, lambda: correct(small, shown, block, "新" + words_of(shown, block).replace("桥通了", "桥通了呀") + "好"))
    assert Annotations(small).get(marked.id).quote == "桥通了"
    assert "新桥通了呀。两岸只要五分钟！好" in sheet(small, 1).text


def test_words_all_taken_out_leave_their_highlight_for_review(small: Library) -> None:
    marked = mark(small, 1, "两岸")
    shown, start = at(small, 1, "两岸")
    block = shown.block_at(start)
    assert block is not None
    do(small, lambda: correct(small, shown, block, words_of(shown, block).replace("两岸", "")))
    assert Annotations(small).get(marked.id).status is Status.NEEDS_REVIEW
    with pytest.raises(RepairError, match="set it aside"):
        History(small).do(lambda: correct(small, shown, block, " \n"))


# --- imports keep what was repaired -------------------------------------------------------------------------------


def page_of(library: Library, words: str) -> int:
    found: int = library.value("SELECT page_id FROM text_version WHERE instr(text, ?) ORDER BY id DESC", (words,))
    return found


def article_with(library: Library, words: str) -> int:
    archive = Archive(library)
    return next(i for i in archive.article_ids() if words in sheet(library, i).text)


def repaired(library: Library) -> None:
    """Split, give a role, correct, move: something of everything."""
    do(library, lambda: split(library, *at(library, article_with(library, "春耕备耕"), "各乡镇")))
    shown, start = at(library, article_with(library, "各乡镇"), "各乡镇")
    do(library, lambda: set_role(library, shown, start, start + 3, Role.SECTION))
    shown, start = at(library, article_with(library, "大桥全长"), "大桥全长")
    block = shown.block_at(start)
    assert block is not None
    do(library, lambda: correct(library, shown, block, words_of(shown, block).replace("两公里", "二公里")))


def test_the_same_file_imported_again_changes_no_row(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    repaired(library)
    mark(library, article_with(library, "二公里"), "二公里")
    before = all_rows(library)
    bring(library, tmp_path, FIRST, SECOND)
    assert all_rows(library) == before


def test_a_page_read_again_is_repaired_again(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    repaired(library)
    marked = mark(library, article_with(library, "二公里"), "二公里")
    before = [sheet(library, i).text for i in Archive(library).article_ids()]
    outcomes = list(import_paths(library, [tmp_path / "a1.txt"], Given(again=True)))
    assert [(o.outcome, o.notice) for o in outcomes] == [("changed", None)]
    assert [sheet(library, i).text for i in Archive(library).article_ids()] == before
    assert Annotations(library).get(marked.id).quote == "二公里"
    assert list(faults(library)) == []


def test_a_changed_file_is_repaired_as_the_old_one_was(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    repaired(library)
    bring(library, tmp_path, FIRST.replace("双向六车道", "双向八车道").replace("连日来", "近来"))
    assert "二公里，双向八车道" in sheet(library, article_with(library, "二公里")).text
    assert sheet(library, article_with(library, "各乡镇")).text.startswith("各乡镇\n")
    assert list(faults(library)) == []


def test_a_repair_whose_place_is_gone_is_told_and_kept(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    repaired(library)
    count_before = len(Layouts(library).repairs(page_of(library, "各乡镇")))
    (tmp_path / "a1.txt").write_text(FIRST[: FIRST.index("## 春耕")], encoding="utf-8")
    [outcome] = import_paths(library, [tmp_path / "a1.txt"])
    assert "2 of the repairs by hand could not be done again" in (outcome.notice or "")
    assert len(Layouts(library).repairs(page_of(library, "两公里"))) == count_before
    bring(library, tmp_path, FIRST)
    assert sheet(library, article_with(library, "各乡镇")).text.startswith("各乡镇\n")


# --- the turn of a page -------------------------------------------------------------------------------------------


def whole(library: Library) -> list[str]:
    return [t.split("\n")[0] for i in Archive(library).article_ids() for t in [sheet(library, i).text]]


def test_pages_parted_by_hand_stay_parted(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    assert len(whole(library)) == 3
    before = all_rows(library)
    joined = article_with(library, "大桥全长")
    second = next(f for f in sheet(library, joined).article.fragments if "上接" in f.text)
    shown = sheet(library, joined)
    place = next(run.start for block in shown.blocks for run in block.runs if run.fragment == second)
    later = min(run.start for b in shown.blocks for run in b.runs if run.fragment and run.fragment.text_id == second.text_id)
    do(library, lambda: split(library, shown, min(place, later)))
    assert len(whole(library)) == 4
    (tmp_path / "a1.txt").unlink()
    bring(library, tmp_path, FIRST + "\n完。\n")
    assert len(whole(library)) == 4
    assert all_rows(library) != before


def test_articles_of_two_pages_joined_by_hand_stay_joined(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    spring, books = article_with(library, "春耕"), article_with(library, "图书馆")
    marked = mark(library, books, "晚上九点")
    do(library, lambda: merge(library, spring, books))
    assert len(whole(library)) == 2
    assert Annotations(library).get(marked.id).article_id == spring
    bring(library, tmp_path, SECOND + "\n完。\n")
    assert len(whole(library)) == 2
    assert "晚上九点" in sheet(library, spring).text
    assert list(faults(library)) == []


def test_what_is_split_off_before_the_page_turns_goes_on_over_it(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    joined = article_with(library, "大桥全长")
    do(library, lambda: split(library, *at(library, joined, "市长在")))
    assert "步道" not in sheet(library, joined).text
    assert "步道" in sheet(library, article_with(library, "市长在")).text
    History(library).undo()
    assert "步道" in sheet(library, joined).text


def test_a_paragraph_is_not_moved_to_another_page(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    shown, start = at(library, article_with(library, "春耕"), "各乡镇")
    target, goal = at(library, article_with(library, "图书馆"), "开放时间")
    with pytest.raises(RepairError, match="another page"):
        History(library).do(lambda: move(library, shown, start, anchor(target, goal)))


def test_a_paragraph_becomes_an_article_and_is_joined_to_one_of_another_page(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    do(library, lambda: take_out(library, *at(library, article_with(library, "大桥全长"), "市长在")))
    do(library, lambda: merge(library, article_with(library, "图书馆"), article_with(library, "市长在")))
    assert "市长在" in sheet(library, article_with(library, "图书馆")).text


# --- newspaper, date, page ----------------------------------------------------------------------------------------


def test_a_date_put_right_stands_above_what_the_page_says(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    page = page_of(library, "春耕")
    do(library, lambda: correct_place(library, [page], {"date": "2021年3月6日", "label": "B2"}))
    place = sheet(library, article_with(library, "春耕")).article.place
    assert (place.newspaper, place.date, place.label) == ("晨江日报", "2021-03-06", "B2")
    assert len(whole(library)) == 4  # in another issue its article goes on none
    bring(library, tmp_path, FIRST.replace("连日来", "近来"))
    assert sheet(library, article_with(library, "春耕")).article.place == place
    history = History(library)
    with pytest.raises(PastUndoError):
        history.undo()  # the page was imported anew since


def test_a_place_put_right_for_several_pages_is_one_step(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    before = all_rows(library)
    pages = [page_of(library, "春耕"), page_of(library, "图书馆")]
    do(library, lambda: correct_place(library, pages, {"newspaper": "江城晨报"}))
    assert {sheet(library, i).article.place.newspaper for i in Archive(library).article_ids()} == {"江城晨报"}
    assert len(whole(library)) == 3
    History(library).undo()
    assert all_rows(library) == before


@pytest.mark.parametrize("page", ["春耕", "图书馆"])
def test_marks_leave_an_article_whose_other_part_goes_to_another_issue(library: Library, tmp_path: Path, page: str) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    joined = article_with(library, "新桥")
    marks = [mark(library, joined, "晨江新桥"), mark(library, joined, "提前三个月")]
    do(library, lambda: correct_place(library, [page_of(library, page)], {"date": "2021-03-09"}))
    homes = [annotation.article_id for annotation in Annotations(library).of_ids([made.id for made in marks])]
    assert homes[0] != homes[1]
    after, history = all_rows(library), History(library)
    for _ in range(2):
        history.undo()
        history.redo()
        assert all_rows(library) == after


def test_a_date_that_is_none_is_refused(small: Library) -> None:
    with pytest.raises(RepairError, match="2020-02-30"):
        correct_place(small, [1], {"date": "2020-02-30"})


def test_an_article_whose_id_was_given_anew_is_not_brought_back_over_it(small: Library) -> None:
    history = History(small)
    history.do(lambda: split(small, *at(small, 1, "桥西")))
    history.undo()
    [song] = store(small, reading(((Role.HEADLINE, "千人歌会"), (Role.BODY, "昨晚千人同唱。")), label="A2"), "/b.txt")
    with pytest.raises(PastUndoError):
        history.redo()
    assert sheet(small, song).article.title == "千人歌会"
    assert list(faults(small)) == []


def test_what_went_on_words_that_are_all_set_aside_goes_on_alone(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    before = all_rows(library)
    joined = article_with(library, "大桥全长")
    shown = sheet(library, joined)
    here = shown.article.fragments[0].text_id
    end = max(run.end for b in shown.blocks for run in b.runs if run.fragment and run.fragment.text_id == here)
    do(library, lambda: set_aside(library, shown, 0, end))
    assert "步道" in sheet(library, article_with(library, "步道")).text
    assert "大桥全长" not in "".join(sheet(library, i).text for i in Archive(library).article_ids())
    History(library).undo()
    assert all_rows(library) == before
    assert "步道" in sheet(library, joined).text


def test_an_article_that_lost_its_words_to_others_is_joined_to_none(small: Library) -> None:
    mark(small, 2, "昨日河水上涨三尺", note="快")
    [first, second] = [sheet(small, article) for article in (1, 2)]
    do(small, lambda: set_aside(small, second, 0, len(second.text)))
    for pair in ((1, 2), (2, 1)):
        with pytest.raises(RepairError, match="has no words on its page any more"):
            merge(small, *pair)
    assert first.text == sheet(small, 1).text
