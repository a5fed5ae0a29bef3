"""What an export would do, beside the form that asks for it: the names of its files, and how the first begins."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reader.formats import ARTICLE_WRITERS
from reader.qt.document import visible
from reader.qt.export_job import ExportJob
from reader.services.export_request import Request
from reader.services.exporting import Manner, Plan
from reader.translation import retold, tr

AFTER_MS = 150  # of typing: a preview for each letter would be late for all of them
_NAMES = 4  # of files that are shown
_COLUMNS = 400  # of a line: what is longer is cut, or a table would be laid out whole


class ExportPreview(QWidget):
    """Looks in the background what a request would do. `answered` carries it, its Plan or None, and why there is none."""

    answered = Signal(object, object, str)

    def __init__(self, library: Path, manner: Manner, parent: QWidget) -> None:
        super().__init__(parent)
        self._library, self._manner = library, manner
        self._wanted: Request | None = None
        self._job: ExportJob | None = None
        self.files = QLabel(self)
        self.files.setWordWrap(True)
        self.files.setTextFormat(Qt.TextFormat.PlainText)
        self.files.setObjectName("hint")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Preview"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.files)
        layout.addWidget(self.text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def ask(self, request: Request | None, at_once: bool = False) -> None:
        """Look what a request would do, instead of any before it; None leaves the preview empty."""
        self._wanted = request
        if self._job is not None:
            self._job.stop()
        if request is None:
            self.files.setText("")
            self.text.setPlainText("")
        else:
            self._timer.start(0 if at_once else AFTER_MS)

    def finish(self) -> None:
        """End what is still being looked for."""
        self._timer.stop()
        self._wanted = None
        if self._job is not None:
            self._job.stop()
            self._job.wait()

    def _look(self) -> None:
        if self._wanted is None or self._job is not None:
            return  # the one that is ending looks again when it has ended
        self._job = ExportJob(self._library, self._wanted, self._manner, only_plan=True)
        self._job.planned.connect(self._planned)
        self._job.failed.connect(self._failed)
        self._job.finished.connect(self._finished)
        self._job.start()

    def _planned(self, plan: Plan) -> None:
        if self._job is None or self._job.request != self._wanted:
            return
        self.files.setText(_files_words(self._job.request, plan))
        lines = [visible(line[:_COLUMNS]) for line in plan.sample.split("\n")]
        self.text.setPlainText("\n".join(lines) if plan.count else "")
        self.answered.emit(self._wanted, plan, "")

    def _failed(self, sentence: str) -> None:
        if self._job is None or self._job.request != self._wanted:
            return
        self.files.setText(visible(retold(sentence)))
        self.text.setPlainText("")
        self.answered.emit(self._wanted, None, sentence)

    def _finished(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        if job.request != self._wanted:
            self._timer.start(0)


def _files_words(request: Request, plan: Plan) -> str:
    if not plan.count:
        return tr("There is nothing to export.")
    if len(plan.names) == 1 and not request.each:
        if request.format in ARTICLE_WRITERS:
            return tr("{count:article|articles}", count=plan.count)
        return tr("{count:annotation|annotations}", count=plan.count)
    names = ", ".join(visible(name) for name in plan.names[:_NAMES])
    more = " …" if len(plan.names) > _NAMES else ""
    return tr("{count:file|files}: {names}", count=len(plan.names), names=f"{names}{more}")
