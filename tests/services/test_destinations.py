"""Where what was typed leads to."""

import pytest

from reader.formats.clipping import LINK
from reader.services.destinations import ways
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store

PAGES = (  # newspaper, date, label; with two articles each, numbered 1 and 2, 3 and 4, …
    ("江北日报", "2021-03-05", "A1"),
    ("江北日报", "2021-03-05", "A4"),
    ("江北日报", "2021-03-08", "A4"),
    ("江北日报", "2020-03-05", "A1"),
    ("江南日报", "2021-03-05", "第4版"),
    ("江北日报", "", ""),
)


@pytest.fixture
def papers(library: Library) -> Library:
    for number, (newspaper, date, label) in enumerate(PAGES):
        store(library, reading(BRIDGE, FLOOD, newspaper=newspaper, date=date, label=label), f"/{number}.txt")
    return library


@pytest.mark.parametrize(
    ("typed", "here", "articles"),
    [
        ("2021-3-5", 1, [1, 9]),
        ("2021年3月5日", 9, [9, 1]),
        ("二〇二一年三月五日", 1, [1, 9]),
        ("20210305", 1, [1, 9]),
        ("3月5日", 1, [1, 7, 9]),
        ("3-5", 7, [7, 1, 9]),
        ("5日", 7, [7, 1, 9]),
        ("2021-03", 1, [1, 5, 9]),
        ("2020", 1, [7]),
        ("A4", 1, [3, 5]),
        ("a4", 5, [5, 3]),
        ("4", 1, [3, 5, 9]),
        ("第四版", 9, [9, 3, 5]),
        ("头版", 3, [1, 7]),
        ("2021-3-8 A4", 1, [5]),
        ("A4 3月8日", 1, [5]),
        ("通车 2020", 1, [7]),
        ("江南日报 2021-3-5", 1, [9]),
        ("江南 4", 1, [9]),
        ("河水 A4", 1, [6, 4]),
        ("  ", 1, []),
        ("13月5日", 1, []),
        ("没有", 1, []),
        ("A9", 1, []),
    ],
)
def test_dates_pages_and_words(papers: Library, typed: str, here: int, articles: list[int]) -> None:
    assert [d.article for d in ways(papers, typed, here).found] == articles


def test_words_of_a_headline(papers: Library) -> None:
    found = ways(papers, "新桥 通车", 1)
    assert {d.article for d in found.found} == {1, 3, 5, 7, 9, 11}
    assert {d.title for d in found.found} == {"新桥通车"}
    assert found.said == ""


def test_a_day_without_an_issue_leads_to_the_days_near(papers: Library) -> None:
    found = ways(papers, "2021-03-07", 1)
    assert [d.place.date for d in found.found] == ["2021-03-08", "2021-03-05", "2020-03-05", "2021-03-05"]
    assert "days are near" in found.said


def test_a_link_and_an_id_lead_to_an_annotation(papers: Library) -> None:
    note = mark(papers, 4, "河水上涨三尺")
    link = f"{LINK}open?article=4&annotation={note.short_id}"
    for typed in (link, f"[出处]({link})", note.short_id, note.short_id.lower()):
        [found] = ways(papers, typed, 1).found
        assert (found.article, found.title, found.link) == (4, "河水上涨三尺", link), typed
    bin_it(papers, note)
    assert ways(papers, note.short_id, 1).found, "the bin included"


@pytest.mark.parametrize("typed", ["jianbao://open?article=99", "jianbao://open?article=1&annotation=ZZZZZZZZ", "jianbao://x"])
def test_a_link_that_leads_nowhere_is_said(papers: Library, typed: str) -> None:
    found = ways(papers, typed, 1)
    assert not found.found
    assert found.said


def test_an_empty_library_has_nowhere_to_go(library: Library) -> None:
    for typed in ("2021-1-1", "A4", "桥", "ABCD1234"):
        found = ways(library, typed, 0)
        assert not found.found
        assert found.said
