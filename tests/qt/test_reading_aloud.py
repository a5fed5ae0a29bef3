"""An article is read aloud sentence by sentence by the system's voice: here a script that writes down what it is given."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.driver import SHIFT, Driver

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the voice of this test is a shell script")


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only program on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "spd-say"
    script.write_text(f'#!/bin/sh\n[ "$1" = --cancel ] || echo "$5" >> "{tmp_path}/said"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return script


def said(voice: Path) -> list[str]:
    path = voice.parent.parent / "said"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def read(driver: Driver) -> None:
    driver.key(Qt.Key.Key_R, SHIFT)


def silent(driver: Driver) -> bool:
    return driver.window._reader is None


def test_the_article_is_read_to_its_end(driver: Driver, voice: Path) -> None:
    read(driver)
    driver.wait_until(lambda: silent(driver))
    sheet = driver.window.desk.sheet
    assert sheet is not None
    assert "".join("".join(said(voice)).split()) == "".join(sheet.text.split())
    assert driver.window.selection()[1] >= len(sheet.text.rstrip()) - 1, "the sentence spoken is shown"


def test_it_begins_at_the_sentence_of_the_caret(driver: Driver, voice: Path) -> None:
    sheet = driver.window.desk.sheet
    assert sheet is not None
    place = sheet.text.index("。") + 1
    driver.window.select(place + 2, place + 2)
    read(driver)
    driver.wait_until(lambda: silent(driver))
    assert said(voice)[0][:2] in sheet.text[place : place + 6]


def test_the_same_key_and_another_article_stop_it(driver: Driver, voice: Path) -> None:
    voice.write_text("#!/bin/sh\nexec /bin/sleep 60\n", "utf-8")
    for key, modifier in ((Qt.Key.Key_R, SHIFT), (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier)):
        read(driver)
        assert not silent(driver)
        driver.key(key, modifier)
        assert silent(driver)


def test_a_voice_that_fails_is_told(driver: Driver, voice: Path) -> None:
    voice.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    read(driver)
    driver.wait_until(lambda: silent(driver))
    assert "does not speak now" in driver.window.statusBar().currentMessage()


def test_without_a_voice_the_reason_is_said(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    read(driver)
    assert "This system has no voice" in driver.window.statusBar().currentMessage()
