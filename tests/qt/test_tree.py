"""The tree: how deep it is, and what its numbers mean."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt

from reader.qt.place_prompt import PlacePrompt
from reader.qt.tree_model import TreeModel
from reader.store.library import Library, open_library
from reader.store.shelves import Shelves
from tests.driver import CTRL, SHIFT, Driver
from tests.fixtures import BRIDGE, FLOOD, reading, store


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(open_library(tmp_path / "library.jianbao")) as opened:
        yield opened


def way(model: TreeModel, article: int) -> list[str]:
    """The titles on the way to an article."""
    titles, index = [], model.index_of(article)
    while index.isValid():
        titles.append(index.data())
        index = model.parent(index)
    return titles[::-1]


def test_an_undated_page_stands_right_under_its_newspaper(library: Library) -> None:
    [article] = store(library, reading(BRIDGE, date=""))
    model = TreeModel(Shelves(library))
    assert way(model, article) == ["江北日报", "A1", "新桥通车"]
    keys = model.keys(model.index_of(article))
    assert (len(keys), keys[-1], model.index_of_keys(keys)) == (6, article, model.index_of(article))


def test_beside_dated_issues_the_undated_ones_have_one_branch(library: Library) -> None:
    [undated] = store(library, reading(BRIDGE, date=""), "/a.txt")
    [dated] = store(library, reading(FLOOD), "/b.txt")
    model = TreeModel(Shelves(library))
    assert way(model, undated) == ["江北日报", "Date unknown", "A1", "新桥通车"]
    assert len(way(model, dated)) == 6


def test_a_date_of_a_year_alone_says_so_once(library: Library) -> None:
    [article] = store(library, reading(BRIDGE, date="2021"))
    assert way(TreeModel(Shelves(library)), article) == ["江北日报", "2021", "A1", "新桥通车"]


def test_the_numbers_are_told_in_words(library: Library) -> None:
    store(library, reading(BRIDGE, FLOOD, date=""))
    shelves = Shelves(library)
    model = TreeModel(shelves)
    model.set_counts(shelves.month_counts())
    newspaper = model.index(0, 0, QModelIndex())
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "2 unread of 2 articles" in newspaper.data(role)


def test_reading_is_counted_over_levels_that_are_not_shown(library: Library) -> None:
    from reader.store.marks import Marks

    [article, _] = store(library, reading(BRIDGE, FLOOD, date=""))
    shelves = Shelves(library)
    model = TreeModel(shelves)
    model.set_counts(shelves.month_counts())
    model.index_of(article)
    Marks(library).set_read([article], True)
    model.refresh_path(article)
    assert "1 unread of 2" in model.index(0, 0, QModelIndex()).data(Qt.ItemDataRole.ToolTipRole)


def test_the_date_of_many_chosen_pages_is_put_right_at_once(driver: Driver) -> None:
    driver.window.focus_pane("tree")
    driver.key(Qt.Key.Key_Home)
    opened = driver.window.desk.article_id
    driver.key(Qt.Key.Key_End, SHIFT)
    assert driver.window.desk.article_id == opened, "to choose is not to open"
    driver.key(Qt.Key.Key_N, CTRL | SHIFT)
    driver.type("2020-02-02")
    prompt = driver.dialog()
    assert isinstance(prompt, PlacePrompt)
    assert prompt.extent.itemText(prompt.extent.count() - 1) == "all 2 pages of what is chosen in the tree"
    prompt.extent.setFocus()
    driver.key(Qt.Key.Key_End)
    driver.key(Qt.Key.Key_Return)
    archive = driver.window.desk.archive
    assert {article.place.date for i in archive.article_ids() if (article := archive.article(i))} == {"2020-02-02"}
    driver.key(Qt.Key.Key_Z, CTRL)
    assert len({article.place.date for i in archive.article_ids() if (article := archive.article(i))}) == 2
