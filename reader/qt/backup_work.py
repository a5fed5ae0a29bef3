"""Backups off the window's thread: one piece of work after another, each on a library that it opens for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from reader.errors import Cancelled, LibraryError, ReaderError
from reader.services.backing_up import Shown, back_up, back_up_daily, back_up_from, go_back_to, listed
from reader.store.backups import Reason
from reader.store.copying import Snapshot
from reader.store.library import open_library
from reader.translation import tr

Wanted = Callable[[], None]


class _Job(QThread):
    """One piece of work; `result`, or why it `failed`, is there when it has finished."""

    def __init__(self, work: Callable[[Wanted], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._stop = work, Event()
        self.result: object = None
        self.failure = ""

    def stop(self) -> None:
        """Ask it to end, with nothing done."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def run(self) -> None:
        """The thread's work."""
        try:
            self.result = self._work(self._wanted)
        except Cancelled:
            return
        except ReaderError as error:
            self.failure = str(error)

    def _wanted(self) -> None:
        if self._stop.is_set():
            raise Cancelled("")


class BackupWork(QObject):
    """What is done to the backups of one library. `said` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(self, library: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs: list[_Job] = []
        self._repaired = False

    @property
    def running(self) -> bool:
        """Whether anything is being done."""
        return bool(self._jobs)

    def daily(self) -> None:
        """Back up once a day, if there is anything new."""

        def work(wanted: Wanted) -> object:
            with closing(open_library(self._library)) as library:
                return back_up_daily(library, wanted)

        self._begin(work, lambda result, failure: self._complain(failure))

    def before_repairs(self) -> None:
        """Back up before the first repair of a sitting: as the library is now, whatever is done while that is written."""
        if self._repaired:
            return
        self._repaired = True
        try:
            snapshot = Snapshot(self._library)
        except LibraryError as error:
            self._complain(str(error))
            return

        def work(wanted: Wanted) -> object:
            with closing(snapshot), closing(open_library(self._library)) as library:
                return back_up_from(snapshot, library, Reason.REPAIR, wanted)

        self._begin(work, lambda result, failure: self._complain(failure))

    def by_hand(self, done: Callable[[str], None]) -> None:
        """Back up the whole library; `done` gets why that failed, or ''."""

        def work(wanted: Wanted) -> object:
            with closing(open_library(self._library)) as library:
                return back_up(library, Reason.HAND, wanted, always=True)

        self._begin(work, lambda result, failure: done(failure))

    def list(self, verified: bool, done: Callable[[Sequence[Shown], str], None]) -> Callable[[], None]:
        """Give the backups that there are, the newest first, and why they cannot be listed, or ''; gives what stops that."""
        work = partial(listed, self._library, verified)
        return self._begin(work, lambda result, failure: done(result if isinstance(result, list) else [], failure))

    def restore(self, file: Path, done: Callable[[str], None]) -> None:
        """Make the library what a backup is; `done` gets why that failed, or ''."""
        self._begin(partial(go_back_to, self._library, file), lambda result, failure: done(failure))

    def finish(self) -> None:
        """Stop and wait for the end, before the program ends."""
        for job in self._jobs:
            job.stop()
        for job in self._jobs:
            job.wait()

    def _begin(self, work: Callable[[Wanted], object], done: Callable[[object, str], None]) -> Callable[[], None]:
        job = _Job(work, self)
        self._jobs.append(job)

        def end() -> None:
            self._jobs.remove(job)
            job.wait()
            if not self.signalsBlocked() and not job.stopped:  # else the window is closed, or nobody asks any more
                done(job.result, job.failure)
            job.deleteLater()

        job.finished.connect(end)
        job.start(QThread.Priority.LowPriority)
        return job.stop

    def _complain(self, failure: str) -> None:
        if failure:
            self.said.emit(tr("No backup was made: {reason}", reason=failure))
