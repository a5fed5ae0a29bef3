"""The list of annotations: of the open article, or of the whole library."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.model import Annotation, Kind, Status
from reader.qt.document import visible
from reader.qt.theme import Theme
from reader.translation import tr

_Index = QModelIndex | QPersistentModelIndex
ANNOTATION_ROLE = Qt.ItemDataRole.UserRole
_PADDING, _BAR = 9, 5  # pixels around a row's text, and the width of its colour bar
_QUOTE_LINES, _NOTE_LINES = 3, 4


class AnnotationModel(QAbstractListModel):
    """Annotations in the order given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._annotations: list[Annotation] = []

    def show(self, annotations: Sequence[Annotation]) -> None:
        """Hold these annotations instead of those before."""
        if list(annotations) == self._annotations:
            return  # so that a list that is being read does not jump
        self.beginResetModel()
        self._annotations = list(annotations)
        self.endResetModel()

    def replace(self, annotation: Annotation) -> None:
        """Hold an annotation as it is now instead of as it was, where it is among these."""
        row = self.row_of(annotation.id)
        if row >= 0:
            self._annotations[row] = annotation
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, annotation_id: str) -> int:
        """The row of an annotation, or -1."""
        return next((row for row, a in enumerate(self._annotations) if a.id == annotation_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._annotations)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._annotations):
            return None
        annotation = self._annotations[index.row()]
        if role == ANNOTATION_ROLE:
            return annotation
        if role == Qt.ItemDataRole.DisplayRole:
            return annotation.quote or annotation.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (tr(annotation.colour), annotation.quote, annotation.note, " ".join(annotation.tags))
            return ", ".join(part for part in parts if part)
        return None


class _Delegate(QStyledItemDelegate):
    """Draws a row: a bar in the mark's colour, the quote, the note, the tags."""

    theme: Theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # By annotation: a list asks for the heights of all its rows when one of them changes, as at each key in a note.
        self._heights: dict[str, tuple[tuple[Annotation, int, str], int]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        rectangle: QRect = option.rect
        view = option.widget
        assert isinstance(view, QListView)
        chosen = view.selectionModel().isSelected(index)
        painter.save()
        painter.fillRect(rectangle, QColor(self.theme.chosen if chosen else self.theme.panel))
        bar = QRect(rectangle.left() + 4, rectangle.top() + _PADDING, _BAR, rectangle.height() - 2 * _PADDING)
        shade = QColor(self.theme.marks.get(annotation.colour, self.theme.marks["grey"]))
        painter.fillRect(bar, shade.lighter(190) if self.theme.name == "dark" else shade.darker(115))
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())
        inner = rectangle.adjusted(_BAR + 4 + _PADDING, _PADDING, -_PADDING, -_PADDING)
        top = inner.top()
        for text, lines, font, colour in self._parts(annotation, option):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            for line in _lines(text, font, inner.width(), lines):
                painter.drawText(inner.left(), top + QFontMetrics(font).ascent(), line)
                top += QFontMetrics(font).lineSpacing()
            top += 3
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        assert isinstance(view, QListView)
        width = view.viewport().width() - _BAR - 4 - 2 * _PADDING
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        measured = (annotation, width, option.font.key())
        known = self._heights.get(annotation.id)
        if known is None or known[0] != measured:
            known = self._heights[annotation.id] = (measured, self._height(annotation, width, option))
        return QSize(60, known[1])

    def _height(self, annotation: Annotation, width: int, option: QStyleOptionViewItem) -> int:
        height = 2 * _PADDING
        for text, lines, font, _ in self._parts(annotation, option):
            height += len(_lines(text, font, width, lines)) * QFontMetrics(font).lineSpacing() + 3
        return height

    def _parts(self, annotation: Annotation, option: QStyleOptionViewItem) -> list[tuple[str, int, QFont, str]]:
        plain = QFont(option.font)
        small = QFont(plain)
        small.setPointSizeF(plain.pointSizeF() * 0.88)
        bold = QFont(plain)
        bold.setBold(True)
        parts = [(annotation.quote, _QUOTE_LINES, plain, self.theme.ink)]
        if annotation.kind is Kind.NOTE:
            parts = [(tr("Note on the article"), 1, bold, self.theme.ink)]
        parts.append((annotation.note, _NOTE_LINES, plain, self.theme.accent))
        parts.append((" ".join(f"#{tag}" for tag in annotation.tags), 1, small, self.theme.muted))
        if annotation.status is not Status.OK:
            parts.append((tr(annotation.status), 1, small, self.theme.warning))
        return [part for part in parts if part[0].strip()]


class AnnotationList(QListView):
    """The pane. `chosen` is sent when another row becomes current by key or pointer."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AnnotationModel(self)
        self._delegate = _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(tr("Annotations"))
        self.selectionModel().currentChanged.connect(lambda: self.chosen.emit())

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.panel))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Show these, and keep the chosen one where it is among them."""
        current = self.current()
        self.selectionModel().blockSignals(True)
        self._model.show(annotations)
        self.selectionModel().blockSignals(False)
        if current is not None:
            self.choose(current.id)

    def show_note(self, annotation: Annotation) -> None:
        """Show one annotation as it is now; the others stay as they are."""
        self._model.replace(annotation)

    def current(self) -> Annotation | None:
        """The chosen annotation, or None."""
        found: Annotation | None = self.currentIndex().data(ANNOTATION_ROLE)
        return found

    def choose(self, annotation_id: str) -> None:
        """Make an annotation current; none where it is not in the list."""
        row = self._model.row_of(annotation_id)
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        if row >= 0:
            self.scrollTo(self._model.index(row))


def _lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break a text to a width in pixels into at most so many lines, the last ending in … where more would follow."""
    text = visible(" ".join(text.split()))
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(20, width))
        if len(lines) == most - 1:
            lines.append(QFontMetrics(font).elidedText(text[line.textStart() :], Qt.TextElideMode.ElideRight, max(20, width)))
            break
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines
