"""Looking out for what others write to the library that lies open: when one comes back to the window, and now and then."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LOOK_EVERY_MS = 2000  # a look costs some microseconds where nothing was written


class Lookout(QObject):
    """Calls `look` when the window becomes active, and every LOOK_EVERY_MS until it is told to stop."""

    def __init__(self, look: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_EVERY_MS)
        self.timer.timeout.connect(look)
        self.timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.timer.isActive():
            self._look()
        return False

    def stop(self) -> None:
        """Look no more."""
        self.timer.stop()
