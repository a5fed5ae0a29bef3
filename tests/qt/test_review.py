"""The review, by keys alone: what needs a look, one thing after another."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.model import Annotation, Status
from reader.qt.report import Report
from reader.qt.review import Review
from reader.services.importing import import_paths
from reader.store.annotations import Annotations
from reader.store.library import open_library
from tests.driver import CTRL, Driver
from tests.fixtures import mark

PAGE = """## 新桥通车

江北日报讯 1月19日，新桥通车。两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。

桥西的老人说：“盼了三十年，今天总算盼到了。”

桥东的商户说，门前的路也要修好，明年春天完工。
"""
LOST, GONE = "盼了三十年，今天总算盼到了", "门前的路也要修好，明年春天完工"
NOW = "等了半辈子，到底等来了这一天"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """A window on a page that came back changed: of two annotations one has lost its words, the other its whole line."""
    page, path = tmp_path / "江北日报_20210120_A01.txt", tmp_path / "library.jianbao"
    page.write_text(PAGE, encoding="utf-8")
    library = open_library(path)
    list(import_paths(library, [page]))
    mark(library, 1, LOST, note="记")
    mark(library, 1, GONE)
    page.write_text(PAGE.replace(LOST, NOW).split("桥东")[0], encoding="utf-8")
    list(import_paths(library, [page]))
    library.close()
    drivers: list[Driver] = []

    def open_window(**values: str | int | bool) -> Driver:
        drivers.append(Driver(path, tmp_path / "settings.toml", **values))
        return drivers[-1]

    yield open_window
    for driver in drivers:
        while (dialog := driver.application.activeModalWidget()) is not None:
            dialog.close()
        driver.close()


@pytest.fixture
def driver(window: Callable[..., Driver]) -> Driver:
    return window()


def review(driver: Driver) -> Review:
    driver.key(Qt.Key.Key_W)
    dialog = driver.dialog()
    assert isinstance(dialog, Review)
    return dialog


def stored(driver: Driver) -> list[Annotation]:
    return Annotations(driver.window.desk.library).find()


def test_old_and_new_stand_side_by_side_and_enter_accepts(driver: Driver) -> None:
    dialog = review(driver)
    assert dialog.count.text() == "1 of 2"
    assert LOST in dialog.was.toPlainText()
    assert NOW in dialog.now.toPlainText()
    assert "fits" in dialog.fit.text()
    assert "江北日报" in dialog.now_heading.text()
    assert dialog.note.text() == "Note: 记"
    driver.key(Qt.Key.Key_Return)
    [placed, _] = sorted(stored(driver), key=lambda a: a.quote != NOW)
    assert (placed.quote, placed.status, placed.note) == (NOW, Status.OK, "记")
    assert dialog.count.text() == "1 of 1"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert dialog.count.text() == "1 of 2"
    assert {a.status for a in stored(driver)} == {Status.NEEDS_REVIEW}


def test_what_was_accepted_can_be_undone_after_the_review(driver: Driver) -> None:
    review(driver)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert {a.status for a in stored(driver)} == {Status.NEEDS_REVIEW}


def test_keys_lead_on_and_back_and_leave_what_is_shown(driver: Driver) -> None:
    dialog = review(driver)
    driver.key(Qt.Key.Key_J)
    assert dialog.count.text() == "2 of 2"
    assert GONE in dialog.was.toPlainText()
    assert "no longer on the page" in dialog.sentence.text()
    assert NOW in dialog.now.toPlainText()
    driver.key(Qt.Key.Key_Return)
    assert {a.status for a in stored(driver)} == {Status.NEEDS_REVIEW}
    driver.key(Qt.Key.Key_Down)
    assert dialog.count.text() == "This is the last one."
    driver.key(Qt.Key.Key_Up)
    assert dialog.count.text() == "1 of 2"
    driver.key(Qt.Key.Key_I)
    driver.key(Qt.Key.Key_S)
    assert dialog.extent.currentText() == "This issue"
    driver.key(Qt.Key.Key_Escape)
    assert driver.application.activeModalWidget() is None


def test_an_import_says_what_became_of_annotations_and_leads_to_the_review(driver: Driver, tmp_path: Path) -> None:
    page = tmp_path / "江北日报_20210120_A01.txt"
    page.write_text(PAGE.replace("新桥通车。两岸", "新桥正式通车。两岸"), encoding="utf-8")
    said: list[str] = []
    driver.window.start_import([page])
    assert driver.window.import_bar is not None
    driver.window.import_bar.said.connect(said.append)
    driver.wait_for_import()
    assert "Annotations: 2 unchanged, 0 moved, 0 on changed words, 0 in need of review." in said[-1]
    page.write_text(PAGE.split("桥西")[0], encoding="utf-8")
    driver.window.start_import([page])
    driver.wait_for_import()
    assert "2 in need of review. W leads to them." in said[-1]
    assert isinstance(driver.dialog(), Report)
    driver.key(Qt.Key.Key_W)
    assert isinstance(driver.dialog(), Review)


def test_words_are_set_by_hand_in_the_article(driver: Driver) -> None:
    review(driver)
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_M)
    assert driver.application.activeModalWidget() is None
    assert driver.focus is driver.window.text
    driver.key(Qt.Key.Key_V)
    driver.key(Qt.Key.Key_M)
    assert sorted(a.status for a in stored(driver)) == [Status.NEEDS_REVIEW, Status.OK]
    assert GONE not in [a.quote for a in stored(driver)]


def test_where_letters_are_no_keys_they_are_with_ctrl(window: Callable[..., Driver]) -> None:
    driver = window(single_letter_keys=False)
    driver.key(Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = driver.dialog()
    assert isinstance(dialog, Review)
    assert dialog.hand_button.text().endswith("Ctrl+M")
    driver.key(Qt.Key.Key_J)
    assert dialog.count.text() == "1 of 2"
    driver.key(Qt.Key.Key_J, CTRL)
    assert dialog.count.text() == "2 of 2"


def test_an_importers_doubt_that_is_settled_does_not_come_back(start: Callable[..., Driver]) -> None:
    driver = start()
    dialog = review(driver)
    count = len(dialog._items)
    assert count
    sentence = dialog.sentence.text()
    assert "importer" in sentence
    driver.key(Qt.Key.Key_Return)
    assert len(dialog._items) == count - 1
    driver.key(Qt.Key.Key_Z, CTRL)
    assert (len(dialog._items), dialog.sentence.text()) == (count, sentence)
    for _ in range(count):
        driver.key(Qt.Key.Key_Return)
    assert dialog.sentence.text() == "Nothing needs review here."
    driver.key(Qt.Key.Key_Escape)
    assert review(driver).sentence.text() == "Nothing needs review here."
    driver.key(Qt.Key.Key_Escape)


def test_long_passages_are_scrolled_by_keys_in_large_type(start: Callable[..., Driver]) -> None:
    dialog = review(start(text_size=40))
    bars = [view.verticalScrollBar() for view in (dialog.was, dialog.now)]
    before = [bar.value() for bar in bars]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp):
        QTest.keyClick(dialog, key)
    after = [bar.value() for bar in bars]
    assert all(b <= a for a, b in zip(before, after, strict=True))
    assert before != after
    dialog.close()


def test_m_shows_a_doubtful_place_in_its_article(start: Callable[..., Driver]) -> None:
    driver = start()
    dialog = review(driver)
    assert dialog._case is not None
    words = dialog._case.offers[0].passage.marked
    driver.key(Qt.Key.Key_M)
    window = driver.window
    assert window.desk.sheet is not None
    caret = window.text.caret()
    assert window.desk.sheet.text[caret:].startswith(words[:8])
