"""The export that is kept up to date by itself: written anew some seconds after the last change, at the latest at the end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reader.qt.export_job import ExportJob
from reader.services.export_request import Request
from reader.services.exporting import Manner
from reader.translation import tr

REST_MS = 5000  # without a change, until it is written: nobody waits for it, and each change would be a whole export


class ExportKeeper(QObject):
    """Writes one export again and again, without a word unless it fails."""

    said = Signal(str)

    def __init__(self, library: Path, manner: Callable[[], Manner], parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._manner = library, manner
        self._request: Request | None = None
        self._job: ExportJob | None = None
        self._behind = False  # whether anything has changed since it was last written, or begun to be
        self._complaint = ""  # said once, not every five seconds
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)

    def keep(self, request: Request | None) -> None:
        """Keep this export up to date from now on, and no other."""
        self._request, self._behind, self._complaint = request, False, ""
        self._timer.stop()

    def touch(self) -> None:
        """Something has changed."""
        if self._request is not None:
            self._behind = True
            self._timer.start(REST_MS)

    def finish(self) -> None:
        """Write what has changed, before the program ends."""
        self._timer.stop()
        if self._job is not None:
            self._job.wait()
        if self._behind and self._request is not None:
            job = ExportJob(self._library, self._request, self._manner())
            job.start()
            job.wait()

    def _write(self) -> None:
        if self._job is not None:
            self._timer.start(REST_MS)
        elif self._request is not None:
            self._behind = False
            self._job = ExportJob(self._library, self._request, self._manner())
            self._job.failed.connect(self._failed)
            self._job.finished.connect(self._finished)
            self._job.start()

    def _failed(self, sentence: str) -> None:
        self._behind = True  # it is tried again after the next change, and at the end
        if sentence != self._complaint:
            self._complaint = sentence
            self.said.emit(tr("The export is not up to date: {reason}", reason=sentence))

    def _finished(self) -> None:
        self._job = None
