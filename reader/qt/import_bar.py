"""The import in the status bar: how far it is, and a button to stop it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from reader.qt.jobs import ImportJob
from reader.services.importing import Outcome, Progress
from reader.translation import tr

_OUTCOMES = ("new", "changed", "unchanged", "failed")


class ImportBar(QWidget):
    """Runs one import at a time. `said` carries a sentence for the status bar, `ended` the complaints of an import."""

    said = Signal(str)
    ended = Signal(list)

    def __init__(self, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._job: ImportJob | None = None
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(220)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self)
        self._stop.clicked.connect(self.stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)

    @property
    def running(self) -> bool:
        """Whether an import is going on."""
        return self._job is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Import files and folders in the background; while one import is running another is refused."""
        if self._job is not None:
            self.said.emit(tr("An import is running; start the next when it has finished."))
            return
        self._job = ImportJob(self._library, paths, self)
        self._job.progressed.connect(self._progressed)
        self._job.failed.connect(self.said)
        self._job.finished.connect(self._finished)
        self._bar.setRange(0, 0)
        self._stop.setText(tr("Stop"))
        self.show()
        self._job.start()

    def stop(self) -> None:
        """End the import after the file that it is at."""
        if self._job is not None:
            self._job.stop()

    def finish(self) -> None:
        """Stop the import and wait for its end, before the program ends."""
        if self._job is not None:
            self._job.stop()
            self._job.wait()

    def _progressed(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        words = "Importing {done} of {total}: {name}"
        self.said.emit(tr(words, done=progress.done, total=progress.total, name=progress.source))

    def _finished(self) -> None:
        job, self._job = self._job, None
        self.hide()
        if job is None:
            return
        if job.outcomes or job.stopped:
            self.said.emit((tr("Stopped.") + " " if job.stopped else "") + _summary(job.outcomes))
        self.ended.emit(_complaints(job.outcomes))
        job.deleteLater()


def _summary(outcomes: Sequence[Outcome]) -> str:
    counts = {kind: sum(o.outcome == kind for o in outcomes) for kind in _OUTCOMES}
    words = "Import: {new} new, {changed} changed, {unchanged} already there, {failed} failed."
    skipped = sum(len(o.skipped) for o in outcomes)
    more = " " + tr("{count} files are no newspaper pages and were passed over.", count=skipped) if skipped else ""
    return tr(words, **counts) + more


def _complaints(outcomes: Sequence[Outcome]) -> list[str]:
    words = "{source}: {count} annotations need a look."
    return [o.error for o in outcomes if o.error] + [tr(words, source=o.source, count=o.review) for o in outcomes if o.review]
