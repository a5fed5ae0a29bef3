"""Ids, quotes and contexts of annotations."""

from collections import Counter
from itertools import pairwise
from uuid import UUID

import pytest

from reader.errors import NotFoundError
from reader.model import Article, Flag, FlagKind, Fragment, Kind, Piece, Role, Style
from reader.services.annotating import SHORT_ID_ALPHABET, highlight_on, new_annotation, short_id, stamped
from reader.text.sheet import CONTEXT, Sheet

TEXT = "甲" * 50 + "桥通了。" + "乙" * 50
ARTICLE = Article((Fragment(Piece(5, 5 + len(TEXT), Role.BODY), TEXT, 3),), id=7, flags=(Flag(FlagKind.HEAD_MISSING, 5),))


def test_ids_are_all_different() -> None:
    made = [new_annotation(1, Kind.NOTE, "王五") for _ in range(500)]
    assert Counter(len(set(ids)) for ids in ([a.id for a in made], [a.short_id for a in made])) == {500: 2}
    assert all(str(UUID(a.id)) == a.id for a in made)
    assert all(a.created == a.modified and a.author == "王五" for a in made)
    assert all(a.created <= b.created for a, b in pairwise(made))


def test_a_short_id_follows_from_the_long_one() -> None:
    assert short_id("00000000-0000-0000-0000-000000000000") == "22222222"
    assert short_id("00000000-0000-0000-0000-000000000022") == "3322222" + "2"
    assert not set("01O") & set(SHORT_ID_ALPHABET)


def test_a_highlight_knows_its_place_and_neighbours() -> None:
    made = highlight_on(Sheet(ARTICLE), 50, 54, "pink", Style.UNDERLINE, "王五")
    assert [(s.text_id, s.start, s.end) for s in made.spans] == [(3, 55, 59)]
    assert (made.quote, made.prefix, made.suffix) == ("桥通了。", "甲" * CONTEXT, "乙" * CONTEXT)
    assert (made.article_id, made.colour, made.style, made.author) == (7, "pink", Style.UNDERLINE, "王五")


def test_the_marks_of_loss_are_not_the_articles_words() -> None:
    sheet = Sheet(ARTICLE, {FlagKind.HEAD_MISSING: "[beginning missing] "})
    assert highlight_on(sheet, 0, 22, "red").quote == "甲甲"
    with pytest.raises(NotFoundError, match="There are no words of the article to mark here"):
        highlight_on(sheet, 0, 20, "red")


def test_a_stamp_changes_the_time_of_change_alone() -> None:
    old = new_annotation(1, Kind.NOTE, "")
    assert stamped(old).created == old.created
    assert stamped(old).modified >= old.modified
