"""What an article is called and where it was printed, told without reading it."""

from dataclasses import dataclass

from reader.model import Place
from reader.store.library import Library


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of an article as lists show it, and its place."""

    title: str
    place: Place


def heading(library: Library, article_id: int) -> Heading | None:
    """The heading of an article, or None where there is no such article."""
    row = library.row(
        "SELECT article.title, newspaper.name AS newspaper, issue.date, page.label, page.name FROM article"
        " JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id JOIN newspaper ON newspaper.id = newspaper_id"
        " WHERE article.id = ?",
        (article_id,),
    )
    if row is None:
        return None
    place = Place(row["newspaper"] or None, row["date"] or None, row["label"] or None, row["name"] or None)
    return Heading(row["title"], place)
