"""The tree narrowed by typing, by keys."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reader.qt.tree_filter import TreeFilter
from reader.qt.tree_model import ARTICLE_ROLE, COUNT_ROLE
from tests.driver import NONE, SHIFT, Driver
from tests.qt.waiting import wait_until


def narrow(driver: Driver, words: str) -> TreeFilter:
    """Type words into the line over the tree, and wait until the tree is narrowed and opened."""
    driver.window.focus_pane("tree")
    driver.key(Qt.Key.Key_Slash)
    line = driver.window.tree.filter
    assert line is not None
    assert driver.focus is line.field
    driver.type(words)
    wait_until(driver, lambda: (left := line._left()) is not None and left.words == words)
    wait_until(driver, lambda: not line._opening.isActive())
    return line


def rows(driver: Driver) -> list[str]:
    """What the tree shows, from the top."""
    view = driver.window.tree.view
    index, found = view.model().index(0, 0), []
    while index.isValid():
        found.append(str(index.data()))
        index = view.indexBelow(index)
    return found


def test_typing_narrows_the_tree_to_headlines(driver: Driver) -> None:
    line = narrow(driver, "政协")
    shown = rows(driver)
    assert len(shown) == len(set(shown))
    articles = [row for row in shown if "政协" in row]
    assert articles
    assert shown[-1] == articles[-1], "branches lead to the articles and nowhere else"
    assert line.hint.text() == f"{len(articles)} articles"
    assert driver.window.tree.view.model().index(0, 0).data(COUNT_ROLE) == "3/3"


def test_enter_opens_the_articles_one_after_another(driver: Driver) -> None:
    line = narrow(driver, "政协")
    seen = []
    for modifier in (NONE, NONE, NONE, SHIFT, SHIFT, SHIFT):
        driver.key(Qt.Key.Key_Return, modifier)
        assert driver.focus is line.field
        seen.append(driver.window.desk.article_id)
    first, second, third = seen[:3]
    assert seen == [first, second, third, second, first, third]
    assert driver.window.tree.view.currentIndex().data(ARTICLE_ROLE) == third


def test_escape_leads_back_to_where_one_was(driver: Driver) -> None:
    view = driver.window.tree.view
    before, current = rows(driver), driver.window.tree.state()
    narrow(driver, "政协")
    assert rows(driver) != before
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is view
    assert rows(driver) == before
    assert driver.window.tree.state() == current
    assert driver.window.tree.filter is not None
    assert driver.window.tree.filter.isHidden()


def test_what_was_opened_is_where_one_is_afterwards(driver: Driver) -> None:
    narrow(driver, "政协")
    driver.key(Qt.Key.Key_Return)
    opened = driver.window.desk.article_id
    driver.key(Qt.Key.Key_Down)
    assert driver.focus is driver.window.tree.view
    driver.key(Qt.Key.Key_Escape)
    assert driver.window.tree.view.model() is driver.window.tree.model
    assert driver.window.tree.view.currentIndex().data(ARTICLE_ROLE) == opened
    model = driver.window.tree.model
    assert model.index(0, 0).data(COUNT_ROLE) == "17/18", "it was read while the tree was narrowed"


def test_nothing_left_is_said_and_typing_on_finds_again(driver: Driver) -> None:
    line = narrow(driver, "没有这样的题")
    assert rows(driver) == []
    assert line.hint.text() == "Nothing in the tree has these words."
    driver.key(Qt.Key.Key_Return)
    line.field.setText("株洲日报")
    wait_until(driver, lambda: bool(rows(driver)))
    assert line.hint.text() == "1 whole newspaper"


def test_a_narrowed_tree_is_narrowed_again_after_an_import(driver: Driver, tmp_path: Path) -> None:
    line = narrow(driver, "天气预报")
    page = tmp_path / "page.jsonl"
    article = {"paper": "株洲日报", "date": "2021-03-05", "page": "A9", "headline": "天气预报有雨", "paragraphs": ["请带伞。"]}
    page.write_text(json.dumps(article), encoding="utf-8")
    driver.window.start_import([page])
    driver.wait_for_import()
    wait_until(driver, lambda: (left := line._left()) is not None and left.articles == 1)


def test_the_chosen_row_stays_chosen_over_an_import(driver: Driver, tmp_path: Path) -> None:
    line, view = narrow(driver, "日报"), driver.window.tree.view
    driver.key(Qt.Key.Key_Down, times=6)
    chosen, height, before = view.currentIndex().data(), view.visualRect(view.currentIndex()).top(), rows(driver)
    page = tmp_path / "page.jsonl"
    article = {"paper": "安江日报", "date": "2021-03-05", "page": "A9", "headline": "天气预报", "paragraphs": ["请带伞。"]}
    page.write_text(json.dumps(article), encoding="utf-8")
    driver.window.start_import([page])
    driver.wait_for_import()
    wait_until(driver, lambda: "安江日报" in rows(driver))
    assert len(rows(driver)) == len(before) + 1, "the open branches stay open"
    assert view.currentIndex().data() == chosen
    assert view.visualRect(view.currentIndex()).top() in (height, height + view.visualRect(view.currentIndex()).height())
    assert driver.focus is view
    assert line.field.text() == "日报"


@pytest.mark.parametrize(
    ("language", "row", "date"),
    [
        ("en", "20 Jan, Wed", "2021-01-20"),
        ("zh_CN", "1月20日 星期三", "2021-01-20"),
        ("en", "003_d490296900429d54.txt", "2020-04-25"),
    ],
)
def test_what_the_tree_shows_is_found_as_it_is_shown(start: Callable[..., Driver], language: str, row: str, date: str) -> None:
    driver = start(language=language)
    narrow(driver, row)
    assert row in rows(driver)
    driver.key(Qt.Key.Key_Return)
    sheet = driver.window.desk.sheet
    assert sheet is not None
    assert sheet.article.place.date == date


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_leave_the_tree_whole(driver: Driver, words: str) -> None:
    driver.window.focus_pane("tree")
    before = rows(driver)
    driver.key(Qt.Key.Key_Slash)
    driver.type(words)
    assert rows(driver) == before
