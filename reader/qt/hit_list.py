"""The list of articles found, filled as it is scrolled: by issue, each with headline, page and a snippet with hits marked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.qt.document import Utf16, visible
from reader.qt.labels import plain_tooltip
from reader.qt.steady import held
from reader.qt.theme import Theme
from reader.services.searching import FIRST_PAGE, Hit
from reader.text.calendar import full_date
from reader.translation import tr

_Index = QModelIndex | QPersistentModelIndex
HIT_ROLE = Qt.ItemDataRole.UserRole
ISSUE_ROLE = Qt.ItemDataRole.UserRole + 1  # newspaper and date, where a row is the first of its issue; else ""
_PADDING = 8  # pixels
_SNIPPET_LINES = 2
_BEFORE_MARK = 6  # characters of a snippet before its first mark where there is room for few


class HitModel(QAbstractListModel):
    """The hits so far; more are asked for when the list comes to its end."""

    wanted = Signal(int)  # from which hit on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._more = False

    def show(self, hits: Sequence[Hit], asked: int = FIRST_PAGE) -> None:
        """Hold these hits, so many of which were asked for, instead of those before."""
        self.beginResetModel()
        self._hits, self._more = list(hits), len(hits) == asked
        self.endResetModel()

    def row_of(self, article: int) -> QModelIndex:
        """The place of an article; invalid where it is not among the hits."""
        return self.index(next((row for row, hit in enumerate(self._hits) if hit.article == article), -1))

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

    def begins_issue(self, row: int) -> bool:
        """Whether a hit is of another issue than the one before it."""
        return row == 0 or _issue(self._hits[row]) != _issue(self._hits[row - 1])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == ISSUE_ROLE:
            return issue_of(hit) if self.begins_issue(index.row()) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {issue_of(hit)}, {hit.place.label or ''}, {hit.snippet}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{hit.title}\n{issue_of(hit)}  {hit.place.label or ''}")
        return None


class _Delegate(QStyledItemDelegate):
    """Draws a hit, and over the first of an issue a strip with newspaper and date."""

    theme: Theme
    line_height = 0  # pixels, kept because thousands of rows ask for it

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = option.widget
        assert isinstance(view, QListView)
        hit: Hit = index.data(HIT_ROLE)
        chosen = view.selectionModel().isSelected(index)
        lit = chosen and view.hasFocus()
        theme, line = self.theme, QFontMetrics(option.font).lineSpacing()
        painter.save()
        issue = index.data(ISSUE_ROLE)
        room = option.rect.adjusted(0, self._heading_height(line) if issue else 0, 0, 0)
        if issue:
            self._draw_heading(painter, option, issue, line)
        painter.fillRect(room, QColor(theme.accent if lit else theme.chosen if chosen else theme.panel))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        room.adjust(_PADDING, _PADDING, -_PADDING, -_PADDING)
        self._draw_title(painter, option, hit, room, lit)
        self._draw_snippet(painter, option, hit, lit, room.adjusted(0, line + 2, 0, 0))
        painter.restore()

    def _draw_heading(self, painter: QPainter, option: QStyleOptionViewItem, issue: str, line: int) -> None:
        strip = QRect(option.rect.left(), option.rect.top(), option.rect.width(), self._heading_height(line))
        painter.fillRect(strip, QColor(self.theme.frame))
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.muted))
        strip.adjust(_PADDING, 0, -_PADDING, 0)
        words = QFontMetrics(option.font).elidedText(visible(issue), Qt.TextElideMode.ElideRight, strip.width())
        painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_title(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, room: QRect, lit: bool) -> None:
        """The headline, and at the right edge the page."""
        ink = QColor(self.theme.accent_ink)
        metrics = QFontMetrics(option.font)
        label = visible(hit.place.label or "")
        painter.setFont(option.font)
        painter.setPen(ink if lit else QColor(self.theme.muted))
        top = QRect(room.left(), room.top(), room.width(), metrics.lineSpacing())
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, label)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(ink if lit else QColor(self.theme.ink))
        left = room.width() - (metrics.horizontalAdvance(label) + _PADDING if label else 0)
        title = QFontMetrics(bold).elidedText(visible(hit.title), Qt.TextElideMode.ElideRight, left)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, title)

    def _draw_snippet(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit, lit: bool, room: QRect) -> None:
        layout = self._snippet_layout(hit, option, lit, room.width())
        if hit.marks and layout.lineCount() == _SNIPPET_LINES:
            last = layout.lineAt(_SNIPPET_LINES - 1)
            if Utf16(hit.snippet).units(hit.marks[0][1]) > last.textStart() + last.textLength():  # the mark is to be seen
                layout = self._snippet_layout(_from_first_mark(hit), option, lit, room.width())
        painter.setFont(option.font)
        painter.setPen(QColor(self.theme.accent_ink if lit else self.theme.ink))
        layout.draw(painter, room.topLeft().toPointF())

    def _snippet_layout(self, hit: Hit, option: QStyleOptionViewItem, lit: bool, width: int) -> QTextLayout:
        text, units = visible(hit.snippet), Utf16(hit.snippet)
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
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += QFontMetrics(option.font).lineSpacing()
        layout.endLayout()
        return layout

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = self.line_height or QFontMetrics(option.font).lineSpacing()
        self.line_height = line
        model = index.model()
        assert isinstance(model, HitModel)
        heading = self._heading_height(line) if model.begins_issue(index.row()) else 0
        return QSize(60, heading + (1 + _SNIPPET_LINES) * line + 2 * _PADDING + 3)

    @staticmethod
    def _heading_height(line: int) -> int:
        return line + _PADDING


class HitList(QListView):
    """The pane's list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self._delegate = _Delegate(self)
        self.setModel(self.hits)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.retranslate()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.setAccessibleName(tr("Articles found"))
        self.viewport().update()

    def renew(self, hits: Sequence[Hit], asked: int) -> None:
        """Show the hits of the same search anew: the chosen article, and what is in sight, stay where they are."""
        with held(self, _article, self.hits.row_of):
            self.hits.show(hits, asked)

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self._delegate.theme = theme
        self._delegate.line_height = 0
        self.viewport().update()


def _from_first_mark(hit: Hit) -> Hit:
    """A hit whose snippet begins shortly before its first mark."""
    cut = max(0, hit.marks[0][0] - _BEFORE_MARK)
    marks = tuple((start - cut + 1, end - cut + 1) for start, end in hit.marks)
    return replace(hit, snippet=f"…{hit.snippet[cut:]}", marks=marks)


def _article(index: _Index) -> int:
    hit: Hit | None = index.data(HIT_ROLE)
    return hit.article if hit is not None else 0


def _issue(hit: Hit) -> tuple[str | None, str | None]:
    return hit.place.newspaper, hit.place.date


def issue_of(hit: Hit) -> str:
    """Newspaper and date of an article found, in one line."""
    place = hit.place
    date = full_date(place.date) if place.date else tr("Date unknown")
    return "  ".join((place.newspaper or tr("Newspaper unknown"), date))
