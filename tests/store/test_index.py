"""The search index is in step with the articles, whatever happens to them."""

import contextlib
import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import Cancelled, LibraryError
from reader.model import Article, Draft, Fragment, Known, Origin, Page, Piece, Reading, Role
from reader.store import index_filling
from reader.store.archive import Archive
from reader.store.continuations import Continuations
from reader.store.index import index_of, is_outdated
from reader.store.index_filling import fill
from reader.store.index_proof import index_faults
from reader.store.index_rows import FORM, ID_BITS, article_of, key_of, key_range, labels, row_of, year_of
from reader.store.library import Library, open_library
from reader.store.search import Search
from reader.text.page_turn import joined
from reader.text.passages import passages, passages_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = open_library(tmp_path / "library.jianbao")
    yield opened
    opened.close()


def reading(*articles: tuple[str, str], date: str = "2021-01-20", label: str = "A1") -> Reading:
    """A page of articles, each a headline and a paragraph."""
    text, drafts = "", []
    for headline, body in articles:
        start, middle = len(text), len(text) + len(headline)
        text += headline + body + "\n"
        pieces = (Piece(start, middle, Role.HEADLINE), Piece(middle, middle + len(body), Role.BODY, 1))
        drafts.append(Draft(pieces))
    page = Page("page.md", text, Known("株洲日报", Origin.USER), Known(date, Origin.USER), Known(label, Origin.USER))
    return Reading(page, tuple(drafts))


def found(library: Library, match: str, table: str = "search") -> list[int]:
    rows = library.rows(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid", (match,))
    return [article_of(row[0]) for row in rows]


def test_articles_are_found_by_any_string_of_theirs(library: Library) -> None:
    with library.transaction():
        Archive(library).add(reading(("二手车", "出口　两旺"), ("臺灣", "来客")), "one")
    assert found(library, '"口 两"') == [1]
    assert found(library, '"台 湾"') == [2]
    assert found(library, '"车 出"') == []  # over the end of a headline
    assert found(library, '"台 湾"', "search_headline") == [2]
    assert found(library, '"n1" AND "m202101" AND "p-4130303031"') == [1, 2]
    assert list(index_faults(library)) == []


def test_a_page_read_anew_is_indexed_anew(library: Library) -> None:
    archive = Archive(library)
    with library.transaction():
        page = archive.add(reading(("一", "甲"), ("二", "乙")), "one")
    with library.transaction():
        archive.replace(page, reading(("三", "丙"), ("二", "丁"), date="2020-01-01", label="B2"), [None, 2])
        archive.drop_empty_articles(page)
    assert [found(library, f'"{c}"') for c in "一甲乙二丁丙"] == [[], [], [], [2], [2], [3]]
    assert found(library, '"y2021"') == []
    assert list(index_faults(library)) == []


def test_nothing_is_left_of_a_transaction_undone(library: Library) -> None:
    archive = Archive(library)
    with contextlib.suppress(KeyboardInterrupt), library.transaction():
        archive.add(reading(("一", "甲")), "one")
        raise KeyboardInterrupt
    with library.transaction():
        archive.add(reading(("二", "乙")), "two")
    assert [found(library, f'"{c}"') for c in "甲乙"] == [[], [1]]
    assert list(index_faults(library)) == []


def test_what_is_touched_is_indexed_as_it_stands_in_the_end(library: Library) -> None:
    archive, index = Archive(library), index_of(library)
    with library.transaction():
        archive.add(reading(("一", "甲"), ("二", "乙")), "one")
    with library.transaction():
        index.touch([1, 2, 7])
        library.execute("UPDATE piece SET role = 'headline' WHERE article_id = 1")
        library.execute("DELETE FROM piece WHERE article_id = 2")
        index.touch([1])
    assert [found(library, match) for match in ('"乙"', "headline : 甲", "body : 甲")] == [[], [1], []]
    assert list(index_faults(library)) == []


def test_what_is_new_may_be_touched_in_the_same_transaction(library: Library) -> None:
    archive = Archive(library)
    with library.transaction():
        archive.add(reading(("一", "甲"), ("二", "乙")), "one")
        Continuations(library).join_parts([(1, 2)])
    assert [found(library, f'"{c}"') for c in "甲乙二"] == [[1], [1], [1]]
    assert list(index_faults(library)) == []


def test_parts_are_indexed_with_the_article_they_go_on(library: Library) -> None:
    archive = Archive(library)
    with library.transaction():
        archive.add(reading(("一", "甲"), label="A1"), "one")
        other = archive.add(reading(("二", "乙"), ("三", "丙"), label="A2"), "two")
    with library.transaction():
        Continuations(library).join_parts([(1, 2)])
    assert [found(library, f'"{c}"') for c in "甲乙丙"] == [[1], [1], [3]]
    assert found(library, '"二"', "search_headline") == []
    with library.transaction():
        archive.replace(other, reading(("二", "丁"), label="A2"), [2])
    assert [found(library, f'"{c}"') for c in "甲乙丁"] == [[1], [], [2]]
    assert list(index_faults(library)) == []


def test_the_id_of_an_article_that_went_may_be_given_anew(library: Library) -> None:
    archive = Archive(library)
    with library.transaction():
        page = archive.add(reading(("一", "甲"), ("二", "乙")), "one")
    with library.transaction():
        archive.replace(page, reading(("一", "甲")), [1])
        archive.drop_empty_articles(page)
        other = archive.add(reading(("三", "丙")), "two")
        Continuations(library).join_parts([(1, *archive.articles_of_page(other))])
    assert archive.articles_of_page(other) == [2]
    assert [found(library, f'"{c}"') for c in "甲乙丙"] == [[1], [], [1]]
    assert list(index_faults(library)) == []


def test_parts_that_are_freed_stand_for_themselves(library: Library) -> None:
    archive = Archive(library)
    with library.transaction():
        page = archive.add(reading(("一", "甲"), ("二", "乙")), "one")
        Continuations(library).join_parts([(1, 2)])
    with library.transaction():
        Continuations(library).part_ids(archive.issue_of(page))
    assert [found(library, f'"{c}"') for c in "甲乙"] == [[1], [2]]
    assert list(index_faults(library)) == []


def test_long_transactions_write_before_their_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.store.index.KEPT_BACK", 50)
    archive = Archive(library)
    with library.transaction():
        for number, date in enumerate(("2021-01-03", "2021-01-01", "2021-01-02")):
            archive.add(reading((f"题{number}", "文" * 20), date=date), date)
    assert found(library, '"文"') == [1, 3, 2]
    assert list(index_faults(library)) == []


def test_check_finds_a_row_out_of_step_and_rebuild_puts_it_right(library: Library) -> None:
    with library.transaction():
        Archive(library).add(reading(("一", "甲")), "one")
    with library.transaction():
        library.execute("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, '甲')", (key_of("2021-01-20", 1),))
    assert len(list(index_faults(library))) == 1
    with library.transaction():
        index_of(library).rebuild()
    assert list(index_faults(library)) == []
    assert found(library, '"甲"') == [1]


def test_an_index_of_other_folds_is_made_anew(library: Library) -> None:
    with library.transaction():
        library.execute("UPDATE index_state SET signature = 'other'")
    assert is_outdated(library)
    assert len(list(index_faults(library))) == 1
    with library.transaction():
        Archive(library).add(reading(("一", "甲")), "one")
    Search(library)
    assert not is_outdated(library)
    assert found(library, '"甲"') == [1]


def stored(library: Library, number: int, start: int = 0) -> None:
    with library.transaction():
        for i in range(start, start + number):
            Archive(library).add(reading((f"题{i}", f"文{i}甲")), f"/{i}")


def test_an_index_is_made_anew_in_slices_between_which_others_write(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_filling, "SLICE", 3)
    monkeypatch.setattr(index_filling, "PAUSE", 0)
    stored(library, 10)
    with library.transaction():
        library.execute("UPDATE index_state SET signature = 'other'")
    told = []
    with closing(open_library(library.path)) as other:
        other.wait_at_most(1)
        for done, of_all in fill(library):
            told.append((done, of_all))
            if len(told) == 1:
                stored(other, 1, start=100)  # a new article
            elif len(told) == 2:
                with other.transaction():  # one that is in the index, and one that is not yet
                    index_of(other).touch([1, 9])
                    other.execute("UPDATE article SET continues = 1 WHERE id = 9")
    assert told == [(3, 10), (6, 11), (10, 11)]
    assert not is_outdated(library)
    assert list(index_faults(library)) == []
    assert found(library, '"甲"') == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11]


def test_an_index_that_was_half_made_goes_on_where_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_filling, "SLICE", 3)
    stored(library, 10)
    with library.transaction():
        library.execute("UPDATE index_state SET signature = 'other'")
    next(fill(library))
    assert (is_outdated(library), len(found(library, '"甲"'))) == (True, 3)
    making = fill(library)
    next(making)
    library.interrupt()
    with pytest.raises(Cancelled):
        next(making)
    stored(library, 1, start=100)
    assert len(found(library, '"甲"')) == 10
    Search(library)
    assert list(index_faults(library)) == []
    assert len(found(library, '"甲"')) == 11


def test_an_index_of_another_form_is_made_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with library.transaction():
        Archive(library).add(reading(("一", "甲")), "one")
    monkeypatch.setattr("reader.store.index_rows.FORM", 0)
    monkeypatch.setattr("reader.store.index_rows.labels", lambda *place: "other")
    assert is_outdated(library)
    Search(library)
    assert not is_outdated(library)
    assert found(library, '"other"') == [1]
    with library.transaction():  # else another process proves it, which has the labels of the program
        assert list(index_faults(library)) == []


def test_the_form_of_the_index_is_raised_with_every_change_of_its_rows() -> None:
    parts = [
        *((Role.KICKER, 0, "Ａ肩"), (Role.HEADLINE, 1, "臺 灣"), (Role.HEADLINE, 2, "来客"), (Role.BYLINE, 3, "王芳")),
        *((Role.DATELINE, 4, "本报讯"), (Role.BODY, 4, "二手车\ufdd0"), (Role.SECTION, 5, "一、"), (Role.BODY, 6, "\0𠮷")),
        *((Role.CAPTION, 7, "图"), (Role.CREDIT, 7, "李四"), (Role.JUMP, 8, "下转A2"), (Role.BODY, 4, "出口")),
    ]
    place = labels(1, "2021-01-20", "A0001")
    turned = joined([part_of("发展经济，", 1), part_of("保障供给。", 2)])
    made = [row_of(passages_of(parts), place), row_of(passages(turned.fragments), place), key_of("2021-01", 7)]
    digest = hashlib.sha256(repr(made).encode()).hexdigest()[:16]
    assert (FORM, digest) == (2, "1f47da7bbe28b03a"), "raise FORM in index_rows.py, then change this"


def part_of(text: str, text_id: int) -> Article:
    return Article((Fragment(Piece(0, len(text), Role.BODY), text, text_id),))


def test_a_text_of_a_transaction_undone_is_forgotten(library: Library) -> None:
    archive = Archive(library)
    for name, body in (("one", "甲"), ("two", "乙")):
        with contextlib.suppress(KeyboardInterrupt), library.transaction():
            archive.add(reading(("一", body)), name)
            index_of(library).touch([1])
            library.before_commit(lambda name=name: interrupted(name))
    assert [found(library, f'"{c}"') for c in "甲乙"] == [[], [1]]
    assert list(index_faults(library)) == []


def interrupted(name: str) -> None:
    if name == "one":
        raise KeyboardInterrupt


def test_merging_changes_nothing(library: Library) -> None:
    for name in "甲乙":
        with library.transaction():
            Archive(library).add(reading(("题", name)), name)
    for _ in index_of(library).merge():
        pass
    assert list(index_faults(library)) == []


def test_keys_sort_as_dates_do() -> None:
    dates = ["", "2020", "2020-01", "2020-01-01", "2020-12-31", "2021", "2021-01-20", "2021-02"]
    keys = [key_of(date, 5) for date in dates]
    assert keys == sorted(keys, reverse=True)
    assert [year_of(key) for key in keys] == ["", "2020", "2020", "2020", "2020", "2021", "2021", "2021"]
    assert {article_of(key) for key in keys} == {5}


@pytest.mark.parametrize("start", ["", "2020", "2020-01", "2020-01-01", "2021-01-20"])
@pytest.mark.parametrize("end", ["", "2020", "2020-01", "2020-12-31", "2021-02"])
def test_ranges_hold_what_the_dates_say(start: str, end: str) -> None:
    low, high = key_range(start, end)
    for date in ["", "2020", "2020-01", "2020-01-01", "2020-12-31", "2021", "2021-01-20", "2021-02"]:
        inside = (not start or date >= start) and (not end or (bool(date) and date[: len(end)] <= end))
        assert (low <= key_of(date, 9) <= high) is inside


def test_the_key_has_room_for_sixteen_million_articles() -> None:
    with pytest.raises(LibraryError, match="16,777,216"):
        key_of("2021", 1 << ID_BITS)


def test_a_library_from_before_the_index_is_indexed_when_opened(library: Library) -> None:
    with library.transaction():
        Archive(library).add(reading(("一", "甲")), "one")
    with library.transaction():
        for statement in ("TABLE search", "TABLE search_headline", "VIEW indexed_text", "VIEW to_be_indexed", "TABLE indexed"):
            library.execute(f"DROP {statement}")
        for statement in ("TABLE index_state",):
            library.execute(f"DROP {statement}")
        library.execute("DELETE FROM _sqlite_migrations WHERE name = 'step 2'")
        library.execute("PRAGMA user_version = 1")
    library.close()
    anew = open_library(library.path)
    assert found(anew, '"甲"') == [1]
    assert list(index_faults(anew)) == []
    anew.close()
