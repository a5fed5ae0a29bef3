"""How pages lie in the library: read and written as one value each, for repairs by hand and their undo."""

from collections.abc import Iterable, Sequence

from reader.model import Draft, Flag, FlagKind, Layout, OldReading, Part, Piece, Region, Repair, RepairKind, Role, Span
from reader.store.archive import Archive, text_hash
from reader.store.doubts import Doubts
from reader.store.index import index_of
from reader.store.library import Library, now
from reader.store.page_rows import INSERT_FLAG, INSERT_PIECE, INSERT_REGION, flag_rows, piece_rows, region_rows, title_of
from reader.store.place_in_print import facts_of, put
from reader.store.telling import told
from reader.text.accounting import partition_faults

_PUT_ARTICLE = (
    "INSERT INTO article (id, page_id, place, title, confidence, source) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
    " SET place = excluded.place, title = excluded.title, confidence = excluded.confidence, source = excluded.source"
)
_PUT_MARK = "INSERT OR IGNORE INTO reading_mark (article_id, read_at, starred, position) VALUES (?, ?, ?, ?)"
_PUT_REPAIR = (
    "INSERT INTO repair (page_id, place, kind, text_id, start, stop, to_text_id, to_start, to_stop, value, article_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_EMPTY = (
    "DELETE FROM article WHERE id = ? AND NOT EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)"
    " AND NOT EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id)"
)


class Layouts:
    """The layouts of the pages of a library. What writes belongs in a transaction."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._archive = Archive(library)
        self._index = index_of(library)

    def of_page(self, page_id: int) -> Layout:
        """How a page lies now."""
        text_id = self._library.value("SELECT text_id FROM page WHERE id = ?", (page_id,))
        with told(self._library.path):
            return Layout(
                page_id,
                text_id,
                tuple(self._parts(page_id, text_id)),
                tuple(self._pieces(text_id, "article_id IS NULL", ())),
                tuple(self._flags("page_id = ? AND article_id IS NULL", page_id)),
                facts_of(self._library, page_id),
                tuple(self.repairs(page_id)),
                tuple(self._old_readings(text_id)),
            )

    def page_of(self, article_id: int) -> int:
        """The page that an article, or this part of it, stands on; 0 where there is no such article."""
        found: int = self._library.value("SELECT page_id FROM article WHERE id = ?", (article_id,)) or 0
        return found

    def page_of_text(self, text_id: int) -> int:
        """The page whose text this is, or was; 0 where there is no such text."""
        found: int = self._library.value("SELECT page_id FROM text_version WHERE id = ?", (text_id,)) or 0
        return found

    def pages_of_branch(self, keys: Sequence[int | str]) -> list[int]:
        """The pages in a branch of the tree, by the keys on the way to it (newspaper, year, month, issue, page, article)."""
        names = ("newspaper", "year", "month", "issue", "page")
        rows = self._library.rows(
            "SELECT page.id FROM page JOIN issue ON issue.id = issue_id WHERE newspaper_id = :newspaper"
            " AND (:year IS NULL OR substr(date, 1, 4) = :year) AND (:month IS NULL OR substr(date, 1, 7) = :month)"
            " AND (:issue IS NULL OR issue.id = :issue) AND (:page IS NULL OR page.id = :page) ORDER BY page.id",
            dict.fromkeys(names) | dict(zip(names, keys, strict=False)),
        )
        return [row["id"] for row in rows]

    def pages_beside(self, page_id: int) -> list[int]:
        """The pages of the issue that a page belongs to."""
        same_issue = "SELECT id FROM page WHERE issue_id = (SELECT issue_id FROM page WHERE id = ?) ORDER BY label_order, id"
        return [row["id"] for row in self._library.rows(same_issue, (page_id,))]

    def aside(self, text_ids: Sequence[int]) -> list[tuple[Span, str]]:
        """What stands in no article of texts, marks of file formats apart, and why, in the order of the texts."""
        sql = "SELECT start, stop, why FROM piece WHERE text_id = ? AND article_id IS NULL AND role <> 'markup' ORDER BY start"
        return [(Span(i, row[0], row[1]), row[2] or "") for i in text_ids for row in self._library.rows(sql, (i,))]

    def old_words(self, span: Span) -> list[str]:
        """What was read before corrections at a stretch of a text, the oldest reading first."""
        sql = "SELECT words FROM old_reading WHERE text_id = ? AND start < ? AND stop > ? ORDER BY rowid"
        return [row[0] for row in self._library.rows(sql, (span.text_id, span.end, span.start))]

    def articles_near(self, text_id: int) -> list[tuple[int, str, str]]:
        """The articles of the issue that a text belongs to, those of its own page first: their ids, page labels and titles."""
        rows = self._library.rows(
            "SELECT article.id, label, title FROM article JOIN page ON page.id = page_id"
            " JOIN (SELECT page.id AS here, issue_id AS issue FROM page JOIN text_version ON page_id = page.id"
            " WHERE text_version.id = ?) ON issue_id = issue"
            " WHERE continues IS NULL AND EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)"
            " ORDER BY page_id <> here, label_order, page_id, article.place",
            (text_id,),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def parts_after(self, article_id: int) -> list[int]:
        """The parts of articles that go on one."""
        return [row["id"] for row in self._library.rows("SELECT id FROM article WHERE continues = ?", (article_id,))]

    def fresh_article_id(self) -> int:
        """An id for an article that is to be."""
        highest: int = self._library.value(
            "SELECT max(coalesce((SELECT max(id) FROM article), 0), coalesce((SELECT max(article_id) FROM repair), 0))"
        )
        return highest + 1

    def taken(self, layout: Layout) -> bool:
        """Whether an article that a layout of a page has stands on another page: the id was given anew."""
        here = "SELECT 1 FROM article WHERE id = ? AND page_id <> ?"
        return any(self._library.row(here, (part.id, layout.page_id)) for part in layout.parts)

    def put(self, layouts: Sequence[Layout], before: Sequence[Layout]) -> None:
        """Lay pages as given; articles that hold nothing any more stay until `sweep`, as annotations may name them yet.

        On which part of another page a part goes is changed only where it differs from `before`: an import may have joined
        others since. Raises AssertionError where the pieces of one do not partition its text: law 1 is not left to the caller.
        """
        went_on = {part.id: part.continues for layout in before for part in layout.parts}
        self._free(went_on.keys() - {part.id for layout in layouts for part in layout.parts})
        for layout in layouts:
            self._prove(layout)
            self._index.touch(self._held(layout))
            self._index.touch(part.continues for part in layout.parts if part.continues)
        for layout in layouts:
            self._put(layout)
        for layout in layouts:  # when all articles are there that one may go on
            changed = [(p.continues or None, p.id) for p in layout.parts if went_on.get(p.id) != p.continues]
            self._library.execute_many("UPDATE article SET continues = ? WHERE id = ?", changed)
            self._index.touch(part.id for part in layout.parts)

    def _free(self, gone: Iterable[int]) -> None:
        """Let nothing go on parts that are to go, such as one that an import has joined to them since."""
        for article_id in gone:
            later = self.parts_after(article_id)
            self._index.touch(later)
            self._library.execute_many("UPDATE article SET continues = NULL WHERE id = ?", [(i,) for i in later])

    def sweep(self, layouts: Iterable[Layout], kept: Iterable[Layout]) -> None:
        """Take away the articles of layouts that `kept` has no more, where no annotation names them."""
        present = {part.id for layout in kept for part in layout.parts}
        gone = [part.id for layout in layouts for part in layout.parts if part.id not in present]
        self._library.execute_many("UPDATE article SET continues = NULL WHERE id = ?", [(i,) for i in gone])
        self._library.execute_many(_EMPTY, [(i,) for i in gone])

    def add_version(self, page_id: int, text: str, supersedes: int, regions: Sequence[Region]) -> int:
        """Keep a corrected text as a version of a page's text; gives its id, that of the present one where there is one."""
        same = "SELECT id FROM text_version WHERE page_id = ? AND sha256 = ?"
        found: int | None = self._library.value(same, (page_id, text_hash(text)))
        if found is not None:
            return found
        text_id = self._library.execute(
            "INSERT INTO text_version (page_id, sha256, text, made_by, created, supersedes) VALUES (?, ?, ?, ?, ?, ?)",
            (page_id, text_hash(text), text, "correction", now(), supersedes),
        )
        self._library.execute_many(INSERT_REGION, region_rows(text_id, regions))
        return text_id

    def regions(self, text_id: int) -> list[Region]:
        """Where the stretches of a text were printed."""
        rows = self._library.rows("SELECT * FROM region WHERE text_id = ? ORDER BY start, rowid", (text_id,))
        return [
            Region(r["start"], r["stop"], None if r["x"] is None else (r["x"], r["y"], r["width"], r["height"]), r["kind"])
            for r in rows
        ]

    def repairs(self, page_id: int) -> list[Repair]:
        """The repairs of a page, in the order in which they were done."""
        rows = self._library.rows("SELECT * FROM repair WHERE page_id = ? ORDER BY place", (page_id,))
        return [
            Repair(
                RepairKind(r["kind"]),
                Span(r["text_id"], r["start"], r["stop"]),
                None if r["to_text_id"] is None else Span(r["to_text_id"], r["to_start"], r["to_stop"]),
                r["value"],
                r["article_id"],
            )
            for r in rows
        ]

    def pages_with_links(self, issue_id: int) -> list[int]:
        """The pages of an issue on which parts of articles were joined or parted by hand."""
        sql = (
            "SELECT DISTINCT page.id FROM page JOIN repair ON page_id = page.id"
            " WHERE issue_id = ? AND kind IN ('link', 'unlink') ORDER BY page.id"
        )
        return [row["id"] for row in self._library.rows(sql, (issue_id,))]

    def set_repairs(self, page_id: int, repairs: Sequence[Repair]) -> None:
        """Keep these repairs of a page, and no others."""
        self._library.execute("DELETE FROM repair WHERE page_id = ?", (page_id,))
        rows = [
            (page_id, place, r.kind, *_ends(r.at), *(_ends(r.to) if r.to else (None, None, None)), r.value, r.article_id)
            for place, r in enumerate(repairs)
        ]
        self._library.execute_many(_PUT_REPAIR, rows)

    def _put(self, layout: Layout) -> None:
        text, page_id = self._archive.text(layout.text_id), layout.page_id
        before = self._library.value("SELECT text_id FROM page WHERE id = ?", (page_id,))
        settled = Doubts(self._library).settled_on(page_id)
        articles, pieces, flags = [], [], flag_rows(page_id, layout.flags, None)
        for place, part in enumerate(layout.parts):
            draft = Draft(part.pieces, part.flags)
            title = title_of(draft, [(p.role, p.paragraph, text[p.start : p.end]) for p in part.pieces])
            articles.append((part.id, page_id, place, title, part.confidence, part.source))
            pieces += piece_rows(layout.text_id, part.pieces, part.id)
            flags += flag_rows(page_id, part.flags, part.id)
        self._library.execute("DELETE FROM piece WHERE text_id IN (?, ?)", (before, layout.text_id))
        self._library.execute("DELETE FROM flag WHERE page_id = ?", (page_id,))
        self._library.execute("UPDATE page SET text_id = ? WHERE id = ?", (layout.text_id, page_id))
        Doubts(self._library).keep_settled(page_id, self._archive.text(before), settled)
        self._library.execute_many(_PUT_ARTICLE, articles)
        self._library.execute_many(INSERT_PIECE, pieces + piece_rows(layout.text_id, layout.aside, None))
        self._library.execute_many(INSERT_FLAG, flags)
        self._library.execute_many(_PUT_MARK, [(part.id, *part.mark) for part in layout.parts if part.mark])
        if facts_of(self._library, page_id) != layout.facts:
            put(self._library, page_id, layout.facts)
        self.set_repairs(page_id, layout.repairs)
        self._library.execute("DELETE FROM old_reading WHERE text_id = ?", (layout.text_id,))
        old = [(layout.text_id, o.start, o.end, o.words) for o in layout.old_readings]
        self._library.execute_many("INSERT INTO old_reading (text_id, start, stop, words) VALUES (?, ?, ?, ?)", old)
        self._archive.seal(page_id)

    def _held(self, layout: Layout) -> list[int]:
        """The articles that a new layout of a page may change: those that it has, and those that go on them."""
        rows = self._library.rows(
            "SELECT id FROM article WHERE page_id = ?1 OR continues IN (SELECT id FROM article WHERE page_id = ?1)",
            (layout.page_id,),
        )
        return [row["id"] for row in rows]

    def _prove(self, layout: Layout) -> None:
        pieces = [piece for part in layout.parts for piece in part.pieces] + list(layout.aside)
        faults = partition_faults(self._archive.text(layout.text_id), pieces)
        assert not faults, f"law 1, page {layout.page_id}: {'; '.join(faults)}"

    def _parts(self, page_id: int, text_id: int) -> Iterable[Part]:
        rows = self._library.rows(
            "SELECT article.*, read_at, starred, position FROM article LEFT JOIN reading_mark ON article_id = id"
            " WHERE page_id = ? ORDER BY place, id",
            (page_id,),
        )
        for row in rows:
            pieces = tuple(self._pieces(text_id, "article_id = ?", (row["id"],)))
            if not pieces:
                continue  # one that only annotations still hold
            mark = None if row["read_at"] is None else (row["read_at"], row["starred"], row["position"])
            flags = tuple(self._flags("article_id = ?", row["id"]))
            yield Part(row["id"], pieces, flags, row["confidence"], row["source"], row["continues"] or 0, mark)

    def _pieces(self, text_id: int, where: str, values: Sequence[int]) -> Iterable[Piece]:
        rows = self._library.rows(
            f"SELECT * FROM piece WHERE text_id = ? AND {where} ORDER BY place, start", (text_id, *values)
        )
        for r in rows:
            yield Piece(r["start"], r["stop"], Role(r["role"]), r["paragraph"], r["confidence"], r["why"] or "")

    def _flags(self, where: str, value: int) -> Iterable[Flag]:
        for r in self._library.rows(f"SELECT * FROM flag WHERE {where} ORDER BY rowid", (value,)):
            yield Flag(FlagKind(r["kind"]), r["at"], r["paragraph"], r["note"], r["confidence"])

    def _old_readings(self, text_id: int) -> Iterable[OldReading]:
        for r in self._library.rows("SELECT * FROM old_reading WHERE text_id = ? ORDER BY start, rowid", (text_id,)):
            yield OldReading(r["start"], r["stop"], r["words"])


def _ends(span: Span) -> tuple[int, int, int]:
    return span.text_id, span.start, span.end
