"""The texts that stand now where an older one stood."""

from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.versions import current_texts, issue_of_article, page_of, page_of_article
from tests.fixtures import BRIDGE, FLOOD, reading, store


def test_the_texts_of_a_page_and_of_its_issue(library: Library) -> None:
    store(library, reading(BRIDGE), "/A1.txt")
    store(library, reading(FLOOD, label="A2"), "/A2.txt")
    store(library, reading(FLOOD, date="2021-03-06"), "/other.txt")
    with library.transaction():
        Archive(library).replace(2, reading(FLOOD, BRIDGE, label="A2"), [2, None])
    assert list(current_texts(library, 2)) == [4]
    assert list(current_texts(library, 2, whole_issue=True)) == [4, 1]
    assert current_texts(library, 1)[1].startswith("新桥通车")
    assert (page_of(library, 2), page_of(library, 4), page_of(library, 99)) == (2, 2, 0)
    assert (page_of_article(library, 2), issue_of_article(library, 2), issue_of_article(library, 99)) == (2, 1, 0)
