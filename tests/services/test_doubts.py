"""Doubtful places in sentences."""

from reader.model import Article, Flag, FlagKind, Fragment, Piece, Role
from reader.services.doubts import SENTENCES, doubts


def test_every_kind_of_doubt_has_a_sentence() -> None:
    assert set(SENTENCES) == set(FlagKind)


def test_a_doubt_is_told_with_the_words_that_stand_there() -> None:
    text = "桥通了。两岸只要五分钟，昨日起开放，行人免费通过。"
    body = Fragment(Piece(40, 40 + len(text), Role.BODY, 1), text, 1)
    article = Article((body,), flags=(Flag(FlagKind.LOSS_SUSPECTED, 44, 1), Flag(FlagKind.DOUBTFUL_SOURCE, 0)))
    assert doubts(article) == [
        "Words seem to be missing here. …两岸只要五分钟，昨日起开放，行人…",
        "Newspaper, date or page are not sure.",
    ]
