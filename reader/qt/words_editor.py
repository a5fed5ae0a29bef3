"""The words of a paragraph being corrected, in their place in the article."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reader.translation import tr

_LEAST_HEIGHT = 64  # pixels
_AROUND = 8  # pixels of frame around the words


class WordsEditor(QPlainTextEdit):
    """An editor laid over a paragraph. Enter keeps what was typed, and so does going elsewhere; Esc leaves all as it was.

    `answer` is given what was typed and says whether it could be kept; `left` is called when the editor is closed.
    """

    answer: Callable[[str], bool]
    left: Callable[[], None]

    def __init__(self, words: str, caret: int, place: QRect, font: QFont, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setObjectName("words")
        self.setAccessibleName(tr("Correct the words; Enter keeps them, Esc leaves them as they were"))
        self.setTabChangesFocus(True)
        self.setFont(font)
        self._words, self._open = words, True
        self.setGeometry(_fitted(place, parent.rect()))
        cursor = self.textCursor()
        cursor.setPosition(len(words[:caret].encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)
        self.show()
        self.setFocus()
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.keep()

    def keep(self) -> bool:
        """Keep what was typed, and close; the editor stays open where it cannot be kept. Gives whether it is closed."""
        typed = self.toPlainText()
        if self._open and (typed == self._words or self.answer(typed)):
            self._close()
        return not self._open

    def _close(self) -> None:
        if self._open:
            self._open = False
            self.hide()
            self.deleteLater()
            self.left()


def _fitted(place: QRect, pane: QRect) -> QRect:
    """A place for the editor that holds the paragraph and stands inside the pane."""
    wanted = place.adjusted(-_AROUND, -_AROUND, _AROUND, 4 * _AROUND)
    height = min(max(wanted.height(), _LEAST_HEIGHT), pane.height() - 2 * _AROUND)
    top = max(_AROUND, min(wanted.top(), pane.height() - height - _AROUND))
    left = max(0, wanted.left())
    return QRect(left, top, min(wanted.width(), pane.width() - left), height)
