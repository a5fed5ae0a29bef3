"""What can wait is done after the first paint, or the window would be seen later."""

import time

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from reader.qt import application as starting
from tests.driver import PATIENCE


@pytest.mark.parametrize("painted", [True, False])
def test_what_can_wait_is_done_once_and_after_the_first_paint(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, painted: bool
) -> None:
    done: list[bool] = []

    class Seen(QWidget):
        was_painted = False

        def paintEvent(self, event: object) -> None:
            self.was_painted = True

    monkeypatch.setattr(starting, "UNPAINTED_MS", 60_000 if painted else 0)
    monkeypatch.setattr(starting, "PAINTED_MS", 0)
    window = Seen()
    starting._Paint(window, lambda: done.append(window.was_painted))
    assert done == []
    if painted:
        window.show()
    end = time.monotonic() + PATIENCE
    while not done and time.monotonic() < end:
        application.processEvents()
    window.update()
    application.processEvents()
    assert done == [painted]
    window.close()
