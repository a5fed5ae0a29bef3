"""The import in the status bar: how far it is, and a button to stop it."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.debugging import LOG
from reader.qt.jobs import ImportJob
from reader.qt.work_bar import WorkBar
from reader.services.carrying import NOTHING_KEPT
from reader.services.importing import Outcome, Progress
from reader.settings import Settings
from reader.translation import tr

LONG_S = 20  # seconds of an import after which one looks elsewhere
_OUTCOMES = ("new", "changed", "unchanged", "failed")


class ImportBar(WorkBar):
    """Runs one import at a time; `ended` carries the complaints of an import."""

    ended = Signal(list)

    def __init__(self, library: Path, settings: Settings, parent: QWidget) -> None:
        super().__init__(settings, parent)
        self._library = library
        self._job: ImportJob | None = None
        self._begun = 0.0
        self.review = 0  # annotations that the last import left in need of review

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
        self._begun = time.monotonic()
        self.begin()
        self._job.start()

    def stop(self) -> None:
        """End the import after the file that it is at."""
        if self._job is not None:
            self._job.stop()
            self._words.setText(tr("Stopping after this file…"))

    def finish(self) -> None:
        """Stop the import and wait for its end, before the program ends."""
        if self._job is not None:
            self._job.stop()
            self._job.wait()

    def _progressed(self, progress: Progress, pace: str) -> None:
        self.show_done(progress.read, progress.weight)
        if self._job is not None and not self._job.is_stopping:
            self._words.setText(progress_words(progress, pace))
        self._words.setToolTip(progress.source)

    def _finished(self) -> None:
        job, self._job = self._job, None
        self.hide()
        if job is None:
            return
        LOG.debug("import of %s files ended", len(job.outcomes))
        if job.outcomes or job.stopped:
            words = (tr("Stopped.") + " " if job.stopped else "") + summary(job.outcomes)
            self.said.emit(words)
            if time.monotonic() - self._begun >= LONG_S:
                from reader.qt.notification import notify  # hardly any import takes so long

                notify(self.window(), tr("The import has ended"), words)
        self.review = sum(outcome.review for outcome in job.outcomes)
        self.ended.emit(complaints(job.outcomes))
        job.deleteLater()


def progress_words(progress: Progress, pace: str) -> str:
    """How far an import is, in words."""
    words = "Importing {done} of {total}"
    done = tr(words, done=progress.done, total=progress.total)
    return f"{done} · {pace}" if pace else done


def summary(outcomes: Sequence[Outcome]) -> str:
    """What an import did, in a sentence."""
    counts = {kind: sum(o.outcome == kind for o in outcomes) for kind in _OUTCOMES}
    words = "Import: {new} new, {changed} changed, {unchanged} already there, {failed} failed."
    skipped = sum(len(o.skipped) for o in outcomes)
    more = (
        " " + tr("{count:file is no newspaper page and was|files are no newspaper pages and were} passed over.", count=skipped)
        if skipped
        else ""
    )
    return tr(words, **counts) + more + kept_words(outcomes)


def kept_words(outcomes: Sequence[Outcome]) -> str:
    """What became of the annotations of pages that came back changed, and the way to those that need review; '' without any."""
    kept = sum((o.annotations for o in outcomes), NOTHING_KEPT)
    if kept == NOTHING_KEPT:
        return ""
    words = "Annotations: {unchanged} unchanged, {moved} moved, {changed} on changed words, {review} in need of review."
    told = " " + tr(words, unchanged=kept.unchanged, moved=kept.moved, changed=kept.changed, review=kept.review)
    return told + (" " + tr("W leads to them.") if kept.review else "")


def complaints(outcomes: Sequence[Outcome]) -> list[str]:
    """What an import could not do, in sentences."""
    words = "{source}: {count:annotation needs|annotations need} a look."
    return [o.error for o in outcomes if o.error] + [tr(words, source=o.source, count=o.review) for o in outcomes if o.review]
