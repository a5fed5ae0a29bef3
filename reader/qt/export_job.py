"""An export, or the look at what it would do, off the window's thread, on a connection of its own."""

import time
from pathlib import Path
from threading import Event

from PySide6.QtCore import QThread, Signal

from reader.errors import Cancelled, ReaderError
from reader.qt.jobs import TOLD
from reader.services.export_request import Request
from reader.services.exporting import Manner, export, plan
from reader.store.library import open_library

_unfinished: set["ExportJob"] = set()


class ExportJob(QThread):
    """Writes an export, or with `only_plan` looks what it would do; ends with `written` or `planned`, or `failed`."""

    progressed = Signal(int, int)
    written = Signal(object)  # Done
    planned = Signal(object)  # Plan
    failed = Signal(str)

    def __init__(self, library: Path, request: Request, manner: Manner, only_plan: bool = False) -> None:
        super().__init__()
        self.request = request
        self._library, self._manner, self._only_plan = library, manner, only_plan
        self._stop = Event()
        self._told = 0.0
        self.stopped = False

        _unfinished.add(self)  # Qt ends the program where a thread that runs is forgotten
        self.finished.connect(self._let_go)

    def stop(self) -> None:
        """Ask the export to end; what was there before stays as it was."""
        self._stop.set()

    def _let_go(self) -> None:
        _unfinished.discard(self)

    def run(self) -> None:
        """The thread's work."""
        try:
            library = open_library(self._library)
            try:
                if self._only_plan:
                    self.planned.emit(plan(library, self.request, self._manner, self._report))
                else:
                    self.written.emit(export(library, self.request, self._manner, self._report))
            finally:
                library.close()
        except Cancelled:
            self.stopped = True
        except ReaderError as error:
            self.failed.emit(str(error))

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled("")
        if time.monotonic() - self._told > TOLD:
            self._told = time.monotonic()
            self.progressed.emit(done, total)
