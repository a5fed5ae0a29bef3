"""What a person says of pages at an import, against what the pages say, and how it is taken back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.model import Known, Origin, Page, Place
from reader.services.given import Given
from reader.services.importing import Outcome, import_paths
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import faults
from reader.store.library import Library
from tests.fixtures import BRIDGE, mark, reading, rows

MASTHEAD = "江北日报\n2021年1月20日 星期三 A1版\n\n"
TEXT = "## 新桥通车\n\n1月19日，新桥通车。两岸居民只要五分钟就能走到对岸，从前绕路要走一个小时。\n"


def bring(library: Library, path: Path, **given: str) -> Outcome:
    [outcome] = import_paths(library, [path], Given(**given))  # type: ignore[arg-type]
    assert list(faults(library)) == []
    return outcome


def place(library: Library) -> tuple[str | None, ...]:
    article = Archive(library).article(Archive(library).article_ids()[0])
    assert article
    return article.place.newspaper, article.place.date, article.place.label


def origins(library: Library) -> tuple[str | None, ...]:
    return tuple(library.row("SELECT newspaper_origin, date_origin, label_origin FROM page") or ())


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A page that prints what it is."""
    path = tmp_path / "page.txt"
    path.write_text(MASTHEAD + TEXT, encoding="utf-8")
    return path


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """A page that says nothing of itself."""
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("own", "said", "wanted"),
    [
        (None, "2021", Known("2021", Origin.USER)),
        (Known("2021-01-20", Origin.PRINTED), "2021", Known("2021-01-20", Origin.PRINTED)),
        (Known("2021-01-20", Origin.INFERRED), "2021-01", Known("2021-01-20", Origin.INFERRED)),
        (Known("2021-01-20", Origin.PRINTED), "2021-01-20", Known("2021-01-20", Origin.PRINTED)),
        (Known("2021", Origin.PRINTED), "2021-01-20", Known("2021-01-20", Origin.USER)),
        (Known("2021-01-20", Origin.INFERRED), "2021-01-21", Known("2021-01-21", Origin.USER)),
        (Known("2021-01-20", Origin.PRINTED), "2020", Known("2020", Origin.USER)),
        (Known("2021-01-20", Origin.PRINTED), "", Known("2021-01-20", Origin.PRINTED)),
        (None, "", None),
    ],
)
def test_a_date_that_is_given_completes_and_contradicts_but_does_not_blur(
    own: Known | None, said: str, wanted: Known | None
) -> None:
    page = reading(BRIDGE)
    page = replace(page, page=replace(page.page, date=own))
    settled, told = Given(date=said).settled(page)
    assert settled.page.date == wanted
    assert told == ([f"the date 2021-01-20 ({own.origin}) gives way to {said}, as given"] if told and own else [])
    assert bool(told) == bool(own and said and not own.value.startswith(said) and not said.startswith(own.value))


@pytest.mark.parametrize(
    ("own", "said", "wanted"), [("A1", "a01", "A1"), ("第3版", "3", "第3版"), ("A1", "B2", "B2"), ("", "3", "第3版")]
)
def test_a_page_label_is_known_in_any_form(own: str, said: str, wanted: str) -> None:
    settled, told = Given(label=said).settled(reading(BRIDGE, label=own))
    assert settled.page.label
    assert settled.page.label.value == wanted
    assert bool(told) == (wanted == "B2")


def test_what_was_said_before_stays_but_not_against_the_page() -> None:
    stored = Page("", "", Known("江南日报", Origin.USER), Known("2021-01-20", Origin.USER), Known("A2", Origin.INFERRED))
    own = replace(reading(BRIDGE), page=Page("", "", date=Known("2021", Origin.PRINTED)))
    assert Given().settled(own, stored)[0].page == replace(own.page, newspaper=stored.newspaper, date=stored.date)
    own = replace(own, page=Page("", "", Known("江北日报", Origin.PRINTED), Known("2020-05-01", Origin.PRINTED)))
    assert Given().settled(own, stored) == (own, [])


def test_a_vague_date_leaves_the_printed_one(library: Library, printed: Path) -> None:
    outcome = bring(library, printed, date="2021", newspaper="江北日报")
    assert (outcome.outcome, outcome.notice) == ("new", None)
    assert (place(library), origins(library)) == (("江北日报", "2021-01-20", "A1"), ("printed", "printed", "printed"))


def test_what_contradicts_the_page_is_told_and_taken_back(library: Library, printed: Path) -> None:
    outcome = bring(library, printed, date="2020-05-01")
    assert outcome.notice == f"{printed}: the date 2021-01-20 (printed) gives way to 2020-05-01, as given."
    assert (place(library)[1], origins(library)[1]) == ("2020-05-01", "user")
    made = mark(library, 1, "两岸居民只要五分钟", note="快")
    assert bring(library, printed, date="2019").outcome == "changed"
    assert place(library)[1] == "2019"
    assert bring(library, printed).outcome == "changed"
    assert (place(library)[1], origins(library)[1]) == ("2021-01-20", "printed")
    before = rows(library)
    assert bring(library, printed).outcome == "unchanged"
    assert rows(library) == before
    assert Annotations(library).find() == [made]
    assert library.value("SELECT count(*) FROM text_version") == 1
    assert [r["date"] for r in library.rows("SELECT date FROM issue")] == ["2021-01-20"]


def test_what_a_page_does_not_say_stays_until_it_is_taken_back(library: Library, silent: Path) -> None:
    assert bring(library, silent).outcome == "new"
    made = mark(library, 1, "两岸居民只要五分钟", note="快")
    assert bring(library, silent, newspaper="江南日报", label="3").outcome == "changed"
    assert place(library) == ("江南日报", None, "第3版")
    for again in ({}, {"newspaper": "江南日报"}):
        before = rows(library)
        assert bring(library, silent, **again).outcome == "unchanged"
        assert rows(library) == before
    silent.write_text(TEXT.replace("五分钟", "三分钟"), encoding="utf-8")
    assert bring(library, silent).outcome == "changed"
    assert place(library) == ("江南日报", None, "第3版")
    assert bring(library, silent, newspaper="").outcome == "changed"
    assert place(library) == (None, None, "第3版")
    [after] = Annotations(library).find()
    assert (after.id, after.note, after.article_id) == (made.id, "快", made.article_id)


def test_a_copy_that_says_more_completes_the_page(library: Library, silent: Path) -> None:
    bring(library, silent, label="A1")
    copy = silent.with_name("江北日报_20210120.txt")
    copy.write_bytes(silent.read_bytes())
    assert bring(library, copy).outcome == "changed"
    assert place(library) == ("江北日报", "2021-01-20", "A1")
    before = rows(library)
    assert [bring(library, path).outcome for path in (silent, copy)] == ["unchanged"] * 2
    assert rows(library) == before


def test_a_date_that_is_given_ends_the_doubt_about_it(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("## 新桥通车\n\n江北日报讯 1月19日，新桥通车。2021年的第一座桥。\n", encoding="utf-8")
    doubts = "SELECT count(*) FROM flag WHERE kind = 'doubtful_source'"
    bring(library, path)
    assert (place(library)[1], library.value(doubts)) == ("2021-01-20", 1)
    assert bring(library, path, date="2021-01-21").outcome == "changed"
    assert (place(library)[1], library.value(doubts)) == ("2021-01-21", 0)


def test_an_article_over_two_pages_follows_its_page(library: Library, tmp_path: Path) -> None:
    first, second = tmp_path / "江北日报_20210120_A01.txt", tmp_path / "江北日报_20210120_A02.txt"
    first.write_text("## 新桥通车\n\n江北日报讯 昨日新桥通车，两岸居民扶老携幼前来观看。（下转A2版）\n", encoding="utf-8")
    second.write_text("## 新桥通车\n\n（上接A1版）老人说盼了三十年，今天总算盼到了这座桥。\n", encoding="utf-8")
    list(import_paths(library, [first, second]))
    assert len(Archive(library).article_ids()) == 1
    mark(library, 1, "老人说盼了三十年", note="记")
    assert bring(library, second, date="2021-01-21").outcome == "changed"
    assert len(Archive(library).article_ids()) == 2
    assert [a.article_id for a in Annotations(library).find()] == [2]
    assert bring(library, second).outcome == "changed"
    [whole] = Archive(library).article_ids()
    article = Archive(library).article(whole)
    assert article
    assert article.place == Place("江北日报", "2021-01-20", "A1")
    assert [a.article_id for a in Annotations(library).find()] == [whole]


def test_rows_that_name_another_source_change_their_articles(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = '{"paper": "江北日报", "date": "2021-01-20", "headline": "新桥通车", "text": "桥通了。", "source": "SOURCE"}\n'
    path.write_text(row.replace("SOURCE", "http://a.cn/1"), encoding="utf-8")
    assert bring(library, path).outcome == "new"
    path.write_text(row.replace("SOURCE", "http://b.cn/1"), encoding="utf-8")
    assert bring(library, path).outcome == "changed"
    assert bring(library, path).outcome == "unchanged"
    article = Archive(library).article(1)
    assert article
    assert (article.origin, article.source) == ("http://b.cn/1", "rows.jsonl#江北日报 2021-01-20")


def test_a_copy_that_names_no_source_takes_none_away(library: Library, tmp_path: Path) -> None:
    row = {"paper": "江北日报", "headline": "新桥通车", "text": "桥通了。"}
    for name, more in (("a.jsonl", {"source": "http://a.cn/1"}), ("b.jsonl", {"date": "2021-01-20"})):
        path = tmp_path / name
        path.write_text(json.dumps(row | more, ensure_ascii=False) + "\n", encoding="utf-8")
        bring(library, path)
    article = Archive(library).article(1)
    assert article
    assert (article.place.date, article.origin) == ("2021-01-20", "http://a.cn/1")
