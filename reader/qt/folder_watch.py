"""The watched folder in the status bar: what comes into it is imported in the background."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from reader.qt.import_bar import complaints, progress_words, summary
from reader.qt.jobs import WatchJob
from reader.services.importing import Outcome, Progress
from reader.translation import retold, tr


class FolderWatch(QLabel):
    """Watches one folder at a time. `said` carries a sentence for the status bar, `imported` that the library has changed."""

    said = Signal(str)
    imported = Signal()

    def __init__(self, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._folder = Path()
        self._job: WatchJob | None = None
        self._begun: list[WatchJob] = []  # with those that were stopped, and may be at a file still
        self._failed = False

    def start(self, folder: Path) -> None:
        """Watch a folder, and none that was watched before."""
        self.stop()
        self._folder, self._failed = folder, False
        job = self._job = WatchJob(self._library, [folder], self)
        job.progressed.connect(self._progressed)
        job.rested.connect(self._rested)
        job.failed.connect(self._ended_by_fault)
        self._begun.append(job)
        self.retranslate()
        self.show()
        job.start()

    def stop(self) -> None:
        """Watch no longer; the file that is being read is read to its end in the background."""
        if self._job is not None:
            for signal in (self._job.progressed, self._job.rested, self._job.failed):
                signal.disconnect()
            self._job.stop()
            self._job = None
        self.hide()

    def finish(self) -> None:
        """Stop and wait for the end, before the program ends."""
        self.stop()
        for job in self._begun:
            job.wait()

    def retranslate(self) -> None:
        """Say anew what is watched."""
        name = self._folder.name or str(self._folder)
        self.setText(tr("{folder} is not watched", folder=name) if self._failed else tr("Watching {folder}", folder=name))
        self.setToolTip(str(self._folder))

    def _progressed(self, progress: Progress, pace: str) -> None:
        self.retranslate()
        if progress.done < progress.total:
            self.setText(f"{self.text()} · {progress_words(progress, pace)}")

    def _rested(self, outcomes: Sequence[Outcome]) -> None:
        self.retranslate()
        faults = complaints(outcomes)
        if faults or any(o.outcome in ("new", "changed") for o in outcomes):
            self.said.emit(" ".join([summary(outcomes), *map(retold, faults[:1])]))
            self.imported.emit()

    def _ended_by_fault(self, sentence: str) -> None:
        self._failed = True
        self.retranslate()
        self.said.emit(sentence)
