"""Find in the article: a line under the text; hits are marked while one types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from reader.commands import COMMANDS, Command
from reader.qt.hit_count import hit_words
from reader.services.desk import Desk
from reader.translation import tr


class FindBar(QWidget):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc leaves and takes the marks off."""

    left = Signal()

    def __init__(
        self, desk: Desk, run: Callable[[Command], None], hits: Callable[[], tuple[int | None, int]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._run, self._hits = desk, run, hits
        self.field = QLineEdit(self)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self._count = QLabel(self)
        self._count.setObjectName("hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)
        self.retranslate()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.field.setPlaceholderText(tr("Find in the article"))
        self.field.setAccessibleName(tr("Find in the article"))
        self.show_count(*self._hits())

    def start(self) -> None:
        """Show the line and take the keyboard."""
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

    def show_count(self, current: int | None, hits: int) -> None:
        """Say how many hits there are, or which one of them the caret stands on."""
        nothing = tr("Nothing found.") if self.field.text() else ""
        self._count.setText(hit_words(current, hits) if hits else nothing)

    def _find(self) -> None:
        self._desk.find(self.field.text())
        self.show_count(*self._hits())
