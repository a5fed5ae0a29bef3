"""One piece of work off the window's thread, which the end of the window stops."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from reader.errors import Cancelled, ReaderError

GoOn = Callable[[], None]


class AsideJob(QThread):
    """Does its work and tells what came of it; jobs wait for one another, so that none does what another is doing."""

    done = Signal(object)
    failed = Signal(str)
    _one_at_a_time = Lock()

    def __init__(self, work: Callable[[GoOn], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._stop = work, Event()

    def run(self) -> None:
        """The thread's work."""
        while not self._one_at_a_time.acquire(timeout=0.1):
            if self._stop.is_set():
                return
        try:
            found = self._work(self._go_on)
            self.done.emit(found)
        except Cancelled:
            return
        except ReaderError as error:
            self.failed.emit(str(error))
        finally:
            self._one_at_a_time.release()

    def finish(self) -> None:
        """Stop, and wait until it has: nothing of it comes any more."""
        self.blockSignals(True)
        self._stop.set()
        self.wait()

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise Cancelled("")
