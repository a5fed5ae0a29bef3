"""The list of articles found, filled as it is scrolled; each with its headline, place and a snippet with the hits marked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.qt.document import Utf16, visible
from reader.qt.labels import plain_tooltip
from reader.qt.theme import Theme
from reader.services.searching import FIRST_PAGE, Hit
from reader.text.calendar import full_date
from reader.translation import tr

_Index = QModelIndex | QPersistentModelIndex
HIT_ROLE = Qt.ItemDataRole.UserRole
_PADDING = 8  # pixels
_SNIPPET_LINES = 2


class HitModel(QAbstractListModel):
    """The hits so far; more are asked for when the list comes to its end."""

    wanted = Signal(int)  # from which hit on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._more = False

    def show(self, hits: Sequence[Hit]) -> None:
        """Hold these hits instead of those before."""
        self.beginResetModel()
        self._hits, self._more = list(hits), len(hits) == FIRST_PAGE
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        """Hold these hits after those that are there."""
        if hits:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
            self._hits.extend(hits)
            self.endInsertRows()
        self._more = len(hits) == FIRST_PAGE

    def canFetchMore(self, parent: _Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        self._more = False
        self.wanted.emit(len(self._hits))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {place_of(hit)}, {hit.snippet}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{hit.title}\n{place_of(hit)}")
        return None


class _Delegate(QStyledItemDelegate):
    theme: Theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = option.widget
        assert isinstance(view, QListView)
        hit: Hit = index.data(HIT_ROLE)
        chosen = view.selectionModel().isSelected(index)
        lit = chosen and view.hasFocus()
        theme, bold = self.theme, QFont(option.font)
        bold.setBold(True)
        painter.save()
        painter.fillRect(option.rect, QColor(theme.accent if lit else theme.chosen if chosen else theme.panel))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.setFont(bold)
        painter.setPen(QColor(theme.accent_ink if lit else theme.ink))
        metrics = QFontMetrics(bold)
        title = metrics.elidedText(visible(hit.title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top() + metrics.ascent(), title)
        painter.setFont(option.font)
        painter.setPen(QColor(theme.accent_ink if lit else theme.muted))
        metrics = QFontMetrics(option.font)
        place = metrics.elidedText(visible(place_of(hit)), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.left(), room.top() + metrics.lineSpacing() + metrics.ascent(), place)
        self._draw_snippet(painter, option, hit, lit)
        painter.restore()

    def _draw_snippet(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, lit: bool) -> None:
        text, units = visible(hit.snippet), Utf16(hit.snippet)
        room = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        marks = []
        for start, end in hit.marks:
            mark = QTextLayout.FormatRange()
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold)
            if not lit:
                look.setBackground(QColor(self.theme.marks["yellow"]))
            mark.start, mark.length, mark.format = units.units(start), units.units(end) - units.units(start), look
            marks.append(mark)
        layout = QTextLayout(text, option.font)
        layout.setFormats(marks)
        layout.beginLayout()
        height = 0.0
        for _ in range(_SNIPPET_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, height))
            height += QFontMetrics(option.font).lineSpacing()
        layout.endLayout()
        painter.setPen(QColor(self.theme.accent_ink if lit else self.theme.ink))
        layout.draw(painter, room.topLeft().toPointF() + QPointF(0, 2 * QFontMetrics(option.font).lineSpacing() + 2))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, (2 + _SNIPPET_LINES) * QFontMetrics(option.font).lineSpacing() + 2 * _PADDING + 3)


class HitList(QListView):
    """The pane's list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self._delegate = _Delegate(self)
        self.setModel(self.hits)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Articles found"))

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._delegate.theme = theme
        self.viewport().update()


def place_of(hit: Hit) -> str:
    """Newspaper, date and page of an article found, in one line."""
    place = hit.place
    date = full_date(place.date) if place.date else ""
    return "  ".join(filter(None, (place.newspaper, date, place.label)))
