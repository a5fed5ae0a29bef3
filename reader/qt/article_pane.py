"""The article pane: text set like print, with a caret always in it and the marks drawn over it.

The only place that turns code points into Qt's UTF-16 positions and back. The document is never edited.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPalette, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.model import Annotation, Status, Style
from reader.qt.document import Utf16, build_document
from reader.qt.theme import Theme
from reader.settings import Settings
from reader.text.sheet import Sheet
from reader.translation import tr

_TOP_MARGIN, _LEAST_MARGIN = 28, 24  # pixels around the text
_CARET_WIDTH = 2


class ArticlePane(QTextEdit):
    """Shows one sheet. Positions in its interface are code points of the sheet."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article")
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
        self.cursorPositionChanged.connect(self.moved)
        self._sheet: Sheet | None = None
        self._units = Utf16("")
        self._annotations: Sequence[Annotation] = ()
        self._hits: Sequence[tuple[int, int]] = ()
        self._chosen = ""
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
        self._sheet, self._annotations, self._hits = sheet, annotations, ()
        text = sheet.text if sheet else ""
        self._units = Utf16(text)
        document = build_document(sheet, self._theme, self._settings) if sheet else QTextDocument()
        self._set_margins(document)  # before it is laid out, which it would be twice
        document.setParent(self)  # a document that is the editor's child is deleted when the next one is set
        self.setDocument(document)
        self.setAccessibleName(sheet.article.title if sheet else tr("No article is open."))
        self._mark_idle_bar()
        self._draw_marks()
        self.select(position, position)
        if position == 0:
            self.verticalScrollBar().setValue(0)

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Draw these marks instead of those before."""
        self._annotations = annotations
        self._draw_marks()

    def show_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Set off what was searched for instead of what was before."""
        self._hits = hits
        self._draw_marks()

    def choose(self, annotation_id: str) -> None:
        """Set one annotation off from the others."""
        self._chosen = annotation_id
        self._draw_marks()

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
        for kind in data.formats():
            data.removeFormat(kind)
        if self._sheet is not None:
            data.setText(self._sheet.quote(*self.selection()))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins(self.document())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit()

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
        side = max(_LEAST_MARGIN, (self.viewport().width() - line) // 2)
        frame = document.rootFrame()
        frame_format = frame.frameFormat()
        if frame_format.leftMargin() != side or frame_format.topMargin() != _TOP_MARGIN:
            frame_format.setLeftMargin(side)
            frame_format.setRightMargin(side)
            frame_format.setTopMargin(_TOP_MARGIN)
            frame_format.setBottomMargin(_TOP_MARGIN * 2)
            frame.setFrameFormat(frame_format)

    def _draw_marks(self) -> None:
        if self._sheet is None or self._theme is None:
            self.setExtraSelections([])
            return
        # The widest first, so that a narrower mark within it is seen.
        marks = [(self._sheet.ranges(a.spans), a) for a in self._annotations]
        marks.sort(key=lambda m: -sum(end - start for start, end in m[0]))
        drawn = [self._drawn(stretch, annotation) for ranges, annotation in marks for stretch in ranges]
        self.setExtraSelections(drawn + [self._drawn_hit(hit) for hit in self._hits])

    def _drawn(self, stretch: tuple[int, int], annotation: Annotation) -> QTextEdit.ExtraSelection:
        assert self._theme
        selection = QTextEdit.ExtraSelection()
        shade = QColor(self._theme.marks.get(annotation.colour, self._theme.marks["grey"]))
        look = QTextCharFormat()
        if annotation.style is Style.UNDERLINE:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(shade.darker(140) if self._theme.name != "dark" else shade.lighter(160))
        else:
            look.setBackground(shade)
        if annotation.id == self._chosen or annotation.status is Status.NEEDS_REVIEW:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(QColor(self._theme.accent))
        selection.cursor, selection.format = self._cursor_over(stretch), look
        return selection

    def _drawn_hit(self, stretch: tuple[int, int]) -> QTextEdit.ExtraSelection:
        assert self._theme
        selection = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.accent))
        look.setForeground(QColor(self._theme.accent_ink))
        selection.cursor, selection.format = self._cursor_over(stretch), look
        return selection

    def _cursor_over(self, stretch: tuple[int, int]) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._units.units(stretch[0]))
        cursor.setPosition(self._units.units(stretch[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor
