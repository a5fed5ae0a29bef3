"""Pages, pieces and articles in the library: what the importer writes and what is read."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from reader.model import Article, Draft, Flag, FlagKind, Fragment, Known, Piece, Place, Reading, Role
from reader.store.index import Index
from reader.store.library import Library, now
from reader.text.accounting import partition_faults
from reader.text.passages import Passages, passages_of


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal: names a text version everywhere."""
    import hashlib  # here: reading needs no hashes, and OpenSSL takes 4 ms of the start

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def label_order(label: str) -> str:
    """A page label in a form that sorts: section letter, then the number in four digits (A1 -> A0001, 第12版 -> 0012)."""
    found = re.search(r"([A-Za-z]?)\s*(\d{1,4})", label)
    return f"{found[1].upper()}{int(found[2]):04d}" if found else label


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the store knows of a page besides its articles."""

    id: int
    text_id: int
    text: str
    source: str


class Archive:
    """The pages of a library and the articles that their pieces make."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = Index(library)

    def page_with_text(self, text: str) -> int | None:
        """The page whose current text is this one, wherever it was imported from."""
        found: int | None = self._library.value(
            "SELECT page.id FROM page JOIN text_version ON text_version.id = page.text_id WHERE sha256 = ?", (text_hash(text),)
        )
        return found

    def page_at(self, path: str) -> int | None:
        """The page that was imported from this path."""
        found: int | None = self._library.value("SELECT id FROM page WHERE path = ? ORDER BY id DESC", (path,))
        return found

    def page(self, page_id: int) -> StoredPage:
        """A page with its current text."""
        row = self._library.row(
            "SELECT page.id, text_id, text, source FROM page JOIN text_version ON text_version.id = text_id WHERE page.id = ?",
            (page_id,),
        )
        assert row is not None, page_id
        return StoredPage(row["id"], row["text_id"], row["text"], row["source"])

    def add(self, reading: Reading, path: str) -> int:
        """Store a page with its articles; gives the page's id. Belongs in a transaction.

        Raises AssertionError when the pieces do not partition the text: law 1 is not left to the caller.
        """
        self._prove(reading)
        self._index.begin()
        page_id = self._next_id("page")
        issue_id, newspaper_id = self._issue(reading)
        text_id = self._add_text(page_id, reading.page.text, made_by="import", supersedes=None)
        page = reading.page
        self._library.execute(
            "INSERT INTO page (id, issue_id, source, path, label, label_order, name, newspaper_origin, date_origin,"
            " label_origin, text_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                page_id,
                issue_id,
                PurePath(page.source).name,
                path,
                _value(page.label),
                label_order(_value(page.label)),
                _value(page.name),
                _origin(page.newspaper),
                _origin(page.date),
                _origin(page.label),
                text_id,
            ),
        )
        articles = self._add_reading(page_id, text_id, reading, ids=[None] * len(reading.articles))
        self._index.add(articles, newspaper_id, _value(page.date), label_order(_value(page.label)))
        return page_id

    def replace(self, page_id: int, reading: Reading, ids: Sequence[int | None]) -> int:
        """Give a page a new text version and its articles anew; gives the id of the new text. Belongs in a transaction.

        `ids` names for each new article the old one that it continues, or None. The old text version stays, and so do
        annotations; an old article that nothing continues goes once no annotation names it (`drop_empty_articles`).
        """
        self._prove(reading)
        old = self.page(page_id)
        touched = self._articles_with(page_id, old.text_id)
        self._index.remove(touched)
        text_id = self._add_text(page_id, reading.page.text, made_by="import", supersedes=old.text_id)
        self._library.execute("DELETE FROM piece WHERE text_id = ?", (old.text_id,))
        self._library.execute("DELETE FROM flag WHERE page_id = ?", (page_id,))
        page = reading.page
        self._library.execute(
            "UPDATE page SET text_id = ?, issue_id = ?, label = ?, label_order = ?, name = ?, newspaper_origin = ?,"
            " date_origin = ?, label_origin = ? WHERE id = ?",
            (
                text_id,
                self._issue(reading)[0],
                _value(page.label),
                label_order(_value(page.label)),
                _value(page.name),
                _origin(page.newspaper),
                _origin(page.date),
                _origin(page.label),
                page_id,
            ),
        )
        articles = self._add_reading(page_id, text_id, reading, ids)
        self._index.add_stored(sorted({*touched, *(article_id for article_id, _ in articles)}))
        return text_id

    def drop_empty_articles(self, page_id: int) -> None:
        """Remove the articles of a page that have lost all their pieces and that no annotation names."""
        self._library.execute(
            "DELETE FROM article WHERE page_id = ? AND id NOT IN (SELECT article_id FROM piece WHERE article_id IS NOT NULL)"
            " AND id NOT IN (SELECT article_id FROM annotation)",
            (page_id,),
        )

    def articles_of_page(self, page_id: int) -> list[int]:
        """The ids of a page's articles in reading order."""
        return [r["id"] for r in self._library.rows("SELECT id FROM article WHERE page_id = ? ORDER BY place", (page_id,))]

    def article_holding(self, text_id: int, position: int) -> int | None:
        """The article whose piece holds a position of a text version, or None."""
        found: int | None = self._library.value(
            "SELECT article_id FROM piece WHERE text_id = ? AND start <= ? AND stop > ? ORDER BY start DESC LIMIT 1",
            (text_id, position, position),
        )
        return found

    def has_text(self, article_id: int) -> bool:
        """Whether an article has any pieces."""
        return self._library.value("SELECT 1 FROM piece WHERE article_id = ? LIMIT 1", (article_id,)) is not None

    def article(self, article_id: int) -> Article | None:
        """An article with its fragments and flags, or None."""
        row = self._library.row(
            "SELECT article.confidence, page.source, page.label, page.name, issue.date, newspaper.name AS newspaper"
            " FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
            " JOIN newspaper ON newspaper.id = newspaper_id WHERE article.id = ?",
            (article_id,),
        )
        if row is None:
            return None
        return Article(
            fragments=tuple(self._fragments(article_id)),
            place=Place(row["newspaper"] or None, row["date"] or None, row["label"] or None, row["name"] or None),
            source=row["source"],
            id=article_id,
            flags=tuple(self._flags(article_id)),
            confidence=row["confidence"],
        )

    def article_ids(self, newspaper: str = "", start: str = "", end: str = "", label: str = "") -> list[int]:
        """The ids of articles in the order of newspaper, date, page and place; `start` and `end` are ISO dates, inclusive."""
        return [
            row["id"]
            for row in self._library.rows(
                "SELECT article.id FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
                " JOIN newspaper ON newspaper.id = newspaper_id"
                " WHERE (:newspaper = '' OR newspaper.name = :newspaper) AND (:start = '' OR issue.date >= :start)"
                " AND (:end = '' OR (issue.date <> '' AND substr(issue.date, 1, length(:end)) <= :end))"
                " AND (:label = '' OR label_order = :label)"
                " ORDER BY newspaper.name, issue.date, issue.edition, label_order, page.id, article.place",
                {"newspaper": newspaper, "start": start, "end": end, "label": label_order(label)},
            )
        ]

    def text_hashes(self, text_ids: Iterable[int]) -> dict[int, str]:
        """The hashes of text versions, which name them outside this library."""
        return {i: self._library.value("SELECT sha256 FROM text_version WHERE id = ?", (i,)) for i in set(text_ids)}

    def _fragments(self, article_id: int) -> Iterator[Fragment]:
        texts: dict[int, str] = {}
        for row in self._library.rows("SELECT * FROM piece WHERE article_id = ? ORDER BY place", (article_id,)):
            text_id = row["text_id"]
            if text_id not in texts:
                texts[text_id] = self._library.value("SELECT text FROM text_version WHERE id = ?", (text_id,))
            piece = piece_of(row)
            yield Fragment(piece, texts[text_id][piece.start : piece.end], text_id)

    def _flags(self, article_id: int) -> Iterator[Flag]:
        for row in self._library.rows("SELECT * FROM flag WHERE article_id = ? ORDER BY rowid", (article_id,)):
            yield Flag(FlagKind(row["kind"]), row["at"], row["paragraph"], row["note"], row["confidence"])

    def _issue(self, reading: Reading) -> tuple[int, int]:
        """The ids of a page's issue and newspaper, made where there are none."""
        page = reading.page
        name = _value(page.newspaper)
        self._library.execute("INSERT OR IGNORE INTO newspaper (name) VALUES (?)", (name,))
        newspaper_id = self._library.value("SELECT id FROM newspaper WHERE name = ?", (name,))
        key = (newspaper_id, _value(page.date), _value(page.edition))
        self._library.execute("INSERT OR IGNORE INTO issue (newspaper_id, date, edition) VALUES (?, ?, ?)", key)
        issue_id: int = self._library.value("SELECT id FROM issue WHERE newspaper_id = ? AND date = ? AND edition = ?", key)
        return issue_id, newspaper_id

    def _next_id(self, table: str) -> int:
        return (self._library.value(f"SELECT max(id) FROM {table}") or 0) + 1

    def _articles_with(self, page_id: int, text_id: int) -> list[int]:
        """The articles of a page, and those of others that have pieces in its text."""
        rows = self._library.rows(
            "SELECT id FROM article WHERE page_id = ? UNION"
            " SELECT article_id FROM piece WHERE text_id = ? AND article_id IS NOT NULL",
            (page_id, text_id),
        )
        return [row["id"] for row in rows]

    def _add_text(self, page_id: int, text: str, made_by: str, supersedes: int | None) -> int:
        return self._library.execute(
            "INSERT INTO text_version (page_id, sha256, text, made_by, created, supersedes) VALUES (?, ?, ?, ?, ?, ?)",
            (page_id, text_hash(text), text, made_by, now(), supersedes),
        )

    def _add_reading(
        self, page_id: int, text_id: int, reading: Reading, ids: Sequence[int | None]
    ) -> list[tuple[int, Passages]]:
        """Store the articles of a page; gives their ids and strings, for the index."""
        text, articles = reading.page.text, []
        new, kept, pieces, flags = [], [], [], []
        next_id = self._next_id("article")
        for place, (draft, article_id) in enumerate(zip(reading.articles, ids, strict=True)):
            parts = [(p.role, p.paragraph, text[p.start : p.end]) for p in draft.pieces]
            title = _title(draft, parts)
            if article_id is None:
                article_id, next_id = next_id, next_id + 1
                new.append((article_id, page_id, place, title, draft.confidence))
            else:
                kept.append((page_id, place, title, draft.confidence, article_id))
            articles.append((article_id, passages_of(parts)))
            pieces += _piece_rows(text_id, draft.pieces, article_id)
            flags += _flag_rows(page_id, draft.flags, article_id)
        self._library.execute_many(_INSERT_ARTICLE, new)
        self._library.execute_many(_UPDATE_ARTICLE, kept)
        self._library.execute_many(_INSERT_PIECE, pieces + _piece_rows(text_id, reading.aside, None))
        self._library.execute_many(_INSERT_FLAG, flags + _flag_rows(page_id, reading.flags, None))
        return articles

    @staticmethod
    def _prove(reading: Reading) -> None:
        faults = partition_faults(reading.page.text, reading.pieces())
        assert not faults, f"law 1, {reading.page.source}: {'; '.join(faults)}"


_INSERT_ARTICLE = "INSERT INTO article (id, page_id, place, title, confidence) VALUES (?, ?, ?, ?, ?)"
_UPDATE_ARTICLE = "UPDATE article SET page_id = ?, place = ?, title = ?, confidence = ? WHERE id = ?"
_INSERT_PIECE = (
    "INSERT INTO piece (text_id, start, stop, role, article_id, place, paragraph, confidence, why)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_FLAG = "INSERT INTO flag (page_id, article_id, kind, at, paragraph, note, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"


def _title(draft: Draft, parts: Sequence[tuple[Role, int, str]]) -> str:
    headlines = [text for role, _, text in parts if role is Role.HEADLINE]
    if len(headlines) == 1 and headlines[0]:
        return headlines[0]  # as Article.title says; most articles, and an import makes no Article for them
    return Article(tuple(Fragment(p, part[2]) for p, part in zip(draft.pieces, parts, strict=True))).title


def _piece_rows(text_id: int, pieces: Sequence[Piece], article_id: int | None) -> list[tuple[Any, ...]]:
    return [
        (text_id, p.start, p.end, p.role, article_id, place, p.paragraph, p.confidence, p.why or None)
        for place, p in enumerate(pieces)
    ]


def _flag_rows(page_id: int, flags: Sequence[Flag], article_id: int | None) -> list[tuple[Any, ...]]:
    return [(page_id, article_id, f.kind, f.at, f.paragraph, f.note, f.confidence) for f in flags]


def piece_of(row: sqlite3.Row) -> Piece:
    """The piece that a row of the piece table holds."""
    return Piece(row["start"], row["stop"], Role(row["role"]), row["paragraph"], row["confidence"], row["why"] or "")


def _value(known: Known | None) -> str:
    return known.value if known else ""


def _origin(known: Known | None) -> str | None:
    return known.origin if known else None
