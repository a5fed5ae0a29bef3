"""Labels that hold names of any length without widening the window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption

from reader.qt.document import visible

LEAST_WIDTH = 40  # pixels


class ElidedLabel(QLabel):
    """One line of plain text, cut with … where the room ends; the tooltip and the accessible name have all of it."""

    reserved = 0  # pixels at the end that something else stands in

    def reserve(self, width: int) -> None:
        """Leave so many pixels at the end free of text."""
        self.reserved = width
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.setToolTip(plain_tooltip(text) if text else "")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def shown(self) -> str:
        """The text as it fits into the label now."""
        room = self.contentsRect().width() - self.reserved
        return QFontMetrics(self.font()).elidedText(visible(self.text()), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), flags, self.shown())


def plain_tooltip(text: str) -> str:
    """A tooltip that shows a text as it stands, wrapped, with nothing in it taken for HTML."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p style='white-space: pre-wrap'>{escaped}</p>"
