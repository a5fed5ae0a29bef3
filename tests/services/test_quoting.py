"""Marking an article by words quoted from it."""

import pytest

from reader.errors import NotFoundError, ReaderError
from reader.model import Kind, Span, Status
from reader.services.quoting import annotate
from reader.store.annotations import Annotations
from reader.store.library import Library
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
