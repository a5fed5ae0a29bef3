"""What a person is told in several sentences, to read and to copy."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from reader.qt.prompts import Prompt, copyable
from reader.translation import tr


class Report(Prompt):
    """Shows sentences that a person may want to copy, and perhaps leads on to what is to be done about them, by W."""

    def __init__(
        self, title: str, sentences: Sequence[str], parent: QWidget, lead_on: Callable[[], object] | None = None
    ) -> None:
        super().__init__(title, tr("Close"), parent)
        self._buttons.buttons()[-1].hide()
        text = copyable("\n".join(sentences), self)
        text.setAccessibleName(title)
        self.content.addWidget(text)
        self.finish_layout()
        self._on = self._buttons.addButton(tr("Review") + "   W", QDialogButtonBox.ButtonRole.ActionRole)
        self._on.setVisible(lead_on is not None)
        self._on.clicked.connect(self.accept)
        if lead_on is not None:
            self._on.clicked.connect(lambda: lead_on())  # a method alone would not keep what it belongs to

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_W and self._on.isVisible():
            self._on.click()
        else:
            super().keyPressEvent(event)
