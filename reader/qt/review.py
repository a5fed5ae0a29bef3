"""The review: what needs a person's look, one thing after another, how it was on the left and what it is now on the right."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette, QTextBlockFormat, QTextCharFormat
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from reader.commands import attempt
from reader.errors import ReaderError
from reader.model import Annotation, Change
from reader.qt.document import visible
from reader.qt.labels import ElidedLabel
from reader.qt.panes import place_words
from reader.qt.theme import SERIF, Theme, theme_named
from reader.services.desk import Desk
from reader.services.reviewing import Case, Extent, Item, Offer, Passage, accepted, case_of, pending
from reader.store.doubts import Doubt, Doubts
from reader.translation import retold, tr

MARGIN = 40  # pixels of the window that are seen around the review
_LINE_HEIGHT = 150  # per cent
_GAP = "\u3000"  # marked where words stood that are gone
EXTENTS = {Extent.ARTICLE: "This article", Extent.ISSUE: "This issue", Extent.LIBRARY: "Whole library"}
_WORDS_OF_DOUBT = "yellow"  # the mark of words that nobody has marked


class PassageView(QTextEdit):
    """Words with what stands around them, the words marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.document().setDocumentMargin(12)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the review's
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_passage(self, passage: Passage | None, colour: str, theme: Theme, size: int) -> None:
        """Show a passage, or nothing, in a colour of the theme and a size of type in pixels."""
        self.clear()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.paper))
        self.setPalette(palette)
        if passage is None:
            return
        around, marked = QTextCharFormat(), QTextCharFormat()
        font = QFont(list(SERIF))
        font.setPixelSize(size)
        for look, ink in ((around, theme.muted), (marked, theme.ink)):
            look.setFont(font)
            look.setForeground(QColor(ink))
        marked.setBackground(QColor(theme.marks.get(colour, theme.marks["grey"])))
        cursor = self.textCursor()
        lines = QTextBlockFormat()
        lines.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(lines)
        cursor.insertText(_set(passage.before).lstrip(), around)
        start = cursor.position()
        cursor.insertText(_set(passage.marked) or _GAP, marked)
        end = cursor.position()
        cursor.insertText(_set(passage.after).rstrip(), around)
        self._bring_into_view(start, end)

    def _bring_into_view(self, start: int, end: int) -> None:
        bar, cursor = self.verticalScrollBar(), self.textCursor()
        cursor.setPosition(end)
        self.setTextCursor(cursor)
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 3)


def _set(text: str) -> str:
    """A text as it is shown, without the empty lines of the page's file."""
    return "\n".join(visible(line) for line in re.split(r"[^\S\n]*\n\s*", text))


class Review(QDialog):
    """Shows one item at a time. Enter accepts, the arrows lead on, M sets by hand; nothing here needs a pointer."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Review"))
        self.resize(parent.width() - 2 * MARGIN, parent.height() - 2 * MARGIN)
        self._desk = desk
        self._items: list[Item] = []
        self._at = self._offer = 0
        self._whole_issue = self._settled_any = False
        self._case: Case | None = None
        self._acts: list[Callable[[], object]] = []  # what takes back what was done here, the last one last
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._make()
        self.setFocus()
        self._load(Extent.LIBRARY)

    # --- building -------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.count = QLabel(self)
        self.count.setObjectName("hint")
        self.extent = self._extents()
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        strong = self.sentence.font()
        strong.setBold(True)
        self.sentence.setFont(strong)
        self.fit = QLabel(self)
        self.note = ElidedLabel(self)
        self.note.setObjectName("hint")
        self.was_heading, self.now_heading = ElidedLabel(self), ElidedLabel(self)
        self.was, self.now = PassageView(self), PassageView(self)
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        self.extent_key = QLabel(self._letter("S").strip(), self)
        self.extent_key.setObjectName("hint")
        top.addWidget(self.extent_key)
        top.addWidget(self.extent)
        middle = QHBoxLayout()
        middle.addWidget(self.sentence, 1)
        middle.addWidget(self.fit)
        sides = QGridLayout()
        sides.setHorizontalSpacing(16)
        for column, (heading, view) in enumerate(((self.was_heading, self.was), (self.now_heading, self.now))):
            sides.addWidget(heading, 0, column)
            sides.addWidget(view, 1, column)
            sides.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addLayout(middle)
        layout.addLayout(sides, 1)
        layout.addWidget(self.note)
        layout.addLayout(self._buttons())

    def _extents(self) -> QComboBox:
        box = QComboBox(self)
        for extent in Extent if self._desk.article_id else [Extent.LIBRARY]:
            box.addItem(tr(EXTENTS[extent]), extent.value)
        box.setCurrentIndex(box.count() - 1)
        box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.setAccessibleName(tr("Review of"))
        box.currentIndexChanged.connect(lambda: self._load(Extent(box.currentData())))
        return box

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.accept_button = self._button(tr("Accept") + "   Enter", self.accept_offer)
        self.other_button = self._button(tr("Other place") + "   ← →", lambda: self.turn(1))
        self.hand_button = self._button("", self.set_by_hand)
        self.issue_button = self._button("", self.widen)
        buttons = [
            self.accept_button,
            self.other_button,
            self.hand_button,
            self.issue_button,
            self._button(tr("Leave it") + "   ↓ J", lambda: self.go(1)),
            self._button(tr("Go back") + "   ↑ K", lambda: self.go(-1)),
            self._button(tr("Undo") + "   Ctrl+Z", self.take_back),
        ]
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._button(tr("Close") + "   Esc", self.reject))
        return row

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: act())
        return button

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.accept_offer,
            Qt.Key.Key_Enter: self.accept_offer,
            Qt.Key.Key_Down: lambda: self.go(1),
            Qt.Key.Key_Up: lambda: self.go(-1),
            Qt.Key.Key_Right: lambda: self.turn(1),
            Qt.Key.Key_Left: lambda: self.turn(-1),
            Qt.Key.Key_PageDown: lambda: self._scroll(1),
            Qt.Key.Key_PageUp: lambda: self._scroll(-1),
        }
        letters: dict[int, Callable[[], object]] = {
            Qt.Key.Key_J: lambda: self.go(1),
            Qt.Key.Key_K: lambda: self.go(-1),
            Qt.Key.Key_M: self.set_by_hand,
            Qt.Key.Key_I: self.widen,
            Qt.Key.Key_S: self._next_extent,
        }
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Z:
            self.take_back()
        elif event.key() in keys:
            keys[event.key()]()
        elif event.key() in letters and control != self._desk.settings.flag("single_letter_keys"):
            letters[event.key()]()
        else:
            super().keyPressEvent(event)

    def _scroll(self, pages: int) -> None:
        for view in (self.was, self.now):
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + pages * bar.pageStep() // 2)

    def _letter(self, letter: str) -> str:
        """A key beside the words of a button; where single letters are no keys, the letter with Ctrl is."""
        return f"   {letter}" if self._desk.settings.flag("single_letter_keys") else f"   Ctrl+{letter}"

    def _next_extent(self) -> None:
        self.extent.setCurrentIndex((self.extent.currentIndex() - 1) % self.extent.count())

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """What is being looked at."""
        return self._items[self._at] if self._items else None

    def go(self, step: int) -> None:
        """Show the item that many on; what is shown is left as it is."""
        if 0 <= self._at + step < len(self._items):
            self._at += step
            self._whole_issue = False
            self._show()
        else:
            self.count.setText(tr("This is the last one.") if step > 0 else tr("This is the first one."))

    def turn(self, step: int) -> None:
        """Show another place for the same annotation."""
        if self._case and self._case.offers:
            self._offer = (self._offer + step) % len(self._case.offers)
            self._show_sides()

    def widen(self) -> None:
        """Look for places on the other pages of the issue too."""
        if isinstance(self.item, Annotation):
            self._whole_issue = not self._whole_issue
            self._show()

    def _load(self, extent: Extent) -> None:
        self._items = pending(self._desk.library, extent, self._desk.article_id)
        self._at = min(self._at, max(0, len(self._items) - 1))
        self._show()

    def _show(self) -> None:
        self._offer, self._case, complaint = 0, None, ""
        if self.item is not None:
            try:
                self._case = case_of(self._desk.library, self.item, self._whole_issue)
            except ReaderError as error:
                complaint = retold(str(error))
        self.sentence.setText(self._case.sentence if self._case else complaint or tr("Nothing needs review here."))
        note = self.item.note if isinstance(self.item, Annotation) else ""
        self.note.setText(tr("Note: {note}", note=visible(" ".join(note.split()))) if note else "")
        self.note.setVisible(bool(note))
        self._show_sides()

    def _show_sides(self) -> None:
        case, item = self._case, self.item
        marked = isinstance(item, Annotation)
        offer = case.offers[self._offer] if case and case.offers else None
        theme = theme_named(self._desk.settings.text("theme"))
        colour = item.colour if isinstance(item, Annotation) else _WORDS_OF_DOUBT
        size = self._desk.settings.number("text_size")
        self.was.show_passage(case.was if case else None, colour, theme, size)
        self.now.show_passage(offer.passage if offer else case.now if case else None, colour, theme, size)
        self.fit.setText(self._fit_words() if offer else "")
        self.count.setText(tr("{number} of {count}", number=self._at + 1, count=len(self._items)) if item else "")
        self.was_heading.setText(self._was_words())
        self.now_heading.setText(self._now_words() if offer else tr("The page as it is now") if case and case.now else "")
        self.accept_button.setEnabled(offer is not None)
        self.other_button.setEnabled(case is not None and len(case.offers) > 1)
        self.hand_button.setEnabled(case is not None)
        self.hand_button.setText((tr("By hand") if marked else tr("Show in the article")) + self._letter("M"))
        self.issue_button.setText((tr("This page") if self._whole_issue else tr("Whole issue")) + self._letter("I"))
        self.issue_button.setVisible(marked)
        self.other_button.setVisible(marked)

    def _was_words(self) -> str:
        if self._case is None:
            return ""
        words = tr("As it was") if isinstance(self.item, Annotation) else tr("The page as it was read")
        return "   ·   ".join(filter(None, (words, visible(self._case.was.title))))

    def _now_words(self) -> str:
        assert self._case
        passage = self._case.offers[self._offer].passage
        return "   ·   ".join(filter(None, (visible(passage.title), place_words(passage.place))))

    def _fit_words(self) -> str:
        assert self._case
        offer, count = self._case.offers[self._offer], len(self._case.offers)
        if not isinstance(self.item, Annotation) or offer.span is None:
            return ""
        words = "Place {number} of {count}, fits {percent} %"
        return tr(words, number=self._offer + 1, count=count, percent=round(100 * offer.score))

    # --- what is done -----------------------------------------------------------------------------------------------

    def accept_offer(self) -> None:
        """Settle the item as it is shown on the right, and show the next one."""
        item, case = self.item, self._case
        if item is None or case is None or not case.offers:
            return
        try:
            if isinstance(item, Doubt):
                doubts = Doubts(self._desk.library)
                doubts.settle(item)
                self._settled_any = True
                self._acts.append(lambda: doubts.settle(item, settled=False))
            else:
                placed = accepted(self._desk.library, item, case.offers[self._offer].span)
                self._desk.do(Change("Accept place", before=(item,), after=(placed,)))
                self._acts.append(self._desk.undo)
        except ReaderError as error:
            self.sentence.setText(retold(str(error)))
            return
        self._whole_issue = False
        self._load(Extent(self.extent.currentData()))

    def take_back(self) -> None:
        """Take back what was accepted last."""
        if not self._acts:
            self.count.setText(tr("There is nothing to undo."))
            return
        try:
            self._acts[-1]()
        except ReaderError as error:
            self.sentence.setText(retold(str(error)))
            return
        self._acts.pop()
        self._load(Extent(self.extent.currentData()))

    def set_by_hand(self) -> None:
        """Close, and let the words be selected in the article; of a doubt, show its place there."""
        item, desk, case = self.item, self._desk, self._case
        if item is None or case is None:
            return
        self.accept()
        offer = case.offers[self._offer] if case.offers else None
        attempt(desk, lambda: self._open_at(item, offer))
        if isinstance(item, Annotation):
            desk.moving = item
            desk.view.say(tr("Select the words that it belongs to, and press M again."))

    def _open_at(self, item: Item, offer: Offer | None) -> None:
        desk = self._desk
        span = offer.span if offer else None
        home = desk.archive.article_holding(span.text_id, span.start) if span else None
        desk.open(home or item.article_id)
        desk.view.focus_pane("text")
        assert desk.sheet
        shown = desk.sheet.ranges([span]) if span else []
        place = shown[0][0] if shown else desk.sheet.text.find(offer.passage.marked) if offer else 0
        desk.view.select(max(0, place), max(0, place))

    def done(self, result: int) -> None:
        """Close; the open article is shown without the doubts that were settled."""
        super().done(result)
        if self._settled_any:
            self._desk.refresh()
