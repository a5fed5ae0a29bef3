"""Annotations brought in by keys: a look first, then one step that is taken back at once."""

import json
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt

from reader.qt.receiving_prompt import AnnotationFilePrompt, ReceivingPrompt
from reader.qt.report import Report
from reader.services.export_request import Request
from reader.services.exporting import export
from reader.services.quoting import annotate
from reader.store.annotations import Annotations
from reader.store.backups import backups_of
from reader.store.library import open_library
from tests.driver import CTRL, SHIFT, Driver


def notes_file(seeds_library: Path, folder: Path) -> Path:
    """A file with three annotations on the seeds, and one on words that are nowhere."""
    copy = folder / "elsewhere.jianbao"
    copy.write_bytes(seeds_library.read_bytes())
    with closing(open_library(copy)) as library:
        for article, quote in ((1, "施瓦布"), (2, "首批30台二手车将出口至厄立特里亚"), (12, "两弹一星")):
            annotate(library, article, quote, note="他人的话", author="李四")
        path = export(library, Request("json", folder / "notes.json")).path
    document = json.loads(path.read_text("utf-8"))
    document["annotations"].append({"id": "lost", "quote": "火车停开三天", "note": "为什么？"})
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def look(driver: Driver, path: Path) -> ReceivingPrompt:
    driver.key(Qt.Key.Key_I, CTRL | SHIFT)
    assert isinstance(driver.dialog(), AnnotationFilePrompt)
    driver.type(str(path))
    driver.key(Qt.Key.Key_Return)
    prompt = driver.dialog()
    assert isinstance(prompt, ReceivingPrompt)
    driver.wait_until(lambda: not prompt.running)
    return prompt


def test_what_would_change_is_shown_then_done_then_taken_back(driver: Driver, seeds_library: Path, tmp_path: Path) -> None:
    path = notes_file(seeds_library, tmp_path)
    prompt = look(driver, path)
    assert prompt.words.text() == "Annotations: 3 added · 1 without a place."
    assert "\n    “火车停开三天”  为什么？" in prompt.notes.toPlainText()
    annotations = Annotations(driver.window.desk.library)
    assert annotations.find() == []
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: len(annotations.find()) == 3 and isinstance(driver.application.activeModalWidget(), Report))
    assert driver.window.statusBar().currentMessage().startswith("Annotations: 3 added")
    driver.key(Qt.Key.Key_Escape)  # the report of what has no place
    assert [a.author for a in annotations.find()] == ["李四"] * 3
    assert driver.window.desk.history.undoable == "Import annotations"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert annotations.find() == []
    driver.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(annotations.find()) == 3


def test_esc_leaves_everything_as_it_is(driver: Driver, seeds_library: Path, tmp_path: Path) -> None:
    look(driver, notes_file(seeds_library, tmp_path))
    driver.key(Qt.Key.Key_Escape)
    assert driver.application.activeModalWidget() is None
    assert Annotations(driver.window.desk.library).find() == []
    assert backups_of(driver.window.desk.library.path) == []


def test_a_file_without_annotations_says_so(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("just words", encoding="utf-8")
    prompt = look(driver, path)
    assert "holds no annotations that can be read" in prompt.refusal.replace("\u200b", "")
    driver.key(Qt.Key.Key_Escape)
    assert driver.application.activeModalWidget() is None


def test_a_file_that_is_not_there_is_asked_for_again(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_I, CTRL | SHIFT)
    driver.type(str(tmp_path / "none.json"))
    driver.key(Qt.Key.Key_Return)
    assert isinstance(driver.dialog(), AnnotationFilePrompt)
    driver.key(Qt.Key.Key_Escape)


def test_a_file_that_was_imported_changes_nothing(driver: Driver, seeds_library: Path, tmp_path: Path) -> None:
    path = notes_file(seeds_library, tmp_path)
    look(driver, path)
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: len(Annotations(driver.window.desk.library).find()) == 3)
    driver.wait_until(lambda: not isinstance(driver.application.activeModalWidget(), ReceivingPrompt))
    driver.key(Qt.Key.Key_Escape)
    prompt = look(driver, path)
    assert prompt.words.text().endswith("There is nothing to import.")
    driver.key(Qt.Key.Key_Return)
    assert driver.application.activeModalWidget() is None
    assert driver.window.desk.history.undoable == "Import annotations"
