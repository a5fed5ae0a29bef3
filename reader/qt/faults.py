"""Errors nobody foresaw: logged, told once with the words to copy, and the window goes on."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reader.fault_log import log_error, whole_words
from reader.qt.windows import close_all, front
from reader.translation import tr


class _Teller(QObject):
    """Tells of faults in the window's thread, also of those in the threads of jobs, where no dialog may be made."""

    happened = Signal(str, str)  # the words to copy, and where they were logged

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.happened.connect(self._tell)

    def _tell(self, words: str, place: str) -> None:
        if QApplication.activeModalWidget() is None:  # one dialog is enough for a fault that comes again and again
            window = front()
            if window is None:
                return
            sentence = tr("Something went wrong inside Jianbao. Your library is whole; you can go on.")
            window.report(tr("Unexpected error"), [sentence, tr("It was logged in {path}", path=place), "", words])


def watch() -> None:
    """From now on, log every exception that reaches the event loop, or the end of a job, and tell it in the window in front."""
    teller = _Teller(QApplication.instance())

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            close_all()
            return
        words = whole_words(error)
        print(words, end="", file=sys.stderr)
        teller.happened.emit(words, str(log_error(error)))

    sys.excepthook = hook

