"""The annotations of a list: read in stretches, kept in step with changes, narrowed, put in order, grouped."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader.model import Annotation, Change, Kind, Status, Style
from reader.services import listing_notes
from reader.services.annotating import edited, new_annotation, retagged
from reader.services.listing_notes import NoteListing, Row, local_day
from reader.services.view import Arrangement, Group, Order, Scope
from reader.store.annotations import Annotations
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, store


@pytest.fixture
def noted(library: Library) -> Library:
    """Marks on two articles of one issue and on one of another newspaper, made in this order."""
    bridge, flood = store(library, reading(BRIDGE, FLOOD))
    [other] = store(library, reading(FLOOD, newspaper="江南晚报", date="2021-04-01"), "/other")
    mark(library, flood, "无人受伤", colour="green", tags=("水利",))
    mark(library, bridge, "两岸只要", note="快得很", tags=("交通", "水利"))
    mark(library, other, "河水上涨三尺", colour="green")
    note = replace(new_annotation(bridge, Kind.NOTE, "王五"), note="全文", created="2020-01-01T00:00:00.000Z")
    Annotations(library).apply(Change("Note on the article", after=(note,)))
    return library


def drive(work: Iterator[None]) -> int:
    """Do some work to its end; gives how often it paused."""
    return sum(1 for _ in work)


def listing(library: Library, scope: Scope = Scope.LIBRARY, article_id: int = 1) -> NoteListing:
    made = NoteListing(library)
    drive(made.read(scope, article_id))
    return made


def rows(made: NoteListing, arrangement: Arrangement, labels: dict[str, str] | None = None) -> list[Row]:
    shown: list[list[Row]] = []
    drive(made.rows(arrangement, shown.append, labels or {}))
    return shown[-1]


def words(found: list[Row]) -> list[str]:
    return [row.annotation.quote or row.annotation.note for row in found]


def test_scopes_hold_what_is_in_them(noted: Library) -> None:
    assert words(rows(listing(noted), Arrangement())) == ["全文", "两岸只要", "无人受伤", "河水上涨三尺"]
    assert words(rows(listing(noted, Scope.ISSUE), Arrangement())) == ["全文", "两岸只要", "无人受伤"]
    assert len(listing(noted, Scope.BIN)) == 0
    bin_it(noted, Annotations(noted).find()[0])
    assert (len(listing(noted, Scope.BIN)), len(listing(noted))) == (1, 3)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("快得", ["两岸只要"]),
        ("tag:水利", ["两岸只要", "无人受伤"]),
        ("tag:水利 -快", ["无人受伤"]),
        ("colour:green", ["无人受伤", "河水上涨三尺"]),
        ("colour:绿", ["无人受伤", "河水上涨三尺"]),
        ("colour:疑问", ["无人受伤", "河水上涨三尺"]),
        ("kind:note", ["全文"]),
        ("kind:笔记 OR 受伤", ["全文", "无人受伤"]),
        ("newspaper:江南晚报", ["河水上涨三尺"]),
        ("date:2021-03", ["全文", "两岸只要", "无人受伤"]),
        ("headline:新桥", ["全文", "两岸只要"]),
        ("byline:张三", ["全文", "两岸只要"]),
        ("status:review", []),
        ('="快得"', ["两岸只要"]),
        ("  ", ["全文", "两岸只要", "无人受伤", "河水上涨三尺"]),
    ],
)
def test_the_query_language_narrows_a_list(noted: Library, typed: str, found: list[str]) -> None:
    assert words(rows(listing(noted), Arrangement(words=typed), {"green": "疑问"})) == found


def test_a_list_is_put_in_order_by_time(noted: Library) -> None:
    made = listing(noted)
    assert words(rows(made, Arrangement(order=Order.CREATED))) == ["河水上涨三尺", "两岸只要", "无人受伤", "全文"]
    flood = next(a for a in Annotations(noted).find() if a.quote == "无人受伤")
    late = replace(flood, modified="2999-01-01T00:00:00.000Z")
    made.put(Annotations(noted).apply(Change("Edit note", before=(flood,), after=(late,))).after)
    assert words(rows(made, Arrangement(order=Order.CHANGED)))[0] == "无人受伤"


def test_an_annotation_stands_under_each_of_its_tags(noted: Library) -> None:
    found = rows(listing(noted), Arrangement(group=Group.TAG))
    assert [(row.group, row.annotation.quote or "全文") for row in found] == [
        ("交通", "两岸只要"),
        ("水利", "两岸只要"),
        ("水利", "无人受伤"),
        ("", "全文"),
        ("", "河水上涨三尺"),
    ]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        (Group.COLOUR, ["yellow", "green"]),
        (Group.ISSUE, ["江北日报\n2021-03-05", "江南晚报\n2021-04-01"]),
        (Group.ARTICLE, ["新桥通车\n1", "河水上涨\n2", "河水上涨\n3"]),
    ],
)
def test_groups_follow_each_other(noted: Library, group: Group, names: list[str]) -> None:
    assert list(dict.fromkeys(row.group for row in rows(listing(noted), Arrangement(group=group)))) == names


def test_days_are_those_of_the_reader_the_last_first(noted: Library) -> None:
    found = rows(listing(noted), Arrangement(group=Group.DAY))
    assert found[-1].group == local_day("2020-01-01T00:00:00.000Z")
    assert local_day("") == ""
    assert local_day("unknown") == "unknown"


def test_changes_are_followed_without_reading_anew(noted: Library) -> None:
    made, issue, store_ = listing(noted), listing(noted, Scope.ISSUE), Annotations(noted)
    gone = store_.find()[-1]
    deleted = store_.apply(Change("Delete annotation", before=(gone,))).after
    for held in (made, issue):
        held.put(deleted)
    assert (len(made), len(issue), gone.id in made) == (3, 3, False)
    for held in (made, issue):
        held.put([gone])  # brought back, of another issue
    assert (len(made), len(issue)) == (4, 3)


def test_long_work_pauses_and_short_work_does_not(noted: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    made = NoteListing(noted)
    assert drive(made.read(Scope.LIBRARY, 1)) == 0
    assert drive(made.rows(Arrangement(words="的", group=Group.TAG), lambda rows: None, {})) == 0
    monkeypatch.setattr(listing_notes, "STRETCH", 2)
    assert drive(made.read(Scope.LIBRARY, 1)) == 2
    assert len(made) == 4
    assert drive(made.rows(Arrangement(words="colour:green"), lambda rows: None, {})) > 0


def test_a_step_leaves_out_what_is_so_already() -> None:
    yellow, green = new_annotation(1, Kind.HIGHLIGHT, ""), replace(new_annotation(1, Kind.HIGHLIGHT, ""), colour="green")
    change = edited("Recolour", [yellow, green], colour="green", style=Style.SOLID, status=Status.OK)
    assert change.before == (yellow,)
    assert [(a.id, a.colour) for a in change.after] == [(yellow.id, "green")]


def test_tags_are_given_to_all_and_taken_from_all_the_others_stay() -> None:
    def tagged(*tags: str) -> Annotation:
        return replace(new_annotation(1, Kind.HIGHLIGHT, ""), tags=tags)

    several = [tagged("甲", "乙"), tagged("乙"), tagged("丙"), tagged()]
    change = retagged(several, ("甲", "乙", "丙"), ("甲", "丙", "丁"))
    assert [a.tags for a in change.after] == [("甲", "丁"), ("丁",), ("丙", "丁"), ("丁",)]
    assert retagged(several[:1], ("甲", "乙"), ("甲", "乙")).after == ()
