"""Which of the hits in an article the caret stands on, and how many there are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from reader.qt.labels import ElidedLabel
from reader.translation import tr


class HitCount(QLabel):
    """The words 3/9 at the end of another label, which keeps clear of it; nothing where there are no hits."""

    def __init__(self, line: ElidedLabel) -> None:
        super().__init__(line)
        self.setObjectName("hits")
        self._line = line
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def show_count(self, current: int | None, hits: int) -> None:
        """Show how many hits there are, and which of them (from 0 on) is the current one, if any is."""
        self.setText(hit_words(current, hits))
        spoken = tr("Hit {number} of {count}", number=current + 1, count=hits) if current is not None else self.text()
        self.setAccessibleName(spoken)
        self.setVisible(bool(hits))
        self._line.reserve(self.sizeHint().width() if hits else 0)


def hit_words(current: int | None, hits: int) -> str:
    """How many hits there are, or which one of them is the current one."""
    return tr("{count:hit|hits}", count=hits) if current is None else f"{current + 1}/{hits}"
