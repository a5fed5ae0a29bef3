"""An article over two pages of an issue is one article, whichever page is imported first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Role
from reader.services.importing import import_paths
from reader.services.quoting import annotate
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.store.shelves import Shelves, Step
from reader.text.sheet import Sheet

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
    assert sum(shelf.articles for shelf in shelves.newspapers()) == 3


def test_a_changed_first_page_lets_the_parts_go(library: Library, tmp_path: Path) -> None:
    bring(library, tmp_path, FIRST, SECOND, FIRST.replace("（下转A4版）", "困难。").replace("许多\n\n", "许多"))
    assert len(Archive(library).article_ids()) == 4
    assert list(faults(library)) == []
