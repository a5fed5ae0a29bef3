"""Long work off the window's thread: an import that tells how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from reader.errors import Cancelled, ReaderError
from reader.store.library import open_library
from reader.store.shelves import Shelves

if TYPE_CHECKING:
    from reader.services.importing import Outcome, Progress


class ImportJob(QThread):
    """Imports files into a library, which it opens for itself; only values cross the threads."""

    progressed = Signal(object)  # Progress
    failed = Signal(str)

    def __init__(self, library: Path, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._paths = library, list(paths)
        self._stop = Event()
        self.outcomes: list[Outcome] = []
        self.stopped = False

    def stop(self) -> None:
        """Ask the import to end after the file that it is at."""
        self._stop.set()

    def run(self) -> None:
        """The thread's work; ends with what was done kept."""
        from reader.services.importing import import_paths  # the importer's rules take longer to load than the window

        try:
            library = open_library(self._library)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        try:
            for outcome in import_paths(library, self._paths, report=self._report):
                self.outcomes.append(outcome)
        except Cancelled:
            self.stopped = True
        except ReaderError as error:
            self.failed.emit(str(error))
        finally:
            library.close()

    def _report(self, progress: Progress) -> None:
        if self._stop.is_set():
            raise Cancelled("")
        self.progressed.emit(progress)


class CountJob(QThread):
    """Counts the articles of a large library by newspaper and month, for the tree."""

    counted = Signal(list)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library

    def run(self) -> None:
        """The thread's work; a library that cannot be read leaves the tree without counts."""
        try:
            library = open_library(self._library)
            try:
                self.counted.emit(Shelves(library).month_counts())
            finally:
                library.close()
        except ReaderError:
            return
