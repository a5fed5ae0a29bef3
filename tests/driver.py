"""Drives a window by keys alone, as a person does, off screen or on a real display."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from reader.qt.application import choose_language, make_application
from reader.qt.window import Window
from reader.settings import Settings
from reader.store.library import open_library

PATIENCE = 20.0  # seconds until something that never comes is given up; nothing is measured by it
AT_ONCE = 1.0  # seconds in which a dialog that takes the keyboard has it
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Driver:
    """A window and a keyboard. Every key goes to the widget that has the focus, and its effects are waited for."""

    def __init__(self, library: Path, settings: Path, **values: str | int | bool) -> None:
        self.application: QApplication = make_application()
        chosen = Settings(settings, {"language": "en", "theme": "light", **values})
        choose_language(self.application, chosen)
        self.window = Window(open_library(library), chosen, choose_language)
        self.closed = False
        self.window.resize(1280, 800)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Handle all events, and wait until some widget has the keyboard (without a window manager nobody gives it)."""
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            self.application.processEvents()
            if self.closed or not self.window.isVisible() or self._has_keyboard(time.monotonic() < begun + AT_ONCE):
                break
            (self.application.activeModalWidget() or self.window).activateWindow()
        for _ in range(3):
            self.application.processEvents()

    def _has_keyboard(self, in_dialog: bool) -> bool:
        """Whether the next key goes to a widget, and to one of the dialog that is open, if one is and that is asked."""
        widget, dialog = self.application.focusWidget(), self.application.activeModalWidget()
        if widget is None or self.application.activeWindow() is None:
            return False  # without an active window no key is a shortcut
        return not in_dialog or dialog is None or dialog is widget or dialog.isAncestorOf(widget)

    @property
    def focus(self) -> QWidget:
        """The widget that the next key goes to."""
        widget = self.application.focusWidget()
        assert widget is not None, "no widget has the keyboard"
        return widget

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifier)
            self.settle()

    def type(self, text: str) -> None:
        """Type a text. What no keyboard has is committed as an input method does."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(self.focus, character)
            else:
                _commit(self.application, self.focus, character)
        self.settle()

    def wait_for_import(self) -> None:
        """Wait until the running import has ended."""
        end = time.monotonic() + PATIENCE
        while self.window.import_bar is not None and self.window.import_bar.running:
            assert time.monotonic() < end, "the import did not end"
            self.application.processEvents()
        self.settle()

    def wait_until(self, come: Callable[[], bool]) -> None:
        """Wait until something has come about in the background."""
        end = time.monotonic() + PATIENCE
        while not come():
            assert time.monotonic() < end, "it did not come"
            self.application.processEvents()
        self.settle()

    def dialog(self) -> QWidget:
        """The dialog that is open."""
        self.settle()
        found = self.application.activeModalWidget()
        assert found is not None, "no dialog is open"
        return found

    def close(self) -> None:
        """Close the window and wait until it is gone; one that is gone is left in peace."""
        if self.closed:
            return
        self.closed = True
        if isValid(self.window):
            self.window.close()
            self.window.deleteLater()
        for _ in range(3):
            self.application.processEvents()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which only an event loop would do by itself


def _commit(application: QApplication, widget: QWidget, text: str) -> None:
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent()
    event.setCommitString(text)
    application.sendEvent(widget, event)
