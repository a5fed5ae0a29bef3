"""The caret in the article, moved by words and paragraphs, by keys and by the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.text import words
from tests.driver import CTRL, SHIFT, Driver


@pytest.fixture
def text(driver: Driver) -> str:
    """The open article, with the caret at the beginning of its longest paragraph, and the words known."""
    words.cut("词")
    sheet = driver.window.desk.sheet
    assert sheet
    block = max(sheet.blocks, key=lambda b: b.end - b.start)
    driver.window.focus_pane("text")
    driver.window.select(block.start, block.start)
    return sheet.text


def pressed(driver: Driver, key: Qt.Key, modifier: Qt.KeyboardModifier, times: int) -> list[int]:
    found = []
    for _ in range(times):
        driver.key(key, modifier)
        found.append(driver.window.caret())
    return found


def test_ctrl_and_an_arrow_go_by_chinese_words(driver: Driver, text: str) -> None:
    begin = driver.window.caret()
    forth = pressed(driver, Qt.Key.Key_Right, CTRL, 12)
    assert forth == sorted(set(forth))
    assert forth[-1] - begin < 40, "and not by clauses"
    back = pressed(driver, Qt.Key.Key_Left, CTRL, 12)
    assert [*back[::-1], forth[-1]] == [begin, *forth]
    assert driver.window.selection() == (begin, begin)


def test_shift_selects_and_gives_back(driver: Driver, text: str) -> None:
    begin = driver.window.caret()
    places = pressed(driver, Qt.Key.Key_Right, CTRL | SHIFT, 3)
    assert driver.window.selection() == (begin, places[-1])
    pressed(driver, Qt.Key.Key_Left, CTRL | SHIFT, 2)
    assert driver.window.selection() == (begin, places[0])
    pressed(driver, Qt.Key.Key_Left, CTRL | SHIFT, 2)
    start, end = driver.window.selection()
    assert start < end == begin
    assert driver.window.caret() == start


def test_ctrl_up_and_down_go_by_paragraphs(driver: Driver, text: str) -> None:
    sheet = driver.window.desk.sheet
    assert sheet
    driver.window.select(0, 0)
    starts = [block.start for block in sheet.blocks]
    assert pressed(driver, Qt.Key.Key_Down, CTRL, len(starts)) == [*starts[1:], len(text)]
    pressed(driver, Qt.Key.Key_Up, CTRL | SHIFT, 1)
    assert driver.window.selection() == (starts[-1], len(text))
    assert pressed(driver, Qt.Key.Key_Up, CTRL, len(starts))[-1] == 0


def test_motion_without_an_article_does_nothing(driver: Driver) -> None:
    driver.window.desk.close_article()
    driver.window.text.setFocus()
    QTest.keyClick(driver.window.text, Qt.Key.Key_Right, CTRL)
    assert driver.window.caret() == 0


def test_two_clicks_select_a_word_and_three_the_paragraph(driver: Driver, text: str) -> None:
    pane, desk = driver.window.text, driver.window.desk
    begin = driver.window.caret()
    place = desk.words.next_word(text, begin)
    word = desk.words.word_at(text, place)
    driver.window.select(place, place)
    spot = pane.cursorRect().center() + QPoint(3, 0)
    QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert driver.window.selection() == word
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    start, end = driver.window.selection()
    assert start < end
    assert text[start:end].strip() == text[begin : text.index("\n", begin) if "\n" in text[begin:] else None].strip()


def test_two_clicks_on_either_half_of_a_words_last_character_select_it(driver: Driver, text: str) -> None:
    pane, desk = driver.window.text, driver.window.desk
    start, end = desk.words.word_at(text, driver.window.caret())
    driver.window.select(end, end)
    after = pane.cursorRect().center()
    for distance in (2, 14):
        spot = after - QPoint(distance, 0)
        QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert driver.window.selection() == (start, end)
        QTest.mouseMove(pane.viewport(), spot)
        assert driver.window.selection() == (start, end)


def test_words_joined_by_keys_are_walked_as_one(start: Callable[..., Driver]) -> None:
    words.cut("词")
    driver = start()
    sheet = driver.window.desk.sheet
    assert sheet
    block = max(sheet.blocks, key=lambda b: b.end - b.start)
    driver.window.focus_pane("text")
    driver.window.select(block.start, block.start)
    first, second = pressed(driver, Qt.Key.Key_Right, CTRL | SHIFT, 2)
    driver.key(Qt.Key.Key_D, SHIFT)
    assert "is one word from now on" in driver.window.statusBar().currentMessage()
    driver.window.select(block.start, block.start)
    assert pressed(driver, Qt.Key.Key_Right, CTRL, 1) == [second]
    driver.window.select(first, first)
    driver.key(Qt.Key.Key_D, SHIFT)
    assert pressed(driver, Qt.Key.Key_Left, CTRL, 1) == [block.start]
    assert pressed(driver, Qt.Key.Key_Right, CTRL, 1) == [first]
