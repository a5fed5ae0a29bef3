"""What needs a look: annotations without a sure place, then the importer's doubts, each with what it may be."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Draft, Flag, FlagKind, Kind, Piece, Role, Span, Status
from reader.services.annotating import new_annotation
from reader.services.correcting import correct
from reader.services.importing import import_paths
from reader.services.reviewing import Extent, accepted, case_of, pending
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.doubts import Doubt, Doubts
from reader.store.library import Library
from tests.fake_view import desk_on
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store

PAGE = """## 新桥通车

江北日报讯 1月19日，新桥通车。两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。

桥西的老人说：“盼了三十年，今天总算盼到了。”
"""


@pytest.fixture
def page(library: Library, tmp_path: Path) -> Path:
    path = tmp_path / "江北日报_20210120_A01.txt"
    path.write_text(PAGE, encoding="utf-8")
    list(import_paths(library, [path]))
    return path


def changed(library: Library, page: Path, change: Callable[[str], str]) -> None:
    page.write_text(change(page.read_text(encoding="utf-8")), encoding="utf-8")
    list(import_paths(library, [page]))


def only(library: Library) -> Annotation:
    [item] = pending(library, Extent.LIBRARY)
    assert isinstance(item, Annotation)
    return item


def test_a_lost_annotation_is_offered_the_words_that_stand_in_its_place(library: Library, page: Path) -> None:
    mark(library, 1, "盼了三十年，今天总算盼到了", note="记", tags=["桥"])
    changed(library, page, lambda text: text.replace("盼了三十年，今天总算盼到了", "等了半辈子，到底等来了这一天"))
    lost = only(library)
    case = case_of(library, lost)
    assert (case.was.marked, case.was.before[-4:], case.was.after[:2]) == ("盼了三十年，今天总算盼到了", "人说：“", "。”")
    best = case.offers[0]
    assert best.passage.marked == "等了半辈子，到底等来了这一天"
    assert (best.passage.title, best.passage.place.newspaper) == ("新桥通车", "江北日报")
    placed = accepted(library, lost, best.span)
    assert (placed.quote, placed.status, placed.note, placed.tags) == (best.passage.marked, Status.OK, "记", ("桥",))
    assert placed.prefix.endswith("桥西的老人说：“")
    Annotations(library).apply(Change("Accept place", before=(lost,), after=(placed,)))
    assert pending(library, Extent.LIBRARY) == []
    [span] = placed.spans
    assert Archive(library).text(span.text_id)[span.start : span.end] == placed.quote


def test_words_that_are_gone_are_shown_where_they_stood(library: Library, page: Path) -> None:
    mark(library, 1, "桥西的老人说：“盼了三十年，今天总算盼到了。”")
    changed(library, page, lambda text: text.split("桥西")[0])
    case = case_of(library, only(library))
    assert case.offers == ()
    assert "no longer on the page" in case.sentence
    assert case.now is not None
    assert (case.now.before.endswith("一个小时。"), case.now.marked) == (True, "")


def test_places_on_other_pages_of_the_issue_are_offered_if_asked_for(library: Library, page: Path, tmp_path: Path) -> None:
    mark(library, 1, "桥西的老人说：“盼了三十年，今天总算盼到了。”")
    changed(library, page, lambda text: text.split("桥西")[0])
    other = tmp_path / "江北日报_20210120_A02.txt"
    other.write_text("## 桥西老人\n\n桥西的老人说：“盼了三十年，今天总算盼到了。”他们一早就来了。\n", encoding="utf-8")
    list(import_paths(library, [other]))
    lost = only(library)
    assert case_of(library, lost).offers == ()
    [offer] = case_of(library, lost, whole_issue=True).offers
    assert offer.passage.title == "桥西老人"
    placed = accepted(library, lost, offer.span)
    assert (placed.article_id, placed.quote) == (2, lost.quote)


def test_words_without_spans_are_looked_for_by_their_quote(library: Library, page: Path) -> None:
    """As they come from other programs."""
    made = new_annotation(1, Kind.HIGHLIGHT, "")
    made = replace(made, quote="只要六分钟就能走到", prefix="两岸居民", status=Status.NEEDS_REVIEW)
    Annotations(library).apply(Change("Import", after=(made,)))
    [offer, *_] = case_of(library, only(library)).offers
    assert offer.passage.marked == "只要五分钟就能走到"


def test_a_note_on_an_article_is_offered_the_one_that_it_stands_under(library: Library, page: Path) -> None:
    note = replace(new_annotation(1, Kind.NOTE, ""), note="记", status=Status.NEEDS_REVIEW)
    Annotations(library).apply(Change("Note", after=(note,)))
    [offer] = case_of(library, only(library)).offers
    assert (offer.passage.marked, offer.span) == ("新桥通车", None)
    assert accepted(library, only(library), offer.span).status is Status.OK


def test_furniture_is_no_place_for_an_annotation(library: Library, page: Path) -> None:
    mark(library, 1, "只要五分钟")
    changed(library, page, lambda text: "江北日报\n2021年1月20日\n\n## 河水上涨\n\n江北日报讯 昨日河水上涨三尺，无人受伤。\n")
    with pytest.raises(NotFoundError):
        accepted(library, only(library), Span(2, 0, 4))


def test_items_come_annotations_first_for_an_article_an_issue_or_all(library: Library) -> None:
    join = Flag(FlagKind.DOUBTFUL_JOIN, 18, 3, "", 0.8)
    for number, day in enumerate(("05", "06")):
        made = reading(BRIDGE, FLOOD, date=f"2021-03-{day}")
        store(library, replace(made, articles=(Draft(made.articles[0].pieces, (join,)), made.articles[1])), f"/{day}.txt")
        mark(library, 2 * number + 2, "河水上涨三尺")
        bin_it(library, mark(library, 2 * number + 2, "无人受伤"))
    library.execute("UPDATE annotation SET status = 'needs review'")

    def listed(extent: Extent, article_id: int) -> list[tuple[str, int]]:
        return [(type(item).__name__, item.article_id) for item in pending(library, extent, article_id)]

    both = [("Annotation", 2), ("Annotation", 4), ("Doubt", 1), ("Doubt", 3)]
    assert listed(Extent.LIBRARY, 0) == listed(Extent.LIBRARY, 4) == both
    assert listed(Extent.ISSUE, 4) == [("Annotation", 4), ("Doubt", 3)]
    assert listed(Extent.ARTICLE, 2) == [("Annotation", 2)]
    assert listed(Extent.ARTICLE, 3) == [("Doubt", 3)]


def test_a_doubtful_join_is_shown_on_the_page_and_in_the_article(library: Library) -> None:
    made = reading(BRIDGE)
    join = Flag(FlagKind.DOUBTFUL_JOIN, made.page.text.index("桥西"), 3, "", 0.8)
    store(library, replace(made, articles=(Draft(made.articles[0].pieces, (join,)),)))
    [doubt] = pending(library, Extent.LIBRARY)
    assert isinstance(doubt, Doubt)
    case = case_of(library, doubt)
    assert (case.was.marked, case.offers[0].passage.marked) == ("桥西𠮷野家重开。", "桥西𠮷野家重开。")
    assert case.offers[0].passage.before.endswith("两岸只要五分钟！\n")
    assert "nothing printed proves it" in case.sentence


def test_of_a_repeat_both_places_are_shown(library: Library) -> None:
    words = "两岸只要五分钟就能走到，从前要走一个小时"
    parts = ((Role.HEADLINE, "新桥通车"), (Role.BODY, f"桥通了。{words}。"))
    made = reading(parts, aside=((Role.DROPPED, words),))
    flag = Flag(FlagKind.REPEAT_DROPPED, made.articles[0].pieces[-1].end, 1, "", 0.9)
    pieces = tuple(Piece(p.start, p.end, p.role, p.paragraph, why="twice") for p in made.aside)
    store(library, replace(made, articles=(Draft(made.articles[0].pieces, (flag,)),), aside=pieces))
    case = case_of(library, pending(library, Extent.LIBRARY)[0])
    assert (case.was.marked, case.was.before[-3:]) == (words, "时。\n")
    assert (case.offers[0].passage.marked, case.offers[0].passage.before[-4:]) == (words, "桥通了。")


def test_a_settled_doubt_stays_settled_when_the_text_is_corrected_elsewhere(library: Library) -> None:
    made = reading(BRIDGE)
    join = Flag(FlagKind.DOUBTFUL_JOIN, made.page.text.index("桥西"), 3, "", 0.8)
    store(library, replace(made, articles=(Draft(made.articles[0].pieces, (join,)),)))
    [doubt] = pending(library, Extent.LIBRARY)
    assert isinstance(doubt, Doubt)
    Doubts(library).settle(doubt)
    desk = desk_on(library)
    desk.open(1)
    assert desk.sheet
    sheet, block = desk.sheet, desk.sheet.block_at(desk.sheet.text.index("桥通了"))
    assert block
    desk.do(lambda: correct(library, sheet, block, "桥终于通了。两岸只要五分钟！"))
    article = Archive(library).article(1)
    assert article is not None
    assert (pending(library, Extent.LIBRARY), article.flags) == ([], ())
    desk.undo()
    assert pending(library, Extent.LIBRARY) == []
    assert library.value("SELECT count(*) FROM settled_doubt") == 2
