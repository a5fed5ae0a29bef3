"""Bringing annotations in, in two dialogs: which file, and what it would change before it does."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock

from PySide6.QtCore import QCoreApplication, Qt, QThread, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from reader.errors import Cancelled, ReaderError
from reader.qt.document import visible
from reader.qt.prompts import FilePrompt, PathPrompt, Prompt, breakable
from reader.services.receiving import Reception, carry_out, plan, remarks, summary
from reader.store.library import Library, open_library
from reader.translation import retold, tr

_TOLD = 100  # annotations between two reports that reach the window


class AnnotationFilePrompt(FilePrompt):
    """Asks for a file of annotations."""

    def __init__(self, answer: Callable[[Path], None], parent: QWidget) -> None:
        words = (
            "Jianbao JSON, W3C Web Annotations, Hypothesis, or a table of highlights (CSV). You see first what it would change."
        )
        super().__init__(tr("Import annotations"), tr("Look at it"), tr(words), answer, parent)

    def take(self, path: Path) -> None:
        """Close, and answer: the next dialog opens over the window."""
        PathPrompt.accept(self)
        self._answer(path)



class ReceivingJob(QThread):
    """Plans what a file of annotations changes, or carries a plan out, on a library of its own thread."""

    progressed = Signal(int, int)

    def __init__(self, path: Path, file: Path, planned: Reception | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._path, self._file, self._planned = path, file, planned
        self._stop = Event()
        self._lock = Lock()  # around the library's coming and going: one that is closed cannot be interrupted
        self._library: Library | None = None
        self.found: Reception | None = None
        self.failure = ""

    def stop(self) -> None:
        """Ask it to end with nothing done; what is committed by then is done."""
        self._stop.set()
        with self._lock:
            if self._library is not None:
                self._library.interrupt()

    def run(self) -> None:
        """The thread's work."""
        try:
            library = open_library(self._path)
            try:
                self._hold(library)
                self._report(0, 0)
                planned = self._planned
                self.found = carry_out(library, planned) if planned else plan(library, self._file, self._report)
            finally:
                self._hold(None)
                library.close()
        except Cancelled:
            return
        except ReaderError as error:
            self.failure = str(error)

    def _hold(self, library: Library | None) -> None:
        with self._lock:
            self._library = library

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled("")
        if total and done % _TOLD == 0:
            self.progressed.emit(done, total)


class ReceivingPrompt(Prompt):
    """Shows what a file of annotations would change; Enter does it, Esc leaves everything as it is, at any moment."""

    def __init__(self, library: Path, file: Path, answer: Callable[[Reception], None], parent: QWidget) -> None:
        super().__init__(tr("Import annotations"), tr("Import"), parent)
        self._library, self._file, self._answer = library, file, answer
        self._planned: Reception | None = None
        self._job: ReceivingJob | None = None
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(160)
        self.notes.setAccessibleName(tr("What needs a look"))
        self.notes.hide()
        self.content.addWidget(self.words)
        self.content.addWidget(self.notes)
        self.finish_layout()
        self._doing, self._leaving = self._buttons.buttons()
        self._start(tr("Reading {path}…", path=file.name))

    @property
    def running(self) -> bool:
        """Whether it is still looking, or importing."""
        return self._job is not None

    @property
    def refusal(self) -> str:
        """Why nothing can be imported, or ''."""
        return self._refusal.text()

    def accept(self) -> None:
        if self._planned is not None and self._planned.change.after:
            self._start(tr("Copying the library as a backup, then importing…"))
        elif self._job is None:
            super().accept()

    def reject(self) -> None:
        if self._job is not None:
            self._job.stop()  # closes when it has ended
        else:
            super().reject()

    def _start(self, words: str) -> None:
        if self._job is not None:
            return
        self._say(words)
        self._doing.setEnabled(False)
        self._job = job = ReceivingJob(self._library, self._file, self._planned, self)
        job.progressed.connect(lambda done, total: self._say(tr("Looking at {done} of {total}…", done=done, total=total)))
        job.finished.connect(self._ended)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(job.stop)
            application.aboutToQuit.connect(job.wait)
        job.start()

    def _ended(self) -> None:
        job, self._job = self._job, None
        assert job is not None
        job.wait()
        if job.failure:
            self._planned = None
            self._doing.hide()
            self._leaving.setFocus()
            self.words.hide()
            self.refuse(job.failure)
        elif job.found is None:
            super().reject()
        elif self._planned is not None:
            super().accept()
            self._answer(job.found)
        else:
            self._show(job.found)

    def _show(self, planned: Reception) -> None:
        self._planned = planned
        self._say(summary(planned) + ("" if planned.change.after else " " + tr("There is nothing to import.")))
        notable = [visible(retold(sentence)) for sentence in remarks(planned)]
        self.notes.setPlainText("\n".join(notable))
        self.notes.setVisible(bool(notable))
        self._doing.setEnabled(bool(planned.change.after))
        self._doing.setVisible(bool(planned.change.after))
        (self._doing if planned.change.after else self._leaving).setFocus()

    def _say(self, sentence: str) -> None:
        self.words.setText(breakable(visible(sentence)))
        self.words.setAccessibleName(sentence)
