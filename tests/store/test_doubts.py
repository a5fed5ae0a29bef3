"""Doubts of the importer: listed until a person has settled them, for the text that they are about."""

from dataclasses import replace

import pytest

from reader.model import Draft, Flag, FlagKind
from reader.store.archive import Archive
from reader.store.doubts import Doubts
from reader.store.library import Library
from tests.fixtures import BRIDGE, FLOOD, reading, store

JOIN = Flag(FlagKind.DOUBTFUL_JOIN, 18, 3, "", 0.8)
HEADING = Flag(FlagKind.DOUBTFUL_HEADING, 0, None, "", 0.5)
LOSS = Flag(FlagKind.LOSS_SUSPECTED, 20, 3, "", 0.6)
KINDS = (FlagKind.DOUBTFUL_JOIN, FlagKind.DOUBTFUL_HEADING)


@pytest.fixture
def doubtful(library: Library) -> Library:
    for day in ("05", "06"):
        page = reading(BRIDGE, FLOOD, date=f"2021-03-{day}")
        first, second = page.articles
        drafts = (Draft(first.pieces, (JOIN, HEADING, LOSS)), Draft(second.pieces, (replace(HEADING, at=40),)))
        store(library, replace(page, articles=drafts), f"/{day}.txt")
    return library


def test_the_doubts_of_all_of_an_issue_and_of_an_article(doubtful: Library) -> None:
    doubts = Doubts(doubtful)
    assert [(d.page_id, d.article_id, d.flag.at) for d in doubts.open(KINDS)] == [
        *((1, 1, 0), (1, 1, 18), (1, 2, 40)),
        *((2, 3, 0), (2, 3, 18), (2, 4, 40)),
    ]
    assert [d.article_id for d in doubts.open(KINDS, issue_id=2)] == [3, 3, 4]
    assert [d.flag for d in doubts.open(KINDS, article_id=3)] == [HEADING, JOIN]
    assert len(doubts.open(KINDS, most=2)) == 2
    assert [d.flag.kind for d in doubts.open([FlagKind.LOSS_SUSPECTED])] == [FlagKind.LOSS_SUSPECTED] * 2


def test_what_is_settled_is_not_listed_and_not_said_of_the_article(doubtful: Library) -> None:
    doubts = Doubts(doubtful)
    heading, join, *_ = doubts.open(KINDS)
    doubts.settle(join)
    doubts.settle(join)
    assert [d.flag for d in doubts.open(KINDS, article_id=1)] == [HEADING]
    article = Archive(doubtful).article(1)
    assert article is not None
    assert [f.kind for f in article.flags] == [FlagKind.DOUBTFUL_HEADING, FlagKind.LOSS_SUSPECTED]
    assert doubts.settled_on(1) == [(FlagKind.DOUBTFUL_JOIN, 18)]
    doubts.settle(join, settled=False)
    assert doubts.open(KINDS, article_id=1) == [heading, join]
    assert doubtful.value("SELECT count(*) FROM settled_doubt") == 0


def test_what_was_dropped_from_a_text(doubtful: Library) -> None:
    assert Doubts(doubtful).left_out(1) == []
