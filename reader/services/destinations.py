"""Where a person may want to go by what was typed: a date, a page, words of a headline, a link, the id of an annotation."""

import re
from dataclasses import dataclass

from reader.errors import ReaderError
from reader.formats.clipping import LINK
from reader.model import Place
from reader.services.links import target
from reader.services.searching import EVERYTHING, Order, store_of
from reader.store.annotations import Annotations
from reader.store.headings import heading
from reader.store.library import Library
from reader.store.places import FoundPage, nearest_issues, pages_at
from reader.text.destination import Wanted, wanted
from reader.text.folding import bare, fold
from reader.text.passages import Field
from reader.text.query import Every, Word
from reader.translation import tr

MOST = 30  # destinations shown
_NEAR = 4  # issues shown where there is none on the day
_LINK = re.compile(rf"{LINK}[^\s<>()（）\[\]\"”」，。]+")
_SHORT_ID = re.compile(r"[0-9A-Za-z]{8}")


@dataclass(frozen=True, slots=True)
class Destination:
    """An article to open, by a link where there is one; `title` and `place` are what to show of it."""

    article: int
    title: str
    place: Place
    link: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The destinations for what was typed, the likeliest first, and a sentence where there is something to say of them."""

    typed: str
    found: tuple[Destination, ...] = ()
    said: str = ""


def ways(library: Library, typed: str, here: int) -> Ways:
    """Where what was typed leads to from the article `here` (0 for none). What cannot be found is said, not raised."""
    typed = typed.strip()
    link = _LINK.search(typed)
    try:
        if link or typed.startswith(LINK):
            return Ways(typed, (_by_link(library, link[0] if link else typed),))
    except ReaderError as error:
        return Ways(typed, said=str(error))
    by_id = _by_id(library, typed)
    if by_id is not None:
        return Ways(typed, (by_id,))
    said = ""
    asked = wanted(typed)
    found = _pages(library, asked, here) + (_of_words(library, asked) if asked.words else [])
    if not found and asked.words and (asked.date or asked.page):  # a headline may have numbers in it
        found = _of_words(library, Wanted(words=tuple(typed.split())))
    if not found and re.fullmatch(r"\d{4}-\d\d-\d\d", asked.date) and not asked.words:
        found = [_of(page) for page in nearest_issues(library, asked.date, here, _NEAR)]
        said = tr("There is no such page on that day; these days are near.") if found else ""
    if not found and typed:
        said = tr("Nothing of that date, page or headline is here.")
    return Ways(typed, tuple(found), said)


def _pages(library: Library, asked: Wanted, here: int) -> list[Destination]:
    """The pages of the date and label that were said; a word beside them is a newspaper's name, or part of it."""
    if not (asked.date or asked.page) or len(asked.words) > 1:
        return []
    return [_of(page) for page in pages_at(library, asked.date, asked.page, here, MOST, "".join(asked.words))]


def _of(page: FoundPage) -> Destination:
    return Destination(page.article, page.title, page.place)


def _of_words(library: Library, asked: Wanted) -> list[Destination]:
    """Articles with the words in their headlines, of the date and page where these were said."""
    nodes = tuple(Word(fold(bare(word)), Field.HEADLINE, typed=bare(word)) for word in asked.words)
    store = store_of(library)
    narrowed = bool(asked.date or asked.page)
    keys = store.find(nodes[0] if len(nodes) == 1 else Every(nodes), EVERYTHING, Order.NEWEST, None if narrowed else MOST)
    found = (Destination(card.id, card.title, card.place) for card in store.cards(keys))
    return [destination for destination in found if _fits(destination.place, asked)][:MOST]


def _fits(place: Place, asked: Wanted) -> bool:
    date, label = place.date or "", place.label or ""
    if any(a not in ("?", b) for a, b in zip(asked.date, date.ljust(len(asked.date)), strict=False)):
        return False
    if asked.page is None:
        return True
    found = re.search(r"([A-Za-z]?)\s*(\d{1,4})", label)
    return found is not None and int(found[2]) == asked.page[1] and asked.page[0] in ("", found[1].upper())


def _by_link(library: Library, link: str) -> Destination:
    article, annotation = target(library, link)
    found = heading(library, article)
    assert found is not None  # `target` has seen the article
    return Destination(article, annotation.quote or annotation.note if annotation else found.title, found.place, link)


def _by_id(library: Library, typed: str) -> Destination | None:
    annotation = Annotations(library).get_any(typed.upper()) if _SHORT_ID.fullmatch(typed) else None
    if annotation is None:
        return None
    try:
        return _by_link(library, f"{LINK}open?article={annotation.article_id}&annotation={annotation.short_id}")
    except ReaderError:
        return None
