"""Marking an article by words quoted from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.output import article_json
from reader.errors import NotFoundError, ReaderError
from reader.model import Article, Fragment, Kind, Piece, Role, Span, Status, Style
from reader.services.quoting import annotate, marked
from reader.store.annotations import Annotations
from reader.store.library import Library
from reader.text.page_turn import joined
from tests.fixtures import BRIDGE, reading, rows, store


@pytest.fixture
def bridge(library: Library) -> Library:
    store(library, reading(BRIDGE))
    return library


def test_the_words_are_marked_where_they_stand(bridge: Library) -> None:
    made = annotate(bridge, 1, "两岸只要五分钟", colour="blue", note="快", tags=["桥", "路", "桥"], author="王五")
    assert Annotations(bridge).get(made.id) == made
    assert (made.quote, made.spans, made.kind, made.status) == ("两岸只要五分钟", (Span(1, 17, 24),), Kind.HIGHLIGHT, Status.OK)
    assert (made.prefix, made.suffix) == ("新桥通车\n本报记者 张三\n桥通了。", "！\n桥西𠮷野家重开。")
    assert (made.colour, made.note, made.tags, made.author) == ("blue", "快", ("桥", "路"), "王五")


def test_tags_are_made_such(bridge: Library) -> None:
    made = annotate(bridge, 1, "桥通了", tags=["", " #桥 ", "改革 开放", "路,桥", "#"])
    assert Annotations(bridge).get(made.id).tags == made.tags == ("桥", "改革 开放", "路")


def test_white_space_does_not_count(bridge: Library) -> None:
    made = annotate(bridge, 1, "五分钟！  桥西\n𠮷野家")
    assert (made.quote, len(made.spans)) == ("五分钟！\n桥西𠮷野家", 2)


def test_prefix_and_suffix_choose_among_several(bridge: Library) -> None:
    assert annotate(bridge, 1, "桥", prefix="新").spans == (Span(1, 1, 2),)
    assert annotate(bridge, 1, "桥", suffix="西").spans == (Span(1, 26, 27),)


def test_a_number_chooses_among_several(bridge: Library) -> None:
    assert [annotate(bridge, 1, "桥", nth=n).spans for n in (1, 2, 3)] == [(Span(1, n, n + 1),) for n in (1, 13, 26)]
    assert annotate(bridge, 1, "桥西", nth=1).spans == (Span(1, 26, 28),)
    with pytest.raises(NotFoundError, match="“桥” occurs 3 times: choose one with --nth 1 to --nth 3, or with the words"):
        annotate(bridge, 1, "桥", nth=4)


@pytest.mark.parametrize(
    ("article", "quote", "words"),
    [
        (9, "桥通了", "There is no article 9 in"),
        (1, "桥断了", "“桥断了” is not in the article"),
        (1, "桥", "“桥” occurs 3 times: choose one with --nth 1 to --nth 3, or"),
        (1, " \n", "the quote is empty"),
    ],
)
def test_what_cannot_be_found_is_told_and_nothing_written(bridge: Library, article: int, quote: str, words: str) -> None:
    before = rows(bridge)
    with pytest.raises(NotFoundError, match=words):
        annotate(bridge, article, quote)
    assert rows(bridge) == before


def test_a_colour_that_does_not_exist_is_told(bridge: Library) -> None:
    with pytest.raises(ReaderError, match="There is no colour gold; choose one of yellow, green"):
        annotate(bridge, 1, "桥通了", colour="gold")


def test_several_places_are_shown_to_choose_from(bridge: Library) -> None:
    with pytest.raises(NotFoundError) as caught:
        annotate(bridge, 1, "桥")
    places = (
        "1 “…新[桥]通车本报记者张三…”",
        "2 “…通车本报记者张三[桥]通了。两岸只要五…”",
        "3 “…两岸只要五分钟！[桥]西𠮷野家重开。…”",
    )
    assert str(caught.value).endswith(f"They are {', '.join(places)}.")


def test_without_a_quote_the_note_is_on_the_article(bridge: Library) -> None:
    made = annotate(bridge, 1, note="全文", tags=["桥"])
    assert Annotations(bridge).get(made.id) == made
    assert (made.kind, made.spans, made.quote, made.note, made.tags) == (Kind.NOTE, (), "", "全文", ("桥",))


def test_words_can_be_underlined(bridge: Library) -> None:
    assert annotate(bridge, 1, "桥通了", style=Style.UNDERLINE).style is Style.UNDERLINE


# --- what `articles --json` prints can be quoted ----------------------------------------------------------------------

_lines = st.text("桥路水 a\n。", min_size=1, max_size=8).filter(str.strip)
_roles = st.sampled_from([r for r in Role if r not in (Role.FURNITURE, Role.DROPPED, Role.MARKUP)])
_parts = st.lists(st.tuples(_roles, st.booleans(), _lines), min_size=1, max_size=8)


def _article(parts: list[tuple[Role, bool, str]], text_id: int) -> Article:
    """An article of parts in this order, each in a paragraph of its own or (True) in that of the part before."""
    fragments: list[Fragment] = []
    position = paragraph = 0
    for role, goes_on, words in parts:
        paragraph += not goes_on
        fragments.append(Fragment(Piece(position, position + len(words), role, paragraph), words, text_id))
        position += len(words) + 1
    return Article(tuple(fragments), id=1)


@given(st.lists(_parts, min_size=1, max_size=3))
def test_every_string_that_is_listed_can_be_quoted(pages: list[list[tuple[Role, bool, str]]]) -> None:
    article = joined([_article(parts, number) for number, parts in enumerate(pages, 1)])
    texts = {(f.text_id, f.piece.start + i): c for f in article.fragments for i, c in enumerate(f.text)}
    printed = article_json(article)
    strings = [printed[name] for name in ("kicker", "headline", "subhead", "byline", "dateline", "jump") if printed[name]]
    strings += [*printed["paragraphs"], *(c[name] for c in printed["captions"] for name in ("text", "credit") if c[name])]
    for string in strings:
        made = marked(article, string, nth=1)
        words = "".join(texts.get((s.text_id, i), "") for s in made.spans for i in range(s.start, s.end))
        assert "".join(words.split()) == "".join(made.quote.split()) == "".join(string.split())
