"""Pages, pieces and articles in the library: what the importer writes and what is read."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reader.model import Article, Flag, FlagKind, Fragment, Page, Piece, Place, Reading, Role
from reader.store.doubts import SETTLED
from reader.store.index import index_of
from reader.store.joins import head_of, parts_of
from reader.store.library import Library, now
from reader.store.page_places import PagePlaces, name_of
from reader.store.page_rows import (
    INSERT_ARTICLE,
    INSERT_FLAG,
    INSERT_PIECE,
    INSERT_REGION,
    UPDATE_ARTICLE,
    flag_rows,
    piece_rows,
    region_rows,
    title_of,
)
from reader.store.place_in_print import columns, facts_of, flags_of, issue_of, label_order, put, put_sources, sources_of, value
from reader.store.telling import told
from reader.text.accounting import partition_faults
from reader.text.page_turn import joined
from reader.text.passages import Passages, passages_of


def text_hash(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal: names a text version everywhere."""
    import hashlib  # here: reading needs no hashes, and OpenSSL takes 4 ms of the start

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


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
        self._index = index_of(library)

    def twin(self, reading: Reading, rather: int | None = None) -> int | None:
        """The page imported with this very text, from wherever, of which nothing known contradicts this reading.

        A file that was renamed is the same page; the same words printed in another paper, on another day or page are not.
        Of several it is the one that the file would `rather` be, else the oldest.
        """
        page = reading.page
        known = {"newspaper": value(page.newspaper), "date": value(page.date), "label": value(page.label)}
        agrees = " AND ".join(
            f"({column} = :{name} OR {column} = '' OR :{name} = '')"
            for column, name in (("newspaper.name", "newspaper"), ("issue.date", "date"), ("page.label", "label"))
        )
        found: int | None = self._library.value(
            f"SELECT page.id FROM text_version JOIN page ON page.id = page_id AND {_IMPORTED} = text_version.id"
            " JOIN issue ON issue.id = issue_id JOIN newspaper ON newspaper.id = newspaper_id"
            f" WHERE sha256 = :hash AND {agrees} ORDER BY page.id IS NOT :rather, page.id",
            known | {"hash": text_hash(page.text), "rather": rather},
        )
        return found

    def has_this_text(self, page_id: int, text: str) -> bool:
        """Whether a text is the one that a page was imported with last; it may have been corrected since."""
        sql = f"SELECT 1 FROM page JOIN text_version ON text_version.id = {_IMPORTED} WHERE page.id = ? AND sha256 = ?"
        return self._library.value(sql, (page_id, text_hash(text))) is not None

    def is_repaired(self, page_id: int) -> bool:
        """Whether anything was repaired by hand on a page: its articles are then not those that its file tells of."""
        return self._library.value("SELECT 1 FROM repair WHERE page_id = ?", (page_id,)) is not None

    def is_there(self, page_id: int) -> bool:
        """Whether a page has not become one with another."""
        return self._library.value("SELECT 1 FROM page WHERE id = ?", (page_id,)) is not None

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
        page = reading.page
        issue_id, newspaper_id = issue_of(self._library, page)
        # First with another's text: while a page names one that is not there yet, every text that comes in has SQLite look
        # through all pages for those that name it.
        self._library.execute(
            "INSERT INTO page (id, issue_id, source, path, text_id, label, label_order, name, newspaper_origin, date_origin,"
            " label_origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (page_id, issue_id, name_of(page.source), path, self.newest_text(), *columns(page)),
        )
        text_id = self._add_text(page_id, page.text, made_by="import", supersedes=None)
        self._library.execute("UPDATE page SET text_id = ? WHERE id = ?", (text_id, page_id))
        PagePlaces(self._library).put(path, page_id)
        articles = self._add_reading(page_id, text_id, reading, ids=[None] * len(reading.articles))
        self._index.add(articles, newspaper_id, value(page.date), label_order(value(page.label)))
        return page_id

    def replace(self, page_id: int, reading: Reading, ids: Sequence[int | None]) -> int:
        """Give a page a new text version and its articles anew; gives the id of the new text. Belongs in a transaction.

        `ids` names for each new article the old one that it continues, or None. The old text version stays, and so do
        annotations; an old article that nothing continues goes once no annotation names it (`drop_empty_articles`).
        """
        self._prove(reading)
        old = self.page(page_id)
        self.loosen(page_id)
        same = self.has_this_text(page_id, reading.page.text)
        text_id = self._imported(page_id) if same else self._add_text(page_id, reading.page.text, "import", old.text_id)
        self._library.execute("DELETE FROM piece WHERE text_id = ?", (old.text_id,))
        self._library.execute("DELETE FROM region WHERE text_id = ?", (text_id,))
        self._library.execute("DELETE FROM flag WHERE page_id = ?", (page_id,))
        self._library.execute("UPDATE page SET text_id = ? WHERE id = ?", (text_id, page_id))
        put(self._library, page_id, reading.page)
        articles = self._add_reading(page_id, text_id, reading, ids)
        self._index.touch(article_id for article_id, _ in articles)
        return text_id

    def facts(self, page_id: int) -> Page:
        """What is known of a page beside its text, as a page without one."""
        return facts_of(self._library, page_id)

    def sources(self, page_id: int) -> list[str]:
        """Where the articles of a page say that they come from, '' where they do not."""
        return sources_of(self._library, page_id)

    def flags(self, page_id: int) -> tuple[Flag, ...]:
        """The doubts about a page as a whole."""
        with told(self._library.path):
            return flags_of(self._library, page_id)

    def put(self, page_id: int, reading: Reading) -> None:
        """Give a page the place in print that its reading has, and its articles their sources; its text and notes stay.

        The reading is of the text that the page has. Belongs in a transaction, and the parts of its articles on other pages
        are to be joined again after it.
        """
        self.loosen(page_id)
        put(self._library, page_id, reading.page)
        if not self.is_repaired(page_id):
            put_sources(self._library, page_id, reading)

    def drop_empty_articles(self, page_id: int) -> None:
        """Remove the articles of a page that have lost all their pieces and that no annotation names."""
        self._library.execute(
            "DELETE FROM article WHERE page_id = ? AND NOT EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)"
            " AND NOT EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id)",
            (page_id,),
        )

    def articles_of_page(self, page_id: int) -> list[int]:
        """The ids of a page's articles in reading order."""
        return [r["id"] for r in self._library.rows("SELECT id FROM article WHERE page_id = ? ORDER BY place", (page_id,))]

    def article_holding(self, text_id: int, position: int) -> int | None:
        """The article whose piece holds a position of a text version, or None."""
        found = self.part_holding(text_id, position)
        return None if found is None else self.head(found)

    def part_holding(self, text_id: int, position: int) -> int | None:
        """The part of an article whose piece holds a position of a text version, or None."""
        found: int | None = self._library.value(
            "SELECT article_id FROM piece WHERE text_id = ? AND start <= ? AND stop > ? ORDER BY start DESC LIMIT 1",
            (text_id, position, position),
        )
        return found

    def pieces_of_articles(self, text_id: int) -> list[tuple[int, int, int]]:
        """Start and end of the pieces of a text version that belong to articles, each with its article, by place."""
        rows = self._library.rows(
            "SELECT start, stop, article_id FROM piece WHERE text_id = ? AND article_id IS NOT NULL ORDER BY start", (text_id,)
        )
        heads = {i: self.head(i) for i in {row["article_id"] for row in rows}}
        return [(row["start"], row["stop"], heads[row["article_id"]]) for row in rows]

    def has_text(self, article_id: int) -> bool:
        """Whether an article has any pieces."""
        return self._library.value("SELECT 1 FROM piece WHERE article_id = ? LIMIT 1", (article_id,)) is not None

    def head(self, article_id: int) -> int:
        """The first part of the article that this one is a part of; itself where it continues none."""
        return head_of(self._library.rows, article_id)

    def parts(self, article_id: int) -> list[int]:
        """The ids of the parts of an article over its pages, its first part first."""
        return parts_of(self._library.rows, article_id)

    def issue_of(self, page_id: int) -> int:
        """The issue that a page belongs to."""
        found: int = self._library.value("SELECT issue_id FROM page WHERE id = ?", (page_id,))
        return found

    def article(self, article_id: int) -> Article | None:
        """An article with its fragments and flags over all its pages, or None; for any of its parts the whole."""
        parts = self.parts(self.head(article_id))
        read = [part for part in map(self.part, parts) if part is not None]
        return joined(read) if read else None

    def part(self, article_id: int) -> Article | None:
        """What of an article stands on one page, or None.

        Raises LibraryError where the file holds a role or kind of flag that does not exist.
        """
        row = self._library.row(
            "SELECT article.confidence, article.source AS origin, page.source, page.label, page.name, issue.date,"
            " newspaper.name AS newspaper FROM article JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
            " JOIN newspaper ON newspaper.id = newspaper_id WHERE article.id = ?",
            (article_id,),
        )
        if row is None:
            return None
        with told(self._library.path):
            return Article(
                fragments=tuple(self._fragments(article_id)),
                place=Place(row["newspaper"] or None, row["date"] or None, row["label"] or None, row["name"] or None),
                source=row["source"],
                id=article_id,
                flags=tuple(self._flags(article_id)),
                confidence=row["confidence"],
                origin=row["origin"],
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
                " AND (:label = '' OR label_order = :label) AND article.continues IS NULL"
                " ORDER BY newspaper.name, issue.date, issue.edition, label_order, page.id, article.place",
                {"newspaper": newspaper, "start": start, "end": end, "label": label_order(label)},
            )
        ]

    def text(self, text_id: int) -> str:
        """A text version."""
        found: str | None = self._library.value("SELECT text FROM text_version WHERE id = ?", (text_id,))
        return found or ""

    def newest_text(self) -> int:
        """The id of the text version that came last, 0 where there is none."""
        return self._library.value("SELECT max(id) FROM text_version") or 0

    def current_text(self, text_id: int) -> int:
        """The current text of the page that a text version belongs to."""
        here = "SELECT page.text_id FROM page JOIN text_version ON text_version.page_id = page.id WHERE text_version.id = ?"
        found: int = self._library.value(here, (text_id,))
        return found

    def articles_beside(self, text_id: int) -> list[int]:
        """The articles of the page that a text version belongs to, in reading order."""
        page_id = self._library.value("SELECT page_id FROM text_version WHERE id = ?", (text_id,))
        return self.articles_of_page(page_id)

    def versions(self, text_id: int) -> list[int]:
        """The ids of all versions of the text of the page that a text version belongs to, the oldest first."""
        same_page = "SELECT id FROM text_version WHERE page_id = (SELECT page_id FROM text_version WHERE id = ?) ORDER BY id"
        return [row["id"] for row in self._library.rows(same_page, (text_id,))]

    def versions_left_behind(self, text_id: int) -> list[int]:
        """The ids of versions of the same text that are older ones of pages that have another now."""
        same = (
            "SELECT id FROM text_version WHERE sha256 = (SELECT sha256 FROM text_version WHERE id = ?)"
            " AND NOT EXISTS (SELECT 1 FROM page WHERE page.id = page_id AND page.text_id = text_version.id)"
        )
        return [row["id"] for row in self._library.rows(same, (text_id,))]

    def text_hashes(self, text_ids: Iterable[int]) -> dict[int, str]:
        """The hashes of text versions, which name them outside this library."""
        return {i: self._library.value("SELECT sha256 FROM text_version WHERE id = ?", (i,)) for i in set(text_ids)}

    def _fragments(self, article_id: int) -> Iterator[Fragment]:
        texts: dict[int, str] = {}
        for row in self._library.rows("SELECT * FROM piece WHERE article_id = ? ORDER BY place", (article_id,)):
            text_id = row["text_id"]
            if text_id not in texts:
                texts[text_id] = self.text(text_id)
            piece = _piece(row)
            yield Fragment(piece, texts[text_id][piece.start : piece.end], text_id)

    def _flags(self, article_id: int) -> Iterator[Flag]:
        for row in self._library.rows(_OPEN_FLAGS, (article_id,)):
            yield Flag(FlagKind(row["kind"]), row["at"], row["paragraph"], row["note"], row["confidence"])

    def _imported(self, page_id: int) -> int:
        found: int = self._library.value(f"SELECT {_IMPORTED} FROM page WHERE page.id = ?", (page_id,))
        return found

    def loosen(self, page_id: int) -> None:
        """Tell the index that a page changes, and part its articles from those on other pages. Belongs in a transaction."""
        self._index.touch(self._articles_with(page_id, self.page(page_id).text_id))
        here = "SELECT id FROM article WHERE page_id = ?1"
        self._library.execute(f"UPDATE article SET continues = NULL WHERE page_id = ?1 OR continues IN ({here})", (page_id,))

    def _next_id(self, table: str) -> int:
        return (self._library.value(f"SELECT max(id) FROM {table}") or 0) + 1

    def _articles_with(self, page_id: int, text_id: int) -> list[int]:
        """The articles of a page, and those of others that have pieces in its text or go on from it."""
        rows = self._library.rows(
            "SELECT id FROM article WHERE page_id = ?1"
            " OR id IN (SELECT article_id FROM piece WHERE text_id = ?2)"
            " OR continues IN (SELECT id FROM article WHERE page_id = ?1)",
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
        next_id = max(self._next_id("article"), (self._library.value("SELECT max(article_id) FROM repair") or 0) + 1)
        for place, (draft, article_id) in enumerate(zip(reading.articles, ids, strict=True)):
            parts = [(p.role, p.paragraph, text[p.start : p.end]) for p in draft.pieces]
            title = title_of(draft, parts)
            if article_id is None:
                article_id, next_id = next_id, next_id + 1
                new.append((article_id, page_id, place, title, draft.confidence, draft.source))
            else:
                kept.append((page_id, place, title, draft.confidence, draft.source, article_id))
            articles.append((article_id, passages_of(parts)))
            pieces += piece_rows(text_id, draft.pieces, article_id)
            flags += flag_rows(page_id, draft.flags, article_id)
        self._library.execute_many(INSERT_ARTICLE, new)
        self._library.execute_many(UPDATE_ARTICLE, kept)
        pieces += piece_rows(text_id, reading.aside, None)
        self._library.execute_many(INSERT_PIECE, pieces)
        self._library.execute_many(INSERT_FLAG, flags + flag_rows(page_id, reading.flags, None))
        self._library.execute_many(INSERT_REGION, region_rows(text_id, reading.page.regions))
        seal = _rows_hash(sorted((*row[1:7], row[8]) for row in pieces))
        self._library.execute(_SEAL, (seal, page_id))
        return articles

    def seal(self, page_id: int) -> None:
        """Take note of a page's pieces as they are now; belongs in every transaction that changes them."""
        self._library.execute(_SEAL, (self.pieces_hash(page_id), page_id))

    def pieces_hash(self, page_id: int) -> str:
        """A hash of all that the store says of the pieces of a page's current text."""
        rows = self._library.rows(
            "SELECT start, stop, role, article_id, place, paragraph, why FROM piece"
            " WHERE text_id = (SELECT text_id FROM page WHERE id = ?) ORDER BY start",
            (page_id,),
        )
        return _rows_hash(tuple(row) for row in rows)

    @staticmethod
    def _prove(reading: Reading) -> None:
        faults = partition_faults(reading.page.text, reading.pieces())
        assert not faults, f"law 1, {reading.page.source}: {'; '.join(faults)}"


_OPEN_FLAGS = f"SELECT * FROM flag WHERE article_id = ? AND NOT {SETTLED} ORDER BY rowid"
_IMPORTED = (  # the text that a page was imported with: its current one, but for corrections by hand
    "(SELECT max(version.id) FROM text_version AS version WHERE version.page_id = page.id AND version.made_by = 'import')"
)
_SEAL = "UPDATE page SET pieces_sha256 = ? WHERE id = ?"


def _rows_hash(rows: Iterable[tuple[Any, ...]]) -> str:
    return text_hash(repr(list(rows)))


def _piece(row: sqlite3.Row) -> Piece:
    return Piece(row["start"], row["stop"], Role(row["role"]), row["paragraph"], row["confidence"], row["why"] or "")
