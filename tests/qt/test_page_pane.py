"""A whole page is skimmed by keys, and an article of it opened alone and left again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from reader.model import Role
from reader.qt.page_pane import PagePane
from reader.qt.theme import LIGHT
from reader.store.library import open_library
from tests.driver import Driver
from tests.fixtures import mark, reading, store

BODY = "清晨五点，早市开张，𠮷野家也开了门，买菜的人从四面八方赶来。" * 5


def article(number: int) -> tuple[tuple[Role, str], ...]:
    return (Role.HEADLINE, f"𠮷第{number}条新闻"), (Role.BODY, f"{number}号" + BODY), (Role.BODY, BODY)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A page of forty articles and one of four; a mark in the third article."""
    path = tmp_path / "pages.jianbao"
    opened = open_library(path)
    store(opened, reading(*map(article, range(1, 41))), "/a.txt")
    store(opened, reading(*map(article, range(1, 5)), label="A2"), "/b.txt")
    mark(opened, 3, "3号清晨")
    opened.close()
    return path


@pytest.fixture
def driver(library: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    driver = Driver(library, tmp_path / "settings.toml")
    yield driver
    driver.close()


def page(driver: Driver) -> PagePane:
    assert driver.window.page is not None
    return driver.window.page


def at_top(driver: Driver) -> str:
    """What is read at the top edge of the page, where the current article begins."""
    return page(driver).cursorForPosition(QPoint(0, 0)).block().text()


def test_the_key_shows_the_page_and_the_article_again(driver: Driver) -> None:
    driver.key(Qt.Key.Key_Backslash)
    assert driver.focus is page(driver)
    assert page(driver).toPlainText().count("条新闻") == 40
    driver.key(Qt.Key.Key_F5)
    assert driver.focus is driver.window.text


def test_next_article_brings_it_to_the_top_edge_over_the_end_of_the_page(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    for number in range(2, 41):
        driver.key(Qt.Key.Key_J)
        assert page(driver).current() == driver.window.desk.article_id == number
    assert at_top(driver) == "𠮷第40条新闻"
    driver.key(Qt.Key.Key_J)
    assert page(driver).current() == driver.window.desk.article_id == 41
    assert page(driver).toPlainText().count("条新闻") == 4
    driver.key(Qt.Key.Key_K)
    assert at_top(driver) == "𠮷第40条新闻"


def test_scrolling_lays_the_article_at_the_top_edge_open_but_does_not_read_it(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_PageDown, times=3)
    current = driver.window.desk.article_id
    assert page(driver).current() == current > 1
    assert not driver.window.desk.marks.is_read(current)
    driver.key(Qt.Key.Key_J)
    assert driver.window.desk.marks.is_read(current)
    driver.key(Qt.Key.Key_End)
    assert driver.window.desk.article_id == 40


def test_an_article_opened_alone_is_left_to_the_same_place(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_PageDown, times=3)
    driver.key(Qt.Key.Key_Down, times=2)
    place, current = page(driver).verticalScrollBar().value(), driver.window.desk.article_id
    driver.key(Qt.Key.Key_Return)
    assert driver.focus is driver.window.text
    assert driver.window.desk.marks.is_read(current)
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is page(driver)
    assert page(driver).verticalScrollBar().value() == place
    assert len(page(driver).extraSelections()) == 2, "what was marked meanwhile is drawn"


def test_marks_are_drawn_on_their_words(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    (drawn,) = page(driver).extraSelections()
    assert drawn.cursor.selectedText() == "3号清晨"
    assert drawn.format.background().color() == QColor(LIGHT.marks["yellow"])


@pytest.mark.parametrize("key", ["H", "3", "V", "B", "F2", "T"])
def test_keys_that_need_a_caret_say_why_they_do_nothing(driver: Driver, key: str) -> None:
    driver.key(Qt.Key.Key_F5)
    if key == "F2":
        driver.key(Qt.Key.Key_F2)
    else:
        driver.type(key.lower())
    assert "press Enter to open the article" in driver.window.statusBar().currentMessage()
    assert driver.window.desk.marks_here == []


def test_escape_goes_to_the_tree_and_the_pane_key_back_to_the_page(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.tree.view
    driver.key(Qt.Key.Key_J)
    assert page(driver).current() == 2
    driver.key(Qt.Key.Key_F6)
    assert driver.focus is page(driver)


def test_a_hit_is_shown_in_the_article_alone(driver: Driver) -> None:
    driver.window.desk.find("早市")
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_F3)
    assert driver.focus is driver.window.text


def test_the_page_takes_on_size_and_colours_at_its_place(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_J, times=5)
    driver.key(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert page(driver).current() == 6
    assert at_top(driver) == "𠮷第6条新闻"
    driver.window.resize(900, 700)
    driver.settle()
    assert at_top(driver) == "𠮷第6条新闻"


def test_undo_takes_a_mark_off_the_page(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_F5)
    assert len(page(driver).extraSelections()) == 2
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page(driver).extraSelections()) == 1


def test_a_bookmark_has_its_ribbon_in_the_margin(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    before = page(driver).grab().toImage()
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_B)
    driver.key(Qt.Key.Key_Escape)
    after = page(driver).grab().toImage()
    changed = [x for x in range(after.width()) if any(before.pixel(x, y) != after.pixel(x, y) for y in range(20, 90))]
    assert changed
    assert min(changed) > after.width() - page(driver).document().rootFrame().frameFormat().leftMargin() - 20
