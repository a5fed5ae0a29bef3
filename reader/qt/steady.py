"""Lists and trees that are filled anew without moving under the eyes of their reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView

Key = TypeVar("Key")


@contextmanager
def held(view: QAbstractItemView, key: Callable[[QModelIndex], Key], place: Callable[[Key], QModelIndex]) -> Iterator[None]:
    """Keep the chosen row, and on the screen the row at its height, while rows are added and taken away within.

    `key` names a row (falsy for an invalid index), `place` finds it again. A list that nobody has moved in stays at its top.
    """
    current, room = view.currentIndex(), view.visualRect(view.currentIndex())
    in_sight = current.isValid() and room.isValid() and view.viewport().rect().intersects(room)
    anchor = current if in_sight else view.indexAt(QPoint(1, 1))
    untouched = not current.isValid() and view.verticalScrollBar().value() == 0
    chosen, seen, height = key(current), key(anchor), view.visualRect(anchor).top()
    yield
    if chosen:
        view.setCurrentIndex(place(chosen))
    if seen and not untouched:
        _bring(view, place(seen), height)


def _bring(view: QAbstractItemView, index: QModelIndex, height: int) -> None:
    """Scroll so that a row stands at a height of the view, in pixels."""
    if index.isValid():
        view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        bar, room = view.verticalScrollBar(), view.visualRect(index)
        by_rows = view.verticalScrollMode() is QAbstractItemView.ScrollMode.ScrollPerItem
        bar.setValue(bar.value() + round((room.top() - height) / (room.height() if by_rows else 1)))
