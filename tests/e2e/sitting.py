"""A sitting by keys alone from a cold start: search, read three articles, mark, note, tag, split one, export.

`python -m tests.e2e.sitting LIBRARY WORD FOLDER` has it on a copy of a library, with a word that some of its articles hold.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from reader.qt.export_prompt import ExportPrompt
from reader.store.annotations import Annotations
from reader.store.checks import faults
from tests.driver import CTRL, SHIFT, Driver

TAG = "外贸"
NOTES = ("第一条笔记", "第二条笔记")


def sitting(library: Path, word: str, folder: Path) -> None:
    """Have the sitting on a library; an AssertionError tells where it broke off."""
    exported = folder / "notes.md"
    driver = Driver(library, folder / "settings.toml")
    try:
        read = _search_and_mark(driver, word)
        marks = [a for article in read for a in driver.window.desk.annotations.of_article(article)]
        assert (len(set(read)), len(marks), len({a.colour for a in marks})) == (3, 5, 3)
        assert sorted(a.note for a in marks if a.note) == sorted(NOTES)
        assert [a.tags for a in marks if a.tags] == [(TAG,)]
        _split(driver)
        after = {a.id: a.quote for a in Annotations(driver.window.desk.library).find()}
        assert after == {a.id: a.quote for a in marks}, "the split left every mark on its words"
        _export(driver, exported)
        text = exported.read_text(encoding="utf-8")
        assert all(note in text for note in (*NOTES, TAG)), text
        assert list(faults(driver.window.desk.library)) == []
    finally:
        driver.close()


def _search_and_mark(driver: Driver, word: str) -> list[int]:
    """Search for a word and read the first three articles found, with five marks in three colours; gives the articles."""
    driver.key(Qt.Key.Key_K, CTRL)
    driver.type(word)
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: driver.focus is driver.window.text)
    read = [driver.window.desk.article_id]
    _mark(driver, Qt.Key.Key_1, NOTES[0])
    driver.key(Qt.Key.Key_ParenRight)
    _mark(driver, Qt.Key.Key_2)
    driver.key(Qt.Key.Key_F3, CTRL)
    read.append(driver.window.desk.article_id)
    _mark(driver, Qt.Key.Key_3, NOTES[1])
    driver.key(Qt.Key.Key_T)
    driver.type(TAG)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_ParenRight)
    _mark(driver, Qt.Key.Key_1)
    driver.key(Qt.Key.Key_F3, CTRL)
    read.append(driver.window.desk.article_id)
    _mark(driver, Qt.Key.Key_2)
    return read


def _mark(driver: Driver, colour: Qt.Key, note: str = "") -> None:
    """Mark the sentence at the caret."""
    before = len(driver.window.desk.marks_here)
    driver.key(Qt.Key.Key_V, times=2)  # the word, then the sentence
    driver.key(colour)
    assert len(driver.window.desk.marks_here) == before + 1
    if note:
        driver.key(Qt.Key.Key_A)
        driver.type(note)
        driver.key(Qt.Key.Key_Return, CTRL)
        assert driver.focus is driver.window.text


def _split(driver: Driver) -> None:
    """Split the open article before its last paragraph."""
    articles = len(driver.window.desk.archive.article_ids())
    driver.key(Qt.Key.Key_End, CTRL)
    driver.key(Qt.Key.Key_Up, CTRL)
    driver.key(Qt.Key.Key_J, CTRL | SHIFT)
    assert len(driver.window.desk.archive.article_ids()) == articles + 1, driver.window.statusBar().currentMessage()


def _export(driver: Driver, path: Path) -> None:
    """Export all annotations of the library."""
    driver.key(Qt.Key.Key_E, CTRL)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type(str(path))
    prompt = driver.dialog()
    assert isinstance(prompt, ExportPrompt)
    driver.key(Qt.Key.Key_Backtab, SHIFT)  # from the file to how many files, their order, days, tag and colour, to what
    for _ in range(12):
        if driver.focus is prompt.scope:
            break
        driver.key(Qt.Key.Key_Backtab, SHIFT)
    driver.key(Qt.Key.Key_End)
    assert prompt.scope.currentText() == "The whole library"
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(path.exists)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copy(sys.argv[1], Path(name) / "copy.jianbao"))
        sitting(copy, sys.argv[2], Path(name))
    print("the sitting: done")
