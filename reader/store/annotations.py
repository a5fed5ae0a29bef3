"""Annotations in the library. `apply` is the only writer: create, edit, delete, import, undo and redo are all one method."""

import dataclasses
import sqlite3
from collections.abc import Sequence

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Kind, Span, Status, Style
from reader.store.library import Library, now, told

_FIELDS = [f.name for f in dataclasses.fields(Annotation) if f.name not in ("spans", "tags")]
_INSERT = (
    f"INSERT INTO annotation ({', '.join(_FIELDS)}) VALUES ({', '.join(f':{f}' for f in _FIELDS)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{f} = excluded.{f}' for f in _FIELDS if f != 'id')}"
)


class Annotations:
    """The annotations of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def apply(self, change: Change) -> None:
        """Write a change in one transaction: what is only in `before` goes to the bin, what is in `after` is as it says."""
        with self._library.transaction():
            self.write(change)

    def write(self, change: Change) -> None:
        """Write a change as part of a transaction that the caller has opened."""
        kept = {a.id for a in change.after}
        for annotation in change.before:
            if annotation.id not in kept:
                self._library.execute("UPDATE annotation SET deleted = ? WHERE id = ?", (now(), annotation.id))
        for annotation in change.after:
            self._write(annotation)

    def get(self, annotation_id: str) -> Annotation:
        """An annotation by its id or short id, the bin included.

        Raises NotFoundError where there is none.
        """
        found = self.get_any(annotation_id)
        if found is None:
            raise NotFoundError(f"There is no annotation {annotation_id} in {self._library.path}.")
        return found

    def get_any(self, annotation_id: str) -> Annotation | None:
        """An annotation by its id or short id, the bin included, or None."""
        found = self._select("WHERE annotation.id = ? OR short_id = ?", (annotation_id, annotation_id))
        return found[0] if found else None

    def of_article(self, article_id: int) -> list[Annotation]:
        """The annotations of an article in the order in which they were made, without those in the bin."""
        return self._select("WHERE article_id = ? AND deleted = '' ORDER BY created, annotation.id", (article_id,))

    def on_text(self, text_id: int) -> list[Annotation]:
        """The annotations with a span in a text version, the bin included."""
        return self._select(
            "WHERE annotation.id IN (SELECT annotation_id FROM annotation_span WHERE text_id = ?)"
            " ORDER BY created, annotation.id",
            (text_id,),
        )

    def of_page(self, page_id: int) -> list[Annotation]:
        """The annotations of all articles of a page, the bin included."""
        return self._select(
            "JOIN article ON article.id = article_id WHERE page_id = ? ORDER BY created, annotation.id", (page_id,)
        )

    def of_issue(self, issue_id: int) -> list[Annotation]:
        """The annotations of all articles of an issue, the bin included."""
        return self._select(
            "JOIN article ON article.id = article_id JOIN page ON page.id = page_id WHERE issue_id = ?"
            " ORDER BY created, annotation.id",
            (issue_id,),
        )

    def find(
        self,
        newspaper: str = "",
        start: str = "",
        end: str = "",
        colour: str = "",
        tag: str = "",
        status: str = "",
        article: int = 0,
    ) -> list[Annotation]:
        """The annotations that all filters let through, by place; `start` and `end` are ISO dates of issues, inclusive.

        '' and 0 let everything through; those in the bin are left out.
        """
        return self._select(
            "JOIN article ON article.id = article_id JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
            " JOIN newspaper ON newspaper.id = newspaper_id LEFT JOIN annotation_span AS first"
            " ON first.annotation_id = annotation.id AND first.place = 0"
            " WHERE deleted = '' AND (:newspaper = '' OR newspaper.name = :newspaper)"
            " AND (:start = '' OR date >= :start)"
            " AND (:end = '' OR (date <> '' AND substr(date, 1, length(:end)) <= :end))"
            " AND (:colour = '' OR colour = :colour) AND (:status = '' OR status = :status)"
            " AND (:tag = '' OR annotation.id IN (SELECT annotation_id FROM annotation_tag WHERE tag = :tag))"
            " AND (:article = 0 OR annotation.article_id = :article)"
            " ORDER BY newspaper.name, date, label_order, page.id, article.place, first.start, created, annotation.id",
            {
                "newspaper": newspaper,
                "start": start,
                "end": end,
                "colour": colour,
                "tag": tag,
                "status": status,
                "article": article,
            },
        )

    def binned(self) -> list[Annotation]:
        """The annotations in the bin, the last one deleted first."""
        return self._select("WHERE deleted <> '' ORDER BY deleted DESC, annotation.id", ())

    def tags(self) -> list[str]:
        """All tags in use, the commonest first."""
        rows = self._library.rows(
            "SELECT tag FROM annotation_tag JOIN annotation ON annotation.id = annotation_id WHERE deleted = ''"
            " GROUP BY tag ORDER BY count(*) DESC, tag"
        )
        return [r["tag"] for r in rows]

    def _write(self, annotation: Annotation) -> None:
        values = {field: getattr(annotation, field) for field in _FIELDS}
        self._library.execute(_INSERT, values)
        self._library.execute("DELETE FROM annotation_span WHERE annotation_id = ?", (annotation.id,))
        self._library.execute_many(
            "INSERT INTO annotation_span (annotation_id, place, text_id, start, stop) VALUES (?, ?, ?, ?, ?)",
            [(annotation.id, i, s.text_id, s.start, s.end) for i, s in enumerate(annotation.spans)],
        )
        self._library.execute("DELETE FROM annotation_tag WHERE annotation_id = ?", (annotation.id,))
        self._library.execute_many(
            "INSERT INTO annotation_tag (annotation_id, place, tag) VALUES (?, ?, ?)",
            [(annotation.id, i, tag) for i, tag in enumerate(annotation.tags)],
        )

    def _select(self, rest: str, parameters: Sequence[object] | dict[str, object]) -> list[Annotation]:
        rows = self._library.rows(f"SELECT annotation.* FROM annotation {rest}", parameters)
        with told(self._library.path):
            return [self._annotation(row) for row in rows]

    def _annotation(self, row: sqlite3.Row) -> Annotation:
        spans = self._library.rows(
            "SELECT text_id, start, stop FROM annotation_span WHERE annotation_id = ? ORDER BY place", (row["id"],)
        )
        tags = self._library.rows("SELECT tag FROM annotation_tag WHERE annotation_id = ? ORDER BY place", (row["id"],))
        values = {field: row[field] for field in _FIELDS}
        values |= {"kind": Kind(row["kind"]), "style": Style(row["style"]), "status": Status(row["status"])}
        return Annotation(**values, spans=tuple(Span(*s) for s in spans), tags=tuple(t["tag"] for t in tags))
