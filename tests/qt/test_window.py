"""The window as a person meets it, by keys."""

import html
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar
from shiboken6 import isValid

from reader.commands import COMMANDS, run
from reader.model import COLOURS, Style
from reader.qt import window
from reader.qt.export_prompt import ExportPrompt
from reader.qt.tree_model import COUNT_ROLE
from reader.services.importing import Progress, import_paths
from reader.store import shelves
from reader.store.library import open_library
from reader.store.shelves import Step
from tests.driver import CTRL, SHIFT, Driver
from tests.qt.waiting import wait_for_export

Start = Callable[..., Driver]


def test_the_first_article_lies_open_at_the_first_start(driver: Driver) -> None:
    assert driver.window.desk.article_id == driver.window.desk.shelves.first()
    assert driver.focus is driver.window.text
    assert "株洲日报" in driver.window.place.text()


def test_next_article_goes_through_the_whole_library_and_stops(driver: Driver) -> None:
    seen = [driver.window.desk.article_id]
    for _ in range(40):
        driver.key(Qt.Key.Key_J)
        if driver.window.desk.article_id == seen[-1]:
            break
        seen.append(driver.window.desk.article_id)
    assert sorted(seen) == sorted(driver.window.desk.archive.article_ids())
    assert "end of the library" in driver.window.statusBar().currentMessage()


def test_reading_an_article_takes_the_bold_from_its_row(driver: Driver) -> None:
    model, desk = driver.window.tree.model, driver.window.desk
    driver.key(Qt.Key.Key_J)
    font = model.data(model.index_of(desk.article_id), Qt.ItemDataRole.FontRole)
    assert font is None
    driver.key(Qt.Key.Key_R)
    assert model.data(model.index_of(desk.article_id), Qt.ItemDataRole.FontRole).bold()


def test_the_article_of_the_start_is_read_when_it_is_opened_in_the_tree(driver: Driver) -> None:
    marks, article = driver.window.desk.marks, driver.window.desk.article_id
    driver.window.focus_pane("tree")
    driver.key(Qt.Key.Key_Up)
    driver.key(Qt.Key.Key_Down)
    assert not marks.is_read(article)
    driver.key(Qt.Key.Key_Return)
    assert marks.is_read(article)


def test_reading_is_counted_up_the_tree(driver: Driver) -> None:
    model = driver.window.tree.model
    newspaper = model.index(0, 0)
    assert model.data(newspaper, COUNT_ROLE) == "18/18"
    driver.key(Qt.Key.Key_J)
    assert model.data(newspaper, COUNT_ROLE) == "16/18"
    assert "16 unread of 18" in model.data(newspaper, Qt.ItemDataRole.ToolTipRole)
    assert "16 unread of 18" in model.data(newspaper, Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(0, 0, newspaper), COUNT_ROLE) == "5/7"
    driver.key(Qt.Key.Key_R)
    assert model.data(newspaper, COUNT_ROLE) == "17/18"
    assert driver.window.tree.view.model() is model


def test_a_large_library_is_counted_in_the_background(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "LARGE", 5)
    driver = start()
    driver.window.tree.finish()
    driver.settle()
    model = driver.window.tree.model
    assert model.data(model.index(0, 0), COUNT_ROLE) == "18/18"


def test_the_same_key_again_does_not_mark_the_same_words_twice(driver: Driver) -> None:
    driver.key(Qt.Key.Key_V)
    driver.key(Qt.Key.Key_2)
    driver.key(Qt.Key.Key_2)
    assert [m.colour for m in driver.window.desk.marks_here] == [COLOURS[1]]
    driver.key(Qt.Key.Key_3)
    assert [m.colour for m in driver.window.desk.marks_here] == [COLOURS[2]]


def test_an_underline_is_a_style_of_its_own(driver: Driver) -> None:
    driver.key(Qt.Key.Key_U)
    assert [m.style for m in driver.window.desk.marks_here] == [Style.UNDERLINE]
    (drawn,) = driver.window.text.extraSelections()
    assert drawn.format.underlineColor().isValid()


def test_a_note_is_kept_when_one_leaves_it_any_way(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("one")
    driver.key(Qt.Key.Key_F6)
    assert [m.note for m in driver.window.desk.marks_here] == ["one"]


def test_a_note_is_kept_by_itself_while_one_writes(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("half a sen")
    note = driver.window.list.note
    assert note is not None
    note._timer.timeout.emit()  # what the clock would do
    other = open_library(driver.window.desk.library.path)
    assert other.value("SELECT note FROM annotation") == "half a sen"
    other.close()


def test_all_that_is_written_in_one_sitting_is_one_step(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    for word in ("first ", "second"):
        driver.type(word)
        driver.window.list.keep_note()
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert [m.note for m in driver.window.desk.marks_here] == [""]


def test_ctrl_z_in_a_note_belongs_to_the_note(driver: Driver) -> None:
    driver.key(Qt.Key.Key_A)
    driver.type("word")
    driver.key(Qt.Key.Key_Z, CTRL)
    assert len(driver.window.desk.marks_here) == 1


def test_a_deleted_annotation_comes_back_by_undo(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    (mark,) = driver.window.desk.marks_here
    driver.key(Qt.Key.Key_Delete)
    assert driver.window.desk.marks_here == []
    assert driver.window.text.extraSelections() == []
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.window.desk.marks_here == [mark]


def test_tags_are_typed_and_shown(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_T)
    driver.type("#trade, 株洲 trade")
    driver.key(Qt.Key.Key_Return)
    assert [m.tags for m in driver.window.desk.marks_here] == [("trade", "株洲")]


def test_enter_on_tags_that_were_not_edited_changes_nothing(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    desk = driver.window.desk
    desk.edit("Tags", desk.marks_here[0], tags=("改革 开放", "甲,乙"))
    driver.key(Qt.Key.Key_T)
    driver.key(Qt.Key.Key_Return)
    assert [m.tags for m in desk.marks_here] == [("改革 开放", "甲,乙")]
    driver.key(Qt.Key.Key_T)
    driver.type("new")
    driver.key(Qt.Key.Key_Return)
    assert [m.tags for m in desk.marks_here] == [("改革 开放", "甲", "乙", "new")]


def test_tags_that_cannot_be_kept_stay_in_their_dialog(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_T)
    driver.type("trade")
    driver.window.desk.library.writable = False
    driver.key(Qt.Key.Key_Return)
    assert driver.dialog().isVisible()
    driver.window.desk.library.writable = True
    driver.key(Qt.Key.Key_Return)
    assert [m.tags for m in driver.window.desk.marks_here] == [("trade",)]


@pytest.mark.parametrize(("name", "held"), [("json", True), ("markdown", False)])
def test_an_export_holds_the_bin_where_its_format_does(driver: Driver, tmp_path: Path, name: str, held: bool) -> None:
    for _ in range(2):
        driver.key(Qt.Key.Key_H)
        short_id = driver.window.desk.marks_here[0].short_id
        driver.key(Qt.Key.Key_Delete)
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_E, CTRL)
    prompt = driver.dialog()
    assert isinstance(prompt, ExportPrompt)
    prompt.format.setCurrentIndex(prompt.format.findData(name))
    prompt.path.setText(str(tmp_path / "out"))
    driver.key(Qt.Key.Key_Return)
    wait_for_export(driver)
    assert (short_id in (tmp_path / "out").read_text(encoding="utf-8")) == held
    assert driver.window.statusBar().currentMessage().startswith("1 annotation written to ")


def test_the_list_shows_the_whole_library_on_demand(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_H)
    assert driver.window.list.view.model().rowCount() == 1
    driver.window.list._scope.setCurrentIndex(1)
    assert driver.window.list.view.model().rowCount() == 2
    first = driver.window.desk.annotations.find()[0]
    driver.window.list.view.choose(first.id)
    driver.window.focus_pane("list")
    driver.key(Qt.Key.Key_Return)
    assert driver.window.desk.article_id == first.article_id
    assert driver.focus is driver.window.text


def test_panes_are_walked_and_hidden_by_keys(driver: Driver) -> None:
    widgets = [driver.window.text, driver.window.list.view, driver.window.tree.view]
    for widget in widgets:
        assert driver.focus is widget
        driver.key(Qt.Key.Key_F6)
    driver.key(Qt.Key.Key_F9)
    assert driver.window.left.isHidden()
    driver.key(Qt.Key.Key_F6, SHIFT)
    assert driver.focus is driver.window.list.view


def test_window_panes_and_article_are_restored(start: Start) -> None:
    first = start()
    first.window.resize(760, 640)
    first.key(Qt.Key.Key_F8)
    first.key(Qt.Key.Key_J)
    first.key(Qt.Key.Key_Down, times=3)
    kept = (first.window.desk.article_id, first.window.caret(), first.window.size())
    first.key(Qt.Key.Key_Q, CTRL)
    second = start()
    second.window.resize(kept[2])
    assert (second.window.desk.article_id, second.window.caret(), second.window.size()) == kept
    assert second.window.list.isHidden()


def test_language_and_theme_change_at_once(driver: Driver) -> None:
    driver.window.desk.settings.values |= {"language": "zh_CN", "theme": "dark"}
    driver.window.refresh_look()
    driver.settle()
    assert driver.window.menuBar().actions()[0].text().startswith("资料库")
    assert driver.window.text.palette().base().color().lightness() < 60
    assert "2020年" in str(driver.window.tree.model.index(0, 0, driver.window.tree.model.index(0, 0)).data())
    driver.window.desk.settings.values["language"] = "en"
    driver.window.refresh_look()


def test_a_larger_text_dresses_the_text_alone(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    dressed: list[str] = []
    monkeypatch.setattr(window, "wear", lambda application, theme: dressed.append(theme.name))
    size = driver.window.text.document().defaultFont().pixelSize(), driver.window.text.document().size().height()
    driver.key(Qt.Key.Key_Equal, CTRL)
    assert (driver.window.text.document().defaultFont().pixelSize(), driver.window.text.document().size().height()) > size
    assert dressed == []
    driver.window.desk.settings.values["theme"] = "sepia"
    driver.window.refresh_look()
    assert dressed == ["sepia"]


def test_files_that_fail_are_named_and_the_others_imported(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "b.txt").write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    driver = start()
    driver.window.start_import([folder])
    driver.wait_for_import()
    assert "1 new" in driver.window.statusBar().currentMessage()
    text = driver.dialog().findChild(QPlainTextEdit)
    assert "a.txt" in text.toPlainText()
    driver.key(Qt.Key.Key_Escape)


def test_dropped_files_are_imported(start: Start, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    driver = start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page))])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    driver.window.dropEvent(event)
    driver.wait_for_import()
    assert len(driver.window.desk.archive.article_ids()) == 19


def test_a_stopped_import_keeps_what_was_done(start: Start, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"本报讯 第{number}天，小雨。", encoding="utf-8")
    driver = start()
    driver.window.start_import([tmp_path])
    bar = driver.window.import_bar
    assert bar is not None
    bar.stop()
    driver.wait_for_import()
    assert len(driver.window.desk.archive.article_ids()) < 18 + 30


def test_an_import_says_how_far_it_is_and_how_long_it_takes(driver: Driver, tmp_path: Path) -> None:
    driver.window.start_import([tmp_path / "none.txt"])
    bar = driver.window.import_bar
    assert bar is not None
    bar._progressed(Progress(3, 12, "x.txt", 3, 40, 50, 200), "20 articles/s · 2 min left")
    [words] = bar.findChildren(QLabel)
    [line] = bar.findChildren(QProgressBar)
    assert words.text() == "Importing 3 of 12 · 20 articles/s · 2 min left"
    assert line.value() / line.maximum() == 0.25
    driver.wait_for_import()
    assert not bar.isVisible()


def test_a_folder_is_watched_until_it_is_no_longer(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    driver = start()
    window = driver.window
    driver.key(Qt.Key.Key_P, CTRL | SHIFT)
    driver.type("watch a folder")
    driver.key(Qt.Key.Key_Return)
    driver.type(str(folder))
    driver.key(Qt.Key.Key_Return)
    watching = window.folder_watch
    assert watching is not None
    assert (watching.isVisible(), watching.text(), window.desk.watched) == (True, "Watching 来稿", str(folder))
    page = tmp_path / "江北日报_20210120_A01.txt"
    page.write_text("## 新桥通车\n\n本报讯 昨日新桥通车。\n", encoding="utf-8")
    os.utime(page, (0, 0))
    page.rename(folder / page.name)
    driver.wait_until(lambda: len(window.desk.archive.article_ids()) == 19)
    driver.wait_until(lambda: "1 new" in window.statusBar().currentMessage())
    driver.close()

    again = start().window
    driver.wait_until(lambda: again.folder_watch is not None and again.folder_watch.isVisible())
    run(COMMANDS["stop_watching"], again.desk)
    assert again.statusBar().currentMessage() == f"{folder} is no longer watched."
    assert again.folder_watch is not None
    assert not again.folder_watch.isVisible()
    run(COMMANDS["stop_watching"], again.desk)
    assert again.statusBar().currentMessage() == "No folder is watched."
    assert again.desk.marks.session("watched") == ""


def test_a_folder_that_is_not_there_is_said_not_to_be_watched(driver: Driver, tmp_path: Path) -> None:
    driver.window.desk.watch(str(tmp_path / "none"))
    watching = driver.window.folder_watch
    assert watching is not None
    driver.wait_until(lambda: watching.text() == "none is not watched")
    assert "is no folder" in driver.window.statusBar().currentMessage()


def test_what_comes_in_leaves_the_open_article_and_its_selection_alone(driver: Driver) -> None:
    window = driver.window
    window.select(3, 9)
    window.show_library()
    assert window.selection() == (3, 9)


def test_a_read_only_library_can_be_read(start: Start) -> None:
    driver = start()
    driver.window.desk.library.writable = False
    driver.key(Qt.Key.Key_J)
    driver.key(Qt.Key.Key_H)
    assert "read-only" in driver.window.statusBar().currentMessage()
    assert driver.window.desk.marks_here == []


def test_a_place_that_is_gone_to_is_not_at_the_edge(driver: Driver) -> None:
    driver.window.resize(900, 500)
    driver.key(Qt.Key.Key_J)
    text = driver.window.text
    for place in (len(driver.window.desk.sheet.text) // 2, 0, len(driver.window.desk.sheet.text) // 2):  # type: ignore[union-attr]
        text.select(place, place)
    assert 50 < text.cursorRect().top() < text.viewport().height() - 50


def test_an_empty_library_says_where_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / ("很长的名字" * 12) / "<空>.jianbao"
    path.parent.mkdir()
    driver = Driver(path, tmp_path / "settings.toml")
    shown = driver.window.welcome.text().replace("\u200b", "")
    assert f"It is kept in <b>{html.escape(str(path))}</b>." in shown
    assert driver.window.welcome.minimumSizeHint().width() < 500
    driver.close()


def test_an_article_that_another_program_took_away_is_told(driver: Driver) -> None:
    gone = driver.window.desk.neighbour(Step.ARTICLE, forward=True)
    assert gone
    for statement in ("DELETE FROM piece WHERE article_id = ?", "DELETE FROM article WHERE id = ?"):
        driver.window.desk.library.execute(statement, (gone,))
    here = driver.window.desk.article_id
    for opened in (driver.window._open_from_tree, driver.window._open_found):
        driver.window.show_search()
        driver.window.statusBar().clearMessage()
        opened(gone, True)
        assert f"Article {gone} is not in this library." in driver.window.statusBar().currentMessage()
    assert driver.window.desk.article_id == here


@pytest.mark.parametrize("is_empty", [False, True])
def test_pages_that_another_program_imports_are_shown(start: Start, tmp_path: Path, is_empty: bool) -> None:
    if is_empty:
        (tmp_path / "library.jianbao").unlink()
    shown = start().window
    page = tmp_path / "江北日报_20210305_A01.txt"
    page.write_text("本报讯 今日小雨，市民出行请带伞。", encoding="utf-8")
    with closing(open_library(shown.desk.library.path)) as other:
        list(import_paths(other, [page]))
    shown._lookout.timer.timeout.emit()
    tree = shown.tree.model
    assert "江北日报" in [tree.index(row, 0).data() for row in range(tree.rowCount())]
    assert shown.desk.sheet is not None


def test_an_article_that_is_left_takes_no_memory(driver: Driver) -> None:
    before = driver.window.text.document()
    driver.key(Qt.Key.Key_J)
    after = driver.window.text.document()
    driver.key(Qt.Key.Key_J)
    assert not isValid(after)
    assert not isValid(before)


def test_the_margin_around_the_text_is_as_chosen(start: Start) -> None:
    frame = start(margin=60).window.text.document().rootFrame().frameFormat()
    assert frame.topMargin() == 60
    assert frame.leftMargin() >= 60
