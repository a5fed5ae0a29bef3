"""Saving what can be saved of a damaged library into a new one, row by row, the annotations first."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from reader.errors import LibraryError
from reader.model import COLOURS, Kind, Status, Style
from reader.store.archive import text_hash
from reader.store.completing import complete
from reader.store.damaged import DamagedFile, Row
from reader.store.journal import decoded
from reader.store.library import COMPANIONS, Library, new_id, now, open_library
from reader.store.mending import mend

_ROWID = ("rowid",)
_KEYS = {  # the tables with the columns that they are sorted by, what a person made first
    "annotation": _ROWID,
    "annotation_span": ("annotation_id", "place"),
    "annotation_tag": ("annotation_id", "tag"),
    "step": _ROWID,
    "text_version": _ROWID,
    "library": _ROWID,
    "newspaper": _ROWID,
    "issue": _ROWID,
    "page": _ROWID,
    "article": _ROWID,
    "piece": ("text_id", "start"),
    "repair": ("page_id", "place"),
    "old_reading": _ROWID,
    "reading_mark": _ROWID,
    "region": _ROWID,
    "flag": _ROWID,
    "settled_doubt": _ROWID,
    "session": ("key",),
    "page_place": ("path",),
}
_PARENTS = {"annotation_span": "annotation", "annotation_tag": "annotation", "piece": "text_version"}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = {"kind": tuple(Kind), "style": tuple(Style), "status": tuple(Status), "colour": COLOURS}


def _is_annotation(row: Row) -> bool:
    return _ID.fullmatch(str(row["id"])) is not None and row["kind"] in _WORDS["kind"] and isinstance(row["note"], str)


def _is_text(row: Row) -> bool:
    return isinstance(row["text"], str) and row["sha256"] == text_hash(row["text"])


_RECOGNISED = {"annotation": _is_annotation, "text_version": _is_text}  # what a person wrote, and what was printed


@dataclass
class Salvaged:
    """What was saved: rows by table, annotations and texts that are lost for sure, and what was done to make it whole."""

    rows: Counter[str] = field(default_factory=Counter)
    lost_annotations: int = 0
    lost_texts: int = 0
    changed_texts: int = 0
    mended: list[str] = field(default_factory=list)


def salvage(damaged: Path, new: Path) -> Salvaged:
    """Save what can be read of a library into a new file. Raises LibraryError, with no new file, where there is nothing."""
    if new.exists():
        raise LibraryError(f"{new} is there already. Name a file that is not.")
    scratch = new.with_name(f"{new.name}.salvaged.part")
    try:
        with closing(DamagedFile(damaged, scratch)) as source, closing(open_library(new)) as library:
            found = _Salvage(source, library).run()
    except BaseException:
        for ending in ("", *COMPANIONS):
            new.with_name(new.name + ending).unlink(missing_ok=True)
        raise
    finally:
        for ending in ("", *COMPANIONS):
            with suppress(OSError):
                scratch.with_name(scratch.name + ending).unlink(missing_ok=True)
    return found


class _Salvage:
    def __init__(self, source: DamagedFile, library: Library) -> None:
        self._source, self._library = source, library
        self._found = Salvaged()
        self._ids: dict[str, set[Any]] = {"annotation": set(), "text_version": set()}
        self._short_ids: set[str] = set()
        self._columns: dict[str, list[str]] = {}

    def run(self) -> Salvaged:
        """Take over the rows, make them a whole library, and count what is missing."""
        self._library.execute("PRAGMA foreign_keys = OFF")  # until all is there that is left
        try:
            with self._library.transaction():
                own = self._library.row("SELECT * FROM library")
                self._library.execute("DELETE FROM library")
                for table, key in _KEYS.items():
                    self._take(table, key)
                self._take_from_steps()
                if own is not None and not self._library.value("SELECT count(*) FROM library"):
                    self._library.execute("INSERT INTO library VALUES (?, ?, ?)", tuple(own))
                self._count_lost()
                self._found.mended += complete(self._library)
        finally:
            self._library.execute("PRAGMA foreign_keys = ON")
        self._found.mended += mend(self._library)
        return self._found

    def _take(self, table: str, key: tuple[str, ...]) -> None:
        self._columns[table] = [row["name"] for row in self._library.rows(f"PRAGMA table_info({table})")]
        parents: set[Any] = set()
        for row in self._source.rows(table, key):
            self._put(table, row)
            parents.add(row.get(key[0]))
        if table in _RECOGNISED:
            strays: Iterable[Row] = self._source.strays(table, _RECOGNISED[table])
            if table == "annotation":  # the newest first: what is there stays, whatever older states of it are found
                strays = sorted(strays, key=lambda row: str(row["modified"]), reverse=True)
            for row in strays:
                self._put(table, row)
        if table in _PARENTS:
            for parent in self._ids[_PARENTS[table]] - parents:
                for row in self._source.under(table, key[0], parent):
                    self._put(table, row)

    def _put(self, table: str, row: Row) -> None:
        row = {name: value for name, value in row.items() if name in self._columns[table]}
        if table == "annotation":
            row = self._sound(row)
        if table == "text_version" and isinstance(row.get("text"), str) and row.get("sha256") != text_hash(row["text"]):
            row["sha256"] = text_hash(row["text"])
            self._found.changed_texts += 1
        names = ", ".join(row)
        try:
            before = self._library.value("SELECT total_changes()")
            places = ", ".join("?" * len(row))
            self._library.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", [*row.values()])
            taken = self._library.value("SELECT total_changes()") - before
        except (sqlite3.Error, LibraryError, OverflowError):
            return  # a value that no column of the kind can have: what is damaged in a row that says little by itself
        if taken:
            self._found.rows[table] += 1
            if table in self._ids:
                self._ids[table].add(row.get("id"))

    def _sound(self, row: Row) -> Row:
        """An annotation whose damaged words are replaced by such as there are: its note is worth more than its colour."""
        sound: Row = {}
        for name in self._columns["annotation"]:
            value = row.get(name)
            if name == "article_id":
                sound[name] = value if isinstance(value, int) else 0
            elif isinstance(value, bytes):
                sound[name] = value.decode("utf-8", "replace")
            else:
                sound[name] = "" if value is None else str(value)
        for name, words in _WORDS.items():
            if sound[name] not in words:
                sound[name] = Status.NEEDS_REVIEW if name == "status" else words[0]
        sound["id"] = sound["id"] or new_id()
        sound["created"] = sound["created"] or now()
        while not sound["short_id"] or sound["short_id"] in self._short_ids:
            sound["short_id"] = new_id()[:8].upper()
        self._short_ids.add(sound["short_id"])
        return sound

    def _take_from_steps(self) -> None:
        """Annotations that are in their table no more, out of the journal of steps."""
        for text in [row["change"] for row in self._library.rows("SELECT change FROM step ORDER BY id DESC")]:
            try:
                change = decoded(text)
            except LibraryError:
                continue
            for annotation in (*change.after, *change.before):
                if annotation.id in self._ids["annotation"]:
                    continue
                row = asdict(annotation)
                for place, span in enumerate(annotation.spans):
                    spans = {"annotation_id": annotation.id, "place": place, "text_id": span.text_id}
                    self._put("annotation_span", spans | {"start": span.start, "stop": span.end})
                for place, tag in enumerate(annotation.tags):
                    self._put("annotation_tag", {"annotation_id": annotation.id, "tag": tag, "place": place})
                self._put("annotation", row)

    def _count_lost(self) -> None:
        """Neither annotations nor texts are ever deleted, so that their numbers run on without a gap."""
        self._found.lost_annotations = max(0, self._source.largest("annotation") - self._found.rows["annotation"])
        self._found.lost_texts = max(0, (self._library.value("SELECT max(id) FROM text_version") or 0) - self._texts())

    def _texts(self) -> int:
        return int(self._library.value("SELECT count(*) FROM text_version"))
