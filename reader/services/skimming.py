"""The articles of a page as one reading flow: what the whole page shows, with the marks on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Annotation
from reader.services.doubts import flag_words
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.shelves import Shelves
from reader.text.sheet import Sheet

_PAGE_AT = 4  # which of the keys that lead to an article is its page's


@dataclass(frozen=True, slots=True)
class Skimmed:
    """An article of a page and the marks on it."""

    sheet: Sheet
    marks: Sequence[Annotation]


def page_of(library: Library, article_id: int) -> list[Skimmed]:
    """The articles of the page that an article begins on, in reading order; each whole, where it goes on on another page.

    Parts of articles that begin elsewhere are left to those: so is the walk from article to article.
    """
    archive, shelves, annotations = Archive(library), Shelves(library), Annotations(library)
    path = shelves.path_to(article_id)
    if not path:
        return []
    begun = [shelf.key for shelf in shelves.articles(int(path[_PAGE_AT])) if not shelf.continues]
    found = [article for key in begun if (article := archive.article(int(key))) is not None]
    return [Skimmed(Sheet(article, flag_words()), annotations.of_article(article.id)) for article in found]
