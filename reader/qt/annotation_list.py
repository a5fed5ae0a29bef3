"""The list of annotations: walked, chosen one or several at a time, and never jumping under the hands of who works in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from reader.model import Annotation
from reader.qt.note_drawing import NoteDelegate
from reader.qt.note_rows import ANNOTATION_ROLE, NoteModel
from reader.qt.theme import Theme
from reader.services.listing_notes import Row
from reader.services.view import Group
from reader.translation import tr

LEAST_HEIGHT = 20  # pixels: no row is lower
_Flag = QItemSelectionModel.SelectionFlag


class AnnotationList(QTreeView):
    """The list. `chosen` is sent when another row becomes current by key or pointer, `counted` when others are selected.

    A tree without branches: of rows that differ in height it asks only those for theirs that are seen.
    """

    chosen = Signal()
    counted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = NoteModel(self)
        self._delegate = NoteDelegate(self)
        self._quiet = False  # while the program moves the choice along with what it is of
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(lambda: self.counted.emit())

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.panel))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # Qt keeps the heights of rows, whose lines now break elsewhere

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.setAccessibleName(tr("Annotations"))
        self.scheduleDelayedItemsLayout()

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._model.rows

    def count(self) -> int:
        """How many rows are selected."""
        return sum(one.height() for one in self._stretches())

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Call the colours by the user's own names."""
        self._model.labels = labels

    def show_rows(self, rows: Sequence[Row], group: Group = Group.NONE, with_source: bool = False) -> None:
        """Show these rows; what is chosen stays so where it was; where it is gone while one works here, the next is chosen."""
        before = self._model.rows
        if len(rows) == len(before) and all(map(_is_same, before, rows)) and self._model.is_of(group, with_source):
            if not self._model.refill(rows):
                self.scheduleDelayedItemsLayout()
            return
        number, top, several = self.currentIndex().row(), self.verticalScrollBar().value(), self._several()
        self._quiet = True
        self._model.show(rows, group, with_source)
        current = self._place_after(before, number)
        if current >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(current), _Flag.ClearAndSelect)
        self._select_again(several)
        self.executeDelayedItemsLayout()
        self._scroll_as_before(before, top, number, current)
        self._quiet = False
        self.counted.emit()

    def _place_after(self, before: Sequence[Row], number: int) -> int:
        """Where the row that was current stands now; -1 for nowhere."""
        model = self._model
        if not 0 <= number < len(before):
            return 0 if model.rows and self.hasFocus() else -1
        gone = before[number]
        place = model.row_of(gone.annotation.id, gone.group)
        if place >= 0 or not self.hasFocus():
            return place
        around = (*before[number + 1 :], *reversed(before[:number]))
        found = (model.row_of(row.annotation.id, row.group) for row in around)
        return next((n for n in found if n >= 0), 0 if model.rows else -1)

    def _several(self) -> list[tuple[str, str]]:
        """The rows that are selected besides the current one, by annotation and group."""
        rows = self._model.rows
        chosen = [rows[number] for number in self._selected() if number < len(rows)]
        return [(row.annotation.id, row.group) for row in chosen] if len(chosen) > 1 else []

    def _select_again(self, several: Sequence[tuple[str, str]]) -> None:
        if several:
            numbers = sorted({self._model.row_of(*row) for row in several} - {-1})
            self.selectionModel().select(self._ranges(numbers), _Flag.Select)

    def _ranges(self, numbers: Sequence[int]) -> QItemSelection:
        """Rows as few stretches: one by one they would take long."""
        ranges, start = QItemSelection(), 0
        for at, number in enumerate(numbers):
            if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
                ranges.select(self._model.index(numbers[start]), self._model.index(number))
                start = at + 1
        return ranges

    def _scroll_as_before(self, before: Sequence[Row], top: int, number: int, current: int) -> None:
        """Leave the current row, or else the first one seen, where it stood on the screen."""
        if current >= 0 and top <= number:
            self.verticalScrollBar().setValue(current - (number - top))
            self.scrollTo(self._model.index(current))
        elif 0 <= top < len(before):
            place = self._model.row_of(before[top].annotation.id, before[top].group)
            self.verticalScrollBar().setValue(max(place, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard comes a row to work on; the caret in the text stays where it is until another is chosen."""
        if not self.currentIndex().isValid() and self._model.rows:
            self._quiet = True
            self.setCurrentIndex(self._model.index(0))
            self._quiet = False
        super().focusInEvent(event)

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Nothing for rows that are not on the screen: Qt would ask all rows up to there for their heights."""
        top = self.verticalScrollBar().value()
        seen = top <= index.row() <= top + self.viewport().height() // LEAST_HEIGHT
        return super().visualRect(index) if seen else QRect()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """All that is seen, for the same reason."""
        return QRegion(self.viewport().rect())

    def verticalOffset(self) -> int:
        """None, for the same reason: with it only a pattern on the ground would be set in its place."""
        return 0

    def keyboardSearch(self, search: str) -> None:
        """Do not go to a row by what is typed: letters are commands."""

    def show_note(self, annotation: Annotation) -> None:
        """Show one annotation as it is now; the others stay as they are."""
        self._model.replace(annotation)

    def current(self) -> Annotation | None:
        """The annotation of the current row, or None."""
        found: Annotation | None = self.currentIndex().data(ANNOTATION_ROLE)
        return found

    def current_row(self) -> Row | None:
        """The current row, or None."""
        number = self.currentIndex().row()
        return self._model.rows[number] if 0 <= number < len(self._model.rows) else None

    def selected(self) -> list[Annotation]:
        """The annotations that are selected, in their order, each once; the current one where none is."""
        found = {(a := self._model.rows[number].annotation).id: a for number in self._selected()}
        current = self.current()
        return list(found.values()) or ([current] if current else [])

    def _selected(self) -> list[int]:
        return sorted({number for one in self._stretches() for number in range(one.top(), one.bottom() + 1)})

    def _stretches(self) -> list[QItemSelectionRange]:
        found: list[QItemSelectionRange] = self.selectionModel().selection().toList()
        return found

    def leave_several(self) -> None:
        """Choose the current row alone."""
        if self.count() > 1:
            self.selectionModel().setCurrentIndex(self.currentIndex(), _Flag.ClearAndSelect)

    def turn_selected(self) -> None:
        """Take the current row into the selection, or out of it."""
        self.selectionModel().select(self.currentIndex(), _Flag.Toggle)

    def turn_group(self, forward: bool) -> bool:
        """Go to the first row of the next group, or of this or the one before; False where there is none."""
        here = self.currentIndex().row()
        heads = list(self._model.heads())
        found = next((n for n in heads if n > here), -1) if forward else next((n for n in reversed(heads) if n < here), -1)
        if found >= 0:
            self.setCurrentIndex(self._model.index(found))
        return found >= 0

    def choose(self, annotation_id: str) -> None:
        """Make an annotation current; none where it is not in the list. A selection that it is in stays."""
        current = self.current()
        if current is not None and current.id == annotation_id:
            self.scrollTo(self.currentIndex())
            return
        number = self._model.row_of(annotation_id)
        index = self._model.index(number)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect if number >= 0 else _Flag.Clear)
        if number >= 0:
            self.scrollTo(index)

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit()


def _is_same(before: Row, after: Row) -> bool:
    return before.annotation.id == after.annotation.id and before.group == after.group
