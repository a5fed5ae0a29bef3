"""The tree narrowed to what has some words: newspapers, dates, editions, page labels and names, files, headlines."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.store.index_rows import article_of, date_of, date_token, key_of, newspaper_token, page_token, phrase
from reader.store.library import Library
from reader.store.shelves import Level, Shelf, Shelves
from reader.text.calendar import said_of_dates
from reader.text.folding import bare, fold
from reader.translation import tr

Days = dict[str, tuple[int, ...]]
_AMONG = " AND article.id IN (SELECT value FROM json_each(?))"
_DATE = re.compile(r"(\d{4})(?:[-./年](?:(\d{1,2})(?:[-./月](?:(\d{1,2})日?)?)?)?)?|(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of the tree, by newspaper id: the articles by the ISO date of their issue ('' where it is not known), or
    None for a newspaper that is left whole. `months` counts them: (newspaper id, 2021-01, articles, unread).
    """

    words: str
    newspapers: dict[int, Days | None]
    months: list[tuple[int, str, int, int]]

    @property
    def articles(self) -> int:
        """How many articles are left, those of whole newspapers aside."""
        return sum(count for _, _, count, _ in self.months)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as typed, and what has it in the tree: a match of the index, and by the names of columns their values."""

    folded: str
    match: str
    columns: dict[str, list[str]]


def narrow(library: Library, words: str) -> Narrowed:
    """The tree where each word is in what it shows: newspaper, date, edition, the page's label, name or file, the headline.

    Library.interrupt() ends it, by Cancelled.
    """
    begun = library.interruptions
    sought = _words(library, words)
    found: dict[int, Days | None] = {}
    for newspaper in Shelves(library).newspapers():
        library.go_on(begun)
        name = fold(bare(newspaper.title or tr("Newspaper unknown")))
        rest = [word for word in sought if word.folded not in name]
        keys = _keys(library, int(newspaper.key), rest) if rest else None
        if keys is None or keys:
            found[int(newspaper.key)] = None if keys is None else _by_day(keys)
    library.go_on(begun)
    return Narrowed(words, found, _months(library, found))


def _words(library: Library, words: str) -> list[_Word]:
    labels = [tuple(row) for row in library.rows("SELECT DISTINCT label, label_order FROM page")]
    found = []
    for folded in dict.fromkeys(filter(None, map(fold, map(bare, words.split())))):
        tokens = {page_token(order) for label, order in labels if folded in fold(bare(label))}
        tokens |= {date_token(date) for date in [iso_beginning(folded)] if date}
        match = f"headline : {phrase(folded)}" + "".join(f' OR "{token}"' for token in sorted(tokens))
        found.append(_Word(folded, match, _columns(library, folded)))
    return found


def _columns(library: Library, folded: str) -> dict[str, list[str]]:
    """The names, files, editions and dates that have a word in them as they are shown."""
    is_meant = said_of_dates(folded)
    sources = {"page.name": "SELECT DISTINCT name FROM page", "issue.edition": "SELECT DISTINCT edition FROM issue"}
    if not (is_meant or iso_beginning(folded)):  # a date means that date, and not the files that have it in their names
        # A file's name stands in the place of a label that is not known; elsewhere it is meant only by one with its ending.
        sources["page.source"] = "SELECT DISTINCT source FROM page" + ("" if "." in folded else " WHERE label = ''")
    found = {column: [row[0] for row in library.rows(sql) if folded in fold(bare(row[0]))] for column, sql in sources.items()}
    is_meant = is_meant or (lambda iso: not iso and folded in fold(bare(tr("Date unknown"))))
    found["issue.date"] = [row[0] for row in library.rows("SELECT DISTINCT date FROM issue") if is_meant(row[0])]
    return {column: values for column, values in found.items() if values}


def iso_beginning(word: str) -> str:
    """The ISO date, or its beginning, that a word says: 2021, 2021-1, 2021年1月20日, 20210120; '' where it says none."""
    parts = _DATE.fullmatch(word)
    if not parts:
        return ""
    said = [int(part) for part in parts.groups() if part]
    return "-".join(f"{part:02d}" for part in said if part)  # 2021-0 is typed on the way to 2021-05


def _keys(library: Library, newspaper: int, words: Sequence[_Word]) -> set[int]:
    plain = [word.match for word in words if not word.columns]
    sets = [_matched(library, newspaper, plain)] if plain else []
    named = (word for word in words if word.columns)
    sets += [_matched(library, newspaper, [word.match]) | _on_pages(library, newspaper, word.columns) for word in named]
    return set.intersection(*sets)


def _matched(library: Library, newspaper: int, matches: Iterable[str]) -> set[int]:
    match = " AND ".join(f"({match})" for match in (*matches, f'"{newspaper_token(newspaper)}"'))
    return {row[0] for row in library.rows("SELECT rowid FROM search_headline WHERE search_headline MATCH ?", (match,))}


def _on_pages(library: Library, newspaper: int, columns: dict[str, list[str]]) -> set[int]:
    among = " OR ".join(f"{column} IN (SELECT value FROM json_each(?))" for column in columns)
    sql = (
        "SELECT date, article.id FROM issue JOIN page ON issue_id = issue.id JOIN article ON page_id = page.id"
        f" WHERE newspaper_id = ? AND continues IS NULL AND ({among})"
    )
    values = (newspaper, *map(json.dumps, columns.values()))
    return {key_of(date, article_id) for date, article_id in library.rows(sql, values)}


def _by_day(keys: Iterable[int]) -> Days:
    days: dict[str, list[int]] = {}
    for key in sorted(keys, reverse=True):
        days.setdefault(date_of(key), []).append(article_of(key))
    return {date: tuple(articles) for date, articles in days.items()}


def _months(library: Library, found: dict[int, Days | None]) -> list[tuple[int, str, int, int]]:
    read = {row[0] for row in library.rows("SELECT article_id FROM reading_mark WHERE read_at <> ''")}
    counts: dict[tuple[int, str], list[int]] = {}
    for newspaper, days in found.items():
        for date, articles in (days or {}).items():
            count = counts.setdefault((newspaper, date[:7]), [0, 0])
            count[0] += len(articles)
            count[1] += len(articles) - len(read.intersection(articles))
    return [(newspaper, month, articles, unread) for (newspaper, month), (articles, unread) in counts.items()]


class NarrowedShelves(Shelves):
    """The order of the library with nothing on the shelves but what is left."""

    def __init__(self, library: Library, left: Narrowed) -> None:
        super().__init__(library)
        self.left = left

    def newspapers(self) -> list[Shelf]:
        return [shelf for shelf in super().newspapers() if shelf.key in self.left.newspapers]

    def years(self, newspaper_id: int) -> list[Shelf]:
        days = self.left.newspapers[newspaper_id]
        return super().years(newspaper_id) if days is None else _periods(Level.YEAR, {date[:4] for date in days})

    def months(self, newspaper_id: int, year: str) -> list[Shelf]:
        days = self.left.newspapers[newspaper_id]
        if days is None:
            return super().months(newspaper_id, year)
        return _periods(Level.MONTH, {date[:7] for date in days if date[:4] == year})

    def month_counts(self) -> list[tuple[int, str, int, int]]:
        return self.left.months

    def is_large(self) -> bool:
        return False

    def issues(self, newspaper_id: int, month: str) -> list[Shelf]:
        days = self.left.newspapers[newspaper_id]
        if days is None:
            return super().issues(newspaper_id, month)
        articles = [article for date in days if date[:7] == month for article in days[date]]
        return self._issues(newspaper_id, month, *_among(articles))

    def pages(self, issue_id: int) -> list[Shelf]:
        articles = self._of_issue("issue.id = ?", issue_id)
        return super().pages(issue_id) if articles is None else self._pages(issue_id, *_among(articles))

    def articles(self, page_id: int) -> list[Shelf]:
        left = self._of_issue("issue.id = (SELECT issue_id FROM page WHERE id = ?)", page_id)
        return [shelf for shelf in super().articles(page_id) if left is None or shelf.key in left]

    def _of_issue(self, where: str, key: int) -> tuple[int, ...] | None:
        """The articles left of a day; None where its newspaper is left whole."""
        row = self._library.row(f"SELECT newspaper_id, date FROM issue WHERE {where}", (key,))
        days: Days | None = self.left.newspapers.get(row["newspaper_id"], {}) if row else {}
        return None if days is None or row is None else days.get(row["date"], ())


def _periods(level: Level, periods: set[str]) -> list[Shelf]:
    return [Shelf(level, period, period, None, None) for period in sorted(periods)]


def _among(articles: Sequence[int]) -> tuple[str, tuple[str]]:
    return _AMONG, (json.dumps(articles),)
