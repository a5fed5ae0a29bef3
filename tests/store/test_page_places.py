"""Where pages were imported from, and what they are called after it."""

import pytest

from reader.store.library import Library
from reader.store.page_places import PagePlaces, name_of
from tests.fixtures import BRIDGE, FLOOD, reading, store


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/news/页.txt", "页.txt"),
        ("页.txt", "页.txt"),
        ("/news/pages.zip/别处/页.txt", "页.txt"),
        ("/news/a.jsonl#http://host/a/1.html (3)", "a.jsonl#http://host/a/1.html (3)"),
        ("/news/a.jsonl#http:/host/a/1.html (3)", "a.jsonl#http://host/a/1.html (3)"),
        ("/news/a.jsonl.gz#2021/1/7", "a.jsonl.gz#2021/1/7"),
        ("/news/book.pdf#7", "book.pdf#7"),
        ("/news/no 1#2/页.txt", "页.txt"),
    ],
)
def test_a_page_is_called_after_its_file_and_its_place_in_it(source: str, name: str) -> None:
    assert name_of(source) == name


def test_a_page_is_called_after_a_place_that_it_has(library: Library) -> None:
    places = PagePlaces(library)
    store(library, reading(BRIDGE), "/a/1.txt")
    store(library, reading(FLOOD), "/a/2.txt")
    with library.transaction():
        places.put("/b/copy.txt", 1)
        places.put("/a/1.txt", 2)
    assert (places.of_page(1), places.of_page(2)) == (["/b/copy.txt"], ["/a/1.txt", "/a/2.txt"])
    assert [row["source"] for row in library.rows("SELECT source FROM page ORDER BY id")] == ["copy.txt", "by hand.txt"]
