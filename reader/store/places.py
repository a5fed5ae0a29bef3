"""Finding pages of a library by their date and label: the nearest to where one is first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reader.model import Place
from reader.store.library import Library

_FIRST_OF_PAGE = "(SELECT id FROM article WHERE page_id = page.id AND continues IS NULL ORDER BY place LIMIT 1)"
_FIRST_OF_ISSUE = (
    "page.id = (SELECT one.id FROM page AS one WHERE one.issue_id = issue.id AND EXISTS"
    " (SELECT 1 FROM article WHERE page_id = one.id AND continues IS NULL) ORDER BY one.label_order, one.id LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The first article of a page: its id, its title and where it was printed."""

    article: int
    title: str
    place: Place


def pages_at(
    library: Library, date: str, page: tuple[str, int] | None, here: int, limit: int, newspaper: str = ""
) -> list[FoundPage]:
    """The pages of a date and with a label, or the first of each issue of the date where no label is given.

    `date` is the beginning of an ISO date, with ? for digits that are not known, '' for any; `page` a section letter ('' for
    any) and a number; `newspaper` is a part of its name, '' for any. First comes what is in the newspaper of the article
    `here`, and of its issue, or of days near to it.
    """
    around = library.row(
        "SELECT issue.id AS issue, issue.newspaper_id, issue.date FROM article JOIN page ON page.id = page_id"
        " JOIN issue ON issue.id = issue_id WHERE article.id = ?",
        (here,),
    )
    issue, this_newspaper, day = tuple(around) if around else (0, 0, "")
    where, values = ["issue.date GLOB ?", "instr(newspaper.name, ?)"], [f"{date}*", newspaper]
    if page is None:
        where.append(_FIRST_OF_ISSUE)
    else:
        letter, number = page
        where.append("page.label_order GLOB ?")
        values.append(f"{letter or '*'}{number:04d}")
    near = "abs(julianday(issue.date) - julianday(?))" if "?" in date or not date else "?"
    return _found(
        library,
        f"{' AND '.join(where)} ORDER BY issue.id = ? DESC, issue.newspaper_id = ? DESC, {near},"
        " issue.date, newspaper.name, issue.edition, length(page.label_order), page.label_order, page.id LIMIT ?",
        (*values, issue, this_newspaper, day, limit),
    )


def nearest_issues(library: Library, date: str, here: int, limit: int) -> list[FoundPage]:
    """The issues nearest to a day, of the newspaper of the article `here` first."""
    newspaper = "(SELECT newspaper_id FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
    return _found(
        library,
        f"{_FIRST_OF_ISSUE} AND issue.date <> '' ORDER BY issue.newspaper_id = {newspaper} WHERE article.id = ?) DESC,"
        " abs(julianday(issue.date) - julianday(?)), issue.date LIMIT ?",
        (here, date, limit),
    )


def _found(library: Library, where: str, values: Sequence[Any]) -> list[FoundPage]:
    rows = library.rows(
        f"SELECT {_FIRST_OF_PAGE} AS article, newspaper.name, issue.date, page.label, page.name FROM issue"
        " JOIN newspaper ON newspaper.id = issue.newspaper_id JOIN page ON page.issue_id = issue.id"
        f" WHERE article IS NOT NULL AND {where}",
        values,
    )
    titles = {row[0]: library.value("SELECT title FROM article WHERE id = ?", (row[0],)) for row in rows}
    return [FoundPage(row[0], titles[row[0]], Place(*(value or None for value in tuple(row)[1:]))) for row in rows]
