"""Annotations in the library. `apply` is the only writer: create, edit, delete, import, undo and redo are all one method."""

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Sequence

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Kind, Span, Status, Style
from reader.store.library import Library, now
from reader.store.telling import told
from reader.text.merging import merged
from reader.text.tags import tags
from reader.translation import tr

_FIELDS = [f.name for f in dataclasses.fields(Annotation) if f.name not in ("spans", "tags")]
_INSERT = (
    f"INSERT INTO annotation ({', '.join(_FIELDS)}) VALUES ({', '.join(f':{f}' for f in _FIELDS)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{f} = excluded.{f}' for f in _FIELDS if f != 'id')}"
)


class Annotations:
    """The annotations of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def apply(
        self, change: Change, gives_way: bool = False, settle: Callable[[Annotation], Annotation] = lambda new: new
    ) -> Change:
        """Write a change in one transaction: what is only in `before` goes to the bin, what is in `after` is as it says.

        `settle` is asked where one that the store does not have yet belongs.

        Another program may have written since `before` was read, so only what the change changes is written, and no note is
        lost over another (`_met`). Gives the change as it was done: the rows that it touched as they stood, and as they stand.
        Raises NotFoundError for an article that an import has taken away.
        """
        with self._library.transaction():
            return self.write(change, gives_way, settle)

    def write(
        self, change: Change, gives_way: bool = False, settle: Callable[[Annotation], Annotation] = lambda new: new
    ) -> Change:
        """Write a change as part of a transaction that the caller has opened."""
        known, wanted = {a.id: a for a in change.before}, {a.id: a for a in change.after}
        present = {a.id: a for a in self._with_ids([*known, *wanted])}
        results = []
        for annotation_id in known | wanted:
            stored = present.get(annotation_id)
            mine = wanted.get(annotation_id) or dataclasses.replace(known[annotation_id], deleted=now())
            if stored is None and annotation_id in wanted:
                mine = settle(mine)
            result = mine if stored is None else _met(known.get(annotation_id), mine, stored, gives_way)
            if result != stored and (stored or annotation_id in wanted):
                results.append(result)
        self._put(results)
        before = (present[result.id] for result in results if result.id in present)
        after = {a.id: a for a in self._with_ids([result.id for result in results])}  # as the store holds them
        return Change(change.label, tuple(before), tuple(after[result.id] for result in results))

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
        return self._select("WHERE article_id = ? AND deleted = '' ORDER BY created, annotation.rowid", (article_id,))

    def on_text(self, text_id: int) -> list[Annotation]:
        """The annotations with a span in a text version, the bin included."""
        return self._select(
            "WHERE annotation.id IN (SELECT annotation_id FROM annotation_span WHERE text_id = ?)"
            " ORDER BY created, annotation.rowid",
            (text_id,),
        )

    def under(self, article_id: int) -> list[Annotation]:
        """The annotations of an article, the bin included."""
        return self._select("WHERE article_id = ? ORDER BY created, annotation.rowid", (article_id,))

    def of_page(self, page_id: int) -> list[Annotation]:
        """The annotations of all articles of a page, the bin included."""
        return self._select(
            "JOIN article ON article.id = article_id WHERE page_id = ? ORDER BY created, annotation.rowid", (page_id,)
        )

    def of_issue(self, issue_id: int) -> list[Annotation]:
        """The annotations of all articles of an issue, the bin included."""
        return self._select(
            "JOIN article ON article.id = article_id JOIN page ON page.id = page_id WHERE issue_id = ?"
            " ORDER BY created, annotation.rowid",
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
        with_bin: bool = False,
    ) -> list[Annotation]:
        """The annotations that all filters let through, by place; `start` and `end` are ISO dates of issues, inclusive.

        '' and 0 let everything through; those in the bin are left out, but `with_bin`.
        """
        return self._select(
            "JOIN article ON article.id = article_id JOIN page ON page.id = page_id JOIN issue ON issue.id = issue_id"
            " JOIN newspaper ON newspaper.id = newspaper_id LEFT JOIN annotation_span AS first"
            " ON first.annotation_id = annotation.id AND first.place = 0"
            " WHERE (:with_bin OR deleted = '') AND (:newspaper = '' OR newspaper.name = :newspaper)"
            " AND (:start = '' OR date >= :start)"
            " AND (:end = '' OR (date <> '' AND substr(date, 1, length(:end)) <= :end))"
            " AND (:colour = '' OR colour = :colour) AND (:status = '' OR status = :status)"
            " AND (:tag = '' OR annotation.id IN (SELECT annotation_id FROM annotation_tag WHERE tag = :tag))"
            " AND (:article = 0 OR annotation.article_id = :article)"
            " ORDER BY newspaper.name, date, label_order, page.id, article.place, first.start, created, annotation.rowid",
            {
                "newspaper": newspaper,
                "start": start,
                "end": end,
                "colour": colour,
                "tag": next(iter(tags([tag])), tag),
                "status": status,
                "article": article,
                "with_bin": with_bin,
            },
        )

    def binned(self) -> list[Annotation]:
        """The annotations in the bin, the last one deleted first."""
        return self._select("WHERE deleted <> '' ORDER BY deleted DESC, annotation.rowid", ())

    def tags(self) -> list[str]:
        """All tags in use, the commonest first."""
        rows = self._library.rows(
            "SELECT tag FROM annotation_tag JOIN annotation ON annotation.id = annotation_id WHERE deleted = ''"
            " GROUP BY tag ORDER BY count(*) DESC, tag"
        )
        return [r["tag"] for r in rows]

    def _with_ids(self, ids: Sequence[str]) -> list[Annotation]:
        return self._select("WHERE annotation.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)) if ids else []

    def _put(self, annotations: Sequence[Annotation]) -> None:
        """Write annotations as they are, all of them at once: an import may carry hundreds."""
        articles = {a.article_id for a in annotations}
        there = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
        gone = articles - {row["id"] for row in self._library.rows(there, (json.dumps(list(articles)),))} if articles else ()
        if gone:  # by another's import
            raise NotFoundError(tr("Article {number} is not in this library.", number=min(gone)))
        many = self._library.execute_many
        many(_INSERT, [{field: getattr(a, field) for field in _FIELDS} for a in annotations])
        many("DELETE FROM annotation_span WHERE annotation_id = ?", [(a.id,) for a in annotations])
        many(
            "INSERT INTO annotation_span (annotation_id, place, text_id, start, stop) VALUES (?, ?, ?, ?, ?)",
            [(a.id, i, s.text_id, s.start, s.end) for a in annotations for i, s in enumerate(a.spans)],
        )
        many("DELETE FROM annotation_tag WHERE annotation_id = ?", [(a.id,) for a in annotations])
        many(
            "INSERT INTO annotation_tag (annotation_id, place, tag) VALUES (?, ?, ?)",
            [(a.id, i, tag) for a in annotations for i, tag in enumerate(a.tags)],
        )

    def _select(self, rest: str, parameters: Sequence[object] | dict[str, object]) -> list[Annotation]:
        rows = self._library.rows(f"SELECT annotation.* FROM annotation {rest}", parameters)
        ids = (json.dumps([row["id"] for row in rows]),)
        spans: dict[str, list[Span]] = {row["id"]: [] for row in rows}
        tags_of: dict[str, list[str]] = {row["id"]: [] for row in rows}
        if rows:
            among = "WHERE annotation_id IN (SELECT value FROM json_each(?)) ORDER BY annotation_id, place"
            for row in self._library.rows(f"SELECT annotation_id, text_id, start, stop FROM annotation_span {among}", ids):
                spans[row[0]].append(Span(*row[1:]))
            for row in self._library.rows(f"SELECT annotation_id, tag FROM annotation_tag {among}", ids):
                tags_of[row[0]].append(row[1])
        with told(self._library.path):
            return [_annotation(row, spans[row["id"]], tags_of[row["id"]]) for row in rows]


def _annotation(row: sqlite3.Row, spans: Sequence[Span], tags_of: Sequence[str]) -> Annotation:
    values = {field: row[field] for field in _FIELDS}
    values |= {"kind": Kind(row["kind"]), "style": Style(row["style"]), "status": Status(row["status"])}
    return Annotation(**values, spans=tuple(spans), tags=tuple(tags_of))


def _met(before: Annotation | None, mine: Annotation, stored: Annotation, gives_way: bool) -> Annotation:
    """An annotation that was `before` when it was changed to `mine`, and that meanwhile another program may have changed.

    Each field that only one of the two changed is as that one left it. Of a note that both changed both texts are kept; tags
    are added and taken by both; in any other field mine is the last word, or theirs where the change `gives_way`, as undo does.
    A note is not put in the bin by one who has not seen it, and one that is written comes back from there.
    """
    if stored == before:
        return mine
    base = before or dataclasses.replace(stored, note="", tags=())
    values = {}
    for name in (f.name for f in dataclasses.fields(Annotation)):
        was, made, found = getattr(base, name), getattr(mine, name), getattr(stored, name)
        values[name] = found if made == was or (gives_way and found != was) else made
    for name in ("note", "quote_corrected"):
        values[name] = merged(getattr(base, name), getattr(mine, name), getattr(stored, name))
    added = [tag for tag in mine.tags if tag not in base.tags and tag not in stored.tags]
    values["tags"] = (*(tag for tag in stored.tags if tag in mine.tags or tag not in base.tags), *added)
    values["modified"] = max(mine.modified, stored.modified)
    if mine.deleted and not base.deleted and _written(stored) != _written(base):
        values["deleted"] = stored.deleted
    elif stored.deleted and not mine.deleted and mine.note and mine.note != base.note:
        values["deleted"] = ""
    return Annotation(**values)


def _written(annotation: Annotation) -> tuple[str, tuple[str, ...], str]:
    return annotation.note, annotation.tags, annotation.quote_corrected
