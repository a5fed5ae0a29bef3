"""The line over the list of annotations that narrows it, in the query language."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.translation import tr

LONGEST = 1000  # characters of what is typed


class NoteFilter(QWidget):
    """Enter and Down lead to the list, Esc takes the words away and leads there too; `typed` is sent at each key."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setMaxLength(LONGEST)
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.addWidget(self.field)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self.field.setPlaceholderText(tr("Words, tag:, colour:, kind:, status:, date: …"))
        self.field.setAccessibleName(tr("Filter the annotations"))

    def start(self) -> None:
        """Show the line and take the keyboard."""
        self.show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_words(self, words: str) -> None:
        """Let these words stand in the line, which is seen while there are any."""
        if self.field.text() != words:
            self.field.setText(words)
        self.setVisible(bool(words) or self.field.hasFocus())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                if not self.field.text():
                    self.hide()
                return True
        return super().eventFilter(watched, event)
