"""A whole page to skim: its articles one under another, the current one at the top edge with a bar beside it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.model import Annotation
from reader.qt.document import Utf16, build_flow
from reader.qt.mark_drawing import Stretches, drawn, look, ribbon
from reader.qt.one_document import OneDocument
from reader.qt.theme import Theme
from reader.services.skimming import Skimmed
from reader.settings import Settings
from reader.translation import tr

_LEAST_MARGIN = 24  # pixels beside the text
_ABOVE = 28  # pixels that are left free above the current article
_RIBBON = 9  # pixels: the width of a bookmark, in the margin on the right
_BAR, _BAR_GAP = 4, 12  # pixels: the width of the bar beside the current article, and what parts it from the text


class PagePane(OneDocument):
    """Shows the articles of a page. It has no caret: it is skimmed, and an article is opened alone to be marked."""

    skimmed = Signal(int)  # another article came to the top edge
    opened = Signal()  # the current one is wanted alone
    refused = Signal(str)  # a key that does nothing here, in portable text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article")
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._follow_scrolling)
        self._articles: list[Skimmed] = []
        self._starts: list[int] = []  # the UTF-16 position in the document at which each article begins
        self._bookmarks: list[tuple[int, Annotation]] = []  # with the UTF-16 position at which each begins
        self._current = 0
        self._placing = False
        self._theme: Theme | None = None
        self._settings: Settings | None = None

    def wear(self, theme: Theme, settings: Settings) -> None:
        """Take on colours and type; what is shown is set anew, at the same article."""
        self._theme, self._settings = theme, settings
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        self.setPalette(palette)
        if self._articles:
            self.show_page(self._articles, self.current())

    def show_page(self, articles: Sequence[Skimmed], article_id: int) -> None:
        """Set the articles of a page, and bring one of them to the top edge."""
        assert self._theme
        assert self._settings
        self._articles = [a for a in articles if a.sheet.blocks]
        texts = [a.sheet.text for a in self._articles]
        self._starts = list(accumulate((Utf16(t).units(len(t)) + 1 for t in texts), initial=0))[:-1]
        document = build_flow([a.sheet for a in self._articles], self._theme, self._settings)
        self._set_margins(document)
        self._placing = True
        self.exchange(document)
        self._leave_room()
        self._placing = False
        self.setAccessibleName(tr("{count:article|articles} of the page", count=len(self._articles)))
        self._draw_marks()
        self.show_article(article_id)

    def current(self) -> int:
        """The article at the top edge, or 0."""
        return self._articles[self._current].sheet.article.id if self._articles else 0

    def holds(self, article_id: int) -> bool:
        """Whether an article stands on the page that is shown."""
        return any(a.sheet.article.id == article_id for a in self._articles)

    def show_article(self, article_id: int) -> None:
        """Bring an article to the top edge; where it is there already nothing moves."""
        ids = [a.sheet.article.id for a in self._articles]
        if article_id not in ids:
            return
        self._current = ids.index(article_id)
        if self._at_top() != self._current:
            self._placing = True
            self.verticalScrollBar().setValue(self._top(self._current) - _ABOVE)
            self._placing = False
        self.setAccessibleDescription(self._articles[self._current].sheet.article.title)
        self.viewport().update()

    def show_marks(self, article_id: int, marks: Sequence[Annotation]) -> None:
        """Draw these marks on an article instead of those before."""
        for number, shown in enumerate(self._articles):
            if shown.sheet.article.id == article_id and list(shown.marks) != list(marks):
                self._articles[number] = Skimmed(shown.sheet, marks)
                self._draw_marks()

    def seen_articles(self) -> list[tuple[QRect, int]]:
        """Where on the screen the headings of the articles are that are seen, and their ids."""
        scrolled, view = self.verticalScrollBar().value(), self.viewport().rect()
        left = round(self.document().rootFrame().frameFormat().leftMargin())
        line = self.fontMetrics().height() * 2
        found = []
        for number, shown in enumerate(self._articles):
            place = QRect(left, self._top(number) - scrolled, view.width() - 2 * left, line)
            if view.contains(place.center()):
                found.append((QRect(self.viewport().mapToGlobal(place.topLeft()), place.size()), shown.sheet.article.id))
        return found

    def scroll_page(self, forward: bool) -> bool:
        """Scroll by a page less two lines; False where the end was reached already."""
        bar = self.verticalScrollBar()
        before = bar.value()
        step = self.viewport().height() - 2 * self.fontMetrics().lineSpacing()
        bar.setValue(before + (step if forward else -step))
        return bar.value() != before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.verticalScrollBar().value()
        super().keyPressEvent(event)
        if self.verticalScrollBar().value() == before:
            self.refused.emit(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self.cursorForPosition(event.position().toPoint()).position()
        self._current = max(0, bisect_right(self._starts, position) - 1)
        if self._articles:
            self.skimmed.emit(self.current())
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._placing = True
        super().resizeEvent(event)
        self._set_margins(self.document())
        self._leave_room()
        if self._articles:  # the lines broke anew: the article that was at the top edge is there still
            self.verticalScrollBar().setValue(self._top(self._current) - _ABOVE)
        self._placing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._theme is None or not self._articles:
            return
        painter, scrolled = QPainter(self.viewport()), self.verticalScrollBar().value()
        left = self.document().rootFrame().frameFormat().leftMargin()
        tops = [self._top(number) - scrolled for number in range(len(self._articles))]
        gap = self._settings.number("text_size") if self._settings else 0
        painter.setPen(QColor(self._theme.line))
        for top in tops[1:]:
            painter.drawLine(QPoint(round(left), top - 2 * gap), QPoint(self.viewport().width() - round(left), top - 2 * gap))
        end = tops[self._current + 1] - 3 * gap if self._current + 1 < len(tops) else self._bottom() - scrolled
        bar = QRect(round(left) - _BAR_GAP - _BAR, tops[self._current], _BAR, max(1, end - tops[self._current]))
        painter.fillRect(bar, QColor(self._theme.accent))
        for position, annotation in self._bookmarks:
            line = self.cursorRect(self._cursor_over(position, position))
            place = QRect(self.viewport().width() - round(left) + _RIBBON, line.top(), _RIBBON, 2 * _RIBBON)
            painter.fillRect(place, ribbon(annotation, self._theme))
        painter.end()

    def _top(self, number: int) -> int:
        """Where an article begins, in pixels of the document."""
        block = self.document().findBlock(self._starts[number])
        return round(self.document().documentLayout().blockBoundingRect(block).top())

    def _bottom(self) -> int:
        return round(self.document().documentLayout().blockBoundingRect(self.document().lastBlock()).bottom())

    def _at_top(self) -> int:
        """Which article stands at the top edge."""
        line = self.verticalScrollBar().value() + _ABOVE + 1
        number = bisect_right(range(len(self._articles)), line, key=self._top) - 1
        return max(0, number)

    def _follow_scrolling(self) -> None:
        if self._placing or not self._articles:
            return
        number = self._at_top()
        if number != self._current:
            self._current = number
            self.viewport().update()
            self.skimmed.emit(self.current())

    def _set_margins(self, document: QTextDocument) -> None:
        """Hold the line to the chosen measure, in the middle of the pane."""
        if self._settings is None:
            return
        line = self._settings.number("measure") * self._settings.number("text_size")
        side = max(_LEAST_MARGIN, (self.viewport().width() - line) // 2)
        made = document.rootFrame().frameFormat()
        made.setLeftMargin(side)
        made.setRightMargin(side)
        made.setTopMargin(_ABOVE)
        made.setBottomMargin(_ABOVE)
        if made != document.rootFrame().frameFormat():
            document.rootFrame().setFrameFormat(made)

    def _leave_room(self) -> None:
        """Leave so much room below the last article that it can come to the top edge, and no more."""
        if self._articles:
            made = self.document().rootFrame().frameFormat()
            last = self._bottom() - self._top(len(self._articles) - 1)
            made.setBottomMargin(max(_ABOVE, self.viewport().height() - _ABOVE - last))
            self.document().rootFrame().setFrameFormat(made)

    def _draw_marks(self) -> None:
        assert self._theme
        selections = []
        self._bookmarks = []
        for start, shown in zip(self._starts, self._articles, strict=True):
            units = Utf16(shown.sheet.text)
            marks = Stretches([(shown.sheet.ranges(a.spans), a) for a in shown.marks])
            for stretch in marks.between(0, len(shown.sheet.text)):
                selection = QTextEdit.ExtraSelection()
                selection.cursor = self._cursor_over(start + units.units(stretch.start), start + units.units(stretch.end))
                selection.format = drawn(look(stretch, ""), self._theme)
                selections.append(selection)
            self._bookmarks += [(start + units.units(at), annotation) for at, annotation in marks.bookmarks]
        self.setExtraSelections(selections)

    def _cursor_over(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor
