"""What an article is called and where it was printed, told without reading it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from reader.model import Place
from reader.store.library import Library


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of an article as lists show it, and its place."""

    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article belongs: its heading, its issue, and what the articles of a library are put in order by."""

    heading: Heading
    issue: int
    order: tuple[str, str, str, int, int]


def homes(library: Library, article_ids: Iterable[int]) -> dict[int, Home]:
    """The homes of articles, by their ids."""
    rows = library.rows(
        "SELECT article.id, article.title, newspaper.name, issue.date, page.label, page.name, issue_id, label_order, page.id,"
        " article.place FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
        " JOIN newspaper ON newspaper.id = newspaper_id WHERE article.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    found = {}
    for article_id, title, newspaper, date, label, name, issue, *inner in rows:
        place = Place(newspaper or None, date or None, label or None, name or None)
        found[article_id] = Home(Heading(title, place), issue, (newspaper, date, *inner))
    return found


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
