"""Libraries with many annotations, made up from a seed: for the benchmark of the list of annotations."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from reader.model import COLOURS, Annotation, Change, Draft, Kind, Known, Origin, Page, Piece, Reading, Role, Style
from reader.services.annotating import highlight_on, new_annotation
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library, open_library
from reader.text.sheet import Sheet

PAGES = 400
ARTICLES_ON_A_PAGE = 4
MARKS_ON_ONE_ARTICLE = 3_000
LONG_ARTICLE = 967_000  # characters
_CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发"
    "年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_TAGS = ("经济", "出口", "汽车", "水利", "教育", "卫生", "人物", "地方志", "待核", "引用")
_WORDS = ("株洲", "湘潭", "二手车", "出口", "桥梁", "洪水", "学校", "医院", "会议", "生产")


def noted_library(path: Path, notes: int, seed: int = 5) -> Library:
    """A library with so many annotations on articles of two newspapers, one article with 3,000 more, and a very long one."""
    chance, library = random.Random(seed), open_library(path)
    archive = Archive(library)
    with library.transaction():
        pages = [archive.add(_page(chance, number), f"/page {number}") for number in range(PAGES)]
        crowded = archive.add(_reading([_article(chance, 400)], "江北日报", date(2022, 1, 1), "A1"), "/crowded")
        vast = archive.add(_reading([_article(chance, LONG_ARTICLE // 150)], "江北日报", date(2022, 1, 2), "A1"), "/vast")
    articles = [article for page in pages for article in archive.articles_of_page(page)]
    made = [_annotation(chance, library, chance.choice(articles), number) for number in range(notes)]
    Annotations(library).apply(Change("Import annotations", after=tuple(made)))
    [one], [other] = archive.articles_of_page(crowded), archive.articles_of_page(vast)
    marks = tuple(_annotation(chance, library, one, number) for number in range(MARKS_ON_ONE_ARTICLE))
    Annotations(library).apply(Change("Import annotations", after=marks))
    library.execute("INSERT INTO session (key, value) VALUES ('crowded', ?), ('vast', ?)", (str(one), str(other)))
    return library


def long_article(library: Library, characters: int, chance: random.Random) -> int:
    """Put an article of about so many characters into a library; gives its id."""
    archive = Archive(library)
    with library.transaction():
        reading = _reading([_article(chance, characters // 150)], "江北日报", date(2022, 1, 3), "A1")
        [article] = archive.articles_of_page(archive.add(reading, "/long"))
    return article


def annotations_on(library: Library, article: int, number: int, chance: random.Random) -> list[Annotation]:
    """Annotations on an article, made up."""
    return [_annotation(chance, library, article, n) for n in range(number)]


def _sentence(chance: random.Random) -> str:
    return "".join(chance.choices(_CHARACTERS, k=chance.randint(12, 30))) + chance.choice(_WORDS) + "。"


def _article(chance: random.Random, paragraphs: int) -> list[tuple[Role, str]]:
    body = [(Role.BODY, "".join(_sentence(chance) for _ in range(6))[:149] + "。") for _ in range(paragraphs)]
    return [(Role.HEADLINE, _sentence(chance)[:14]), *body]


def _page(chance: random.Random, number: int) -> Reading:
    day = date(2021, 1, 1) + timedelta(days=number // 4)
    articles = [_article(chance, chance.randint(3, 8)) for _ in range(ARTICLES_ON_A_PAGE)]
    return _reading(articles, ("江北日报", "江南晚报")[number % 2], day, f"A{number % 4 + 1}")


def _reading(articles: list[list[tuple[Role, str]]], newspaper: str, day: date, label: str) -> Reading:
    numbers, drafts, position, lines = count(), [], 0, []
    for parts in articles:
        pieces = []
        for role, words in parts:
            pieces.append(Piece(position, position + len(words), role, next(numbers)))
            position += len(words) + 1
            lines.append(words)
        drafts.append(Draft(tuple(pieces)))
    facts = [Known(value, Origin.USER) for value in (newspaper, day.isoformat(), label)]
    return Reading(Page("made up.txt", "\n".join(lines), *facts), tuple(drafts))


_sheets: dict[int, Sheet] = {}


def _annotation(chance: random.Random, library: Library, article_id: int, number: int) -> Annotation:
    if article_id not in _sheets:
        article = Archive(library).article(article_id)
        assert article is not None
        _sheets[article_id] = Sheet(article)
    sheet = _sheets[article_id]
    if number % 20 == 0:
        made = new_annotation(article_id, Kind.NOTE, "王五")
    else:
        start = chance.randrange(0, len(sheet.text) - 90)
        style = Style.UNDERLINE if number % 9 == 0 else Style.SOLID
        made = highlight_on(sheet, start, start + chance.randint(4, 80), chance.choice(COLOURS), style, "王五")
    note = " ".join(_sentence(chance) for _ in range(chance.randint(1, 4))) if number % 3 == 0 or made.kind is Kind.NOTE else ""
    moment = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d}T08:{number % 60:02d}:00.{number % 1000:03d}Z"
    tags = tuple(chance.sample(_TAGS, chance.choice((0, 0, 1, 2))))
    return replace(made, note=note, tags=tags, created=moment, modified=moment)
