"""A page to skim: its articles in order with their marks; parts of articles that begin elsewhere are left to those."""

from reader.model import Role
from reader.services.skimming import page_of
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, library, mark, reading, store  # noqa: F401 - the fixture

REST = ((Role.BODY, "（上接A1版）桥东的灯也亮了。"),)


def test_a_page_has_its_articles_in_order_with_their_marks(library: Library) -> None:  # noqa: F811
    bridge, flood = store(library, reading(BRIDGE, FLOOD))
    made = mark(library, flood, "三尺")
    page = page_of(library, flood)
    assert [shown.sheet.article.id for shown in page] == [bridge, flood]
    assert [[a.id for a in shown.marks] for shown in page] == [[], [made.id]]


def test_a_part_of_an_article_stands_with_its_beginning(library: Library) -> None:  # noqa: F811
    bridge, flood = store(library, reading(BRIDGE, FLOOD))
    rest, other = store(library, reading(REST, FLOOD, label="A2"), "/b.txt")
    with library.transaction():
        library.execute("UPDATE article SET continues = ? WHERE id = ?", (bridge, rest))
    assert [shown.sheet.article.id for shown in page_of(library, other)] == [other]
    first = page_of(library, flood)[0].sheet
    assert first.text.endswith("桥东的灯也亮了。")


def test_an_article_that_is_gone_has_no_page(library: Library) -> None:  # noqa: F811
    assert page_of(library, 7) == []
