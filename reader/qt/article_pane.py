"""The article pane: text set like print, with a caret always in it and the marks drawn over it.

The only place that turns code points into Qt's UTF-16 positions and back. The document is never edited.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.model import Annotation
from reader.qt.caret_keys import motion_of
from reader.qt.document import Utf16, build_document
from reader.qt.mark_drawing import Look, Stretches, drawn, look, ribbon
from reader.qt.one_document import OneDocument
from reader.qt.theme import Theme
from reader.services.wording import Wording
from reader.settings import Settings
from reader.text.sheet import Sheet
from reader.translation import tr

_LEAST_SIDE = 24  # pixels beside the text: the ribbons of bookmarks stand there
_CARET_WIDTH = 2
_LEAST_AROUND = 300  # characters around what is seen whose marks are drawn, so that not every turn of the wheel asks for more
_RIBBON, _RIBBON_GAP = 9, 8  # pixels: the width of a bookmark, and what parts it from the text


class ArticlePane(OneDocument):
    """Shows one sheet. Positions in its interface are code points of the sheet."""

    moved = Signal()
    hits_moved = Signal()  # the hits, or the one that the caret stands on, are others

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article")
        self._words = words
        self._clicked: tuple[int, int] | None = None  # the word that the mouse is held on after a double click
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setCursorWidth(_CARET_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The layout asks for the scroll bar's width; were it to come and go, the lines would break anew.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._mark_idle_bar)
        self.verticalScrollBar().valueChanged.connect(self._follow_scrolling)
        self.cursorPositionChanged.connect(self.moved)
        self.cursorPositionChanged.connect(self._look_at_hits)
        self._sheet: Sheet | None = None
        self._units = Utf16("")
        self._annotations: Sequence[Annotation] = ()
        self._hits: Sequence[tuple[int, int]] = ()
        self._hit: int | None = None
        self._chosen = ""
        self._stretches = Stretches(())
        self._drawn_over = (0, 0)  # positions between which marks are drawn
        self._marked: dict[tuple[int, int, Look], QTextEdit.ExtraSelection] = {}
        self._theme: Theme | None = None
        self._settings: Settings | None = None

    def wear(self, theme: Theme, settings: Settings) -> None:
        """Take on colours and type; what is shown is set anew at the same place."""
        self._theme, self._settings = theme, settings
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        self.setPalette(palette)
        if self._sheet is not None:
            hits = self._hits
            self.show_sheet(self._sheet, self._annotations, self.caret())
            self.show_hits(hits)

    def show_sheet(self, sheet: Sheet | None, annotations: Sequence[Annotation], position: int) -> None:
        """Set an article (or nothing) and put the caret at a position."""
        assert self._theme
        assert self._settings
        self._sheet, self._annotations = sheet, annotations
        had, self._hits, self._hit = bool(self._hits), (), None
        text = sheet.text if sheet else ""
        self._units, self._marked = Utf16(text), {}
        self._stretches = Stretches(())  # what Qt does with the new document may have marks drawn before they are known
        document = build_document(sheet, self._theme, self._settings) if sheet else QTextDocument()
        self._set_margins(document)  # before it is laid out, which it would be twice
        self.exchange(document)
        self.setAccessibleName(sheet.article.title if sheet else tr("No article is open."))
        self._mark_idle_bar()
        self._draw_marks()
        self.select(position, position)
        if position == 0:
            self.verticalScrollBar().setValue(0)
        if had:
            self.hits_moved.emit()

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Draw these marks instead of those before."""
        self._annotations = annotations
        self._draw_marks()

    def show_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Set off what was searched for instead of what was before."""
        self._hits, self._hit = hits, self._hit_at(hits, self.caret())
        self._draw_what_is_seen()
        self.hits_moved.emit()

    def hits(self) -> tuple[int | None, int]:
        """Which of the hits, from 0 on, the caret stands on, and how many there are."""
        return self._hit, len(self._hits)

    def choose(self, annotation_id: str) -> None:
        """Set one annotation off from the others."""
        if annotation_id != self._chosen:
            self._chosen = annotation_id
            self._draw_what_is_seen()

    def caret(self) -> int:
        """Where the caret stands."""
        return self._units.point(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """The selection, or the caret twice."""
        cursor = self.textCursor()
        return self._units.point(cursor.selectionStart()), self._units.point(cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select a stretch, the caret at its end, and bring it into view, what stands around it too."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        before = bar.value()
        cursor = self.textCursor()
        last = max(0, self.document().characterCount() - 1)
        cursor.setPosition(min(self._units.units(start), last))
        cursor.setPosition(min(self._units.units(end), last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        if start == end and bar.value() != before:  # Qt brings it to the edge, where only half of a mark is seen
            bar.setValue(bar.value() + self.cursorRect().top() - height // 3)
        self.ensureCursorVisible()

    def place_of(self, start: int, end: int) -> tuple[QRect, QFont]:
        """Where a paragraph is shown, in pixels of the viewport, brought into view; and its font."""
        self.select(end, end)
        self.select(start, start)
        block = self.document().findBlock(self._units.units(start))
        shown = self.document().documentLayout().blockBoundingRect(block)
        font = block.begin().fragment().charFormat().font() if not block.begin().atEnd() else self.font()
        return shown.translated(0, -self.verticalScrollBar().value()).toAlignedRect(), font

    def scroll_page(self, forward: bool) -> bool:
        """Scroll by a page less two lines; False where the end was reached already."""
        bar = self.verticalScrollBar()
        before = bar.value()
        step = self.viewport().height() - 2 * self.fontMetrics().lineSpacing()
        bar.setValue(before + (step if forward else -step))
        if bar.value() == before:
            return False
        self._bring_caret_into_view()
        return True

    def createMimeDataFromSelection(self) -> QMimeData:
        """The article's own words, without the marks of loss that the sheet puts in."""
        # Qt's own object: the clipboard outlives Python, and one made here would take the program down when it ends.
        data = super().createMimeDataFromSelection()
        data.text()  # Qt fills it when it is first asked: later, it would put what is shown over what is put in here
        for kind in data.formats():
            data.removeFormat(kind)
        if self._sheet is not None:
            data.setText(self._sheet.quote(*self.selection()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        motion = motion_of(event, self._words) if self._sheet is not None else None
        if motion is None or self._sheet is None:
            super().keyPressEvent(event)
            return
        place, caret = motion.go(self._sheet.text, self.caret()), self.caret()
        anchor = self._units.point(self.textCursor().anchor()) if motion.selects else place
        if place != caret or anchor != place or self.textCursor().hasSelection():
            self._put(anchor, place)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)  # which looks out for a third click, too
        if self._sheet is not None and event.button() is Qt.MouseButton.LeftButton:
            self._clicked = self._word_under(event)
            self._put(*self._clicked)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._clicked is None:
            super().mouseMoveEvent(event)
            return
        (start, end), (left, right) = self._clicked, self._word_under(event)
        self._put(end, left) if left < start else self._put(start, max(end, right))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._clicked = None
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins(self.document())
        self._follow_scrolling()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

    def _word_under(self, event: QMouseEvent) -> tuple[int, int]:
        assert self._sheet
        cursor = self.cursorForPosition(event.position().toPoint())
        position = self._units.point(cursor.position())
        if not cursor.atBlockStart() and self.cursorRect(cursor).center().x() > event.position().x():
            position -= 1  # on the right half of a character Qt gives the place after it
        return self._words.word_at(self._sheet.text, position)

    def _put(self, anchor: int, caret: int) -> None:
        """Select from one position to another, and bring the caret into view."""
        cursor = self.textCursor()
        cursor.setPosition(self._units.units(anchor))
        cursor.setPosition(self._units.units(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _look_at_hits(self) -> None:
        """The hit that the caret stands on looks other than the others."""
        hit = self._hit_at(self._hits, self.caret()) if self._hits else None
        if hit != self._hit:
            self._hit = hit
            self._draw_what_is_seen()
            self.hits_moved.emit()

    @staticmethod
    def _hit_at(hits: Sequence[tuple[int, int]], caret: int) -> int | None:
        row = bisect_right(hits, caret, key=lambda hit: hit[0]) - 1
        return row if row >= 0 and caret < hits[row][1] else None

    def _mark_idle_bar(self) -> None:
        """A bar that cannot move shows no handle (the style sheet sees the property)."""
        bar = self.verticalScrollBar()
        idle = bar.minimum() == bar.maximum()
        if bar.property("idle") != idle:
            bar.setProperty("idle", idle)
            bar.style().unpolish(bar)
            bar.style().polish(bar)

    def _bring_caret_into_view(self) -> None:
        rectangle = self.cursorRect()
        if not self.viewport().rect().intersects(rectangle):
            cursor = self.cursorForPosition(self.viewport().rect().topLeft())
            value = self.verticalScrollBar().value()
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(value)

    def _set_margins(self, document: QTextDocument) -> None:
        """Hold the line to the chosen measure, in the middle of the pane."""
        if self._settings is None:
            return
        line = self._settings.number("measure") * self._settings.number("text_size")
        margin = self._settings.number("margin")
        side = max(_LEAST_SIDE, margin, (self.viewport().width() - line) // 2)
        frame = document.rootFrame()
        frame_format = frame.frameFormat()
        if frame_format.leftMargin() != side or frame_format.topMargin() != margin:
            frame_format.setLeftMargin(side)
            frame_format.setRightMargin(side)
            frame_format.setTopMargin(margin)
            frame_format.setBottomMargin(margin * 2)
            frame.setFrameFormat(frame_format)

    def _draw_marks(self) -> None:
        if self._sheet is None or self._theme is None:
            self._stretches = Stretches(())
        else:
            self._stretches = Stretches([(self._sheet.ranges(a.spans), a) for a in self._annotations])
        self._draw_what_is_seen()

    def _draw_what_is_seen(self, *_: object) -> None:
        """Draw the marks around what is seen: Qt looks through all that it is given for every line that it paints."""
        if self._theme is None:
            return
        first, last = self._seen()
        around = max((last - first) // 3, _LEAST_AROUND)
        self._drawn_over = max(0, first - around), last + around
        before, self._marked = self._marked, {}  # most of what is drawn was drawn before
        for stretch in self._stretches.between(*self._drawn_over):
            key = stretch.start, stretch.end, look(stretch, self._chosen)
            self._marked[key] = before.get(key) or self._drawn(*key)
        begin = max(0, bisect_left(self._hits, (self._drawn_over[0], 0)) - 1)
        end = bisect_left(self._hits, (self._drawn_over[1], 0))
        hits = [self._drawn_hit(self._hits[row], row == self._hit) for row in range(begin, end)]
        self.setExtraSelections([*self._marked.values(), *hits])
        self.viewport().update()  # the ribbons of bookmarks are no selections

    def _seen(self) -> tuple[int, int]:
        """The positions between which the text is seen."""
        view = self.viewport().rect()
        first, last = self.cursorForPosition(view.topLeft()), self.cursorForPosition(view.bottomRight())
        return self._units.point(first.position()), self._units.point(last.position())

    def _follow_scrolling(self) -> None:
        first, last = self._seen()
        if first < self._drawn_over[0] or last > self._drawn_over[1]:
            self._draw_what_is_seen()

    def _drawn(self, start: int, end: int, look: Look) -> QTextEdit.ExtraSelection:
        assert self._theme
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = self._cursor_over((start, end)), drawn(look, self._theme)
        return selection

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._theme is None or not self._stretches.bookmarks:
            return
        painter = QPainter(self.viewport())
        for position, annotation in self._stretches.bookmarks:
            if self._drawn_over[0] <= position <= self._drawn_over[1]:
                self._draw_ribbon(painter, position, annotation, self._theme)
        painter.end()

    def _draw_ribbon(self, painter: QPainter, position: int, annotation: Annotation, theme: Theme) -> None:
        """A ribbon in the margin, beside the line in which a bookmark begins."""
        line = self.cursorRect(self._cursor_over((position, position)))
        side = round(self.document().rootFrame().frameFormat().leftMargin())
        left, top, height = side - _RIBBON_GAP - _RIBBON, line.top(), min(line.height(), 2 * _RIBBON)
        right, bottom, notch = left + _RIBBON, top + height, left + _RIBBON // 2
        corners = ((left, top), (right, top), (right, bottom), (notch, bottom - _RIBBON // 2), (left, bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent) if annotation.id == self._chosen else Qt.PenStyle.NoPen)
        painter.setBrush(ribbon(annotation, theme))
        painter.drawPolygon([QPoint(*corner) for corner in corners])

    def _drawn_hit(self, stretch: tuple[int, int], current: bool) -> QTextEdit.ExtraSelection:
        """The current hit is light on dark where the others are underlined (in the dark the other way round)."""
        assert self._theme
        selection = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.accent if current else self._theme.hit))
        look.setForeground(QColor(self._theme.accent_ink if current else self._theme.ink))
        if not current:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(QColor(self._theme.accent))
        selection.cursor, selection.format = self._cursor_over(stretch), look
        return selection

    def _cursor_over(self, stretch: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.units(stretch[0]))
        cursor.setPosition(self._units.units(stretch[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor
