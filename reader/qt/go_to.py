"""Go to: a line for a date, a page, words of a headline, a link or the id of an annotation, and what it would open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reader.model import Place
from reader.qt.document import visible
from reader.qt.labels import plain_tooltip
from reader.qt.search_worker import Answerer
from reader.services.destinations import Destination, Ways, ways
from reader.store.library import Library
from reader.text.calendar import full_date
from reader.translation import retold, tr

SIZE = (680, 400)  # pixels
LONGEST = 500  # characters of what is typed
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class WayFinder(Answerer):
    """Finds, off the window's thread, where what is typed leads to."""

    found = Signal(object)  # Ways

    def _answer(self, library: Library, question: tuple[str, int]) -> None:
        self.found.emit(ways(library, *question))


class GoTo(QDialog):
    """Enter goes to the chosen destination; pressed while it is still being looked for, as soon as it is found."""

    def __init__(self, library: Path, here: int, go: Callable[[Destination], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Go to"))
        self.resize(*SIZE)
        self._here, self._go, self._shown, self._hurries = here, go, Ways(""), False
        self.field = QLineEdit(self)
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(tr("2021-1-20, 1-20, A4, words of a headline, a link, the id of an annotation"))
        self.field.setAccessibleName(tr("Go to"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._ask)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("Go to"))
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(self._choose)
        self.said = QLabel(self)
        self.said.setObjectName("hint")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        for widget in (self.field, self.list, self.said):
            layout.addWidget(widget)
        self._finder = WayFinder(library, self)
        self._finder.found.connect(self._show)
        self._finder.failed.connect(self._say)
        self._finder.start()
        self.finished.connect(self._finish)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the line move and choose in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._hurries = self._shown.typed != self.field.text().strip()
                if not self._hurries:
                    self._choose(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        self._hurries = False
        self._finder.ask((self.field.text(), self._here))

    def _show(self, found: Ways) -> None:
        if found.typed != self.field.text().strip():
            return
        self._shown = found
        self.list.clear()
        for destination in found.found:
            item = QTreeWidgetItem([visible(destination.title), _where(destination.place)])
            item.setToolTip(0, plain_tooltip(visible(destination.title)))
            item.setForeground(1, self.palette().placeholderText())
            self.list.addTopLevelItem(item)
        self._move(0)
        self._say(found.said)
        if self._hurries:
            self._choose(self.list.currentItem())

    def _say(self, sentence: str) -> None:
        self.said.setText(visible(retold(sentence)))

    def _move(self, step: int) -> None:
        current = self.list.currentItem()
        row = self.list.indexOfTopLevelItem(current) + step if current else 0
        target = self.list.topLevelItem(max(0, min(self.list.topLevelItemCount() - 1, row)))
        if target is not None:
            self.list.setCurrentItem(target)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        self._hurries = False
        row = self.list.indexOfTopLevelItem(item) if item else -1
        if 0 <= row < len(self._shown.found):
            destination = self._shown.found[row]
            self.accept()
            self._go(destination)

    def _finish(self) -> None:
        self._finder.found.disconnect(self._show)
        self._finder.finish()


def _where(place: Place) -> str:
    date = full_date(place.date) if place.date else tr("Date unknown")
    return "  ".join(filter(None, (place.newspaper, date, place.label, place.name)))
