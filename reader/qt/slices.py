"""Work in the window's own thread that is done a little at a time, so that no key waits for it."""

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from reader.errors import ReaderError

SLICE_MS = 8  # at once: half of what is felt


class Slices(QObject):
    """Does one piece of work, a generator that yields between its steps; another one takes its place.

    What ends without yielding is done at once. `failed` tells in a sentence why the work could not be done.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def running(self) -> bool:
        """Whether there is still something to do."""
        return self._work is not None

    def run(self, work: Iterator[None]) -> None:
        """Begin some work, and leave what was being done."""
        self._work = work
        self._go_on()

    def stop(self) -> None:
        """Leave what is being done."""
        self._work = None
        self._timer.stop()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while (work := self._work) is not None:
            try:
                next(work)
            except (StopIteration, ReaderError) as end:
                if work is self._work:
                    self.stop()
                if isinstance(end, ReaderError):
                    self.failed.emit(str(end))
                return
            if clock.elapsed() >= SLICE_MS:
                break
        if self._work is not None:
            self._timer.start()
