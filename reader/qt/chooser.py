"""One of several things, chosen by typing a part of it or by the arrow keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader.qt.document import visible

SIZE = (560, 380)  # pixels
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Chooser(QDialog):
    """A line to type in and the choices that hold what was typed; Enter answers with the number of the chosen one."""

    def __init__(
        self, title: str, hint: str, choices: Sequence[str], answer: Callable[[int], None], parent: QWidget, start: int = 0
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(title)
        self.resize(*SIZE)
        self._choices, self._answer = choices, answer
        words = QLabel(hint, self)
        words.setObjectName("hint")
        words.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(hint)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        for widget in (words, self.field, self.list):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._filter)
        self._filter("")
        self.list.setCurrentRow(start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the line move and choose in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for number, words in enumerate(self._choices):
            if all(word in words.lower() for word in typed.lower().split()):
                item = QListWidgetItem(visible(words))
                item.setData(Qt.ItemDataRole.UserRole, number)
                item.setToolTip(visible(words) if "<" not in words else "")
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            number = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            self._answer(number)
