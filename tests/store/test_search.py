"""Law 5: a search finds what a plain scan of the articles finds, whatever is asked and whatever happened to the articles."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import Cancelled
from reader.model import Article
from reader.store import matching, other_forms
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.continuations import Continuations
from reader.store.index_proof import index_faults
from reader.store.library import Library
from reader.store.matching import Filters
from reader.store.place_in_print import label_order
from reader.store.search import Order, Search
from reader.text.folding import bare, fold
from reader.text.passages import Field, passages
from reader.text.query import About, Label, Node, Word, parse, quoted, satisfies
from tests.store.library_of_articles import CHARACTERS, library_of_articles, reading

EVERYTHING = Filters()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = library_of_articles(tmp_path_factory.mktemp("search") / "library.jianbao")
    yield opened
    opened.close()


def labelled(library: Library, article: Article, label: Label) -> bool:
    """Whether an article has a label, as a person would say."""
    place, marks = article.place, Annotations(library).of_article(article.id)
    match label.about:
        case About.NEWSPAPER:
            return fold(bare(label.value)) in fold(bare(place.newspaper or ""))
        case About.DATE:
            return (place.date or "").startswith(label.value)
        case About.PAGE:
            return label_order(place.label or "") == label_order(label.value)
        case About.TAG:
            return any(label.value in mark.tags for mark in marks)
    return any(label.value == mark.colour for mark in marks)


def scan(library: Library, root: Node, filters: Filters = EVERYTHING) -> set[int]:
    """What a plain scan of all articles finds."""
    archive = Archive(library)
    ids = archive.article_ids(filters.newspaper, filters.start, filters.end, filters.page)
    articles = [article for i in ids if (article := archive.article(i)) is not None and article.fragments]
    return {a.id for a in articles if satisfies(root, passages(a.fragments), lambda label, a=a: labelled(library, a, label))}


STRINGS = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=4)
TERMS = st.one_of(
    STRINGS,
    STRINGS.map('"{}"'.format),
    STRINGS.map('="{}"'.format),
    STRINGS.map('-"{}"'.format),
    STRINGS.map('-="{}"'.format),
    STRINGS.map('headline:"{}"'.format),
    STRINGS.map('byline:"{}"'.format),
    st.sampled_from(["OR", "-一", "newspaper:人民", "-newspaper:株洲", "newspaper:没有", "date:2020", "date:2020-12"]),
    st.sampled_from(["page:A1", "tag:汽车", "-tag:汽车", "colour:red", "colour:blue", "page:2", "一" * 70, "国" * 80]),
)
FILTERS = st.sampled_from(
    [
        EVERYTHING,
        Filters("人民日报"),
        Filters(start="2020-12"),
        Filters(end="2021-01-20"),
        Filters("", "2020", "2020"),
        Filters(page="A1"),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TERMS, min_size=1, max_size=4).map(" ".join), FILTERS)
def test_any_query_finds_what_a_scan_finds(library: Library, text: str, filters: Filters) -> None:
    root = parse(text).root
    if root is None:
        return
    search, expected = Search(library), scan(library, root, filters)
    for order in Order:
        found = search.find(root, filters, order, None)
        assert len(found) == len(set(found))
        assert set(found) == expected
        assert search.find(root, filters, order, 3, 1) == found[1:4] or order is Order.RELEVANCE
    assert search.count(root, filters) == len(expected)


@pytest.mark.parametrize(("seed", "looked_at", "few"), [(1, 1, 0), (2, 1, 1), (3, 3, 8), (4, 1, 1000), (5, 1, 3)])
def test_words_in_exact_characters_are_told_from_other_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, looked_at: int, few: int
) -> None:
    monkeypatch.setattr(matching, "LOOKED_AT", looked_at)
    monkeypatch.setattr(other_forms, "FEW", few)
    library, chance = library_of_articles(tmp_path / "library.jianbao", seed=seed), random.Random(seed)
    search, archive = Search(library), Archive(library)
    asked = ["台", "臺", "国", "國", "里", "台湾", "台灣", "ａ台", "国a", "中国", "中國", "台 里", "一台"]
    for number in range(2):
        for text in asked:
            for query in (f'="{text}"', f'一 -="{text}"', f'headline:="{text}"', f'="{text}" OR ="里"'):
                root = parse(query).root
                assert root is not None
                assert set(search.find(root, EVERYTHING, Order.HEADLINES, None)) == (wanted := scan(library, root)), query
                assert search.count(root, EVERYTHING) == len(wanted)
        with library.transaction():  # what was learnt of the texts holds for those that come later
            archive.replace(1 + number, reading(chance, 3), [None] * 3)
            archive.drop_empty_articles(1 + number)
            Continuations(library).join_parts([(20 + number, library.value("SELECT max(id) FROM article"))])
    library.close()


@settings(deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=3))
def test_any_string_can_be_asked_for(library: Library, text: str) -> None:
    root = quoted(text).root
    if root is not None:
        assert set(Search(library).find(root, EVERYTHING, Order.NEWEST, None)) == scan(library, root)


def test_the_scan_stays_right_after_many_changes(tmp_path: Path) -> None:
    library, chance = library_of_articles(tmp_path / "library.jianbao", seed=2), random.Random(3)
    archive = Archive(library)
    for _ in range(30):
        page = chance.randrange(1, 13)
        old = archive.articles_of_page(page)
        new = reading(chance, chance.randrange(1, 4))
        ids = [old[n] if n < len(old) and chance.random() < 0.7 else None for n in range(len(new.articles))]
        with library.transaction():
            archive.replace(page, new, ids)
            archive.drop_empty_articles(page)
    assert list(index_faults(library)) == []
    search = Search(library)
    for text in [*"一二台里国a,", "台湾", "国中", "一一"]:
        root = Word(fold(text))
        assert set(search.find(root, EVERYTHING, Order.NEWEST, None)) == scan(library, root)
    library.close()


def test_orders(library: Library) -> None:
    search, archive = Search(library), Archive(library)

    def dates(order: Order) -> list[str]:
        found = [archive.article(i) for i in search.find(Word("国"), EVERYTHING, order, None)]
        return [(article.place.date or "") for article in found if article]

    oldest = search.find(Word("国"), EVERYTHING, Order.OLDEST, None)
    in_order = Archive(library).article_ids()
    assert sorted(oldest) == sorted(set(oldest) & set(in_order))
    days = {i: (article.place.date or "") for i in oldest if (article := archive.article(i))}
    assert oldest == sorted(oldest, key=lambda i: (days[i] != "", days[i], i))
    assert dates(Order.OLDEST) == sorted(dates(Order.OLDEST))
    assert dates(Order.NEWEST) == sorted(dates(Order.NEWEST), reverse=True)
    assert Counter(dates(Order.RELEVANCE)) == Counter(dates(Order.NEWEST))


@pytest.mark.parametrize("text", ["国", "国 -byline:一", '="国"', "国 colour:red", "国 byline:国", "国 OR 台"])
def test_hits_in_headlines_come_first(library: Library, text: str) -> None:
    root = parse(text).root
    assert root is not None
    archive = Archive(library)
    in_headline = []
    for article_id in Search(library).find(root, EVERYTHING, Order.HEADLINES, None):
        article = archive.article(article_id)
        assert article is not None
        headline = "".join(passages(article.fragments).of(Field.HEADLINE))
        in_headline.append("国" in fold(headline) or ("OR" in text and "台" in fold(headline)))
    assert in_headline == sorted(in_headline, reverse=True)
    assert len(set(in_headline)) == 2 or "colour" in text


def test_facets_count_what_each_filter_would_find(library: Library) -> None:
    search, root = Search(library), Word("国")
    for filters in (EVERYTHING, Filters("人民日报", "2020", "2020", "A1")):
        facets = search.facets(root, filters)
        for name, number in facets.newspapers.items():
            if name:
                chosen = Filters(name, filters.start, filters.end, filters.page)
                assert number == search.count(root, chosen) > 0
        for year, number in facets.years.items():
            if year:
                assert number == search.count(root, Filters(filters.newspaper, year, year, filters.page))
    for text in ("国 colour:red", "国"):
        node = parse(text).root
        assert node is not None
        facets = search.facets(node, EVERYTHING)
        total = search.count(node, EVERYTHING)
        assert {sum(f.values()) for f in (facets.newspapers, facets.years, facets.pages)} == {total}
    assert list(search.facets(root, EVERYTHING).years) == ["2021", "2020", ""]


def test_a_query_of_many_words(library: Library) -> None:
    search = Search(library)
    many = parse(" ".join(f"一{chr(0x4E00 + i)}" for i in range(600))).root
    long = quoted("一" * 100_000).root
    assert many is not None
    assert long is not None
    assert search.count(many, EVERYTHING) == search.count(long, EVERYTHING) == 0


def test_a_stopped_search_is_cancelled(library: Library) -> None:
    search, begun = Search(library), library.interruptions
    library.interrupt()
    with pytest.raises(Cancelled):
        library.go_on(begun)
    assert search.count(Word("国"), EVERYTHING) > 0


def test_cards_say_where_articles_stand(library: Library) -> None:
    search = Search(library)
    cards = list(search.cards([3, 99_999, 1]))
    assert [card.id for card in cards] == [3, 1]
    article = Archive(library).article(3)
    assert article is not None
    assert (cards[0].title, cards[0].place) == (article.title, article.place)
    assert search.passages(3) == passages(article.fragments)
