"""Marking an article by the words quoted from it, as the command line does."""

from collections.abc import Sequence
from dataclasses import replace

from reader.errors import NotFoundError, ReaderError
from reader.model import COLOURS, Annotation, Change
from reader.services.annotating import highlight_on
from reader.services.history import History
from reader.store.archive import Archive
from reader.store.library import Library
from reader.text.anchors import locate
from reader.text.sheet import Sheet
from reader.text.tags import tags as as_tags


def annotate(
    library: Library,
    article_id: int,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    colour: str = COLOURS[0],
    note: str = "",
    tags: Sequence[str] = (),
    author: str = "",
    nth: int | None = None,
) -> Annotation:
    """Mark a quote in an article of the library and give the new annotation.

    Raises NotFoundError for an unknown article, a quote that is not in it, or one that occurs more than once and that prefix,
    suffix and `nth` (counted from 1) do not tell apart; ReaderError for a colour that does not exist.
    """
    if colour not in COLOURS:
        raise ReaderError(f"There is no colour {colour}; choose one of {', '.join(COLOURS)}.")
    article = Archive(library).article(article_id)
    if article is None:
        raise NotFoundError(f"There is no article {article_id} in {library.path}; `jianbao articles` lists them.")
    sheet = Sheet(article)
    start, end = locate(sheet.text, quote, prefix, suffix, nth)
    marked = highlight_on(sheet, start, end, colour, author=author)
    annotation = replace(marked, note=note, tags=as_tags(tags))
    History(library).do(Change("Highlight", after=(annotation,)))
    return annotation
