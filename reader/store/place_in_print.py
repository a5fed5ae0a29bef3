"""What the library knows of a page beside its text: its newspaper, date, label and name, and where each came from."""

import re
from typing import Any

from reader.model import Flag, FlagKind, Known, Origin, Page, Reading
from reader.store.library import Library

_FACTS = (
    "SELECT newspaper.name AS newspaper, newspaper_origin, issue.date AS date, date_origin, label, label_origin,"
    " page.name AS name, issue.edition AS edition FROM page JOIN issue ON issue.id = issue_id"
    " JOIN newspaper ON newspaper.id = newspaper_id WHERE page.id = ?"
)
_UPDATE = (
    "UPDATE page SET issue_id = ?, label = ?, label_order = ?, name = ?, newspaper_origin = ?, date_origin = ?,"
    " label_origin = ? WHERE id = ?"
)
_INSERT_PAGE_FLAG = "INSERT INTO flag (page_id, kind, at, paragraph, note, confidence) VALUES (?, ?, ?, ?, ?, ?)"


def label_order(label: str) -> str:
    """A page label in a form that sorts: section letter, then the number in four digits (A1 -> A0001, 第12版 -> 0012)."""
    found = re.search(r"([A-Za-z]?)\s*(\d{1,4})", label)
    return f"{found[1].upper()}{int(found[2]):04d}" if found else label


def value(known: Known | None) -> str:
    """A fact as the library stores it: '' where nothing is known."""
    return known.value if known else ""


def columns(page: Page) -> tuple[str | None, ...]:
    """A page's label, its order, the page's name, and the origins of newspaper, date and label, as they are stored."""
    label = value(page.label)
    origins = (known.origin if known else None for known in (page.newspaper, page.date, page.label))
    return (label, label_order(label), value(page.name), *origins)


def issue_of(library: Library, page: Page) -> tuple[int, int]:
    """The ids of a page's issue and newspaper, made where there are none. Belongs in a transaction."""
    name = value(page.newspaper)
    library.execute("INSERT OR IGNORE INTO newspaper (name) VALUES (?)", (name,))
    newspaper_id = library.value("SELECT id FROM newspaper WHERE name = ?", (name,))
    key = (newspaper_id, value(page.date), value(page.edition))
    library.execute("INSERT OR IGNORE INTO issue (newspaper_id, date, edition) VALUES (?, ?, ?)", key)
    issue_id: int = library.value("SELECT id FROM issue WHERE newspaper_id = ? AND date = ? AND edition = ?", key)
    return issue_id, newspaper_id


def facts_of(library: Library, page_id: int) -> Page:
    """What is known of a page, as a page without a text. The origin of its name and edition is not stored."""
    row = library.row(_FACTS, (page_id,))
    assert row is not None, page_id
    facts: dict[str, Any] = {name: _known(row[name], row[f"{name}_origin"]) for name in ("newspaper", "date", "label")}
    return Page("", "", **facts, name=_known(row["name"], None), edition=_known(row["edition"], None))


def put(library: Library, page_id: int, page: Page) -> None:
    """Put a page where it belongs by what is known of it; an issue that holds no page any more goes.

    Belongs in a transaction, and the search index has to be told before.
    """
    before = library.value("SELECT issue_id FROM page WHERE id = ?", (page_id,))
    library.execute(_UPDATE, (issue_of(library, page)[0], *columns(page), page_id))
    library.execute("DELETE FROM issue WHERE id = ? AND id NOT IN (SELECT issue_id FROM page)", (before,))


def put_sources(library: Library, page_id: int, reading: Reading) -> None:
    """Note anew where the articles of a page say that they come from, and the doubts about the page.

    Belongs in a transaction.
    """
    rows = [(draft.source, page_id, place) for place, draft in enumerate(reading.articles)]
    library.execute_many("UPDATE article SET source = ? WHERE page_id = ? AND place = ?", rows)
    library.execute("DELETE FROM flag WHERE page_id = ? AND article_id IS NULL", (page_id,))
    flags = [(page_id, f.kind, f.at, f.paragraph, f.note, f.confidence) for f in reading.flags]
    library.execute_many(_INSERT_PAGE_FLAG, flags)


def flags_of(library: Library, page_id: int) -> tuple[Flag, ...]:
    """The doubts about a page as a whole."""
    sql = "SELECT kind, at, paragraph, note, confidence FROM flag WHERE page_id = ? AND article_id IS NULL ORDER BY rowid"
    return tuple(Flag(FlagKind(row["kind"]), *tuple(row)[1:]) for row in library.rows(sql, (page_id,)))


def sources_of(library: Library, page_id: int) -> list[str]:
    """Where the articles of a page say that they come from, in reading order, '' where they do not."""
    with_text = "EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)"  # not one that only a note still holds
    sql = f"SELECT source FROM article WHERE page_id = ? AND {with_text} ORDER BY place"
    return [row["source"] for row in library.rows(sql, (page_id,))]


def _known(stored: str, origin: Any) -> Known | None:
    said = stored or origin == Origin.CORRECTED  # by hand that it is not known
    return Known(stored, Origin(origin or Origin.PRINTED)) if said else None
