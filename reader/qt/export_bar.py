"""The export in the status bar: how far it is, and a button to stop it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reader.qt.export_job import ExportJob
from reader.qt.work_bar import WorkBar
from reader.services.export_request import Request
from reader.services.exporting import Done, Manner, writer_of
from reader.settings import Settings
from reader.translation import tr


class ExportBar(WorkBar):
    """Runs one export at a time."""

    def __init__(self, library: Path, settings: Settings, parent: QWidget) -> None:
        super().__init__(settings, parent)
        self._library = library
        self._job: ExportJob | None = None
        self._failed: Callable[[str], None] = lambda sentence: None
        self._written: Callable[[Done], None] = lambda done: None

    @property
    def running(self) -> bool:
        """Whether an export is going on."""
        return self._job is not None

    def start(self, request: Request, manner: Manner, written: Callable[[Done], None], failed: Callable[[str], None]) -> None:
        """Export in the background; while one export is running another is refused."""
        if self._job is not None:
            self.said.emit(tr("An export is running; start the next when it has finished."))
            return
        self._written, self._failed = written, failed
        self._job = ExportJob(self._library, request, manner)
        self._job.progressed.connect(self._progressed)
        self._job.written.connect(self._ended_well)
        self._job.failed.connect(self._ended_by_fault)
        self._job.finished.connect(self._finished)
        self.begin()
        self._job.start()

    def stop(self) -> None:
        """End the export: the files that were there stay as they were."""
        if self._job is not None:
            self._job.stop()
            self._words.setText(tr("Stopping…"))

    def finish(self) -> None:
        """Wait for the end of the export, before the program ends: who asked for a file is to find it."""
        if self._job is not None:
            self.window().hide()
            self._job.wait()

    def _progressed(self, done: int, total: int) -> None:
        self.show_done(done, total)
        self._words.setText(tr("Exporting {done} of {total}", done=f"{done:,}", total=f"{total:,}"))

    def _ended_well(self, done: Done) -> None:
        self._end()
        self._written(done)

    def _ended_by_fault(self, sentence: str) -> None:
        self._end()
        self._failed(sentence)

    def _finished(self) -> None:
        if self._job is not None:  # neither written nor failed
            self._end()
            self.said.emit(tr("Stopped. What was there before is as it was."))

    def _end(self) -> None:
        job, self._job = self._job, None
        self.hide()
        if job is not None:
            job.wait()


def written_words(request: Request, done: Done) -> str:
    """What an export did, in a sentence."""
    if writer_of(request).of_articles:
        return tr("{count:article|articles} written to {path}", count=done.count, path=done.path)
    return tr("{count:annotation|annotations} written to {path}", count=done.count, path=done.path)
