"""Errors nobody foresaw: logged, told once with the words to copy, and the window goes on."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reader import __version__
from reader.qt.windows import close_all, front
from reader.translation import tr

LOG_LIMIT = 1_000_000  # bytes: an older log of this size is put aside as .old


def log_path() -> Path:
    """The log of this user: versions and tracebacks, never a text or a note."""
    return user_log_path("jianbao", appauthor=False) / "jianbao.log"


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
        told = "".join(traceback.format_exception(kind, error, trace))
        words = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, Jianbao {__version__}, Python {sys.version.split()[0]}\n{told}\n"
        sys.stderr.write(words)
        teller.happened.emit(words, str(_logged(words)))

    sys.excepthook = hook


def _logged(words: str) -> Path:
    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".old"))
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as log:
            log.write(words)
    except OSError as error:
        sys.stderr.write(f"The log {path} could not be written: {error}\n")
    return path
