"""What the window does to libraries as a whole: opens others, and other windows on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.errors import ReaderError
from reader.qt import windows
from reader.qt.window_notes import WindowNotes
from reader.settings import LIBRARY_SUFFIX
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.window import Window


class WindowLibrary(WindowNotes):
    """The part of the window that opens libraries and windows, each with a connection of its own."""

    def ask_library(self, new: bool) -> None:
        from reader.qt.library_prompt import LibraryPrompt  # not needed for the first paint

        LibraryPrompt(self.desk.library.path.parent, new, self._open_library, self).open()

    def _open_library(self, path: Path) -> None:
        windows.show_library(cast("Window", self), path)

    def take_dropped(self, paths: list[Path]) -> None:
        """Open the libraries among files that were dropped on the window, and import the others."""
        libraries = [path for path in paths if path.suffix == LIBRARY_SUFFIX]
        for path in libraries:
            try:
                self._open_library(path)
            except ReaderError as error:
                self.say(str(error))
        if others := [path for path in paths if path not in libraries]:
            self.start_import(others)

    def ask_recent(self) -> None:
        from reader.services.recent_libraries import recent_libraries

        found = [path for path in recent_libraries() if path != self.desk.library.path]
        if not found:
            self.say(tr("No other library was opened lately."))
            return
        names = [f"{path.stem}  ·  {path.parent}" for path in found]

        hint = tr("Type a part of the name, choose with the arrow keys, open with Enter.")
        self.ask_choice(tr("Recent libraries"), hint, names, lambda number: self._open_library(found[number]))

    def new_window(self) -> None:
        windows.open_beside(cast("Window", self), self.desk.library.path)

    def close_window(self) -> None:
        self.close()

    def quit(self) -> None:
        windows.close_all()

    def show_preferences(self) -> None:
        self._dialogs().show_preferences()
