"""What lists say of an article without reading it."""

from reader.model import Place
from reader.store.headings import Heading, heading
from reader.store.library import Library
from tests.fixtures import BRIDGE, reading, store


def test_a_heading_has_title_and_place(library: Library) -> None:
    [article] = store(library, reading(BRIDGE))
    assert heading(library, article) == Heading("新桥通车", Place("江北日报", "2021-03-05", "A1"))


def test_what_is_not_known_is_none(library: Library) -> None:
    [article] = store(library, reading(BRIDGE, newspaper="", date="", label=""))
    assert heading(library, article) == Heading("新桥通车", Place())


def test_an_article_that_is_not_there_has_no_heading(library: Library) -> None:
    assert heading(library, 7) is None
