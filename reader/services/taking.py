"""What an export takes: annotations with their articles, or articles with the annotations on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reader.formats.clipping import Clipping
from reader.formats.marked_article import MarkedArticle, ordered
from reader.model import Annotation, Article
from reader.services.export_request import Selection
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.shelves import Shelves

Count = Callable[[int], None]


def unheard(number: int) -> None:
    """Where nobody looks on."""


def clippings(
    library: Library,
    selection: Selection,
    with_bin: bool = False,
    told: Count = unheard,
    step: Count = unheard,
    most: int | None = None,
) -> list[Clipping]:
    """The annotations of a selection with their articles, by place; those in the bin too for a format that keeps them.

    `told` is told first how many there are, `step` of each that is read; either may raise Cancelled. At `most` so many are.
    """
    s = selection
    found = Annotations(library).find(s.newspaper, s.start, s.end, s.colour, s.tag, s.status, s.article, with_bin)
    if s.ids:
        named = set(s.ids)
        found = [a for a in found if a.id in named]
    if s.issue or s.query:
        within = set(_article_ids(library, s))
        found = [a for a in found if a.article_id in within]
    told(len(found))
    return _clippings(library, found[:most], step)


def _clippings(library: Library, found: Sequence[Annotation], step: Count) -> list[Clipping]:
    archive = Archive(library)
    articles: dict[int, Article] = {}
    for annotation in found:
        if annotation.article_id not in articles:
            article = archive.article(annotation.article_id)
            assert article is not None, annotation
            articles[annotation.article_id] = article
        step(1)
    return [Clipping(annotation, articles[annotation.article_id]) for annotation in found]


def articles_of(
    library: Library, selection: Selection, told: Count = unheard, step: Count = unheard, most: int | None = None
) -> list[MarkedArticle]:
    """The articles of a selection in their order, each with the annotations that its filters let through.

    With a colour, tag or status, or annotations by name, only the articles that have such a one.
    """
    marks = _marks(library, selection)
    wanted: Iterable[int] = _article_ids(library, selection)
    if marks is not None:
        wanted = [i for i in wanted if i in marks]
    ids = list(dict.fromkeys(wanted))
    told(len(ids))
    archive, store, found = Archive(library), Annotations(library), []
    for article_id in ids[:most]:
        article = archive.article(article_id)
        if article is not None and article.fragments:
            annotations = store.of_article(article.id) if marks is None else marks[article_id]
            found.append(MarkedArticle(article, ordered(annotations, article)))
        step(1)
    return found


def _marks(library: Library, s: Selection) -> dict[int, list[Annotation]] | None:
    """The annotations by article that filters of annotations let through; None where there are no such filters."""
    if not (s.ids or s.colour or s.tag or s.status):
        return None
    found: dict[int, list[Annotation]] = {}
    for clipping in clippings(library, replace(s, issue=0, query="")):
        found.setdefault(clipping.article.id, []).append(clipping.annotation)
    return found


def _article_ids(library: Library, s: Selection) -> list[int]:
    """The articles that the filters of articles let through, in the order of the library; of a search in the order found."""
    archive = Archive(library)
    if s.article:
        return [archive.head(s.article)]
    if s.query:
        from reader.services.searching import Filters, Order, store_of, understood  # its words take a while to load

        root = understood(s.query, wait=True).root
        filters = Filters(s.newspaper, s.start, s.end)
        return store_of(library).find(root, filters, Order.HEADLINES, None) if root else []
    if s.issue:
        shelves = Shelves(library)
        pages = shelves.pages(s.issue)
        return [int(a.key) for page in pages for a in shelves.articles(int(page.key)) if not a.continues]
    return archive.article_ids(s.newspaper, s.start, s.end)
