"""How a row of the list of annotations is drawn: a bar in the mark's colour, the quote, the note, the tags, where it stands."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.model import Annotation, Kind, Status, Style
from reader.qt.broken_lines import broken, tag_lines
from reader.qt.document import visible
from reader.qt.note_rows import ANNOTATION_ROLE, GROUP_ROLE, SOURCE_ROLE, _Index
from reader.qt.theme import Theme
from reader.translation import language, tr

_PADDING, _BAR = 9, 5  # pixels around a row's text, and the width of its colour bar
_HEAD_PADDING = 5  # above and below the name of a group
_QUOTE_LINES, _NOTE_LINES, _TAG_LINES, _READING_LINES = 3, 4, 3, 2
_HEIGHTS = 2000  # remembered
_SHOWN_NOTE = 1000  # characters of a note of which its lines in the list are made


class NoteDelegate(QStyledItemDelegate):
    """Draws a row, and above the first of a group the group's name."""

    theme: Theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[object, ...], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        view = option.widget
        assert isinstance(view, QAbstractItemView)
        painter.save()
        rectangle = self._below_head(painter, option, index)
        chosen, current = view.selectionModel().isSelected(index), view.currentIndex() == index
        self._draw_ground(painter, rectangle, chosen, current and view.hasFocus())
        self._draw_bar(painter, rectangle, annotation)
        left, top = rectangle.left() + _BAR + 4 + _PADDING, rectangle.top() + _PADDING
        for lines, font, colour in self._parts(index, option):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            for line in lines:
                painter.drawText(left, top + QFontMetrics(font).ascent(), line)
                top += QFontMetrics(font).lineSpacing()
            top += 3
        painter.restore()

    def _below_head(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> QRect:
        """Draw the name of the group that a row begins; gives what is left for the row itself."""
        rectangle = QRect(option.rect)
        name = index.data(GROUP_ROLE)
        if not name:
            return rectangle
        head = QRect(rectangle.left(), rectangle.top(), rectangle.width(), _head_height(option.font))
        painter.fillRect(head, QColor(self.theme.frame))
        painter.setFont(_bold(option.font))
        painter.setPen(QColor(self.theme.muted))
        inside = head.adjusted(_PADDING, 0, -_PADDING, 0)
        words = QFontMetrics(painter.font()).elidedText(visible(name), Qt.TextElideMode.ElideMiddle, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
        return rectangle.adjusted(0, head.height(), 0, 0)

    def _draw_ground(self, painter: QPainter, rectangle: QRect, chosen: bool, framed: bool) -> None:
        painter.fillRect(rectangle, QColor(self.theme.chosen if chosen else self.theme.panel))
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(rectangle.bottomLeft(), rectangle.bottomRight())
        if framed:
            # A frame, not a ground: on the accent neither the colour bar nor notes and warnings could be told apart.
            for inset in (0, 1):
                painter.setPen(QColor(self.theme.accent))
                painter.drawRect(rectangle.adjusted(inset, inset, -1 - inset, -1 - inset))

    def _draw_bar(self, painter: QPainter, rectangle: QRect, annotation: Annotation) -> None:
        """The colour: a bar for a highlight, a thin one for an underline, a ribbon for a bookmark."""
        shade = QColor(self.theme.marks.get(annotation.colour, self.theme.marks["grey"]))
        shade = shade.lighter(190) if self.theme.name == "dark" else shade.darker(115)
        bar = QRect(rectangle.left() + 4, rectangle.top() + _PADDING, _BAR, rectangle.height() - 2 * _PADDING)
        if annotation.kind is Kind.BOOKMARK:
            bar.setHeight(min(bar.height(), 18))
        elif annotation.style is Style.UNDERLINE:
            bar.setWidth(2)
        painter.fillRect(bar, shade)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        assert isinstance(view, QAbstractItemView)
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        head = _head_height(option.font) if index.data(GROUP_ROLE) else 0
        measured = (annotation, view.viewport().width(), option.font.key(), language(), index.data(SOURCE_ROLE))
        if measured not in self._heights:
            if len(self._heights) >= _HEIGHTS:
                self._heights.clear()
            self._heights[measured] = self._height(index, option)
        return QSize(60, head + self._heights[measured])

    def _height(self, index: _Index, option: QStyleOptionViewItem) -> int:
        height = 2 * _PADDING
        for lines, font, _ in self._parts(index, option):
            height += len(lines) * QFontMetrics(font).lineSpacing() + 3
        return height

    def _parts(self, index: _Index, option: QStyleOptionViewItem) -> list[tuple[list[str], QFont, str]]:
        """What a row shows: lines with their font and colour."""
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        view = option.widget
        assert isinstance(view, QAbstractItemView)
        width = max(20, view.viewport().width() - _BAR - 4 - 2 * _PADDING)
        plain, small, bold = QFont(option.font), QFont(option.font), _bold(option.font)
        small.setPointSizeF(plain.pointSizeF() * 0.88)
        parts = []
        if annotation.kind is Kind.NOTE:
            parts.append((broken(tr("Note on the article"), bold, width, 1), bold, self.theme.ink))
        if annotation.kind is Kind.BOOKMARK:
            parts.append((broken(tr("Bookmark"), bold, width, 1), bold, self.theme.ink))
        parts.append((broken(annotation.quote, plain, width, _QUOTE_LINES), plain, self.theme.ink))
        if annotation.quote_corrected:
            words = tr("Read as: {words}", words=annotation.quote_corrected)
            parts.append((broken(words, plain, width, _READING_LINES), plain, self.theme.muted))
        parts.append((broken(unmarked(annotation.note[:_SHOWN_NOTE]), plain, width, _NOTE_LINES), plain, self.theme.accent))
        parts.append((tag_lines(annotation.tags, small, width, _TAG_LINES), small, self.theme.muted))
        parts += [(broken(line, small, width, 1), small, self.theme.muted) for line in index.data(SOURCE_ROLE)]
        if annotation.status is not Status.OK:
            parts.append((broken(tr(annotation.status), small, width, 1), small, self.theme.warning))
        return [part for part in parts if part[0]]


@lru_cache(maxsize=512)
def unmarked(note: str) -> str:
    """The words of a note in Markdown without its marks, as few lines of it are shown in a list."""
    document = QTextDocument()
    document.setMarkdown(note, QTextDocument.MarkdownFeature(NOTE_FEATURES))
    return document.toPlainText().replace("\ufffc", "")  # where an image would be: none is ever loaded


NOTE_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _head_height(font: QFont) -> int:
    return QFontMetrics(font).lineSpacing() + 2 * _HEAD_PADDING
