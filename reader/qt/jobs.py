"""Long work off the window's thread: imports that tell how far they are and can be stopped."""

from __future__ import annotations

import time
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
    from reader.store.library import Library

TOLD = 0.1  # seconds between two reports that reach the window


class _ImportingJob(QThread):
    """Imports into a library, which it opens for itself; only values cross the threads."""

    progressed = Signal(object, str)  # Progress, and its pace in words
    failed = Signal(str)

    def __init__(self, library: Path, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._paths = library, list(paths)
        self._stop = Event()
        self._told = 0.0
        self.stopped = False

    def stop(self) -> None:
        """Ask the import to end after the file that it is at."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def run(self) -> None:
        """The thread's work; ends with what was done kept."""
        from reader.services.pace import Stopwatch  # the importer's rules take longer to load than the window

        self._stopwatch = Stopwatch()
        try:
            library = open_library(self._library)
        except ReaderError as error:
            self.failed.emit(str(error))
            return
        try:
            from reader.services.backing_up import before_import

            if failure := before_import(library, self._go_on):
                self.failed.emit(failure)
            self._work(library)
        except Cancelled:
            self.stopped = True
        except ReaderError as error:
            self.failed.emit(str(error))
        finally:
            library.close()

    def _work(self, library: Library) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise Cancelled("")

    def _report(self, progress: Progress) -> None:
        self._go_on()
        self._stopwatch.take(progress)
        if time.monotonic() - self._told > TOLD or progress.done == progress.total:
            self._told = time.monotonic()
            self.progressed.emit(progress, self._stopwatch.words(progress))


class ImportJob(_ImportingJob):
    """Imports files and folders once."""

    def __init__(self, library: Path, paths: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(library, paths, parent)
        self.outcomes: list[Outcome] = []

    def _work(self, library: Library) -> None:
        from reader.services.importing import import_paths

        for outcome in import_paths(library, self._paths, report=self._report):
            self.outcomes.append(outcome)


class WatchJob(_ImportingJob):
    """Imports what lies in a folder and what comes into it, until it is stopped."""

    rested = Signal(list)  # the outcomes since it rested before: all that was there is read

    def _work(self, library: Library) -> None:
        from reader.services.watching import ticks_of, watch

        outcomes: list[Outcome] = []
        for outcome in watch(library, self._paths, report=self._report, ticks=ticks_of(self._paths, self._stop)):
            if outcome is not None:
                outcomes.append(outcome)
                continue
            self.rested.emit(outcomes)
            outcomes = []


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
