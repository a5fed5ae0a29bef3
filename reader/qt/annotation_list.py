"""The list of annotations: of the open article, of the whole library, or of the bin."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.model import Annotation, Kind, Status
from reader.qt.document import Utf16, visible
from reader.qt.labels import plain_tooltip
from reader.qt.theme import Theme
from reader.translation import language, tr

_Index = QModelIndex | QPersistentModelIndex
ANNOTATION_ROLE = Qt.ItemDataRole.UserRole
SOURCE_ROLE = Qt.ItemDataRole.UserRole + 1  # the lines that say where it stands, where the list is not of one article
_PADDING, _BAR = 9, 5  # pixels around a row's text, and the width of its colour bar
_QUOTE_LINES, _NOTE_LINES, _TAG_LINES = 3, 4, 3
_BATCH = 200  # rows laid out at a time, so that a long list holds nothing up
# What a status means and what to do about it.
REMEDIES = {
    Status.MOVED: "The page was read anew and these words were found at another place. O accepts the place.",
    Status.CHANGED: "The page was read anew and these words were corrected in it. O accepts the new words.",
    Status.NEEDS_REVIEW: (
        "The page was read anew and the place of these words is not sure. O accepts the place; M gives it other words."
    ),
}
Source = Callable[[int], tuple[str, ...]]  # from an article's id to the lines that say where it stands


def no_source(article_id: int) -> tuple[str, ...]:
    """Of one article: nothing needs to be said."""
    return ()


class AnnotationModel(QAbstractListModel):
    """Annotations in the order given, each with the lines that `source` says of its article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.annotations: list[Annotation] = []
        self._source: Source = no_source
        self._sources: dict[int, tuple[str, ...]] = {}

    def show(self, annotations: Sequence[Annotation], source: Source) -> None:
        """Hold these annotations instead of those before."""
        if (list(annotations), source) == (self.annotations, self._source):
            return  # so that a list that is being read does not jump
        self.beginResetModel()
        self.annotations, self._source, self._sources = list(annotations), source, {}
        self.endResetModel()

    def retranslate(self) -> None:
        """Ask anew where the articles stand, in the language chosen since."""
        self._sources = {}
        self.dataChanged.emit(self.index(0), self.index(len(self.annotations) - 1))

    def replace(self, annotation: Annotation) -> None:
        """Hold an annotation as it is now instead of as it was, where it is among these."""
        row = self.row_of(annotation.id)
        if row >= 0:
            self.annotations[row] = annotation
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, annotation_id: str) -> int:
        """The row of an annotation, or -1."""
        return next((row for row, a in enumerate(self.annotations) if a.id == annotation_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.annotations)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.annotations):
            return None
        annotation = self.annotations[index.row()]
        if role == ANNOTATION_ROLE:
            return annotation
        if role == SOURCE_ROLE:
            return self._lines(annotation.article_id)
        if role == Qt.ItemDataRole.DisplayRole:
            return annotation.quote or annotation.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((tr(annotation.colour), *self._words(annotation)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(self._words(annotation)))
        return None

    def _lines(self, article_id: int) -> tuple[str, ...]:
        if article_id not in self._sources:
            self._sources[article_id] = self._source(article_id)
        return self._sources[article_id]

    def _words(self, annotation: Annotation) -> list[str]:
        """All that there is to say of an annotation."""
        remedy = tr(REMEDIES[annotation.status]) if annotation.status in REMEDIES else ""
        parts = (annotation.quote, annotation.note, " ".join(annotation.tags), *self._lines(annotation.article_id), remedy)
        return [part for part in parts if part]


class _Delegate(QStyledItemDelegate):
    """Draws a row: a bar in the mark's colour, the quote, the note, the tags, and where it stands."""

    theme: Theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # By annotation: a list asks for the heights of all its rows when one of them changes, as at each key in a note.
        self._heights: dict[str, tuple[tuple[object, ...], int]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        rectangle: QRect = option.rect
        view = option.widget
        assert isinstance(view, QListView)
        painter.save()
        self._draw_ground(painter, rectangle, view.selectionModel().isSelected(index), view.hasFocus())
        bar = QRect(rectangle.left() + 4, rectangle.top() + _PADDING, _BAR, rectangle.height() - 2 * _PADDING)
        shade = QColor(self.theme.marks.get(annotation.colour, self.theme.marks["grey"]))
        painter.fillRect(bar, shade.lighter(190) if self.theme.name == "dark" else shade.darker(115))
        left, top = rectangle.left() + _BAR + 4 + _PADDING, rectangle.top() + _PADDING
        for lines, font, colour in self._parts(index, option):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            for line in lines:
                painter.drawText(left, top + QFontMetrics(font).ascent(), line)
                top += QFontMetrics(font).lineSpacing()
            top += 3
        painter.restore()

    def _draw_ground(self, painter: QPainter, rectangle: QRect, chosen: bool, focused: bool) -> None:
        painter.fillRect(rectangle, QColor(self.theme.chosen if chosen else self.theme.panel))
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())
        if chosen and focused:
            # A frame, not a ground: on the accent neither the colour bar nor notes and warnings could be told apart.
            for inset in (0, 1):
                painter.setPen(QColor(self.theme.accent))
                painter.drawRect(rectangle.adjusted(inset, inset, -1 - inset, -1 - inset))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        assert isinstance(view, QListView)
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        measured = (annotation, view.viewport().width(), option.font.key(), language(), index.data(SOURCE_ROLE))
        known = self._heights.get(annotation.id)
        if known is None or known[0] != measured:
            known = self._heights[annotation.id] = (measured, self._height(index, option))
        return QSize(60, known[1])

    def _height(self, index: _Index, option: QStyleOptionViewItem) -> int:
        height = 2 * _PADDING
        for lines, font, _ in self._parts(index, option):
            height += len(lines) * QFontMetrics(font).lineSpacing() + 3
        return height

    def _parts(self, index: _Index, option: QStyleOptionViewItem) -> list[tuple[list[str], QFont, str]]:
        """What a row shows: lines with their font and colour."""
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        view = option.widget
        assert isinstance(view, QListView)
        width = max(20, view.viewport().width() - _BAR - 4 - 2 * _PADDING)
        plain, small, bold = QFont(option.font), QFont(option.font), QFont(option.font)
        small.setPointSizeF(plain.pointSizeF() * 0.88)
        bold.setBold(True)
        if annotation.kind is Kind.NOTE:
            parts = [(broken(tr("Note on the article"), bold, width, 1), bold, self.theme.ink)]
        else:
            parts = [(broken(annotation.quote, plain, width, _QUOTE_LINES), plain, self.theme.ink)]
        parts.append((broken(annotation.note, plain, width, _NOTE_LINES), plain, self.theme.accent))
        parts.append((tag_lines(annotation.tags, small, width, _TAG_LINES), small, self.theme.muted))
        for line in index.data(SOURCE_ROLE):
            parts.append((broken(line, small, width, 1), small, self.theme.muted))
        if annotation.status is not Status.OK:
            parts.append((broken(tr(annotation.status), small, width, 1), small, self.theme.warning))
        return [part for part in parts if part[0]]


class AnnotationList(QListView):
    """The list. `chosen` is sent when another row becomes current by key or pointer."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AnnotationModel(self)
        self._delegate = _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda: self.chosen.emit())

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.panel))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.setAccessibleName(tr("Annotations"))
        self._model.retranslate()

    def show_annotations(self, annotations: Sequence[Annotation], source: Source = no_source) -> None:
        """Show these; the chosen one stays so, or where it is gone while one works in the list, the next is chosen."""
        current, before = self.current(), self._model.annotations
        self.selectionModel().blockSignals(True)
        self._model.show(annotations, source)
        self.selectionModel().blockSignals(False)
        if current is not None and (self._model.row_of(current.id) >= 0 or not self.hasFocus()):
            self.choose(current.id)
        elif self.hasFocus() and annotations:
            self.choose(self._nearest(before, current) if current else annotations[0].id)

    def _nearest(self, before: Sequence[Annotation], gone: Annotation) -> str:
        """Of the rows before a change, the one after one that is gone, or else before it; the first where all are gone."""
        place = [a.id for a in before].index(gone.id)
        left = {a.id for a in self._model.annotations}
        around = (*before[place:], *reversed(before[:place]), *self._model.annotations)
        return next(a.id for a in around if a.id in left)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard comes a row to work on; the caret in the text stays where it is until another is chosen."""
        if not self.currentIndex().isValid() and self._model.annotations:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self._model.index(0))
            self.selectionModel().blockSignals(False)
            self.viewport().update()
        super().focusInEvent(event)

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


def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text broken to a width in pixels into at most so many lines, the last ending in … where more would follow."""
    text = visible(" ".join(text.split()))[: width * most // 2]  # no character is narrower than two pixels
    units, lines = Utf16(text), list[str]()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while text and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = units.point(line.textStart())
        if len(lines) == most - 1:
            lines.append(QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : units.point(line.textStart() + line.textLength())])
    layout.endLayout()
    return lines


def tag_lines(tags: Sequence[str], font: QFont, width: int, most: int) -> list[str]:
    """Tags broken to a width in pixels into at most so many lines, never inside a tag; the last line tells how many more."""
    metrics, lines = QFontMetrics(font), list[str]()
    words = [metrics.elidedText(visible(f"#{tag}"), Qt.TextElideMode.ElideRight, width) for tag in tags]
    while words:
        count = _fitting(words, metrics, width)
        if len(lines) == most - 1 and count < len(words):
            while count > 1 and metrics.horizontalAdvance(_with_rest(words, count)) > width:
                count -= 1
            return [*lines, _with_rest(words, count)]
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return lines


def _fitting(words: Sequence[str], metrics: QFontMetrics, width: int) -> int:
    """How many words fit into a line: one at least."""
    count = 1
    while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    return count


def _with_rest(words: Sequence[str], count: int) -> str:
    return " ".join((*words[:count], tr("+{count} more", count=len(words) - count)))
