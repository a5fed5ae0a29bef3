"""What lay open, from one start to the next: window, panes, article, queries."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray

from reader.errors import LibraryError

if TYPE_CHECKING:
    from reader.qt.window import Window

_CAN_HIDE = ("tree", "list")


def restore(window: Window) -> None:
    """Lay a window out as it was left, and open the article that lay open, or the first of the library."""
    desk = window.desk
    if geometry := desk.marks.session("geometry"):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
    if sizes := desk.marks.session("panes"):
        window.splitter.setSizes(sizes)
    for name in desk.marks.session("hidden", []):
        if name in _CAN_HIDE:
            window.pane(name).hide()
    desk.colour = desk.marks.session("colour", desk.colour)
    last = desk.marks.session("article") or desk.shelves.first()
    if last and desk.archive.article(last):
        desk.glimpse(last)
    else:
        window.show_sheet(None, [], 0)
    window.focus_pane("text" if desk.article_id else "tree")


def keep(window: Window) -> None:
    """Remember how a window is laid out and what lies open in it."""
    desk = window.desk
    desk.leave()
    hidden = [name for name in _CAN_HIDE if window.pane(name).isHidden()]
    values: dict[str, Any] = {"article": desk.article_id, "hidden": hidden, "colour": desk.colour}
    if not window.isFullScreen():
        values["geometry"] = bytes(window.saveGeometry().toBase64().data()).decode()
    if not hidden:
        values["panes"] = window.splitter.sizes()
    if window.search is not None:
        values["searches"] = window.search.history()
    with suppress(LibraryError):  # where another program keeps the library locked one starts anew at the next start
        desk.marks.set_session(values)
