"""The tree narrowed to what has the words typed."""

import pytest

from reader.model import Role
from reader.store.index_rows import date_of, key_of
from reader.store.library import Library
from reader.store.marks import Marks
from reader.store.narrowing import Narrowed, NarrowedShelves, iso_beginning, narrow
from reader.store.shelves import Level, Shelves
from tests.fixtures import BRIDGE, FLOOD, reading, store

SONG = ((Role.HEADLINE, "大橋歌會"), (Role.BODY, "桥上千人同唱。"))
PAGES = (  # newspaper, date, label; with an article on a bridge and one on a flood each: 1 and 2, 3 and 4, …
    ("江北日报", "2021-03-05", "A10"),
    ("江北日报", "2021-03-05", "A2"),
    ("江北日报", "2020-12-31", "A1"),
    ("大桥报", "2021-03-05", "第1版"),
    ("", "", ""),
)


@pytest.fixture
def stocked(library: Library) -> Library:
    for number, (newspaper, date, label) in enumerate(PAGES):
        store(library, reading(BRIDGE, FLOOD, newspaper=newspaper, date=date, label=label), f"/{number}.txt")
    store(library, reading(SONG, newspaper="江南日报", date="2021-03-06", label="A1"), "/song.txt")
    with library.transaction():
        library.execute("UPDATE page SET source = substr(path, 2)")
        library.execute("UPDATE page SET name = '副刊' WHERE label = 'A2'")
        library.execute("UPDATE issue SET edition = '晚刊' WHERE id = (SELECT issue_id FROM page WHERE label = '第1版')")
    return library


def left(library: Library, words: str) -> dict[str, list[int] | None]:
    """The articles left by newspaper; None for a whole newspaper."""
    found = narrow(library, words).newspapers
    names = {shelf.key: shelf.title for shelf in Shelves(library).newspapers()}
    return {
        names[newspaper]: None if days is None else sorted(i for articles in days.values() for i in articles)
        for newspaper, days in found.items()
    }


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("新桥", {"江北日报": [1, 3, 5], "大桥报": [7], "": [9]}),
        ("桥", {"江北日报": [1, 3, 5], "大桥报": None, "": [9], "江南日报": [11]}),
        ("江北", {"江北日报": None}),
        ("江北 新桥", {"江北日报": [1, 3, 5]}),
        ("2021", {"江北日报": [1, 2, 3, 4], "大桥报": [7, 8], "江南日报": [11]}),
        ("2021年3月5日 新桥", {"江北日报": [1, 3], "大桥报": [7]}),
        ("2020-12 河水", {"江北日报": [6]}),
        ("A1 2021", {"江北日报": [1, 2], "江南日报": [11]}),
        ("副刊", {"江北日报": [3, 4]}),
        ("副刊 新桥 2021-03", {"江北日报": [3]}),
        ("桥 桥歌会", {"江南日报": [11]}),
        ("3月5日 新桥", {"江北日报": [1, 3], "大桥报": [7]}),
        ("31 Dec, Thu", {"江北日报": [5, 6]}),
        ("friday 2021", {"江北日报": [1, 2, 3, 4], "大桥报": [7, 8]}),
        ("星期六", {"江南日报": [11]}),
        ("周四 A1", {"江北日报": [5, 6]}),
        ("4.txt", {"": [9, 10]}),
        ("1.TXT", {"江北日报": [3, 4]}),
        ("date unknown", {"": [9, 10]}),
        ("newspaper 河水", {"": [10]}),
        ("晚刊", {"大桥报": [7, 8]}),
        ("两岸", {}),
    ],
)
def test_each_word_is_somewhere_on_the_way_to_an_article(
    stocked: Library, words: str, wanted: dict[str, list[int] | None]
) -> None:
    assert left(stocked, words) == wanted


@pytest.mark.parametrize(
    ("word", "date"),
    [
        *[("2021", "2021"), ("2021年", "2021"), ("2021-3", "2021-03"), ("2021年3月", "2021-03"), ("2021.03.05", "2021-03-05")],
        *[("20210305", "2021-03-05"), ("2021-", "2021"), ("2021-0", "2021"), ("202", ""), ("21-03-05", ""), ("桥", "")],
    ],
)
def test_dates_are_understood_as_they_are_typed(word: str, date: str) -> None:
    assert iso_beginning(word) == date


@pytest.mark.parametrize("date", ["", "1912", "2021-03", "2021-12-31", "2021-01-01", "1912-02-29"])
def test_a_key_gives_its_date(date: str) -> None:
    assert date_of(key_of(date, 7)) == date


def shelves(library: Library, words: str) -> NarrowedShelves:
    return NarrowedShelves(library, narrow(library, words))


def test_what_is_left_stands_where_it_stood(stocked: Library) -> None:
    Marks(stocked).set_read([1], True)
    tree = shelves(stocked, "江北 新桥")
    assert [s.title for s in tree.newspapers()] == ["江北日报"]
    assert [s.key for s in tree.years(1)] == ["2020", "2021"]
    assert [s.key for s in tree.months(1, "2021")] == ["2021-03"]
    [issue] = tree.issues(1, "2021-03")
    assert (issue.level, issue.articles, issue.unread) == (Level.ISSUE, 2, 1)
    assert [(s.title, s.articles) for s in tree.pages(int(issue.key))] == [("A2", 1), ("A10", 1)]
    assert [s.key for s in tree.articles(1)] == [1]
    assert sorted(tree.month_counts()) == [(1, "2020-12", 1, 1), (1, "2021-03", 2, 1)]
    assert tree.left.articles == 3


def test_a_whole_newspaper_has_all_that_it_had(stocked: Library) -> None:
    tree, whole = shelves(stocked, "大桥报"), Shelves(stocked)
    [newspaper] = tree.newspapers()
    number = int(newspaper.key)
    assert tree.years(number) == whole.years(number)
    assert tree.months(number, "2021") == whole.months(number, "2021")
    [issue] = tree.issues(number, "2021-03")
    assert [issue] == whole.issues(number, "2021-03")
    [page] = tree.pages(int(issue.key))
    assert tree.articles(int(page.key)) == whole.articles(int(page.key))


def test_what_has_no_date_is_left_too(stocked: Library) -> None:
    unknown = next(s.key for s in Shelves(stocked).newspapers() if s.title == "")
    tree = shelves(stocked, "河水")
    assert [s.key for s in tree.months(int(unknown), "")] == [""]
    [issue] = tree.issues(int(unknown), "")
    assert [s.key for s in tree.articles(int(tree.pages(int(issue.key))[0].key))] == [10]


def test_what_is_not_left_has_an_empty_shelf(stocked: Library) -> None:
    tree = NarrowedShelves(stocked, Narrowed("", {}, []))
    assert (tree.newspapers(), tree.pages(1), tree.articles(1)) == ([], [], [])
