"""The tree of the library, and what comes next in it."""

import random

import pytest

from reader.store.library import Library
from reader.store.marks import Marks
from reader.store.shelves import Level, Shelf, Shelves, Step
from tests.fixtures import BRIDGE, FLOOD, reading, store

PAGES = (  # newspaper, date, label; with two articles each, numbered 1 and 2, 3 and 4, …
    ("江北日报", "2021-03-05", "A10"),
    ("江北日报", "2021-03-05", "A2"),
    ("江北日报", "2021-04-01", "A1"),
    ("江北日报", "2020-12-31", "A1"),
    ("江南日报", "2021-03-05", "第1版"),
    ("", "", ""),
)
ORDER = [11, 12, 7, 8, 3, 4, 1, 2, 5, 6, 9, 10]


@pytest.fixture
def shelves(library: Library) -> Shelves:
    for number, (newspaper, date, label) in enumerate(PAGES):
        store(library, reading(BRIDGE, FLOOD, newspaper=newspaper, date=date, label=label), f"/{number}.txt")
    Marks(library).set_read([1, 2, 3], True)
    return Shelves(library)


def shown(found: list[Shelf]) -> list[tuple[object, ...]]:
    return [(s.key, s.title, s.articles, s.unread) for s in found]


def test_the_tree_from_newspaper_to_article(shelves: Shelves) -> None:
    assert [(s.key, s.title) for s in shelves.newspapers()] == [(3, ""), (1, "江北日报"), (2, "江南日报")]
    assert [s.key for s in shelves.years(1)] == ["2020", "2021"]
    assert [s.key for s in shelves.months(1, "2021")] == ["2021-03", "2021-04"]
    assert shown(shelves.issues(1, "2021-03")) == [(1, "2021-03-05", 4, 1)]
    assert shown(shelves.pages(1)) == [(2, "A2", 2, 1), (1, "A10", 2, 0)]
    assert shown(shelves.articles(2)) == [(3, "新桥通车", 1, 0), (4, "河水上涨", 1, 1)]
    assert {s.level for s in shelves.articles(2)} == {Level.ARTICLE}


def test_months_are_counted_apart_from_the_tree(shelves: Shelves) -> None:
    counts = shelves.month_counts()
    assert {(3, "", 2, 2), (1, "2021-03", 4, 1), (1, "2021-04", 2, 2)} <= set(counts)
    assert sum(articles for _, _, articles, _ in counts) == 12
    assert not shelves.is_large()


def test_what_is_not_known_has_shelves_too(shelves: Shelves) -> None:
    [year] = shelves.years(3)
    assert year.key == ""
    [month] = shelves.months(3, "")
    [issue] = shelves.issues(3, str(month.key))
    assert shown(shelves.pages(int(issue.key))) == [(6, "by hand.txt", 2, 2)]


def test_the_path_to_an_article_leads_through_the_tree(shelves: Shelves) -> None:
    assert shelves.path_to(4) == (1, "2021", "2021-03", 1, 2, 4)
    assert shelves.path_to(99) == ()


def walk(shelves: Shelves, start: int, step: Step, forward: bool, unread: bool = False) -> list[int]:
    """Where one comes to, step by step, to the library's end."""
    found, here = [], shelves.neighbour(start, step, forward, unread)
    while here is not None:
        found.append(here)
        here = shelves.neighbour(here, step, forward, unread)
    return found


def test_articles_follow_each_other_in_the_order_of_the_tree(shelves: Shelves) -> None:
    assert shelves.first() == ORDER[0]
    assert walk(shelves, ORDER[0], Step.ARTICLE, forward=True) == ORDER[1:]
    assert walk(shelves, ORDER[-1], Step.ARTICLE, forward=False) == ORDER[-2::-1]


@pytest.mark.parametrize(
    ("start", "step", "forward", "wanted"),
    [
        (12, Step.PAGE, True, [7, 3, 1, 5, 9]),
        (10, Step.PAGE, False, [5, 1, 3, 7, 11]),
        (12, Step.ISSUE, True, [7, 3, 5, 9]),
        (10, Step.ISSUE, False, [5, 3, 7, 11]),
    ],
)
def test_pages_and_issues_are_entered_at_their_first_article(
    shelves: Shelves, start: int, step: Step, forward: bool, wanted: list[int]
) -> None:
    assert walk(shelves, start, step, forward) == wanted


def test_read_articles_are_passed_over(shelves: Shelves) -> None:
    assert walk(shelves, 8, Step.ARTICLE, forward=True, unread=True) == [4, 5, 6, 9, 10]
    assert walk(shelves, 5, Step.ARTICLE, forward=False, unread=True) == [4, 8, 7, 12, 11]


def test_from_an_article_that_is_gone_one_goes_to_the_first(shelves: Shelves) -> None:
    assert shelves.neighbour(99, Step.ARTICLE, forward=True) == 11


def test_an_empty_library_has_no_shelves(library: Library) -> None:
    assert (Shelves(library).newspapers(), Shelves(library).first()) == ([], None)


def test_a_newspaper_without_pages_is_not_shown(library: Library, shelves: Shelves) -> None:
    library.execute("INSERT INTO newspaper (name) VALUES ('没有版面')")
    assert "没有版面" not in [s.title for s in shelves.newspapers()]


def test_the_issues_of_a_day(shelves: Shelves, library: Library) -> None:
    assert shelves.issue_dates(1) == ["2020-12-31", "2021-03-05", "2021-04-01"]
    [issue] = shelves.issues_of_day(1, "2021-03-05")
    assert (issue.pages, issue.articles, issue.first) == (2, 4, 3)
    assert shelves.issues_of_day(1, "2021-03-06") == []
    with library.transaction():
        library.execute("UPDATE article SET continues = 3 WHERE page_id = 1")
    [issue] = shelves.issues_of_day(1, "2021-03-05")
    assert (issue.pages, issue.articles) == (2, 2), "the parts of an article are counted once"


@pytest.mark.parametrize("seed", range(4))
def test_the_next_unread_is_found_whatever_is_read_joined_or_added(library: Library, shelves: Shelves, seed: int) -> None:
    chance, marks = random.Random(seed), Marks(library)
    for number in range(25):
        articles = [row["id"] for row in library.rows("SELECT id FROM article WHERE continues IS NULL")]
        marks.set_read(chance.sample(articles, chance.randint(1, len(articles))), chance.random() < 0.8)
        with library.transaction():
            joined, into = chance.choice([(2, 3), (2, None), (4, 1), (4, None)])
            library.execute("UPDATE article SET continues = ? WHERE id = ?", (into, joined))
            if chance.random() < 0.3:
                library.execute("DELETE FROM reading_mark WHERE article_id = ?", (chance.choice(articles),))
            if chance.random() < 0.2:
                moved = (chance.choice([1, 2, 3]), chance.choice([1, 2, 3]))
                library.execute("UPDATE page SET issue_id = ? WHERE id = ?", moved)
        if number == 12:
            store(library, reading(BRIDGE, label="A3"), "/late.txt")
        order = [article for article in [shelves.first(), *walk(shelves, shelves.first() or 0, Step.ARTICLE, True)] if article]
        unread = [article for article in order if not marks.is_read(article)]
        start = unread[0] if unread else order[0]
        assert walk(shelves, start, Step.ARTICLE, forward=True, unread=True) == [a for a in unread if a != start]
        held = "SELECT count(*) FROM issue_read WHERE issue_id IN (SELECT issue_id FROM unread)"
        assert library.value(held) == 0
    marks.set_read(order, True)
    assert library.value("SELECT count(*) FROM issue_read") == library.value("SELECT count(DISTINCT issue_id) FROM page")
    assert walk(shelves, order[0], Step.ARTICLE, forward=True, unread=True) == []
