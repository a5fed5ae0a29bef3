"""Exports from the window: what the prompt asks, shows and does, in the background."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from reader.commands import COMMANDS
from reader.errors import LibraryError
from reader.qt.export_prompt import ExportPrompt
from reader.qt.prompts import Question
from reader.services.export_request import Request
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_for_export


def export_to(driver: Driver, path: Path) -> None:
    driver.key(Qt.Key.Key_E, CTRL)
    driver.type(str(path))
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)


def test_an_export_asks_before_it_replaces_a_file_and_takes_no_for_an_answer(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    driver.key(Qt.Key.Key_H)
    for leave in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        export_to(driver, path)
        question = driver.dialog()
        assert isinstance(question, Question)
        assert "▯" not in "".join(label.text() for label in question.findChildren(QLabel))
        driver.key(leave)
        assert isinstance(driver.dialog(), ExportPrompt)
        driver.key(Qt.Key.Key_Escape)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("yes", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_file_is_replaced_by_who_wants_it(driver: Driver, tmp_path: Path, yes: Qt.Key) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    driver.key(Qt.Key.Key_H)
    export_to(driver, path)
    driver.key(Qt.Key.Key_Tab, SHIFT)
    driver.key(yes)
    wait_for_export(driver)
    assert "mine" not in path.read_text(encoding="utf-8")
    assert "1 annotation written" in driver.window.statusBar().currentMessage()
    assert driver.application.activeModalWidget() is None


def test_a_folder_of_notes_is_offered_again_and_not_asked_about(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    for typed in (str(tmp_path / "vault"), ""):
        driver.key(Qt.Key.Key_E, CTRL)
        prompt = driver.dialog()
        assert isinstance(prompt, ExportPrompt)
        prompt.format.setCurrentIndex(prompt.format.findData("obsidian"))
        assert "F&older" in [label.text() for label in prompt.findChildren(QLabel)]
        prompt.path.setFocus()
        driver.type(typed)
        driver.key(Qt.Key.Key_Return)
        wait_for_export(driver)
        assert driver.application.activeModalWidget() is None
        assert f"1 annotation written to {tmp_path / 'vault'}" in driver.window.statusBar().currentMessage()
    assert len(list((tmp_path / "vault").iterdir())) == 1


def test_nothing_is_not_exported(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine", encoding="utf-8")
    export_to(driver, path)
    assert driver.dialog().findChild(QLabel, "refusal").text() == "There is no annotation to export."
    driver.key(Qt.Key.Key_Escape)
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_export_that_fails_says_why_and_asks_on(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    export_to(driver, tmp_path / "no folder" / "mine.md")
    refusal = driver.dialog().findChild(QLabel, "refusal")
    assert refusal.isVisible()
    assert "could not be written" in refusal.accessibleName()
    driver.key(Qt.Key.Key_Escape)


def test_an_export_from_a_library_that_fails_says_why(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise LibraryError("The disk is gone.")

    monkeypatch.setattr("reader.qt.export_job.plan", fail)
    export_to(driver, tmp_path / "mine.md")
    assert driver.dialog().findChild(QLabel, "refusal").text() == "The disk is gone."
    driver.key(Qt.Key.Key_Escape)


# --- what is asked and shown ---------------------------------------------------------------------------------------------


def prompt_of(driver: Driver) -> ExportPrompt:
    driver.key(Qt.Key.Key_E, CTRL)
    prompt = driver.dialog()
    assert isinstance(prompt, ExportPrompt)
    return prompt


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def previewed(driver: Driver, prompt: ExportPrompt, words: str) -> None:
    driver.wait_until(lambda: words in prompt.preview.text.toPlainText() or words in prompt.preview.files.text())


def test_the_preview_shows_names_and_first_lines_before_anything_is_written(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    prompt = prompt_of(driver)
    previewed(driver, prompt, "# 株洲日报")
    choose(prompt.each, "article")
    driver.type(str(tmp_path / "new"))
    prompt.pattern.setText("{date}_{newspaper}")
    previewed(driver, prompt, "_株洲日报.md")
    prompt.pattern.setText("{nothing}")
    previewed(driver, prompt, "cannot name files")
    assert prompt.preview.text.toPlainText() == ""
    driver.key(Qt.Key.Key_Escape)
    assert not (tmp_path / "new").exists()


def test_articles_templates_and_filters_are_asked_for(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    (tmp_path / "t.md.j2").write_text("{% for a in annotations %}<{{ a.color }}>{% endfor %}", encoding="utf-8")
    prompt = prompt_of(driver)
    choose(prompt.format, "articles-epub")
    assert prompt.path.text().endswith(".epub")
    assert not prompt.order.isVisible()
    prompt.scope.setCurrentIndex(1)
    previewed(driver, prompt, "==")
    choose(prompt.format, "")
    assert prompt.template.isVisible()
    prompt.template.setText(str(tmp_path / "t.md.j2"))
    previewed(driver, prompt, "<yellow>")
    choose(prompt.colour, "blue")
    previewed(driver, prompt, "There is nothing to export.")
    choose(prompt.colour, "")
    prompt.start.setText("neulich")
    prompt.path.setText(str(tmp_path / "out.md"))
    driver.key(Qt.Key.Key_Return)
    assert "is no date" in prompt.findChild(QLabel, "refusal").text().replace("\u200b", "")
    prompt.start.setText("2020")
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "<yellow>\n"


def test_several_files_are_asked_about_before_they_are_replaced(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    for _ in range(2):
        prompt = prompt_of(driver)
        choose(prompt.format, "articles-markdown")
        prompt.scope.setCurrentIndex(1)
        choose(prompt.each, "article")
        prompt.path.setText(str(tmp_path / "all"))
        prompt.path.setFocus()
        driver.key(Qt.Key.Key_Return)
        wait_for_export(driver)
    assert isinstance(driver.dialog(), Question)
    assert "other files are there already" in "".join(label.text() for label in driver.dialog().findChildren(QLabel))
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Escape)


def test_an_export_is_done_again_by_one_key(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_S, CTRL | SHIFT)
    assert driver.window.statusBar().currentMessage() == "Nothing has been exported from this library yet."
    driver.key(Qt.Key.Key_H)
    export_to(driver, tmp_path / "mine.md")
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_K)
    driver.key(Qt.Key.Key_U)
    (tmp_path / "mine.md").unlink()
    driver.key(Qt.Key.Key_S, CTRL | SHIFT)
    wait_for_export(driver)
    assert (tmp_path / "mine.md").exists()
    assert "written to" in driver.window.statusBar().currentMessage()


def test_an_export_again_that_fails_asks_with_what_was_chosen(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    (tmp_path / "sub").mkdir()
    export_to(driver, tmp_path / "sub" / "mine.md")
    (tmp_path / "sub" / "mine.md").unlink()
    (tmp_path / "sub").rmdir()
    driver.key(Qt.Key.Key_S, CTRL | SHIFT)
    wait_for_export(driver)
    prompt = driver.dialog()
    assert isinstance(prompt, ExportPrompt)
    assert "could not be written" in prompt.findChild(QLabel, "refusal").accessibleName()
    assert prompt.path.text() == str(tmp_path / "sub" / "mine.md")
    driver.key(Qt.Key.Key_Escape)


# --- in the background ---------------------------------------------------------------------------------------------------


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports that go on until they are stopped."""

    def export(library: object, request: object, manner: object, report: Callable[[int, int], None]) -> None:
        while True:
            report(1200, 10_000)

    monkeypatch.setattr("reader.qt.export_job.export", export)


@pytest.mark.usefixtures("endless")
def test_a_key_stops_an_export_and_the_bar_says_how_far_it_is(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    driver.window.start_export(Request("markdown", tmp_path / "x.md"))
    bar = driver.window.export_bar
    assert bar is not None
    [words] = bar.findChildren(QLabel)
    driver.wait_until(lambda: words.text() == "Exporting 1,200 of 10,000")
    driver.window.start_export(Request("markdown", tmp_path / "y.md"))
    assert driver.window.statusBar().currentMessage().startswith("An export is running")
    driver.key(Qt.Key.Key_X, CTRL | SHIFT)
    wait_for_export(driver)
    assert driver.window.statusBar().currentMessage() == "Stopped. What was there before is as it was."
    assert not bar.isVisible()


def test_an_export_that_was_begun_is_written_though_the_window_is_closed(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    driver.window.start_export(Request("markdown", tmp_path / "x.md"))
    driver.close()
    assert "株洲日报" in (tmp_path / "x.md").read_text(encoding="utf-8")


# --- kept up to date -----------------------------------------------------------------------------------------------------


def keep(driver: Driver, path: Path) -> None:
    prompt = prompt_of(driver)
    prompt.path.setText(str(path))
    prompt.keep.setChecked(True)
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)


def test_an_export_is_kept_up_to_date_after_changes(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.qt.export_keeper.REST_MS", 0)
    path = tmp_path / "mine.md"
    driver.key(Qt.Key.Key_H)
    keep(driver, path)
    driver.key(Qt.Key.Key_U)
    driver.wait_until(lambda: "#underline" in path.read_text(encoding="utf-8"))
    driver.window.run(COMMANDS["keep_no_export"])
    path.unlink()
    driver.key(Qt.Key.Key_2)
    assert not path.exists()
    assert driver.window.export_keeper is not None
    driver.window.export_keeper.finish()
    assert not path.exists()


def test_what_is_kept_is_written_at_the_latest_when_the_window_closes(start: Callable[..., Driver], tmp_path: Path) -> None:
    driver = start()
    driver.key(Qt.Key.Key_H)
    keep(driver, tmp_path / "mine.md")
    driver.close()
    again = start()
    again.key(Qt.Key.Key_U)
    assert "#underline" not in (tmp_path / "mine.md").read_text(encoding="utf-8")
    again.close()
    assert "#underline" in (tmp_path / "mine.md").read_text(encoding="utf-8")


def test_what_could_not_be_written_is_not_kept(driver: Driver, tmp_path: Path) -> None:
    driver.key(Qt.Key.Key_H)
    keep(driver, tmp_path / "none" / "mine.md")
    assert isinstance(driver.dialog(), ExportPrompt)
    driver.key(Qt.Key.Key_Escape)
    assert driver.window.export_keeper is None
    keep(driver, tmp_path / "mine.md")
    assert driver.window.statusBar().currentMessage().endswith("It is kept up to date by itself from now on.")
    assert driver.window.export_keeper is not None


def test_a_kept_export_that_fails_says_so_once(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.qt.export_keeper.REST_MS", 0)
    (tmp_path / "sub").mkdir()
    driver.key(Qt.Key.Key_H)
    keep(driver, tmp_path / "sub" / "mine.md")
    (tmp_path / "sub" / "mine.md").unlink()
    (tmp_path / "sub").rmdir()
    driver.key(Qt.Key.Key_U)
    driver.wait_until(lambda: driver.window.statusBar().currentMessage().startswith("The export is not up to date: "))
