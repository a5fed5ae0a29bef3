"""Labels over what can be gone to: the letters on one are typed to go there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reader.qt.theme import SANS, Theme
from reader.translation import tr

LETTERS = "FJDKSLAGHEIRUWONVM"  # those under the fingers first, none that is taken for another
_PADDING = 4  # pixels beside the letters of a label
_POINTS = 9.5


@dataclass(frozen=True, slots=True)
class Target:
    """What a label leads to: where it is seen, in pixels of the screen, and what to do when it is chosen."""

    seen: QRect
    go: Callable[[], object]
    free_before: int = 0  # pixels


def labels(count: int) -> list[str]:
    """So many labels, all of one length, so that none is the beginning of another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False)]


def rows_of(view: QAbstractItemView, go: Callable[[QModelIndex], object]) -> Iterator[Target]:
    """The rows of a tree or list that are seen; `go` gets the one that is chosen."""
    room = view.viewport().rect()
    at = 0
    while view.isVisible() and at < room.height():
        index = view.indexAt(QPoint(room.width() // 2, at))
        shown = view.visualRect(index) if index.isValid() else QRect()
        if not index.isValid() or shown.height() <= 0:
            at += 8
            continue
        seen = shown.intersected(room)
        kept = QPersistentModelIndex(index)  # the model may change while one looks for the letters
        place = QRect(view.viewport().mapToGlobal(seen.topLeft()), seen.size())
        yield Target(place, partial(_go_to, kept, view, go), seen.left())
        at = shown.bottom() + 1


def _go_to(kept: QPersistentModelIndex, view: QAbstractItemView, go: Callable[[QModelIndex], object]) -> None:
    if kept.isValid():
        go(view.model().index(kept.row(), kept.column(), kept.parent()))


class Hints(QWidget):
    """Lies over a window, draws a label on each target, and takes the keyboard until one is typed or Esc is pressed."""

    left = Signal()

    def __init__(self, targets: Sequence[Target], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(parent.rect())
        self.setAccessibleName(tr("Type the letters of a label to go there; Esc leaves."))
        self._theme, self._typed = theme, ""
        self.targets = dict(zip(labels(len(targets)), targets, strict=True))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if event.key() == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        elif key and any(label.startswith(self._typed + key) for label in self.targets):
            self._typed += key
        elif event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            self._leave()  # any other key, Esc among them
            return
        if chosen := self.targets.get(self._typed):
            self._leave()
            chosen.go()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close()

    def _leave(self) -> None:
        self.left.emit()  # gives the keyboard back, and so closes this

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = QFont(list(SANS))
        font.setPointSizeF(_POINTS)
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for label, target in self.targets.items():
            if label.startswith(self._typed):
                rest = label[len(self._typed) :]
                box = QRect(0, 0, metrics.horizontalAdvance(rest) + 2 * _PADDING, metrics.height())
                seen = QRect(self.mapFromGlobal(target.seen.topLeft()), target.seen.size())
                if target.free_before >= box.width():  # a label covers no words where it need not
                    box.moveRight(seen.left())
                else:
                    box.moveRight(seen.right() - 2)
                box.moveTop(seen.center().y() - box.height() // 2)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.accent))
                painter.drawRoundedRect(box, 3, 3)
                painter.setPen(QColor(self._theme.accent_ink))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rest)
        painter.end()
