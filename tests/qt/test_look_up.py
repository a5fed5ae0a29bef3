"""Words are looked up by keys, and what was found leads on: to the search, the concordance, the web."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from reader.qt.aside_job import AsideJob
from reader.qt.look_up import DictionaryPrompt, LookUp
from reader.services import looking_up
from reader.text import words
from tests.driver import Driver

Start = Callable[..., Driver]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_up, "_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(looking_up, "readings", lambda: [("株", "zhū"), ("洲", "zhōu")])


@pytest.fixture
def cedict(tmp_path: Path) -> Path:
    path = tmp_path / "cedict.u8"
    path.write_text("株洲 株洲 [Zhu1 zhou1] /city in Hunan/\n株 株 [zhu1] /trunk/\n", "utf-8")
    return path


def asked(driver: Driver, selected: int = 0) -> LookUp:
    """The pop-up over the word 株洲 of the seeds, with what was found in it."""
    words.cut("词")  # with its dictionary loaded, the words at the caret are those of a person
    desk = driver.window.desk
    while desk.sheet is None or "株洲" not in desk.sheet.text:
        driver.key(Qt.Key.Key_J)
    place = desk.sheet.text.index("株洲")
    driver.window.select(place, place + selected)
    driver.window.focus_pane("text")
    driver.type("d")
    popup = driver.dialog()
    assert isinstance(popup, LookUp)
    driver.wait_until(lambda: popup.list.count() > 0)
    return popup


def test_entries_are_walked_by_arrows_and_escape_returns_to_the_text(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    popup = asked(driver, selected=2)
    assert [popup.list.item(row).text().split("\n")[0].split()[0] for row in range(2)] == ["株洲", "株"]
    assert "city in Hunan" in popup.list.item(0).text()
    driver.key(Qt.Key.Key_Down)
    assert popup.word() == "株"
    driver.key(Qt.Key.Key_Escape)
    assert driver.focus is driver.window.text


def test_enter_searches_the_library_for_the_word(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    asked(driver, selected=2)
    driver.key(Qt.Key.Key_Return)
    assert driver.window.searched() == '"株洲"'


def test_its_concordance_is_shown(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    popup = asked(driver, selected=2)
    driver.key(Qt.Key.Key_W)
    driver.wait_until(lambda: driver.application.activeModalWidget() not in (None, popup))
    lines = driver.dialog().findChild(QPlainTextEdit).toPlainText().splitlines()
    assert lines
    assert all("【株洲】" in line for line in lines)


def test_the_web_is_opened_by_the_systems_browser_on_request(
    start: Start, cedict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    driver = start(dictionaries=str(cedict), web_pages="A https://a.example/{word}; B https://b.example/{word}")
    asked(driver, selected=2)
    assert opened == []
    driver.type("2")
    assert [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in opened] == [
        "https://b.example/%E6%A0%AA%E6%B4%B2"
    ]


def test_the_word_is_copied(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    asked(driver, selected=2)
    driver.type("c")
    assert driver.application.clipboard().text() == "株洲"


def test_without_a_dictionary_pinyin_is_shown_and_the_way_to_one(start: Start) -> None:
    popup = asked(start(), selected=2)
    assert popup.list.item(0).text().split() == ["株洲", "zhū", "zhōu"]
    assert any("Add a dictionary" in label.text() for label in popup.findChildren(QLabel))


def test_a_damaged_dictionary_is_told_in_the_pop_up(start: Start, tmp_path: Path) -> None:
    popup = asked(start(dictionaries=str(tmp_path / "none.ifo")), selected=2)
    assert any("cannot be read" in label.text() for label in popup.findChildren(QLabel))


def test_a_closed_pop_up_does_not_hear_what_comes_later(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    driver.window.look_up(["株洲"], "株洲")
    driver.settle()
    driver.key(Qt.Key.Key_Escape)
    for job in driver.window._jobs:
        job.wait()
    driver.settle()
    assert driver.focus is driver.window.text


def test_a_dictionary_is_added_by_its_path(start: Start, cedict: Path) -> None:
    driver = start()
    driver.window.ask_dictionary()
    prompt = driver.dialog()
    assert isinstance(prompt, DictionaryPrompt)
    prompt.findChild(QLineEdit).setText(str(cedict.with_name("none.u8")))
    driver.key(Qt.Key.Key_Return)
    assert prompt.isVisible()
    prompt.findChild(QLineEdit).setText(str(cedict))
    driver.key(Qt.Key.Key_Return)
    assert driver.window.desk.settings.text("dictionaries") == str(cedict)


def test_work_that_is_done_is_let_go(start: Start, cedict: Path) -> None:
    driver = start(dictionaries=str(cedict))
    for _ in range(4):
        asked(driver, selected=2)
        driver.key(Qt.Key.Key_Escape)
        driver.wait_until(lambda: not any(job.isRunning() for job in driver.window.findChildren(AsideJob)))
    driver.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(driver.window.findChildren(AsideJob)) <= 2
