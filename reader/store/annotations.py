"""Annotations in the library. `apply` is the only writer: create, edit, delete, import, undo and redo are all one method."""

import dataclasses
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from reader.errors import NotFoundError
from reader.model import Annotation, Change, Kind, Span, Status, Style
from reader.store.library import Library, now
from reader.store.telling import told
from reader.text.merging import merged
from reader.text.tags import tags
from reader.translation import tr

_ALL_FIELDS = [f.name for f in dataclasses.fields(Annotation)]
_FIELDS = [name for name in _ALL_FIELDS if name not in ("spans", "tags")]
_COLUMNS = ", ".join("''" if name in ("spans", "tags") else f"annotation.{name}" for name in _ALL_FIELDS)
_ID, _SPANS_AT, _TAGS_AT = (_ALL_FIELDS.index(name) for name in ("id", "spans", "tags"))
_WORDS: tuple[tuple[int, Callable[[str], StrEnum]], ...] = tuple(
    (_ALL_FIELDS.index(name), cache(words)) for name, words in (("kind", Kind), ("style", Style), ("status", Status))
)
_INSERT = f"INSERT INTO annotation ({', '.join(_FIELDS)}) VALUES ({', '.join(f':{f}' for f in _FIELDS)})"
_PLAIN = frozenset({"article_id", "kind", "style", "colour", "status", "spans", "modified", "deleted"})  # stored as given
_OF_IDS = "WHERE annotation_id IN (SELECT value FROM json_each(?)) ORDER BY annotation_id, place"
_SPANS = f"SELECT annotation_id, text_id, start, stop FROM annotation_span {_OF_IDS}"
_TAGS = f"SELECT annotation_id, tag FROM annotation_tag {_OF_IDS}"


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
        found = {a.id: a for a in self.of_ids(known | wanted)}
        results: dict[str, Annotation] = {}
        for annotation_id in known | wanted:
            stored = found.get(annotation_id)
            mine = wanted.get(annotation_id) or dataclasses.replace(known[annotation_id], deleted=now())
            if stored is None and annotation_id in wanted:
                mine = settle(mine)
            result = mine if stored is None else _met(known.get(annotation_id), mine, stored, gives_way)
            if result != stored and (stored or annotation_id in wanted):
                results[annotation_id] = result
        texts = self._write(list(results.values()), found)
        results |= {a.id: a for a in self.of_ids(texts)}  # as the store holds them
        before = tuple(found[annotation_id] for annotation_id in results if annotation_id in found)
        return Change(change.label, before, tuple(results.values()))

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

    def of_ids(self, ids: Iterable[str]) -> list[Annotation]:
        """The annotations of these ids in their order, the bin included; those that are not here are left out."""
        wanted = list(ids)
        found = {a.id: a for a in self._select("WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))}
        return [found[annotation_id] for annotation_id in wanted if annotation_id in found]

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

    def after(self, row: int, most: int, binned: bool = False, issue: int = 0) -> tuple[list[Annotation], int]:
        """The annotations that stand after a row in the order in which they were made, so many at most, and the last's row.

        So a long list is read in short stretches. All that are not in the bin, or only those; of one issue, or of all (0).
        """
        articles = "SELECT article.id FROM article JOIN page ON page.id = page_id WHERE issue_id = ?"
        within, parameters = (f" AND article_id IN ({articles})", [issue]) if issue else ("", [])
        rest = f"WHERE rowid > ? AND (deleted <> '') = ?{within} ORDER BY rowid LIMIT ?"
        rows = self._library.rows(f"SELECT {_COLUMNS}, rowid FROM annotation {rest}", (row, binned, *parameters, most))
        with told(self._library.path):
            return self._annotations(rows), rows[-1]["rowid"] if rows else row

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

    def _write(self, annotations: Sequence[Annotation], stored: Mapping[str, Annotation]) -> list[str]:
        """Write annotations, some of which stood as `stored` till now; gives the ids of those whose texts were written too."""
        articles = (json.dumps(sorted({a.article_id for a in annotations})),)
        if gone := self._library.value("SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM article)", articles):
            raise NotFoundError(tr("Article {number} is not in this library.", number=gone))  # an import took it away
        new = [a for a in annotations if a.id not in stored]
        self._library.execute_many(_INSERT, [{field: getattr(a, field) for field in _FIELDS} for a in new])
        changes = {a.id: _changed(stored[a.id], a) for a in annotations if a.id in stored}
        for fields in set(changes.values()):
            columns = [field for field in fields if field in _FIELDS]
            rows = [(*(getattr(a, field) for field in columns), a.id) for a in annotations if changes.get(a.id) == fields]
            if columns:
                sql = f"UPDATE annotation SET {', '.join(f'{column} = ?' for column in columns)} WHERE id = ?"
                self._library.execute_many(sql, rows)
        self._write_spans([a for a in annotations if "spans" in changes.get(a.id, ("spans",))])
        self._write_tags([a for a in annotations if "tags" in changes.get(a.id, ("tags",))])
        return [a.id for a in annotations if not _PLAIN.issuperset(changes.get(a.id, _FIELDS))]

    def _write_spans(self, annotations: Sequence[Annotation]) -> None:
        self._library.execute_many("DELETE FROM annotation_span WHERE annotation_id = ?", [(a.id,) for a in annotations])
        self._library.execute_many(
            "INSERT INTO annotation_span (annotation_id, place, text_id, start, stop) VALUES (?, ?, ?, ?, ?)",
            [(a.id, i, s.text_id, s.start, s.end) for a in annotations for i, s in enumerate(a.spans)],
        )

    def _write_tags(self, annotations: Sequence[Annotation]) -> None:
        self._library.execute_many("DELETE FROM annotation_tag WHERE annotation_id = ?", [(a.id,) for a in annotations])
        self._library.execute_many(
            "INSERT INTO annotation_tag (annotation_id, place, tag) VALUES (?, ?, ?)",
            [(a.id, i, tag) for a in annotations for i, tag in enumerate(a.tags)],
        )

    def _select(self, rest: str, parameters: Sequence[object] | dict[str, object]) -> list[Annotation]:
        rows = self._library.rows(f"SELECT {_COLUMNS} FROM annotation {rest}", parameters)
        with told(self._library.path):
            return self._annotations(rows)

    def _annotations(self, rows: Sequence[sqlite3.Row]) -> list[Annotation]:
        """What rows of _COLUMNS say, with the spans and tags of all of them read at once."""
        ids = (json.dumps([row[_ID] for row in rows]),)
        spans, tags = defaultdict[str, list[Span]](list), defaultdict[str, list[str]](list)
        for annotation_id, *stretch in self._library.rows(_SPANS, ids):
            spans[annotation_id].append(Span(*stretch))
        for annotation_id, tag in self._library.rows(_TAGS, ids):
            tags[annotation_id].append(tag)
        return [_annotation(list(row)[: len(_ALL_FIELDS)], tuple(spans[row[_ID]]), tuple(tags[row[_ID]])) for row in rows]


def _annotation(values: list[Any], spans: tuple[Span, ...], tags: tuple[str, ...]) -> Annotation:
    values[_SPANS_AT], values[_TAGS_AT] = spans, tags
    for at, word in _WORDS:
        values[at] = word(values[at])
    return Annotation(*values)


def _changed(before: Annotation, after: Annotation) -> tuple[str, ...]:
    return tuple(name for name in _ALL_FIELDS if getattr(before, name) != getattr(after, name))


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
