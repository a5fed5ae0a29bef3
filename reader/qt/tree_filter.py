"""The line over the tree that narrows it to what has the words typed: newspapers, dates, pages and headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reader.qt.search_worker import NarrowWorker
from reader.qt.tree_model import ARTICLE_ROLE, TreeModel
from reader.store.library import Library
from reader.store.narrowing import Narrowed, NarrowedShelves
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.panes import Keys, TreePane

LONGEST = 200  # characters of what is typed
ROWS_OPENED = 60  # as many as a tall tree shows: so many rows are opened by themselves, one at a time


class TreeFilter(QWidget):
    """Enter opens the first article that is left, then the next, Shift+Enter the one before; Down leads to the tree.

    Esc takes the words away and leads back to where one was. `opened(article)` is sent for what Enter opens.
    """

    opened = Signal(int)
    failed = Signal(str)

    def __init__(self, pane: TreePane, library: Library) -> None:
        super().__init__(pane)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pane, self._library = pane, library
        self._before: tuple[int, list[Keys], Keys] | None = None  # the open article, open branches, current row
        self._advance = 0  # Enter was pressed while the words were still being looked for
        self._worker = NarrowWorker(library.path, self)
        self._worker.narrowed.connect(self._take)
        self._worker.failed.connect(self.failed)
        self._worker.start()
        self._opening = QTimer(self)
        self._opening.setInterval(0)
        self._opening.timeout.connect(self._open_one_more)
        self.field = QLineEdit(self)
        self.field.setMaxLength(LONGEST)
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._ask)
        self.hint = QLabel(self)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.field.setPlaceholderText(tr("Newspaper, date, page or headline"))
        self.field.setAccessibleName(tr("Filter the tree"))
        self._say_what_is_left()

    def start(self) -> None:
        """Show the line and take the keyboard."""
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> bool:
        """Take the words away and go back to where one was; False where there is no line to leave."""
        if self.isHidden():
            return False
        self.field.clear()
        self.hide()
        self._pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def renew(self) -> None:
        """Look for the words again, after an import."""
        if self._before is not None:
            self._worker.ask(self.field.text())

    def finish(self) -> None:
        """End what is being looked for, before the program ends: the library is closed after."""
        self._opening.stop()
        self._worker.narrowed.disconnect(self._take)
        self._worker.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                return True
            if event.key() == Qt.Key.Key_Down:
                self._pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                return self.leave()
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        self._advance = 0
        words = self.field.text()
        if words.strip():
            self._worker.ask(words)
        else:
            self._restore()
        self._say_what_is_left()

    def _left(self) -> Narrowed | None:
        model = self._pane.view.model()
        assert isinstance(model, TreeModel)
        return model.shelves.left if isinstance(model.shelves, NarrowedShelves) else None

    def _take(self, left: Narrowed) -> None:
        if left.words != self.field.text():  # it was typed on since
            return
        if self._before is None:
            self._before = (self._pane.article, *self._pane.state())
        shown = TreeModel(NarrowedShelves(self._library, left), self)
        shown.set_counts(left.months)
        before = self._left()
        if before is not None and before.words == left.words:
            self._pane.exchange_model(shown)
        else:
            self._pane.show_model(shown)
            self._opening.start()
        if not self._pane.view.currentIndex().isValid():
            self._pane.view.setCurrentIndex(shown.index(0, 0))
        self._say_what_is_left()
        if self._advance:
            self._go(self._advance > 0)

    def _restore(self) -> None:
        if self._before is not None:
            article, branches, current = self._before
            self._before = None
            self._opening.stop()
            self._pane.show_model(self._pane.model)
            self._pane.put_back(branches, current)
            if self._pane.article != article:
                self._pane.show_article(self._pane.article)

    def _say_what_is_left(self) -> None:
        left = self._left()
        if left is None or not self.field.text().strip():
            self.hint.setText(tr("Enter opens the next article, Esc leads back."))
        elif not left.newspapers:
            self.hint.setText(tr("Nothing in the tree has these words."))
        elif whole := sum(days is None for days in left.newspapers.values()):
            others = tr(
                "{newspapers:whole newspaper|whole newspapers}, and {count:article|articles} of others",
                newspapers=whole,
                count=left.articles,
            )
            self.hint.setText(
                others if left.articles else tr("{newspapers:whole newspaper|whole newspapers}", newspapers=whole)
            )
        else:
            self.hint.setText(tr("{count:article|articles}", count=left.articles))

    def _go(self, forward: bool) -> None:
        """Open the next article of those that are left; after the last, the first."""
        left = self._left()
        if left is None or left.words != self.field.text():
            self._advance = 1 if forward else -1
            return
        self._advance = 0
        view, model = self._pane.view, self._pane.view.model()
        found = article_beyond(model, view.currentIndex(), forward)
        if not found.isValid():
            found = article_beyond(model, QModelIndex(), forward)
        if found.isValid():
            view.setCurrentIndex(found)
            view.scrollTo(found)
            self.opened.emit(found.data(ARTICLE_ROLE))

    def _open_one_more(self) -> None:
        """Open one branch more, from the top, until there is enough to look at."""
        view = self._pane.view
        index, rows = view.model().index(0, 0), 0
        while index.isValid() and rows < ROWS_OPENED:
            rows += 1
            if not view.isExpanded(index) and index.data(ARTICLE_ROLE) is None and index.model().rowCount(index):
                view.setExpanded(index, True)
                return
            index = view.indexBelow(index)
        self._opening.stop()


def article_beyond(model: QAbstractItemModel, index: QModelIndex, forward: bool) -> QModelIndex:
    """The next article after a row of a tree (none: after its beginning), or the one before; invalid where there is none."""
    step = _row_after if forward else _row_before
    while True:
        index = step(model, index)
        if not index.isValid() or index.data(ARTICLE_ROLE) is not None:
            return index


def _row_after(model: QAbstractItemModel, index: QModelIndex) -> QModelIndex:
    if model.hasChildren(index) and model.rowCount(index):
        return model.index(0, 0, index)
    while index.isValid():
        beside = index.siblingAtRow(index.row() + 1)
        if beside.isValid():
            return beside
        index = index.parent()
    return QModelIndex()


def _row_before(model: QAbstractItemModel, index: QModelIndex) -> QModelIndex:
    above = index.siblingAtRow(index.row() - 1) if index.isValid() else model.index(model.rowCount() - 1, 0)
    if index.isValid() and not above.isValid():
        return index.parent()
    while above.isValid() and model.hasChildren(above) and (rows := model.rowCount(above)):
        above = model.index(rows - 1, 0, above)
    return above
