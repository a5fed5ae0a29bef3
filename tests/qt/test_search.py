"""Searching the library and finding in the article, by keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from reader.qt.hit_list import HIT_ROLE
from reader.qt.search_pane import SearchPane
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_until


def ask(driver: Driver, query: str) -> SearchPane:
    driver.key(Qt.Key.Key_K, CTRL)
    pane = driver.window.search
    assert pane is not None
    driver.type(query)
    wait_until(driver, lambda: pane._count.text() != "" and pane._newspaper.count() > 1)
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


def test_the_newspaper_and_the_order_can_be_chosen(driver: Driver) -> None:
    pane = ask(driver, "株洲")
    assert pane._newspaper.itemText(1).startswith("株洲日报")
    pane._order.setCurrentIndex(2)
    pane._ask()
    wait_until(driver, lambda: str(pane.list.hits.index(0).data(HIT_ROLE).place.date).startswith("2020"))


def test_nothing_found_is_said(driver: Driver) -> None:
    driver.key(Qt.Key.Key_K, CTRL)
    driver.type("没有这样的话")
    pane = driver.window.search
    assert pane is not None
    wait_until(driver, lambda: pane._count.text() == "Nothing found.")


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
