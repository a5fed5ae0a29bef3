"""Ctrl+C in the terminal, and the system's wish that the program end: the window is closed, so that all is kept."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")  # not all of them are known everywhere


class Signals(QObject):
    """Wakes Python when a signal comes: while Qt waits for events, no Python runs that could handle it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._read, self._written = socket.socketpair()
        for end in (self._read, self._written):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._read.recv(64))
        signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: window.close())
