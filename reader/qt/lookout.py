"""Looking out for what others write to the library that lies open: when one comes back to the window, and now and then."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from reader.store.archive import Archive

LOOK_EVERY_MS = 2000  # a look costs some microseconds where nothing was written
TREE_EVERY_S = 10  # seconds: an import that goes on for hours is not followed page by page


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


class Arrivals:
    """Whether pages have come into the library, by an import of this window or of another program, that are not shown yet."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._shown = archive.newest_text()
        self._when = -float(TREE_EVERY_S)

    def to_be_shown(self) -> bool:
        """Asked now and then: yes, where there are new ones, and the last yes was some time ago."""
        newest = self._archive.newest_text()
        if newest == self._shown or (self._shown and time.monotonic() - self._when < TREE_EVERY_S):
            return False
        self.were_shown()
        return True

    def were_shown(self) -> None:
        """The library was shown anew."""
        self._shown, self._when = self._archive.newest_text(), time.monotonic()
