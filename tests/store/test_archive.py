"""Pages go in as they were read and come out as articles."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from reader.model import Draft, Flag, FlagKind, Piece, Place, Role
from reader.pages import articles_of, reconstruct
from reader.services.files import items_of
from reader.store.archive import Archive, text_hash
from reader.store.checks import faults
from reader.store.library import Library
from reader.store.page_places import PagePlaces
from reader.store.place_in_print import label_order
from tests.fixtures import BRIDGE, FLOOD, FOLIO, SEEDS, mark, reading, rows, store


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_an_article_comes_out_as_it_was_read(library: Library, seed: object) -> None:
    page = reconstruct(next(iter(items_of(SEEDS[SEEDS.index(seed)]))))  # type: ignore[arg-type]
    ids = store(library, page)
    for article_id, wanted in zip(ids, articles_of(page), strict=True):
        found = Archive(library).article(article_id)
        assert found
        fragments = tuple(replace(f, text_id=1) for f in wanted.fragments)
        assert found == replace(wanted, fragments=fragments, id=article_id, source=SEEDS[SEEDS.index(seed)].name)  # type: ignore[arg-type]


def test_a_page_keeps_its_text_to_the_letter(library: Library) -> None:
    text = "\ufeff甲\u0000乙\r\n\u202e丙\u3000𠮷\ufffd\ue000丁 "
    page = replace(reading(), page=replace(reading().page, text=text), articles=(Draft((Piece(0, len(text), Role.BODY),)),))
    store(library, page)
    assert Archive(library).text(1) == Archive(library).page(1).text == text
    assert library.value("SELECT sha256 FROM text_version") == text_hash(text)
    assert list(faults(library)) == []


def test_a_reading_that_loses_a_character_is_refused(library: Library) -> None:
    whole = reading(BRIDGE)
    [draft] = whole.articles
    before = rows(library)
    with pytest.raises(AssertionError, match=r"law 1, by hand.txt: characters \d+–\d+ are in no piece: “桥西𠮷野家重开。”"):
        store(library, replace(whole, articles=(Draft(draft.pieces[:-1]),)))
    assert rows(library) == before


def test_what_is_not_known_is_none(library: Library) -> None:
    store(library, reading(BRIDGE, newspaper="", date="", label=""))
    article = Archive(library).article(1)
    assert article
    assert article.place == Place(None, None, None, None)
    assert Archive(library).article(2) is None


def test_a_page_is_known_by_its_text_and_by_its_path(library: Library) -> None:
    archive, page = Archive(library), reading(BRIDGE)
    store(library, page, "/a.txt")
    assert (archive.has_this_text(1, page.page.text), archive.has_this_text(1, "别的")) == (True, False)
    assert (PagePlaces(library).page_at("/a.txt"), PagePlaces(library).page_at("/b.txt")) == (1, None)


def test_a_twin_contradicts_nothing_that_is_known(library: Library) -> None:
    archive, page = Archive(library), reading(BRIDGE, label="A1")
    store(library, page, "/a.txt")
    assert archive.twin(page) == 1
    assert archive.twin(replace(page, page=replace(page.page, label=None, date=None))) == 1
    assert archive.twin(reading(BRIDGE, label="A2")) is None


def test_no_work_on_a_page_goes_through_the_other_pages(library: Library) -> None:
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    def taken(work: Callable[[], object]) -> int:
        begun = steps
        work()
        return steps - begun

    library._connection.set_progress_handler(step, 1)
    archive, needed = Archive(library), []
    for present in (10, 70):
        for number in range(present - 1):
            store(library, reading([(Role.BODY, f"{present}和{number}")]), f"/{present}-{number}.txt")
        looking = taken(partial(archive.twin, reading([(Role.BODY, "别的")])))
        adding = taken(partial(store, library, reading([(Role.BODY, f"{present}页")]), f"/{present}.txt"))
        with library.transaction():
            dropping = taken(partial(archive.drop_empty_articles, 1))
        needed.append((looking, adding, dropping))
    assert needed[0] == needed[1]


def test_pages_of_one_issue_share_it(library: Library) -> None:
    for number, label in enumerate(("A1", "A2")):
        store(library, reading(BRIDGE, label=label), f"/{number}.txt")
    counts = [library.value(f"SELECT count(*) FROM {table}") for table in ("newspaper", "issue", "page", "article")]
    assert counts == [1, 1, 2, 2]


def test_a_new_text_keeps_the_old_one(library: Library) -> None:
    store(library, reading(BRIDGE, FLOOD, aside=FOLIO))
    archive, new = Archive(library), reading(FLOOD, date="2021-03-06")
    with library.transaction():
        assert archive.replace(1, new, [2]) == 2
        archive.drop_empty_articles(1)
    assert archive.articles_of_page(1) == [2]
    assert archive.versions(2) == [1, 2]
    assert "新桥通车" in archive.text(1)
    article = archive.article(2)
    assert article
    assert (article.place.date, article.fragments[0].text_id) == ("2021-03-06", 2)
    assert list(faults(library)) == []


def test_an_article_that_a_note_names_is_not_dropped(library: Library) -> None:
    store(library, reading(BRIDGE, FLOOD))
    mark(library, 1, "两岸只要五分钟")
    archive = Archive(library)
    with library.transaction():
        archive.replace(1, reading(aside=FOLIO), [])
        archive.drop_empty_articles(1)
    assert archive.articles_of_page(1) == [1]
    assert not archive.has_text(1)
    assert list(faults(library)) == []


def test_flags_of_articles_and_pages_are_kept_apart(library: Library) -> None:
    page = reading(BRIDGE)
    lost, doubt = Flag(FlagKind.TAIL_MISSING, 3, 1, "?", 0.25), Flag(FlagKind.DOUBTFUL_SOURCE, 0)
    store(library, replace(page, articles=(replace(page.articles[0], flags=(lost,)),), flags=(doubt,)))
    article = Archive(library).article(1)
    assert article
    assert article.flags == (lost,)
    assert library.value("SELECT count(*) FROM flag") == 2


@pytest.mark.parametrize(
    ("position", "article"), [(0, 1), (len("新桥通车"), None), (len("新桥通车") + 1, 1), (999, None)], ids=str
)
def test_the_article_at_a_place_of_the_text(library: Library, position: int, article: int | None) -> None:
    store(library, reading(BRIDGE, aside=FOLIO))
    assert Archive(library).article_holding(1, position) == article


@pytest.mark.parametrize(
    ("label", "order"),
    [("A1", "A0001"), ("a12", "A0012"), ("第3版", "0003"), ("B 02", "B0002"), ("要闻", "要闻"), ("", ""), ("A01要闻", "A0001")],
)
def test_labels_sort_as_pages_do(label: str, order: str) -> None:
    assert label_order(label) == order
