"""Annotations are written by changes, found by filters, and never lost."""

from dataclasses import replace

import pytest

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Kind, Span, Status, Style
from reader.services.annotating import new_annotation
from reader.store.annotations import Annotations
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, bin_it, mark, reading, rows, store


@pytest.fixture
def notes(library: Library) -> Annotations:
    store(library, reading(BRIDGE), "/a.txt")
    store(library, reading(FLOOD, newspaper="江南日报", date=""), "/b.txt")
    return Annotations(library)


def full() -> Annotation:
    """An annotation that has something to say in every field."""
    return Annotation(
        *("1d3a7b52-0000-4000-8000-000000000000", "ABCDEFGH", 1, Kind.HIGHLIGHT, "桥通了\n重开"),
        spans=(Span(1, 13, 16), Span(1, 0, 2), Span(2, 0, 1)),
        prefix="前",
        suffix="后",
        style=Style.UNDERLINE,
        colour="pink",
        note="记\u0000\n<b>",
        tags=("乙", "甲"),
        quote_corrected="改",
        status=Status.MOVED,
        created="2021",
        modified="2022",
        author="王五",
        origin="hypothesis",
        original_id="x1",
    )


def test_every_field_comes_back(notes: Annotations) -> None:
    notes.apply(Change("Import", after=(full(),)))
    assert notes.get(full().id) == notes.get("ABCDEFGH") == full()
    assert notes.of_article(1) == notes.on_text(2) == notes.of_page(1) == [full()]


def test_a_change_and_its_inverse_leave_the_annotation_as_it_was(notes: Annotations) -> None:
    old = full()
    notes.apply(Change("Import", after=(old,)))
    new = replace(old, spans=(Span(1, 2, 3),), tags=("丙",), note="", colour="red")
    change = Change("Edit", before=(old,), after=(new,))
    notes.apply(change)
    assert notes.get(old.id) == new
    notes.apply(change.inverse())
    assert notes.get(old.id) == old


def test_a_change_gives_what_was_done(notes: Annotations, library: Library) -> None:
    seen = mark(library, 1, "桥通了")
    red = replace(seen, colour="red")
    assert notes.apply(Change("Recolour", before=(seen,), after=(red,))) == Change("Recolour", (seen,), (red,))
    blue = replace(seen, colour="blue", note="记")
    done = notes.apply(Change("Edit", before=(seen,), after=(blue,)))
    assert done == Change("Edit", (red,), (blue,))
    assert notes.apply(Change("Edit", before=(seen,), after=(blue,))) == Change("Edit")
    assert notes.apply(Change("Delete", before=(seen,))) == Change("Delete")
    [binned] = notes.apply(Change("Delete", before=(blue,))).after
    assert replace(binned, deleted="") == blue


def test_what_is_deleted_is_in_the_bin(notes: Annotations, library: Library) -> None:
    annotation = mark(library, 1, "桥通了", tags=["桥"])
    bin_it(library, annotation)
    assert notes.of_article(1) == notes.find() == []
    assert notes.tags() == []
    binned = notes.get(annotation.id)
    assert replace(binned, deleted="") == annotation
    assert binned.deleted > annotation.created
    notes.apply(Change("Delete annotation", before=(annotation,)).inverse())
    assert notes.of_article(1) == [annotation]


def test_a_change_that_breaks_a_law_is_not_done_by_half(notes: Annotations, library: Library) -> None:
    before = rows(library)
    good, bad = full(), replace(full(), id="other", short_id="other", spans=(Span(99, 0, 1),))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        notes.apply(Change("Import", after=(good, bad)))
    assert rows(library) == before


def test_an_unknown_annotation_is_told(notes: Annotations) -> None:
    assert notes.get_any("none") is None
    with pytest.raises(NotFoundError, match=r"There is no annotation none in .*empty.jianbao"):
        notes.get("none")


def test_they_come_by_place_and_those_on_the_whole_article_first(notes: Annotations, library: Library) -> None:
    for quote in ("重开", "新桥"):
        mark(library, 1, quote)
    mark(library, 2, "河水上涨三尺")
    notes.apply(Change("Note on the article", after=(replace(new_annotation(1, Kind.NOTE, ""), quote="全文"),)))
    assert [a.quote for a in notes.find()] == ["全文", "新桥", "重开", "河水上涨三尺"]
    assert [a.quote for a in notes.find(end="2021")] == ["全文", "新桥", "重开"]
    assert [a.quote for a in notes.find(article=2)] == ["河水上涨三尺"]


def test_tags_come_with_the_commonest_first(notes: Annotations, library: Library) -> None:
    for quote, tags in (("新桥", ["甲", "乙"]), ("重开", ["乙"]), ("五分钟", ["丙", "乙"])):
        mark(library, 1, quote, tags=tags)
    assert notes.tags() == ["乙", "丙", "甲"]


def test_an_annotation_on_an_article_that_is_gone_is_refused_in_a_sentence(notes: Annotations, library: Library) -> None:
    before = rows(library)
    with pytest.raises(NotFoundError, match="Article 99 is not in this library"):
        notes.apply(Change("Highlight", after=(replace(full(), article_id=99),)))
    assert rows(library) == before


def test_however_many_there_are_they_are_read_and_written_in_as_few_statements(notes: Annotations, library: Library) -> None:
    def statements(count: int) -> int:
        made = tuple(replace(full(), id=f"{count}-{n}", short_id=f"S{count}-{n}") for n in range(count))
        notes.apply(Change("Import", after=made))
        said: list[str] = []
        library._connection.set_trace_callback(lambda sql: said.append(sql) if sql.startswith("SELECT") else None)
        held = notes.of_ids(a.id for a in made)
        notes.apply(Change("Recolour", before=tuple(held), after=tuple(replace(a, colour="red") for a in held)))
        library._connection.set_trace_callback(None)
        assert [a.colour for a in notes.of_ids(a.id for a in made)] == ["red"] * count
        return len(said)

    assert statements(20) == statements(2)


def test_they_are_read_in_stretches(notes: Annotations) -> None:
    made = [replace(full(), id=str(n), short_id=f"S{n}", article_id=1 + n % 2) for n in range(7)]
    notes.apply(Change("Import", after=tuple(made)))
    notes.apply(Change("Delete annotation", before=(notes.get("3"),)))
    first, row = notes.after(0, 4)
    second, _ = notes.after(row, 4)
    assert [a.id for a in (*first, *second)] == ["0", "1", "2", "4", "5", "6"]
    assert [a.id for a in notes.after(0, 9, binned=True)[0]] == ["3"]
    assert [a.id for a in notes.after(0, 9, issue=1)[0]] == ["0", "2", "4", "6"]
