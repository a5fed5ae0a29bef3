"""Several windows in one program, on one library or on several."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from reader.commands import COMMANDS
from reader.errors import ReaderError
from reader.qt import windows
from reader.qt.library_prompt import LibraryPrompt
from reader.qt.window import Window
from reader.services import recent_libraries
from reader.services.view import Group, Order, Scope
from reader.settings import load_settings
from tests.driver import CTRL, Driver

Start = Callable[..., Driver]


@pytest.fixture(autouse=True)
def _recent_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No list of another test, and no window left to the next."""
    monkeypatch.setattr(recent_libraries, "user_state_path", lambda *names, **more: tmp_path / "state")
    yield
    windows.close_all()


def other(driver: Driver) -> Window:
    """The window that was opened beside the driver's."""
    driver.settle()
    [found] = [window for window in windows.OPEN if window is not driver.window]
    return found


def test_a_new_window_shows_what_is_marked_in_the_other(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CTRL)
    second = other(driver)
    assert second.desk.library is not driver.window.desk.library
    assert second.desk.article_id == driver.window.desk.article_id
    driver.window.run(COMMANDS["highlight"])
    second._look_again()
    assert [a.id for a in second.desk.marks_here] == [a.id for a in driver.window.desk.marks_here]


def test_the_program_ends_with_its_last_window(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []
    monkeypatch.setattr("reader.qt.window.QGuiApplication.exit", lambda: ended.append(True))
    driver.key(Qt.Key.Key_N, CTRL)
    second = other(driver)
    library = second.desk.library
    second.run(COMMANDS["close_window"])
    assert (ended, windows.OPEN) == ([], [driver.window])
    with pytest.raises(Exception, match="closed"):
        library.value("SELECT 1")
    assert driver.window.desk.library.value("SELECT 1") == 1
    driver.window.run(COMMANDS["new_window"])
    driver.window.run(COMMANDS["quit_program"])
    assert (ended, windows.OPEN) == ([True], [])


def test_a_closed_window_leaves_no_memory_behind(driver: Driver) -> None:
    driver.window.run(COMMANDS["new_window"])
    second = other(driver)
    second.close()
    driver.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(second)
    driver.settle()
    driver.window.run(COMMANDS["zoom_in"])  # which speaks to all windows


def test_windows_share_settings_and_look_alike_at_once(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CTRL)
    driver.window.run(COMMANDS["zoom_in"])
    driver.window.run(COMMANDS["language_zh_CN"])
    second = other(driver)
    assert second.desk.settings.number("text_size") == 20
    assert second.list._heading.text() == "批注"
    driver.window.run(COMMANDS["language_en"])
    assert second.list._heading.text() == "Annotations"


def test_a_new_library_is_made_and_opened_in_a_window(driver: Driver, tmp_path: Path) -> None:
    driver.window.run(COMMANDS["new_library"])
    prompt = driver.dialog()
    assert isinstance(prompt, LibraryPrompt)
    driver.type("民国")
    driver.key(Qt.Key.Key_Return)
    assert other(driver).desk.library.path == tmp_path / "民国.jianbao"
    assert recent_libraries.recent_libraries() == [tmp_path / "民国.jianbao"]


def refusal(prompt: LibraryPrompt) -> str:
    return next(label.text() for label in prompt.findChildren(QLabel) if label.objectName() == "refusal").replace("\u200b", "")


def test_a_library_is_opened_once_and_what_is_none_is_refused(driver: Driver, tmp_path: Path) -> None:
    driver.window.run(COMMANDS["new_library"])
    driver.dialog()
    driver.type("library")
    driver.key(Qt.Key.Key_Return)
    prompt = driver.dialog()
    assert isinstance(prompt, LibraryPrompt)
    assert refusal(prompt).startswith("There is a file")
    assert [label for label in prompt.findChildren(QLabel) if label.height() < label.heightForWidth(label.width())] == []
    driver.key(Qt.Key.Key_Escape)
    (tmp_path / "notes.txt").write_text("no library")
    for name, words in (("none.jianbao", "There is no library"), ("notes.txt", "is not a Jianbao"), ("", "Type the name")):
        driver.key(Qt.Key.Key_O, CTRL)
        prompt = driver.dialog()
        assert isinstance(prompt, LibraryPrompt)
        prompt.path.setText(name)
        prompt.accept()
        assert words in refusal(prompt), refusal(prompt)
        driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_O, CTRL)
    prompt = driver.dialog()
    assert isinstance(prompt, LibraryPrompt)
    prompt.path.setText(str(driver.window.desk.library.path))
    prompt.accept()
    assert [driver.window] == windows.OPEN


def test_a_recent_library_is_chosen_by_its_name(driver: Driver, tmp_path: Path) -> None:
    driver.window.run(COMMANDS["open_recent"])
    assert driver.window.statusBar().currentMessage() == "No other library was opened lately."
    for name in ("one.jianbao", "two.jianbao"):
        windows.open_beside(driver.window, tmp_path / name).close()
        recent_libraries.note_library(tmp_path / name)
    driver.window.run(COMMANDS["open_recent"])
    driver.dialog()
    driver.type("one")
    driver.key(Qt.Key.Key_Return)
    assert other(driver).desk.library.path == tmp_path / "one.jianbao"


def test_a_second_start_opens_its_library_and_follows_its_link(driver: Driver, tmp_path: Path) -> None:
    here = driver.window.desk
    windows.take_on(here.library.path, (), "")
    assert [driver.window] == windows.OPEN
    last = here.archive.article_ids()[-1]
    windows.take_on(tmp_path / "not open.jianbao", (), f"jianbao://open?article={last}")
    assert [driver.window] == windows.OPEN, "the link leads into a library that is open"
    assert here.article_id == last
    with pytest.raises(ReaderError, match="is not in this library"):
        windows.take_on(here.library.path, (), "jianbao://open?article=999")
    with pytest.raises(ReaderError, match="is not in this library"):
        windows.take_on(tmp_path / "new.jianbao", (), "jianbao://open?article=999")
    assert [driver.window] == windows.OPEN, "a link that leads to nothing opens no window"
    windows.take_on(tmp_path / "new.jianbao", (), "")
    assert other(driver).desk.library.path == tmp_path / "new.jianbao"


def test_a_second_start_imports_into_the_running_window(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("株洲日报 2021年1月20日\n一则新闻\n本报讯 昨日大桥通车。", encoding="utf-8")
    windows.take_on(driver.window.desk.library.path, [tmp_path / "page.txt"], "")
    driver.wait_for_import()
    assert len(driver.window.desk.archive.article_ids()) == 19


def test_the_list_is_shown_again_as_it_was(start: Start) -> None:
    driver = start()
    driver.window.show_scope(Scope.ISSUE)
    arrangement = driver.window.arrangement()
    driver.window.arrange(type(arrangement)("words", Order.CREATED, Group.COLOUR))
    driver.close()
    again = start().window
    assert again.list_scope() is Scope.ISSUE
    assert again.arrangement() == type(arrangement)("", Order.CREATED, Group.COLOUR)
    again.show_scope(Scope.BIN)
    again.close()
    assert start().window.list_scope() is Scope.ARTICLE


def test_only_one_of_two_windows_watches_the_folder(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr("reader.qt.session._watch_again", begun.append)
    driver.window.desk.marks.set_session({"watched": str(tmp_path)})
    driver.key(Qt.Key.Key_N, CTRL)
    other(driver)
    assert begun == []


def test_settings_of_a_window_are_those_of_the_file(driver: Driver) -> None:
    driver.window.run(COMMANDS["zoom_in"])
    assert load_settings(driver.window.desk.settings.path).number("text_size") == 20


def test_a_library_dropped_on_the_window_is_opened_and_pages_are_imported(driver: Driver, tmp_path: Path) -> None:
    windows.open_beside(driver.window, tmp_path / "other.jianbao").close()
    (tmp_path / "page.txt").write_text("本报讯 昨日大桥通车。", encoding="utf-8")
    driver.window.take_dropped([tmp_path / "other.jianbao", tmp_path / "page.txt"])
    driver.wait_for_import()
    assert other(driver).desk.library.path == tmp_path / "other.jianbao"
    assert len(driver.window.desk.archive.article_ids()) == 19
    (tmp_path / "wrong.jianbao").write_text("no library")
    driver.window.take_dropped([tmp_path / "wrong.jianbao"])
    assert "is not a Jianbao library" in driver.window.statusBar().currentMessage()
