"""A small library of articles made up of few characters, so that any short query finds some and not others."""

import random
from pathlib import Path

from reader.model import Annotation, Change, Draft, Kind, Known, Origin, Page, Piece, Reading, Role
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.continuations import Continuations
from reader.store.library import Library, open_library

CHARACTERS = "一二三台臺湾灣里裏AaＡ，,\"'*-^() \n\u3000\0\u200b𠮷國国中"
NEWSPAPERS = ("株洲日报", "人民日报", "")
DATES = ("", "2020", "2020-12", "2020-12-31", "2021-01-20", "2021-01-21")
ROLES = [Role.KICKER, Role.HEADLINE, Role.HEADLINE, Role.BYLINE, Role.DATELINE, Role.BODY, Role.BODY, Role.CAPTION, Role.CREDIT]


def words(chance: random.Random, longest: int = 8) -> str:
    """A string with something to read in it."""
    return chance.choice("一二三国") + "".join(chance.choices(CHARACTERS, k=chance.randrange(longest)))


def reading(chance: random.Random, articles: int = 3) -> Reading:
    """A page of articles with all roles."""
    text, drafts = "", []
    for _ in range(articles):
        pieces = []
        for number, role in enumerate(ROLES):
            if chance.random() < 0.6 or role is Role.BODY:
                start = len(text)
                text += words(chance)
                paragraph = number // 2 if chance.random() < 0.5 else number
                pieces.append(Piece(start, len(text), role, paragraph))
        drafts.append(Draft(tuple(pieces)))
    page = Page(
        "page.txt",
        text,
        Known(chance.choice(NEWSPAPERS), Origin.USER),
        Known(chance.choice(DATES), Origin.USER),
        Known(chance.choice(("A1", "第2版", "")), Origin.USER),
    )
    return Reading(page, tuple(drafts))


def library_of_articles(path: Path, pages: int = 12, seed: int = 1) -> Library:
    """A library of such pages, with some articles joined over their pages and some annotated."""
    chance = random.Random(seed)
    library = open_library(path)
    archive = Archive(library)
    for number in range(0, pages, 3):
        with library.transaction():
            for n in range(number, number + 3):
                archive.add(reading(chance), f"page {n}")
    with library.transaction():
        Continuations(library).join_parts([(1, 4), (4, 9), (3, 7)])
    made = tuple(
        Annotation(f"id{i}", f"ID{i}", i, Kind.HIGHLIGHT, quote="一", note="二", tags=("汽车",) * (i % 2), colour=colour)
        for i, colour in ((1, "yellow"), (2, "red"), (5, "red"))
    )
    Annotations(library).apply(Change("", after=made))
    return library
