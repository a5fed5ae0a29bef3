"""What is typed and chosen in the search pane is kept: over a slow search, an import, the history, a change of language."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt

from reader.qt import search_pane
from reader.qt.hit_list import HIT_ROLE
from reader.qt.search_pane import SearchPane
from reader.qt.theme import LIGHT
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.test_search import ask, listed, saved

LEAST_PANE = 180  # pixels, as the tree has it


def begin(driver: Driver) -> SearchPane:
    driver.key(Qt.Key.Key_K, CTRL)
    assert driver.window.search is not None
    return driver.window.search


def hold_answers(driver: Driver, pane: SearchPane, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the answers to all questions wait; gives what lets the newest go."""
    asked: list[object] = []
    answer = pane._worker.ask
    monkeypatch.setattr(pane._worker, "ask", asked.append)

    def let_go() -> None:
        monkeypatch.setattr(pane._worker, "ask", answer)  # the pane asks anew once words can be parted
        answer(asked[-1])
        driver.wait_until(lambda: pane._answered == pane._number)

    return let_go


def test_enter_opens_the_first_hit_once_it_is_there(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    pane = begin(driver)
    let_go = hold_answers(driver, pane, monkeypatch)
    driver.type("二手车出口")
    driver.key(Qt.Key.Key_Return)
    assert driver.focus is pane.field
    let_go()
    assert driver.focus is driver.window.text
    assert driver.window.desk.article_id == pane.list.hits.index(0).data(HIT_ROLE).article


def test_another_key_takes_the_enter_back(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    pane, before = begin(driver), driver.window.desk.article_id
    let_go = hold_answers(driver, pane, monkeypatch)
    driver.type("二手车出口")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Left)
    let_go()
    assert driver.focus is pane.field
    assert driver.window.desk.article_id == before


def test_enter_does_not_open_what_was_found_for_other_words(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    pane, before = ask(driver, "政协"), driver.window.desk.article_id
    let_go = hold_answers(driver, pane, monkeypatch)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("没有这样的话")
    driver.key(Qt.Key.Key_Return)
    let_go()
    assert pane.list.hits.rowCount() == 0
    assert driver.window.desk.article_id == before


def test_down_brings_back_what_was_typed(driver: Driver) -> None:
    pane = begin(driver)
    pane.remember(["二手车", "航天"])
    driver.type("株")
    shown = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        driver.key(key)
        shown.append(pane.field.text())
    assert shown == ["二手车", "航天", "航天", "二手车", "株"]
    driver.wait_until(lambda: pane._answered == pane._number)
    driver.key(Qt.Key.Key_Down)
    assert driver.focus is pane.list, "from what was typed Down leads to the list, as ever"


def test_what_is_typed_into_a_recalled_query_is_what_was_typed(driver: Driver) -> None:
    pane = begin(driver)
    pane.remember(["二手车", "航天"])
    driver.key(Qt.Key.Key_Up, times=2)
    driver.type("员")
    driver.key(Qt.Key.Key_Up)
    assert pane.field.text() == "二手车"
    driver.key(Qt.Key.Key_Down)
    assert pane.field.text() == "航天员"


def test_the_only_saved_search_is_chosen_when_it_is_brought_back(driver: Driver) -> None:
    pane = saved(driver, "株洲", "one")
    driver.key(Qt.Key.Key_O, CTRL | SHIFT)
    driver.key(Qt.Key.Key_Delete)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert pane.start_list.currentItem().text() == "one  ·  株洲"
    driver.key(Qt.Key.Key_Return)
    assert pane.field.text() == "株洲"


def test_a_renamed_search_stays_chosen_where_the_names_lead_it(driver: Driver) -> None:
    pane = saved(driver, "株洲", "a")
    driver.key(Qt.Key.Key_K, CTRL)
    saved(driver, "政协", "b")
    driver.key(Qt.Key.Key_O, CTRL | SHIFT)
    driver.key(Qt.Key.Key_F2)
    driver.dialog()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("z")
    driver.key(Qt.Key.Key_Return)
    assert listed(pane)[1:3] == ["b  ·  政协", "z  ·  株洲"]
    assert pane.start_list.currentItem().text() == "z  ·  株洲"


def newer(folder: Path, count: int) -> Path:
    """Articles of issues that stand before all others in a list of the newest."""
    articles = [
        {"paper": "株洲日报", "date": f"2022-01-{day:02d}", "headline": f"株洲新闻{day}", "paragraphs": ["株洲。"]}
        for day in range(1, count + 1)
    ]
    path = folder / "newer.jsonl"
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return path


def test_the_chosen_hit_stays_where_it_is_over_an_import(driver: Driver, tmp_path: Path) -> None:
    pane = ask(driver, "株洲")
    pane._order.setCurrentIndex(1)
    pane._ask()
    driver.wait_until(lambda: pane._answered == pane._number)
    driver.key(Qt.Key.Key_Down, times=6)
    chosen, room, number = pane.list.currentIndex().data(HIT_ROLE), place(pane), pane.list.hits.rowCount()
    assert chosen is not None
    driver.window.start_import([newer(tmp_path, 9)])
    driver.wait_for_import()
    driver.wait_until(lambda: pane._answered == pane._number)
    assert pane.list.hits.rowCount() == number + 9
    assert pane.list.currentIndex().data(HIT_ROLE).article == chosen.article
    assert place(pane) == room
    assert driver.focus is pane.list


def place(pane: SearchPane) -> QRect:
    return pane.list.visualRect(pane.list.currentIndex())


def test_the_filter_that_is_being_chosen_from_stays_open_as_it_is(driver: Driver, tmp_path: Path) -> None:
    pane = ask(driver, "株洲")
    pane.facets.year.showPopup()
    driver.settle()
    before = [pane.facets.year.itemText(row) for row in range(pane.facets.year.count())]
    driver.window.start_import([newer(tmp_path, 9)])
    driver.wait_for_import()
    driver.wait_until(lambda: pane._count.text() != "" and pane._answered == pane._number)
    assert [pane.facets.year.itemText(row) for row in range(pane.facets.year.count())] == before
    pane.facets.year.hidePopup()


def test_a_long_list_is_left_as_it_is(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    pane = ask(driver, "株洲")
    monkeypatch.setattr(search_pane, "LONG", 1)
    number = pane._number
    pane.renew()
    assert pane._number == number


def test_a_list_that_nobody_moved_in_shows_what_came_first(driver: Driver, tmp_path: Path) -> None:
    pane = ask(driver, "株洲")
    pane._order.setCurrentIndex(1)
    pane._ask()
    driver.wait_until(lambda: pane._answered == pane._number)
    driver.window.start_import([newer(tmp_path, 9)])
    driver.wait_for_import()
    driver.wait_until(lambda: pane.list.hits.index(0).data(HIT_ROLE).title == "株洲新闻9")
    assert pane.list.verticalScrollBar().value() == 0


def test_what_was_found_is_seen_in_a_narrow_pane(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    driver.window.splitter.setSizes([1, 700, 300])
    driver.settle()
    rows = [row for row in range(5) if pane.list.hits.index(row).data(HIT_ROLE).marks[0][0] > 20]
    assert rows, "in one of the first the mark stands far on"
    picture = pane.list.viewport().grab().toImage()
    for row in rows:
        room = pane.list.visualRect(pane.list.hits.index(row)).intersected(picture.rect())
        across, down = range(room.left(), room.right()), range(room.top(), room.bottom())
        assert any(picture.pixelColor(x, y).name() == LIGHT.marks["yellow"] for x in across for y in down)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_in_the_line_or_the_boxes_is_cut_in_a_narrow_pane(start: Callable[..., Driver], language: str) -> None:
    driver = start(language=language)
    pane = ask(driver, "株洲")
    driver.window.splitter.setSizes([1, 700, 300])
    driver.settle()
    assert driver.window.splitter.sizes()[0] == LEAST_PANE
    hint = pane.field.fontMetrics().horizontalAdvance(pane.field.placeholderText())
    assert hint < pane.field.width() - 40
    for box in (pane.facets.newspaper, pane.facets.year, pane.facets.page):
        assert box.fontMetrics().horizontalAdvance(box.itemText(0)) < box.width() - 36


def test_nothing_is_left_in_the_other_language(start: Callable[..., Driver]) -> None:
    driver = start(language="en")
    pane = ask(driver, "二手车出口")
    driver.window.desk.settings.choose("language", "zh_CN")
    driver.window.refresh_look()
    assert pane._count.text() == "2 篇"
    assert pane.list.accessibleName() == "找到的文章"
    assert "2021年1月20日" in pane.list.hits.index(0).data(Qt.ItemDataRole.ToolTipRole)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("没有这样的话")
    driver.wait_until(lambda: pane._count.text() == "没有找到。")
    driver.window.desk.settings.choose("language", "en")
    driver.window.refresh_look()
    assert pane._count.text() == "Nothing found."
