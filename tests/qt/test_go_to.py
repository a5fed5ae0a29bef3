"""Go to: a date, a page, a headline, a link or an id, typed and opened by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from reader.qt.go_to import GoTo
from tests.driver import CTRL, Driver
from tests.fixtures import mark


def opened(driver: Driver) -> GoTo:
    dialog = driver.dialog()
    assert isinstance(dialog, GoTo)
    return dialog


def typed(driver: Driver, words: str) -> GoTo:
    driver.key(Qt.Key.Key_L, CTRL)
    dialog = opened(driver)
    driver.type(words)
    driver.wait_until(lambda: dialog._shown.typed == words)
    return dialog


def test_a_date_is_typed_and_its_issue_opened(driver: Driver) -> None:
    desk = driver.window.desk
    begun = desk.article_id
    dialog = typed(driver, "1月20日")
    row = dialog.list.topLevelItem(0)
    assert row is not None
    assert "2021" in row.text(1)
    driver.key(Qt.Key.Key_Return)
    assert desk.article_id != begun
    assert desk.sheet is not None
    assert desk.sheet.article.place.date == "2021-01-20"
    assert driver.focus is driver.window.text
    driver.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.article_id == begun


def test_a_headline_is_chosen_by_the_arrows(driver: Driver) -> None:
    dialog = typed(driver, "冲刺")
    assert dialog.list.topLevelItemCount() == 2
    driver.key(Qt.Key.Key_Down)
    wanted = dialog._shown.found[1].article
    driver.key(Qt.Key.Key_Return)
    assert driver.window.desk.article_id == wanted


def test_enter_does_not_wait_for_the_answer(driver: Driver) -> None:
    driver.window.focus_pane("text")
    driver.key(Qt.Key.Key_G)
    dialog = opened(driver)
    dialog.field.setText("十二条")
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: driver.application.activeModalWidget() is None)
    assert "十二条" in driver.window.desk.sheet.article.title  # type: ignore[union-attr]


def test_a_pasted_link_and_an_id_lead_to_the_mark(driver: Driver) -> None:
    desk = driver.window.desk
    article = desk.archive.article_ids()[-1]
    title = desk.archive.article(article).paragraphs[0][:6]  # type: ignore[union-attr]
    made = mark(desk.library, article, title)
    typed(driver, made.short_id.lower())
    driver.key(Qt.Key.Key_Return)
    assert desk.article_id == made.article_id
    assert driver.window.caret() == desk.place_of(made)


def test_what_is_not_there_is_said_and_enter_stays(driver: Driver) -> None:
    begun = driver.window.desk.article_id
    dialog = typed(driver, "没有这样的标题")
    assert dialog.said.text() == "Nothing of that date, page or headline is here."
    driver.key(Qt.Key.Key_Return)
    assert dialog.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert not [d for d in driver.window.findChildren(QDialog) if d.isVisible()]
    assert driver.window.desk.article_id == begun


def test_a_window_that_is_told_to_close_ends_the_dialog_and_its_thread(driver: Driver) -> None:
    driver.window.ask_go_to()
    finder = driver.dialog()._finder  # type: ignore[attr-defined]
    assert finder.isRunning()
    driver.window.close()
    assert not finder.isRunning(), "Qt takes the program down where a thread outlives what it belongs to"
