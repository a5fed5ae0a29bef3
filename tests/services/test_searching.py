"""Searching as the window and the command line ask for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import Cancelled
from reader.model import Annotation, Change, Draft, Kind, Known, Origin, Page, Piece, Reading, Role
from reader.services import searching
from reader.services.concordances import By, Period, Sort, concordance, trend
from reader.services.searching import Filters, Order, count, facets, quoted, search, understood
from reader.services.searching_notes import search_annotations
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library, open_library

ARTICLES = [
    ("2021-01-20", "A1", "株洲二手车出口", "　　本报讯 昨日，臺灣客商到访株洲，\n订购二手车。株洲人说好。"),
    ("2021-01-20", "A1", "", "没有标题的文章说到株洲。"),
    ("2020-06-01", "B2", "长沙", "长沙与株洲相邻。" + "远" * 60 + "二手车。"),
    ("", "", "无日期", "台湾二手车。"),
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library.jianbao")
    for date, label, headline, body in ARTICLES:
        pieces = [Piece(0, len(headline), Role.HEADLINE)] if headline else []
        pieces.append(Piece(len(headline), len(headline + body), Role.BODY, 1))
        known = (Known(value, Origin.USER) if value else None for value in ("株洲日报", date, label))
        with opened.transaction():
            Archive(opened).add(Reading(Page("page", headline + body, *known), (Draft(tuple(pieces)),)), body)
    yield opened
    opened.close()


def marked(hits: list[searching.Hit]) -> list[list[str]]:
    return [[hit.snippet[a:b] for a, b in hit.marks] for hit in hits]


def test_hits_come_with_snippets(library: Library) -> None:
    hits = search(library, understood("株洲"))
    assert [hit.article for hit in hits] == [1, 2, 3]
    assert marked(hits) == [["株洲", "株洲"], ["株洲"], ["株洲"]]
    assert hits[0].snippet == "本报讯昨日，臺灣客商到访株洲，订购二手车。株洲人说好。"
    assert (hits[1].title, hits[1].place.label) == ("[无题] 没有标题的文章说到株洲。", "A1")


@pytest.mark.parametrize("query", ['"昨日小雨"', '"江北"', '="江北日报"', "江北 昨日小雨", "明日"])
def test_snippets_go_on_over_a_dateline(library: Library, query: str) -> None:
    body = [(Role.DATELINE, "江北日报讯", 1), (Role.BODY, "昨日小雨。", 1), (Role.BODY, "明日晴。", 2)]
    text, pieces = "", []
    for role, words, paragraph in ((Role.HEADLINE, "天气", 0), *body):
        pieces.append(Piece(len(text), len(text + words), role, paragraph))
        text += words + "\u3000"
    with library.transaction():
        Archive(library).add(Reading(Page("page", text), (Draft(tuple(pieces)),)), "dateline")
    [hit] = [hit for hit in search(library, understood(query)) if hit.title == "天气"]
    assert hit.snippet == ("明日晴。" if query == "明日" else "江北日报讯昨日小雨。")


def test_snippets_show_several_words_across_lines_and_forms(library: Library) -> None:
    assert marked(search(library, understood('"株洲，订购" 台湾'))) == [["臺灣", "株洲，订购"]]
    assert marked(search(library, understood("长沙 二手车"))) == [["长沙", "二手车"]]
    assert marked(search(library, understood("headline:出口"))) == [["出口"]]
    assert marked(search(library, understood('="臺灣"'))) == [["臺灣"]]


def test_what_marks_nothing_shows_the_beginning(library: Library) -> None:
    hits = search(library, understood("date:2020"))
    assert (hits[0].snippet[:8], hits[0].marks) == ("长沙与株洲相邻。", ())


def test_counts_filters_orders_and_pages(library: Library) -> None:
    query = understood("二手车")
    assert count(library, query) == 3
    assert [h.article for h in search(library, query, order=Order.OLDEST)] == [4, 3, 1]
    assert [h.article for h in search(library, query, limit=1, offset=1)] == [3]
    assert [h.article for h in search(library, query, Filters(start="2020", end="2020"))] == [3]
    assert facets(library, query).years == {"2021": 1, "2020": 1, "": 1}


def test_an_empty_query_finds_nothing(library: Library) -> None:
    query = understood("  ")
    assert search(library, query) == list(concordance(library, query)) == list(search_annotations(library, query)) == []
    assert count(library, query) == 0
    assert facets(library, query).years == {}


def test_words_are_used_once_they_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_cut", lambda run: [run[:2], run[2:]])
    monkeypatch.setattr(searching, "_loaded", type(searching._loaded)())
    assert len(understood("株洲二手车").sought) == 1
    assert len(understood("株洲二手车", wait=True).sought) == 2
    monkeypatch.setattr("reader.text.words.cut", lambda run: [run])
    searching.load_words()
    assert searching.words_are_loaded()
    assert len(understood("株洲二手车").sought) == 2


def test_an_interruption_ends_what_runs_and_nothing_else(library: Library) -> None:
    lines = concordance(library, understood("株洲"))
    next(lines)
    library.interrupt()
    with pytest.raises(Cancelled):
        list(lines)
    assert len(list(concordance(library, understood("株洲")))) == 5


def test_a_concordance_stands_in_the_order_asked_for(library: Library) -> None:
    lines = list(concordance(library, quoted("株洲"), width=2))
    assert [(line.left, line.hit, line.right) for line in lines[:2]] == [("沙与", "株洲", "相邻"), ("到访", "株洲", "，订")]
    lefts = [line.left[::-1] for line in concordance(library, quoted("株洲"), width=3, sort=Sort.LEFT)]
    assert lefts == sorted(lefts)
    rights = [line.right for line in concordance(library, quoted("株洲"), width=1, sort=Sort.RIGHT)]
    assert rights == sorted(rights)


def test_a_trend_counts_every_period(library: Library) -> None:
    assert list(trend(library, ["株洲", " "], By.YEAR)) == [
        Period("株洲", "2020", 1, 1, 10_000.0),
        Period("株洲", "2021", 2, 4, 10_000.0),
        Period(" ", "2020", 0, 0, 0.0),
        Period(" ", "2021", 0, 0, 0.0),
    ]
    assert list(trend(library, ["台湾"], By.MONTH)) == [
        Period("台湾", None, 1, 1, 10_000.0),
        Period("台湾", "2020-06", 0, 0, 0.0),
        Period("台湾", "2021-01", 1, 1, 5_000.0),
    ]


def test_annotations_are_found_by_all_that_is_written_in_them(library: Library) -> None:
    first = Annotation("a", "A", 1, Kind.HIGHLIGHT, quote="株洲，\n订购", note="查臺灣", tags=("汽车",), quote_corrected="改")
    made = (first, replace(first, id="b", short_id="B", article_id=3, quote="长沙", tags=(), colour="red", note=""))
    Annotations(library).apply(Change("", after=made))

    def found(text: str, filters: Filters = searching.EVERYTHING) -> list[str]:
        return [note.annotation.id for note in search_annotations(library, understood(text), filters)]

    assert found("株洲") == found("订购") == found("台湾") == found("汽车") == ["a"]
    assert found('"株洲，订"') == ["a"]
    assert found('"订购查"') == []
    assert found("改") == ["b", "a"]
    assert found("改 colour:red") == found("改 -tag:汽车") == found("改 date:2020") == found("改 page:B2") == ["b"]
    assert found("改 headline:长沙") == found("改", Filters(page="B2")) == found("改", Filters(start="", end="2020")) == ["b"]
    assert found("改 newspaper:没有") == []
    note = next(search_annotations(library, understood("台湾")))
    assert [note.snippet[a:b] for a, b in note.marks] == ["臺灣"]
