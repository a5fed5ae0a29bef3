"""The order of the library: the tree of newspapers, years, months, issues, pages and articles, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reader.store.library import Library

LARGE = 20_000  # articles from which they are counted in the background


class Level(StrEnum):
    """The levels of the tree, from the outside in."""

    NEWSPAPER = "newspaper"
    YEAR = "year"
    MONTH = "month"
    ISSUE = "issue"
    PAGE = "page"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A branch of the tree, or at its end an article.

    `key` names it among its siblings: an id, or the beginning of an ISO date for years and months. `title` is what is known
    of it as it stands ('' where nothing is): a newspaper's name, a date or its beginning, a page's label, an article's title.
    `articles` and `unread` are None for newspapers, years and months: `month_counts` gives theirs, which takes time in a
    large library. `detail` is a page's name (要闻) or an issue's edition. `continues` names the part on another page that an
    article goes on.
    """

    level: Level
    key: int | str
    title: str
    articles: int | None = 1
    unread: int | None = 0
    detail: str = ""
    continues: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a day: how many pages and articles it has, and its first article (None where it has none)."""

    id: int
    edition: str
    pages: int
    articles: int
    first: int | None


class Step(StrEnum):
    """How far to go from an article to a neighbour."""

    ARTICLE = "article"
    PAGE = "page"
    ISSUE = "issue"


_COUNTS = (
    " count(article.id) AS articles, count(article.id) - count(nullif(reading_mark.read_at, '')) AS unread"
    " FROM newspaper CROSS JOIN issue ON issue.newspaper_id = newspaper.id"
    " CROSS JOIN page ON page.issue_id = issue.id LEFT JOIN article ON article.page_id = page.id AND article.continues IS NULL"
    " LEFT JOIN reading_mark ON reading_mark.article_id = article.id"
)
_ARTICLES = (
    "SELECT article.id FROM newspaper CROSS JOIN issue ON issue.newspaper_id = newspaper.id"
    " CROSS JOIN page ON page.issue_id = issue.id CROSS JOIN article ON article.page_id = page.id"
    " LEFT JOIN reading_mark ON reading_mark.article_id = article.id WHERE article.continues IS NULL AND "
)
# From _ORDER[3] on inside an issue, from _ORDER[5] on inside a page.
_ORDER = ("newspaper.name", "issue.date", "issue.edition", "page.label_order", "page.id", "article.place")


class Shelves:
    """What stands where in a library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def newspapers(self) -> list[Shelf]:
        """The newspapers of the library by name."""
        has_issues = "EXISTS (SELECT 1 FROM issue WHERE newspaper_id = newspaper.id)"
        rows = self._library.rows(f"SELECT id, name FROM newspaper WHERE {has_issues} ORDER BY name")
        return [Shelf(Level.NEWSPAPER, row["id"], row["name"], None, None) for row in rows]

    def years(self, newspaper_id: int) -> list[Shelf]:
        """The years of a newspaper, the oldest first; '' holds the issues without a date."""
        return self._periods(Level.YEAR, 4, newspaper_id, "")

    def months(self, newspaper_id: int, year: str) -> list[Shelf]:
        """The months of a year, as beginnings of ISO dates (2021-01)."""
        return self._periods(Level.MONTH, 7, newspaper_id, year)

    def month_counts(self) -> list[tuple[int, str, int, int]]:
        """Articles and unread articles by newspaper and month: (newspaper id, 2021-01, articles, unread)."""
        month = "substr(issue.date, 1, 7)"
        rows = self._library.rows(f"SELECT newspaper.id AS id, {month} AS month, {_COUNTS} GROUP BY newspaper.id, {month}")
        return [(row["id"], row["month"], row["articles"], row["unread"]) for row in rows]

    def is_large(self) -> bool:
        """Whether counting all articles would hold up the window."""
        return (self._library.value("SELECT max(id) FROM article") or 0) > LARGE

    def issues(self, newspaper_id: int, month: str) -> list[Shelf]:
        """The issues of a month."""
        return self._issues(newspaper_id, month)

    def _issues(self, newspaper_id: int, month: str, more: str = "", values: Sequence[Any] = ()) -> list[Shelf]:
        where = f"newspaper.id = ? AND substr(issue.date, 1, 7) = ?{more}"
        order = "issue.date, issue.edition"
        given = (newspaper_id, month, *values)
        return self._shelves(Level.ISSUE, "issue.id", "issue.date", where, given, order, "issue.edition")

    def issue_dates(self, newspaper_id: int) -> list[str]:
        """The dates of a newspaper's issues, in their order."""
        sql = "SELECT date FROM issue WHERE newspaper_id = ? GROUP BY date"
        dates = self._library.value(f"SELECT group_concat(date) FROM ({sql})", (newspaper_id,))  # as rows: ten times slower
        return dates.split(",") if dates is not None else []

    def issues_of_day(self, newspaper_id: int, date: str) -> list[Issue]:
        """The issues of a newspaper on a day, one for each edition."""
        rows = self._library.rows(
            "SELECT issue.id, edition, count(DISTINCT page.id), count(article.id) FROM issue JOIN page ON issue_id = issue.id"
            " LEFT JOIN article ON page_id = page.id AND continues IS NULL WHERE newspaper_id = ? AND date = ?"
            " GROUP BY issue.id ORDER BY edition",
            (newspaper_id, date),
        )
        first = (
            "SELECT article.id FROM page CROSS JOIN article ON page_id = page.id WHERE issue_id = ? AND continues IS NULL"
            f" ORDER BY {', '.join(_ORDER[3:])} LIMIT 1"
        )
        return [Issue(r[0], r[1], r[2], r[3], self._library.value(first, (r[0],))) for r in rows]

    def pages(self, issue_id: int) -> list[Shelf]:
        """The pages of an issue; a page without a label is titled by its file."""
        return self._pages(issue_id)

    def _pages(self, issue_id: int, more: str = "", values: Sequence[Any] = ()) -> list[Shelf]:
        title = "CASE WHEN page.label = '' THEN page.source ELSE page.label END"
        order = "page.label_order, page.id"
        return self._shelves(Level.PAGE, "page.id", title, f"issue.id = ?{more}", (issue_id, *values), order, "page.name")

    def articles(self, page_id: int) -> list[Shelf]:
        """The articles of a page in reading order."""
        rows = self._library.rows(
            "SELECT id, title, continues, coalesce(read_at, '') = '' AS unread FROM article"
            " LEFT JOIN reading_mark ON article_id = id WHERE page_id = ? ORDER BY place",
            (page_id,),
        )
        return [
            Shelf(Level.ARTICLE, r["id"], r["title"], 1, r["unread"] and r["continues"] is None, continues=r["continues"] or 0)
            for r in rows
        ]

    def path_to(self, article_id: int) -> tuple[int | str, ...]:
        """The keys from the newspaper down to an article, one for each level; empty where there is no such article."""
        row = self._library.row(
            "SELECT newspaper_id, date, issue.id AS issue_id, page.id AS page_id FROM article"
            " JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id WHERE article.id = ?",
            (article_id,),
        )
        if row is None:
            return ()
        return (row["newspaper_id"], row["date"][:4], row["date"][:7], row["issue_id"], row["page_id"], article_id)

    def first(self) -> int | None:
        """The first article of the library."""
        found: int | None = self._library.value(f"{_ARTICLES} 1 ORDER BY {', '.join(_ORDER)} LIMIT 1")
        return found

    def neighbour(self, article_id: int, step: Step, forward: bool, unread: bool = False) -> int | None:
        """The next or previous article, or the first of the next or previous page or issue; None at the library's end.

        With `unread`, articles that were read are passed over, and issues that were read whole by one look each. Looks
        outwards (page, issue, newspaper), so that each query stops at its first row.
        """
        here = self._library.row(
            "SELECT newspaper.name AS newspaper, newspaper.id AS newspaper_id, issue.id AS issue_id, issue.date, issue.edition,"
            " page.id AS page_id, page.label_order, article.place FROM article JOIN page ON page.id = page_id"
            " JOIN issue ON issue.id = issue_id JOIN newspaper ON newspaper.id = newspaper_id WHERE article.id = ?",
            (article_id,),
        )
        if here is None:
            return self.first()
        beyond = ">" if forward else "<"
        ranges: list[tuple[str, Sequence[Any]]] = [
            (f"page.id = ? AND article.place {beyond} ?", (here["page_id"], here["place"])),
            (
                f"issue.id = ? AND (page.label_order, page.id) {beyond} (?, ?)",
                (here["issue_id"], here["label_order"], here["page_id"]),
            ),
            (
                f"newspaper.id = ? AND (issue.date, issue.edition) {beyond} (?, ?)",
                (here["newspaper_id"], here["date"], here["edition"]),
            ),
            (f"newspaper.name {beyond} ?", (here["newspaper"],)),
        ]
        for where, parameters in ranges[list(Step).index(step) :]:
            found = self._nearest(where, parameters, step, forward, unread)
            if found is not None:
                return found
        return None

    def _nearest(self, where: str, parameters: Sequence[Any], step: Step, forward: bool, unread: bool) -> int | None:
        # A page or an issue is entered at its first article, whichever way one comes to it.
        turning = {Step.ISSUE: 3, Step.PAGE: 5, Step.ARTICLE: 6}[step]
        order = [f"{key} {'ASC' if forward or i >= turning else 'DESC'}" for i, key in enumerate(_ORDER)]
        if unread:
            where += " AND coalesce(reading_mark.read_at, '') = '' AND issue.id NOT IN (SELECT issue_id FROM issue_read)"
        found: int | None = self._library.value(f"{_ARTICLES} {where} ORDER BY {', '.join(order)} LIMIT 1", parameters)
        return found

    def _periods(self, level: Level, length: int, newspaper_id: int, within: str) -> list[Shelf]:
        period = f"substr(date, 1, {length})"
        rows = self._library.rows(
            f"SELECT DISTINCT {period} AS period FROM issue WHERE newspaper_id = ? AND substr(date, 1, ?) = ? ORDER BY 1",
            (newspaper_id, 4 if level is Level.MONTH else 0, within),
        )
        return [Shelf(level, row["period"], row["period"], None, None) for row in rows]

    def _shelves(
        self, level: Level, key: str, title: str, where: str, parameters: Sequence[Any], order: str, detail: str = "''"
    ) -> list[Shelf]:
        rows = self._library.rows(
            f"SELECT {key} AS key, {title} AS title, {detail} AS detail, {_COUNTS}"
            f" WHERE {where} GROUP BY {key} ORDER BY {order}",
            parameters,
        )
        return [Shelf(level, r["key"], r["title"], r["articles"], r["unread"], r["detail"]) for r in rows]
