"""Reading marks and the session stand apart from articles."""

import pytest

from reader.store.library import Library
from reader.store.marks import Marks
from reader.store.statistics import statistics
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, rows, store


@pytest.fixture
def marks(library: Library) -> Marks:
    store(library, reading(BRIDGE, FLOOD))
    return Marks(library)


def test_nothing_is_marked_at_first(marks: Marks) -> None:
    assert (marks.is_read(1), marks.is_starred(1), marks.position(1)) == (False, False, 0)


def test_marks_do_not_touch_each_other_nor_the_article(marks: Marks, library: Library) -> None:
    before = rows(library)["article"]
    marks.set_read([1, 2], True)
    marks.set_starred([1], True)
    marks.set_position(1, 7)
    marks.set_read([2], False)
    assert (marks.is_read(1), marks.is_starred(1), marks.position(1)) == (True, True, 7)
    assert (marks.is_read(2), marks.is_starred(2), marks.position(2)) == (False, False, 0)
    marks.set_starred([1], False)
    assert (marks.is_read(1), marks.is_starred(1), marks.position(1)) == (True, False, 7)
    assert rows(library)["article"] == before


def test_an_article_that_is_gone_takes_no_marks(marks: Marks, library: Library) -> None:
    marks.set_position(99, 7)
    marks.set_read([1, 99], True)
    assert [row["article_id"] for row in library.rows("SELECT article_id FROM reading_mark")] == [1]


def test_the_session_keeps_what_json_can_hold(marks: Marks) -> None:
    assert marks.session("window", "none") == "none"
    marks.set_session({"window": [1, 2.5, "书", None], "article": 1})
    marks.set_session({"article": None})
    assert marks.session("window") == [1, 2.5, "书", None]
    assert marks.session("article") is None


@pytest.mark.parametrize("value", ["true", "7.5", '"7"', "[7]", "null", "{", "9" * 30, "9" * 9999, "[" * 100_000])
def test_a_value_of_the_session_that_is_of_another_kind_is_as_none(marks: Marks, library: Library, value: str) -> None:
    with library.transaction():
        library.execute("INSERT INTO session VALUES ('article', ?)", (value,))
    assert marks.session("article", 8) == 8


def test_statistics_count_what_is_there(marks: Marks, library: Library) -> None:
    marks.set_read([1], True)
    mark(library, 1, "桥通了")
    bin_it(library, mark(library, 1, "重开"))
    library.execute("UPDATE annotation SET status = 'needs review'")
    counts = statistics(library)
    assert (counts.pop("library"), counts.pop("bytes")) == (str(library.path), library.path.stat().st_size)
    assert counts == {
        "newspapers": 1,
        "issues": 1,
        "pages": 1,
        "articles": 2,
        "read": 1,
        "characters": len(reading(BRIDGE, FLOOD).page.text),
        "annotations": 1,
        "needs_review": 1,
        "flags": 0,
    }


def test_only_what_is_written_by_hand_waits_for_the_disk(library: Library) -> None:
    [article] = store(library, reading(BRIDGE))
    assert library.value("PRAGMA synchronous") == 2
    Marks(library).set_read([article], True)
    assert library.value("PRAGMA synchronous") == 1
    mark(library, article, "两岸只要五分钟")
    assert library.value("PRAGMA synchronous") == 2
