"""What lay open, from one start to the next: window, panes, article, queries."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer

from reader.errors import LibraryError
from reader.model import COLOURS
from reader.qt import windows

if TYPE_CHECKING:
    from reader.qt.window import Window

WATCH_AFTER_MS = 1000
_CAN_HIDE = ("tree", "list")


def restore(window: Window) -> None:
    """Lay a window out as it was left, and open the article that lay open, or the first of the library."""
    desk = window.desk
    if geometry := desk.marks.session("geometry", ""):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode("utf-8", "replace")))
    if sizes := [size for size in desk.marks.session("panes", []) if isinstance(size, int)]:
        window.splitter.setSizes(sizes)
    for name in desk.marks.session("hidden", []):
        if name in _CAN_HIDE:
            window.pane(name).hide()
    colour = desk.marks.session("colour", desk.colour)
    desk.colour = colour if colour in COLOURS else desk.colour
    window.list.arrange_as(desk.marks.session("list", {}))
    last = desk.marks.session("article", 0)
    if shown := last if last and desk.archive.article(last) else desk.shelves.first():
        desk.glimpse(shown)
    else:
        window.show_sheet(None, [], 0)
    window.focus_pane("text" if desk.article_id else "tree")
    if desk.watched and desk.library.writable and not windows.on_library(desk.library.path):
        _watch_again(window)


def _watch_again(window: Window) -> None:
    """Watch the folder that was watched, once the window stands: the importer's rules take longer to load than the window."""
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(lambda: window.watch_folder(window.desk.watched) if window.keeps_session else None)
    timer.start(WATCH_AFTER_MS)


def keep(window: Window) -> None:
    """Remember how a window is laid out and what lies open in it."""
    desk = window.desk
    desk.leave()
    hidden = [name for name in _CAN_HIDE if window.pane(name).isHidden()]
    values: dict[str, Any] = {"article": desk.article_id, "hidden": hidden, "colour": desk.colour}
    values["list"] = window.list.arranged()
    if not window.isFullScreen():
        values["geometry"] = bytes(window.saveGeometry().toBase64().data()).decode()
    if not hidden:
        values["panes"] = window.splitter.sizes()
    if window.search is not None:
        values["searches"] = window.search.history()
    with suppress(LibraryError):  # where another program keeps the library locked one starts anew at the next start
        desk.marks.set_session(values)
