"""Where the links lead that exports hold: to an article of a library, or to an annotation on it."""

from reader.errors import NotFoundError
from reader.formats.clipping import linked
from reader.model import Annotation
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.translation import tr


def target(library: Library, link: str) -> tuple[int, Annotation | None]:
    """The article that a link leads to, and the annotation where it names one, the bin included.

    Raises ReaderError for what is no link, and NotFoundError where nothing in this library is meant by it.
    """
    article_id, short_id = linked(link)
    annotation = Annotations(library).get_any(short_id) if short_id else None
    if short_id and annotation is None:
        words = "The link leads to annotation {name}, which is not in {path}: open the library that it was exported from."
        raise NotFoundError(tr(words, name=short_id, path=library.path))
    article = Archive(library).article(annotation.article_id if annotation else article_id)
    if article is None:
        raise NotFoundError(tr("Article {number} is not in this library.", number=article_id))
    return article.id, annotation
