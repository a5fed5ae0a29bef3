"""What the window does to bring pages in: imports and the watched folder, in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.qt.window_repair import WindowRepair

if TYPE_CHECKING:
    from reader.qt.folder_watch import FolderWatch
    from reader.qt.import_bar import ImportBar


class WindowImport(WindowRepair):
    """The part of the window that imports; its bars are made when they are first asked for."""

    import_bar: ImportBar | None = None
    folder_watch: FolderWatch | None = None

    def show_library(self) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def _import_ended(self, complaints: list[str]) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def start_import(self, paths: list[Path]) -> None:
        """Import files and folders in the background, unless an import is running."""
        if self.import_bar is None:
            from reader.qt.import_bar import ImportBar  # not needed for the first paint

            self.import_bar = ImportBar(self.desk.library.path, self.desk.settings, self)
            self.import_bar.said.connect(self.say)
            self.import_bar.ended.connect(self._import_ended)
            self.statusBar().addPermanentWidget(self.import_bar)
        self.import_bar.start(paths)

    def importing(self) -> bool:
        return self.import_bar is not None and self.import_bar.running

    def stop_import(self) -> None:
        if self.import_bar is not None:
            self.import_bar.stop()

    def watch_folder(self, folder: str) -> None:
        if self.folder_watch is None:
            from reader.qt.folder_watch import FolderWatch  # not needed for the first paint

            self.folder_watch = FolderWatch(self.desk.library.path, self)
            self.folder_watch.said.connect(self.say)
            self.folder_watch.imported.connect(self.show_library)
            self.statusBar().insertPermanentWidget(0, self.folder_watch)
        if folder:
            self.folder_watch.start(Path(folder))
        else:
            self.folder_watch.stop()
