"""Find in the article: a line under the text; hits are marked while one types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from reader.commands import COMMANDS, Command
from reader.services.desk import Desk
from reader.translation import tr


class FindBar(QWidget):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc leaves and takes the marks off."""

    left = Signal()

    def __init__(self, desk: Desk, run: Callable[[Command], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._run = desk, run
        self.field = QLineEdit(self)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self._count = QLabel(self)
        self._count.setObjectName("hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)

    def start(self) -> None:
        """Show the line and take the keyboard."""
        self.field.setPlaceholderText(tr("Find in the article"))
        self.field.setAccessibleName(tr("Find in the article"))
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._run(COMMANDS["previous_hit" if back else "next_hit"])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self._desk.find("")
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        words = self.field.text()
        self._desk.find(words)
        self._count.setText(tr("{count:hit|hits}", count=len(self._desk.hits)) if words else "")
