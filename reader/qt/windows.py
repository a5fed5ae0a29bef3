"""The windows of this program: each on a library of its own connection, and the program ends with the last of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from reader.errors import ReaderError
from reader.store.library import open_library

if TYPE_CHECKING:
    from reader.qt.window import Window

OPEN: list[Window] = []  # the oldest first; Qt itself would let go a window that nothing of Python holds
_STEP = 32  # pixels that a window on the same library stands beside the one before


def leave(window: Window) -> bool:
    """A window has closed; whether it was the last."""
    if window in OPEN:
        OPEN.remove(window)
    return not OPEN


def front() -> Window | None:
    """The window that has the keyboard, else the newest; None where there is none."""
    active = QApplication.activeWindow()
    inside = (window for window in OPEN if active is not None and (window is active or window.isAncestorOf(active)))
    return next(inside, OPEN[-1] if OPEN else None)


def on_library(path: Path) -> Window | None:
    """A window on this library, that in front before others."""
    first = front()
    windows = [*([first] if first else []), *OPEN]
    return next((window for window in windows if _is_same(window.desk.library.path, path)), None)


def open_beside(window: Window, path: Path) -> Window:
    """Open another window on a library, which may be the same. Raises LibraryError where that cannot be opened."""
    library = open_library(path)
    made = type(window)(library, window.desk.settings, window.choose_language)
    if _is_same(path, window.desk.library.path):
        made.move(window.pos() + QPoint(_STEP, _STEP))
    made.keeps_session = window.keeps_session
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # Python might let it go in a thread that is not Qt's
    made.show()
    if made.keeps_session:
        from reader.services.recent_libraries import note_library  # not needed for the first paint

        note_library(library.path)
        made.back_up_daily_soon()
    return made


def show_library(window: Window, path: Path) -> Window:
    """Bring the window on a library to the front, or open one. Raises LibraryError where that cannot be opened."""
    found = on_library(path) or open_beside(window, path)
    bring_forward(found)
    return found


def bring_forward(window: QWidget) -> None:
    """Put a window in front of all others."""
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def take_on(path: Path, paths: Sequence[Path], link: str) -> None:
    """What a second start of the program asks of this one: a library, files to import, a link to follow.

    A link leads into the library it was asked for, else into any that is open here. Raises ReaderError where it leads to
    nothing, or the library cannot be opened.
    """
    first = front()
    if first is None:
        raise ReaderError("The program is just ending. Start it again.")
    window = (_leading_to(path, link) if link else None) or on_library(path)
    if window is None:
        _try(path, link)
        window = open_beside(first, path)
    if link:
        window.desk.follow(link)
    bring_forward(window)
    if paths:
        window.start_import(list(paths))


def _leading_to(path: Path, link: str) -> Window | None:
    """The open window whose library a link leads into, that on `path` before others."""
    from reader.services.links import target

    here = on_library(path)
    for window in [*([here] if here else []), *OPEN]:
        try:
            target(window.desk.library, link)
        except ReaderError:
            continue
        return window
    return None


def _try(path: Path, link: str) -> None:
    """Find out whether a link leads anywhere, before a window is opened and leaves its traces."""
    from reader.services.links import target

    if link:
        with closing(open_library(path)) as library:
            target(library, link)


def close_all() -> None:
    """Close every window, the newest first, until one has something to ask."""
    for window in reversed(OPEN.copy()):
        if not window.close():
            return


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return one.absolute() == other.absolute()
