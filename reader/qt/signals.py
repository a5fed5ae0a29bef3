"""Ctrl+C in the terminal, and the system's wish that the program end: the windows are closed, so that all is kept."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier

from reader.qt.windows import close_all

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # not all of them are known everywhere


class Signals(QObject):
    """Wakes Python when a signal comes: while Qt waits for events, no Python runs that could handle it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._written = socket.socketpair()
        for end in (self._read, self._written):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._read.recv(64))
        signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: close_all())
