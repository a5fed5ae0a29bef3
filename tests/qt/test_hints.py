"""Labels lead by letters to what is seen, in the tree, the lists and the whole page."""

from PySide6.QtCore import Qt

from reader.qt.hints import Hints, labels
from reader.qt.tree_model import ARTICLE_ROLE
from tests.driver import Driver


def hints(driver: Driver) -> Hints:
    driver.key(Qt.Key.Key_F)
    shown = driver.focus
    assert isinstance(shown, Hints)
    return shown


def label_at(shown: Hints, widget, row: int) -> str:  # type: ignore[no-untyped-def]
    """The label of the nth target that lies over a widget."""
    room = widget.rect().translated(widget.mapToGlobal(widget.rect().topLeft()))
    return [label for label, target in shown.targets.items() if room.contains(target.seen.center())][row]


def test_no_label_is_the_beginning_of_another() -> None:
    for count in (1, 18, 19, 324, 325):
        made = labels(count)
        assert len(set(made)) == count
        assert len({len(label) for label in made}) == 1


def test_a_label_in_the_tree_opens_its_article(driver: Driver) -> None:
    view = driver.window.tree.view
    index = driver.window.tree.shown.index_of(driver.window.desk.article_id)
    below = view.indexBelow(index)
    shown = hints(driver)
    places = {label: view.viewport().mapFromGlobal(target.seen.center()) for label, target in shown.targets.items()}
    driver.type(next(label for label, place in places.items() if view.indexAt(place) == below).lower())
    assert view.currentIndex() == below
    assert driver.window.desk.article_id == below.data(ARTICLE_ROLE)
    assert driver.focus is driver.window.text


def test_a_label_in_the_list_goes_to_the_annotations_words(driver: Driver) -> None:
    driver.key(Qt.Key.Key_H)
    driver.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    shown = hints(driver)
    driver.type(label_at(shown, driver.window.list.view, 0).lower())
    assert driver.focus is driver.window.text
    assert driver.window.desk.marks_at(driver.window.caret())


def test_a_label_in_the_whole_page_brings_its_article_to_the_top(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F5)
    driver.key(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier, times=4)
    page = driver.window.page
    assert page is not None
    seen = [article for _, article in page.seen_articles()]
    shown = hints(driver)
    driver.type(label_at(shown, page, len(seen) - 1).lower())
    assert driver.focus is page
    assert page.current() == driver.window.desk.article_id == seen[-1]


def test_escape_and_any_other_key_leave_everything_as_it_was(driver: Driver) -> None:
    article = driver.window.desk.article_id
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Z, Qt.Key.Key_Down):
        hints(driver)
        driver.key(key)
        assert driver.focus is driver.window.text
        assert driver.window.desk.article_id == article
        assert not [h for h in driver.window.findChildren(Hints) if h.isVisible()]
