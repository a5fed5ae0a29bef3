"""The rows of the list of annotations, as Qt asks for them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from reader.model import Annotation, Status
from reader.qt.labels import plain_tooltip
from reader.qt.panes import place_words
from reader.services.listing_notes import Row
from reader.services.view import Group
from reader.text.calendar import full_date
from reader.text.note_words import kinds
from reader.translation import tr

_Index = QModelIndex | QPersistentModelIndex
ANNOTATION_ROLE = Qt.ItemDataRole.UserRole
SOURCE_ROLE = Qt.ItemDataRole.UserRole + 1  # the lines that say where it stands, where the list is not of one article
GROUP_ROLE = Qt.ItemDataRole.UserRole + 2  # what its group is called, where a row is the first of one; else ""
_SINGLY = 64  # rows whose changes are told to the view one by one; of more it lays out all anew
# What a status means and what to do about it.
REMEDIES = {
    Status.MOVED: "The page was read anew and these words were found at another place. O accepts the place.",
    Status.CHANGED: "The page was read anew and these words were corrected in it. O accepts the new words.",
    Status.NEEDS_REVIEW: (
        "The page was read anew and the place of these words is not sure. O accepts the place; M gives it other words."
    ),
}


class NoteModel(QAbstractListModel):
    """Rows in the order given. `labels` are the user's own names of colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.labels: Mapping[str, str] = {}
        self._group = Group.NONE
        self._with_source = False
        self._sizes: Counter[str] = Counter()
        self._places: dict[str, list[int]] | None = None

    def show(self, rows: Sequence[Row], group: Group, with_source: bool) -> None:
        """Hold these rows instead of those before; `with_source` tells of each which article it is on."""
        self.beginResetModel()
        self.rows, self._group, self._with_source, self._places = rows, group, with_source, None
        self._sizes = Counter(row.group for row in rows) if group is not Group.NONE else Counter()
        self.endResetModel()

    def is_of(self, group: Group, with_source: bool) -> bool:
        """Whether the rows are shown in this way now."""
        return (self._group, self._with_source) == (group, with_source)

    def refill(self, rows: Sequence[Row]) -> bool:
        """Hold rows that are of the very same annotations at the same places; False where many of them say something new."""
        changed = [number for number, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = rows
        for number in changed[:_SINGLY]:
            self.dataChanged.emit(self.index(number), self.index(number))
        return len(changed) <= _SINGLY

    def replace(self, annotation: Annotation) -> None:
        """Hold an annotation as it is now instead of as it was, where it is among these."""
        for number in self.rows_of(annotation.id):
            rows = list(self.rows)
            rows[number] = rows[number]._replace(annotation=annotation)
            self.rows = rows
            self.dataChanged.emit(self.index(number), self.index(number))

    def rows_of(self, annotation_id: str) -> Sequence[int]:
        """The rows of an annotation: more than one where it has several tags and they are grouped by tag."""
        if self._places is None:
            self._places = {}
            for number, row in enumerate(self.rows):
                self._places.setdefault(row.annotation.id, []).append(number)
        return self._places.get(annotation_id, ())

    def row_of(self, annotation_id: str, group: str | None = None) -> int:
        """The row of an annotation, or -1; where it has several, that of a group, or the first."""
        found = self.rows_of(annotation_id)
        return next((number for number in found if self.rows[number].group == group), next(iter(found), -1))

    def heads(self) -> Iterator[int]:
        """The rows that begin a group."""
        return (number for number in range(len(self.rows)) if self._begins_group(number))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ANNOTATION_ROLE:
            return row.annotation
        if role == SOURCE_ROLE:
            return self._source(row)
        if role == GROUP_ROLE:
            return self._heading(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.annotation.quote or row.annotation.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = (self._heading(index.row()), *map(tr, kinds(row.annotation)), self.colour_name(row.annotation.colour))
            return ", ".join(filter(None, (*head, *self._words(row))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(self._words(row)))
        return None

    def colour_name(self, colour: str) -> str:
        """What the user calls a colour, or what everybody does."""
        return self.labels.get(colour) or tr(colour)

    def _begins_group(self, number: int) -> bool:
        if self._group is Group.NONE:
            return False
        return number == 0 or self.rows[number - 1].group != self.rows[number].group

    def _heading(self, number: int) -> str:
        if not self._begins_group(number):
            return ""
        name = self.rows[number].group
        return f"{self._group_name(name)} · {self._sizes[name]}"

    def _group_name(self, name: str) -> str:
        match self._group:
            case Group.COLOUR:
                return self.colour_name(name)
            case Group.TAG:
                return f"#{name}" if name else tr("No tags")
            case Group.DAY:
                return full_date(name) if name else tr("No day")
            case Group.ISSUE:
                newspaper, _, date = name.partition("\n")
                known = (newspaper or tr("Newspaper unknown"), full_date(date) if date else tr("Date unknown"))
                return "  ".join(known)
        return name.partition("\n")[0]

    def _source(self, row: Row) -> tuple[str, ...]:
        heading = row.home.heading
        return (heading.title, place_words(heading.place)) if self._with_source and heading.title else ()

    def _words(self, row: Row) -> list[str]:
        """All that there is to say of an annotation."""
        annotation = row.annotation
        remedy = tr(REMEDIES[annotation.status]) if annotation.status in REMEDIES else ""
        reading = tr("Read as: {words}", words=annotation.quote_corrected) if annotation.quote_corrected else ""
        parts = (annotation.quote, reading, annotation.note, " ".join(annotation.tags), *self._source(row), remedy)
        return [part for part in parts if part]
