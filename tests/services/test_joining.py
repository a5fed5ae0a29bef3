"""An article over two pages of an issue is one article, whichever page is imported first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Change, FlagKind, Kind, Role
from reader.services.annotating import new_annotation
from reader.services.importing import import_paths
from reader.services.quoting import annotate
from reader.services.searching import count, hits_on, quoted, search, understood
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.store.shelves import Shelves, Step
from reader.text.sheet import Sheet
from tests.fake_view import desk_on

FIRST = """晨江日报 2021年3月5日 星期五 第A1版

## 新桥通车 市民出行更方便

本报记者 王小明

本报讯 3月4日上午，晨江新桥正式通车。大桥全长两公里，双向六车道，市民从城东到城西只要十分钟。

市长在通车仪式上说，新桥是全市人民盼望多年的工程，建设者们克服了许多

（下转A4版）

## 春耕备耕有序展开

本报讯 连日来，各乡镇抢抓农时，春耕备耕有序展开。
"""
SECOND = """晨江日报 2021年3月5日 星期五 第A4版

## 新桥通车

（上接A1版）困难，提前三个月完成了任务。

今后，新桥两岸还将建设公园和步道，方便市民休闲。

## 图书馆延长开放时间

本报讯 从本月起，市图书馆开放时间延长到晚上九点。
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library.jianbao")
    yield opened
    opened.close()


def bring(library: Library, folder: Path, *pages: str) -> None:
    for text in pages:
        path = folder / ("a1.txt" if "第A1版" in text else "a4.txt")
        path.write_text(text, encoding="utf-8")
        assert [o.error for o in import_paths(library, [path])] == [None]


def bridge(library: Library) -> int:
    archive = Archive(library)
    return next(i for i in archive.article_ids() if "新桥" in heading(archive, i))


def heading(archive: Archive, article_id: int) -> str:
    article = archive.article(article_id)
    assert article is not None
    return article.kicker + article.headline


@pytest.mark.parametrize("pages", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "target first"])
def test_the_parts_are_one_article(library: Library, tmp_path: Path, pages: tuple[str, str]) -> None:
    bring(library, tmp_path, *pages)
    archive = Archive(library)
    titles = [heading(archive, i) for i in archive.article_ids()]
    assert sorted(titles) == ["图书馆延长开放时间", "新桥通车市民出行更方便", "春耕备耕有序展开"]
    whole = archive.article(bridge(library))
    assert whole is not None
    assert "提前三个月完成了任务。" in "".join(whole.paragraphs)
    assert whole.paragraphs[-1].startswith("今后")
    assert list(faults(library)) == []


def test_the_page_turn_is_marked_in_the_text(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    whole = Archive(library).article(bridge(library))
    assert whole is not None
    sheet = Sheet(whole)
    turns = [sheet.text[b.start : b.end] for b in sheet.blocks if b.role is Role.JUMP]
    assert any("下转A4版" in turn for turn in turns)
    assert any("上接A1版" in turn for turn in turns)
    assert [sheet.text[b.start :][:2] for b in sheet.blocks if b.goes_on] == ["困难"]


def test_a_paragraph_that_goes_on_is_not_called_cut_off(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST)
    [before] = [f.kind for f in Archive(library).article(bridge(library)).flags]  # type: ignore[union-attr]
    assert before is FlagKind.TAIL_MISSING
    bring(library, tmp_path, SECOND)
    assert Archive(library).article(bridge(library)).flags == ()  # type: ignore[union-attr]


def test_the_jump_line_above_the_text_stands_above_it(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    whole = Archive(library).article(bridge(library))
    assert whole is not None
    lines = Sheet(whole).text.split("\n")
    assert [line for line in lines if "版）" in line or line == "新桥通车"][-3:] == ["（下转A4版）", "新桥通车", "（上接A1版）"]
    assert lines[-1].startswith("今后")


def test_a_mark_may_run_over_the_page_turn(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    made = annotate(library, bridge(library), "任务。今后")
    assert made.quote.replace("\n", "") == "任务。今后"
    assert list(faults(library)) == []


def test_the_part_opens_the_whole_and_is_passed_over(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    shelves, archive = Shelves(library), Archive(library)
    part = next(i for i in range(1, 9) if archive.part(i) and archive.head(i) != i)
    whole = archive.article(part)
    assert whole is not None
    assert whole.id == bridge(library)
    seen, here = [], shelves.first()
    while here is not None:
        seen.append(here)
        here = shelves.neighbour(here, Step.ARTICLE, forward=True)
    assert part not in seen
    assert len(seen) == 3
    assert [articles for _, _, articles, _ in shelves.month_counts()] == [3]


def test_a_changed_first_page_lets_the_parts_go(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND, FIRST.replace("（下转A4版）", "困难。").replace("许多\n\n", "许多"))
    assert len(Archive(library).article_ids()) == 4
    assert list(faults(library)) == []


def notes(library: Library, article_id: int) -> list[tuple[str, str, str]]:
    return [(a.quote, a.note, a.status) for a in Annotations(library).of_article(article_id)]


def test_notes_on_a_part_come_with_it_when_it_is_joined(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, SECOND)
    annotate(library, bridge(library), "提前三个月", note="快")
    bring(library, tmp_path, FIRST)
    assert notes(library, bridge(library)) == [("提前三个月", "快", "ok")]
    assert list(faults(library)) == []


def test_notes_stay_with_the_whole_when_a_page_changes(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    annotate(library, bridge(library), "双向六车道")
    annotate(library, bridge(library), "提前三个月", note="快")
    article = new_annotation(bridge(library), Kind.NOTE, "")
    Annotations(library).apply(Change("Note on the article", after=(article,)))
    bring(library, tmp_path, SECOND.replace("步道", "栈道"), FIRST.replace("全市", "全区"))
    assert notes(library, bridge(library)) == [("双向六车道", "", "ok"), ("提前三个月", "快", "ok"), ("", "", "ok")]
    assert list(faults(library)) == []


def test_notes_go_with_their_words_when_the_parts_are_let_go(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    annotate(library, bridge(library), "双向六车道")
    annotate(library, bridge(library), "提前三个月", note="快")
    bring(library, tmp_path, FIRST.replace("（下转A4版）", "困难。").replace("许多\n\n", "许多"))
    first, second = (i for i in Archive(library).article_ids() if "新桥" in heading(Archive(library), i))
    assert (notes(library, first), notes(library, second)) == ([("双向六车道", "", "ok")], [("提前三个月", "快", "ok")])


def test_words_that_the_second_page_lost_stay_with_the_whole(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    annotate(library, bridge(library), "今后，新桥两岸还将建设公园和步道，方便市民休闲", note="好")
    bring(library, tmp_path, SECOND.replace("今后，新桥两岸还将建设公园和步道，方便市民休闲。", "大家都说好。"))
    assert [(note, status) for _, note, status in notes(library, bridge(library))] == [("好", "needs review")]


def test_a_short_part_of_a_long_article_keeps_its_id(library: Library, tmp_path: Path) -> None:
    long = SECOND.replace("今后，", "".join(f"第{n}号桥墩高{n * 7}米，用了{n * 13}吨钢材。" for n in range(40)) + "今后，")
    bring(library, tmp_path, FIRST, long)
    before = bridge(library)
    bring(library, tmp_path, FIRST.replace("全市", "全区"))
    assert bridge(library) == before


def test_the_desk_opens_the_whole_with_its_marks(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    made = annotate(library, bridge(library), "提前三个月")
    part = next(i for i in range(1, 9) if Archive(library).part(i) and Archive(library).head(i) != i)
    desk = desk_on(library)
    desk.open(part)
    assert (desk.article_id, desk.marks_here) == (bridge(library), [made])
    assert desk.marks.is_read(bridge(library))


# --- search ---------------------------------------------------------------------------------------------------------


def found(library: Library, string: str) -> list[int]:
    """The articles that hold a string, which are counted and found alike; the index proves itself."""
    query = quoted(string)
    hits = search(library, query, limit=None)
    assert count(library, query) == len(hits)
    assert all(hit.marks for hit in hits)
    assert list(faults(library)) == []
    return [hit.article for hit in hits]


@pytest.mark.parametrize("pages", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "target first"])
def test_a_string_of_the_second_page_finds_the_whole_once(library: Library, tmp_path: Path, pages: tuple[str, str]) -> None:
    bring(library, tmp_path, *pages)
    article = bridge(library)
    for string in ("提前三个月完成了任务", "双向六车道", "新桥", "桥", "上接A1版", "方便市民休闲"):
        assert found(library, string) == [article], string
    assert len(found(library, "本报讯")) == 3
    assert library.value("SELECT count(*) FROM indexed") == len(Archive(library).article_ids()) == 3


@pytest.mark.parametrize("pages", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "target first"])
def test_parts_let_go_are_found_by_themselves_and_joined_again(
    library: Library, tmp_path: Path, pages: tuple[str, str]
) -> None:
    bring(library, tmp_path, *pages)
    whole = bridge(library)
    bring(library, tmp_path, FIRST.replace("（下转A4版）", "困难。").replace("许多\n\n", "许多"))
    [other] = found(library, "提前三个月完成了任务")
    assert other != whole
    assert found(library, "双向六车道") == [whole]
    assert sorted(found(library, "新桥")) == sorted([whole, other])
    bring(library, tmp_path, FIRST)
    assert found(library, "提前三个月完成了任务") == found(library, "双向六车道") == found(library, "新桥") == [whole]


@pytest.mark.parametrize("pages", [(FIRST, SECOND), (SECOND, FIRST)], ids=["in order", "target first"])
def test_a_changed_second_page_is_found_by_its_new_words(library: Library, tmp_path: Path, pages: tuple[str, str]) -> None:
    bring(library, tmp_path, *pages)
    bring(library, tmp_path, SECOND.replace("步道", "栈道"))
    assert found(library, "公园和栈道") == [bridge(library)]
    assert found(library, "公园和步道") == []
    bring(library, tmp_path, SECOND.replace("（上接A1版）困难", "困难"))
    assert found(library, "提前三个月完成了任务") != [bridge(library)]


def test_hits_are_marked_on_both_pages_of_the_sheet(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    article = Archive(library).article(bridge(library))
    assert article is not None
    sheet = Sheet(article)
    hits = [sheet.text[start:end] for start, end in hits_on(sheet, quoted("新桥"))]
    assert hits == ["新桥"] * 5
    assert [sheet.text[start:end] for start, end in hits_on(sheet, quoted("提前三个月"))] == ["提前三个月"]


def test_what_only_the_headline_of_the_second_page_says_is_no_headline(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND.replace("## 新桥通车", "## 新桥通车续"))
    assert found(library, "通车续") == [bridge(library)]
    assert count(library, understood("headline:通车续")) == 0
    assert count(library, understood("headline:市民出行")) == 1


def test_a_string_over_the_turn_of_the_page_is_found_and_marked_on_both_sides(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND)
    over = quoted("克服了许多困难，提前")
    assert [hit.article for hit in search(library, over)] == [bridge(library)]
    assert [hit.snippet[a:b] for hit in search(library, over) for a, b in hit.marks] == ["克服了许多困难，提前"]
    assert count(library, quoted("十分钟。市长")) == 0  # over the end of a paragraph
    assert count(library, quoted("完成了任务。今后")) == 0
    whole = Archive(library).article(bridge(library))
    assert whole is not None
    sheet = Sheet(whole)
    hits = [sheet.text[start:end] for start, end in hits_on(sheet, over)]
    assert hits == ["克服了许多", "困难，提前"]
    assert list(faults(library)) == []


def test_a_paragraph_that_ends_with_its_page_ends_there(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST.replace("克服了许多", "克服了困难。"), SECOND.replace("困难，提前", "他们提前"))
    assert count(library, quoted("困难。他们提前")) == 0
    assert count(library, quoted("他们提前")) == 1
