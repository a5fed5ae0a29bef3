"""Searching the library and finding in the article, by keys."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor

from reader.qt import hit_list, search_worker
from reader.qt.hit_list import HIT_ROLE, ISSUE_ROLE
from reader.qt.search_pane import SearchPane
from reader.qt.theme import THEMES
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_until


def ask(driver: Driver, query: str) -> SearchPane:
    driver.key(Qt.Key.Key_K, CTRL)
    pane = driver.window.search
    assert pane is not None
    driver.type(query)
    wait_until(driver, lambda: pane._count.text() != "" and pane.facets.newspaper.count() > 1)
    return pane


def test_articles_are_found_while_one_types(driver: Driver) -> None:
    pane = ask(driver, "二手车出口")
    assert pane._count.text() == "2 articles"
    first = pane.list.hits.index(0).data(HIT_ROLE)
    assert first.title == "湖南首批二手车出口从株洲起运"
    assert all(first.snippet[start:end] for start, end in first.marks)


def test_an_article_found_opens_with_its_hits_marked(driver: Driver) -> None:
    ask(driver, "二手车出口")
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    desk = driver.window.desk
    assert desk.sheet is not None
    assert desk.sheet.article.headline == "湖南首批二手车出口从株洲起运"
    assert driver.focus is driver.window.text
    places = [start for start, _ in desk.hits]
    assert driver.window.caret() == places[0]
    driver.key(Qt.Key.Key_F3)
    assert driver.window.caret() == places[1]
    driver.key(Qt.Key.Key_F3, SHIFT, times=2)
    assert driver.window.caret() == places[-1], "before the first comes the last"
    assert len(driver.window.text.extraSelections()) == len(places)


@pytest.mark.parametrize("theme", THEMES)
def test_the_current_hit_stands_out_and_is_counted(start: Callable[..., Driver], theme: str) -> None:
    driver = start(theme=theme)
    ask(driver, "二手车出口")
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    window, number = driver.window, len(driver.window.desk.hits)
    for row in (0, 1):
        marks = window.text.extraSelections()
        lit = [mark for mark in marks if mark.format.background().color() == QColor(THEMES[theme].accent)]
        assert [mark.cursor.selectionStart() for mark in lit] == [window.caret()]
        assert all(mark.format.fontUnderline() == (mark not in lit) for mark in marks), "not by colour alone"
        assert window._hit_count is not None
        assert window._hit_count.text() == f"{row + 1}/{number}"
        assert window._hit_count.isVisible()
        driver.key(Qt.Key.Key_F3)
    driver.key(Qt.Key.Key_Home, CTRL)
    assert window._hit_count.text() == f"{number} hits"


def test_the_newspaper_and_the_order_can_be_chosen(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    assert pane.facets.newspaper.itemText(1).startswith("株洲日报")
    pane._order.setCurrentIndex(2)
    pane._ask()
    wait_until(driver, lambda: str(pane.list.hits.index(0).data(HIT_ROLE).place.date).startswith("2020"))


def test_nothing_found_is_said(driver: Driver) -> None:
    driver.key(Qt.Key.Key_K, CTRL)
    driver.type("没有这样的话")
    pane = driver.window.search
    assert pane is not None
    wait_until(driver, lambda: pane._count.text() == "Nothing found.")


def test_how_far_an_index_is_that_is_made_anew_is_told(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    pane._worker.prepared.emit(0.42)
    assert pane._count.text() == "The search index is made anew: 42 %"
    pane._worker.prepared.emit(1.0)
    pane._say(pane._why_one_waits)
    assert pane._count.text() == "Searching…"


def test_escape_leads_back_to_the_tree(driver: Driver) -> None:
    ask(driver, "株洲")
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.tree.view
    driver.key(Qt.Key.Key_K, CTRL)
    assert driver.window.search is not None
    assert driver.window.search.field.selectedText() == "株洲"


def test_queries_are_remembered(start: Callable[..., Driver]) -> None:
    first = start()
    ask(first, "二手车")
    first.key(Qt.Key.Key_Down)
    first.key(Qt.Key.Key_Return)
    first.key(Qt.Key.Key_Q, CTRL)
    second = start()
    second.key(Qt.Key.Key_K, CTRL)
    assert second.window.search is not None
    assert second.window.search.history() == ["二手车"]


def test_words_are_found_in_the_article(driver: Driver) -> None:
    driver.key(Qt.Key.Key_Slash)
    driver.type("航天")
    bar = driver.window.find_bar
    assert bar is not None
    count = len(driver.window.desk.hits)
    assert count >= 2
    assert bar._count.text() == f"{count} hits"
    driver.key(Qt.Key.Key_Return)
    assert driver.window.caret() in dict(driver.window.desk.hits)
    assert bar._count.text() == f"1/{count}"
    driver.key(Qt.Key.Key_Return, SHIFT)
    assert bar._count.text() == f"{count}/{count}"
    driver.key(Qt.Key.Key_Escape)
    assert driver.window.desk.hits == ()
    assert driver.window.text.extraSelections() == []
    assert driver.focus is driver.window.text


def test_letters_work_in_the_list_of_articles_found(driver: Driver) -> None:
    ask(driver, "株洲")
    driver.key(Qt.Key.Key_Down)
    before = driver.window.desk.article_id
    driver.key(Qt.Key.Key_J)
    assert driver.window.desk.article_id != before


def test_from_the_text_one_goes_back_to_what_was_found(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is pane.list
    driver.key(Qt.Key.Key_F1)
    assert "Search" in driver.dialog().windowTitle()
    driver.key(Qt.Key.Key_Escape)
    driver.window.focus_pane("found")
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.tree.view


def test_the_articles_found_are_opened_one_after_another_from_anywhere(driver: Driver) -> None:
    pane = ask(driver, "二手车出口")
    first, second = (pane.list.hits.index(row).data(HIT_ROLE).article for row in (0, 1))
    for modifier, wanted in ((CTRL, first), (CTRL, second), (CTRL, second), (CTRL | SHIFT, first)):
        driver.key(Qt.Key.Key_F3, modifier)
        assert driver.window.desk.article_id == wanted
    driver.key(Qt.Key.Key_F3, CTRL | SHIFT)
    assert "no further article" in driver.window.statusBar().currentMessage()


def test_articles_stand_under_their_issue(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    hits = [pane.list.hits.index(row).data(HIT_ROLE) for row in range(pane.list.hits.rowCount())]
    headed = [bool(pane.list.hits.index(row).data(ISSUE_ROLE)) for row in range(len(hits))]
    dates = [hit.place.date for hit in hits]
    assert headed == [i == 0 or dates[i] != dates[i - 1] for i in range(len(hits))]
    assert not all(headed)
    assert "20 January 2021" in pane.list.hits.index(0).data(ISSUE_ROLE)
    tall, low = pane.list.visualRect(pane.list.hits.index(0)), pane.list.visualRect(pane.list.hits.index(headed.index(False)))
    assert tall.height() > low.height()


def test_an_article_that_is_gone_is_said(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(driver, "株洲")
    monkeypatch.setattr(driver.window.desk.archive, "article", lambda article_id: None)
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    assert "is not in this library" in driver.window.statusBar().currentMessage()


def test_the_filters_narrow_with_their_numbers_and_stay(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    shown = pane.facets.year.itemText(1)
    assert shown.startswith("2021  (")
    total = int(pane._count.text().split()[0])
    driver.key(Qt.Key.Key_Tab, times=2)
    assert driver.focus is pane.facets.year
    driver.key(Qt.Key.Key_Down)
    wait_until(driver, lambda: pane._count.text() == f"{shown.split('(')[1][:-1]} articles")
    assert int(pane._count.text().split()[0]) < total
    pane.field.setText("出台“十二条”")
    wait_until(driver, lambda: pane._count.text() == "Nothing found." and "(0)" in pane.facets.year.currentText())
    assert pane.facets.filters().start == "2021"
    driver.window.refresh_look()
    assert pane.facets.filters().start == "2021"


def test_page_labels_are_a_filter(driver: Driver, tmp_path: Path) -> None:
    articles = [
        {"paper": "江北日报", "date": "2021-03-05", "page": label, "headline": f"新桥{label}", "paragraphs": ["桥。"]}
        for label in ("A10", "A2", "A2")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    driver.window.start_import([tmp_path / "a.jsonl"])
    driver.wait_for_import()
    pane = ask(driver, "新桥")
    assert [pane.facets.page.itemText(i) for i in range(3)] == ["All pages", "A2  (2)", "A10  (1)"]
    pane.facets.page.setCurrentIndex(2)
    pane.facets.changed.emit()
    wait_until(driver, lambda: pane.list.hits.rowCount() == 1)
    assert pane.list.hits.index(0).data(HIT_ROLE).place.label == "A10"


def test_the_count_comes_though_more_is_asked_for(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_worker, "FIRST_PAGE", 2)
    monkeypatch.setattr(hit_list, "FIRST_PAGE", 2)
    driver.key(Qt.Key.Key_K, CTRL)
    pane = driver.window.search
    assert pane is not None
    hits, nowhere = pane.list.hits, QModelIndex()
    pane._worker.found.connect(lambda: hits.canFetchMore(nowhere) and hits.fetchMore(nowhere))
    driver.type("株洲")
    wait_until(driver, lambda: pane._count.text().endswith("articles"))
    wait_until(driver, lambda: pane.list.hits.rowCount() == int(pane._count.text().split()[0]))


def saved(driver: Driver, query: str, name: str) -> SearchPane:
    pane = ask(driver, query)
    driver.key(Qt.Key.Key_S, CTRL)
    driver.dialog()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type(name)
    driver.key(Qt.Key.Key_Return)
    return pane


def listed(pane: SearchPane) -> list[str]:
    return [pane.start_list.item(row).text() for row in range(pane.start_list.count())]


def test_a_search_is_saved_with_its_filters_and_opened_again(start: Callable[..., Driver]) -> None:
    first = start()
    pane = ask(first, "株洲")
    pane.facets.choose("株洲日报", "2021", "")
    pane._order.setCurrentIndex(1)
    saved(first, "株洲", "zz")
    assert "Saved as" in first.window.statusBar().currentMessage()
    first.key(Qt.Key.Key_Q, CTRL)
    second = start()
    second.key(Qt.Key.Key_O, CTRL | SHIFT)
    other = second.window.search
    assert other is not None
    assert listed(other) == ["Saved searches", "zz  ·  株洲  ·  株洲日报  ·  2021"]
    second.key(Qt.Key.Key_Return)
    filters = other.facets.filters()
    assert (other.field.text(), filters.newspaper, filters.start) == ("株洲", "株洲日报", "2021")
    assert other._order.currentIndex() == 1
    wait_until(second, lambda: other.list.hits.rowCount() > 0)


def test_a_saved_search_is_renamed_deleted_and_brought_back(driver: Driver) -> None:
    pane = saved(driver, "株洲", "one")
    driver.key(Qt.Key.Key_O, CTRL | SHIFT)
    assert driver.focus is pane.start_list
    driver.key(Qt.Key.Key_F2)
    driver.dialog()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("two")
    driver.key(Qt.Key.Key_Return)
    assert listed(pane) == ["Saved searches", "two  ·  株洲"]
    pane.start_list.start()
    driver.key(Qt.Key.Key_Delete)
    assert listed(pane) == []
    driver.key(Qt.Key.Key_Z, CTRL)
    assert listed(pane) == ["Saved searches", "two  ·  株洲"]


def test_a_read_only_library_says_why_nothing_is_saved(driver: Driver) -> None:
    driver.window.desk.library.writable = False
    pane = saved(driver, "株洲", "one")
    assert "read-only" in driver.window.statusBar().currentMessage()
    assert pane.start_list._saved.all() == []


def test_queries_of_before_are_listed_recalled_and_forgotten(driver: Driver) -> None:
    pane = ask(driver, "二手车")
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_K, CTRL)
    driver.type("x")
    driver.key(Qt.Key.Key_Up)
    assert pane.field.text() == "二手车"
    pane.field.clear()
    assert listed(pane) == ["Searched before", "二手车"]
    driver.key(Qt.Key.Key_Down)
    assert driver.focus is pane.start_list
    driver.key(Qt.Key.Key_Delete)
    assert pane.history() == []
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.tree.view


def test_escape_in_a_filter_leads_back_to_the_line(driver: Driver) -> None:
    pane = ask(driver, "出口")
    driver.key(Qt.Key.Key_Tab)
    assert driver.focus is pane.facets.newspaper
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is pane.field
