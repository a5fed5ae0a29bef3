"""A person who does anything at all, by a seed: every command of the table in the window, in any order, with undo."""

import random
import resource
import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from reader.commands import COMMANDS, Command
from tests.driver import Driver

# What closes the window, and what opens others: those would be left open.
LEFT_OUT = {"quit_program", "close_window", "new_window", "new_library", "open_library", "open_recent"}
WORDS = ("桥", "二手车", "“", "-", "*", "tag:甲", "2021-01", "甲,乙", "a" * 60, "<b>&", "\u202e", "𠮷")
_KEYS = Qt.Key
ANSWERS = (_KEYS.Key_Return, _KEYS.Key_Escape, _KEYS.Key_Tab, _KEYS.Key_Down, _KEYS.Key_Up, _KEYS.Key_Space, _KEYS.Key_Delete)
HELD_UP_MS = 500
MOST_ANSWERS = 6  # keys in a dialog, before it is left by Esc


class Monkey:
    """Runs commands in the window of a driver. The same seed does the same, as far as what runs in the background lets it."""

    def __init__(self, driver: Driver, seed: int) -> None:
        self._driver, self._chance = driver, random.Random(seed)
        self.done: Counter[str] = Counter()
        self._presses = self._looked_at = 0
        self._closing = QTimer(driver.window)  # what Qt itself opens and waits for holds up the key that opened it
        self._closing.timeout.connect(self._end_waiting)
        self._closing.start(HELD_UP_MS)
        self._commands = [command for name, command in COMMANDS.items() if name not in LEFT_OUT]

    def go_on(self, number: int) -> None:
        """Run so many commands, each where caret and selection happen to be, and answer what is asked."""
        for _ in range(number):
            self._move()
            command = self._chance.choice(self._commands)
            self.done[command.id] += 1
            self._run(command)
            if self._chance.random() < 0.15:
                self._run(COMMANDS[self._chance.choice(("undo", "undo", "redo"))])

    def _run(self, command: Command) -> None:
        self._driver.window.run(command)
        self._driver.settle()
        self._answer()
        self._driver.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as an event loop does by itself

    def _move(self) -> None:
        window, chance = self._driver.window, self._chance
        if chance.random() < 0.3:
            window.focus_pane(chance.choice(("tree", "text", "list")))
        sheet = window.desk.sheet
        if sheet is not None and sheet.text:
            at = chance.randrange(len(sheet.text))
            window.select(at, min(len(sheet.text), at + chance.choice((0, 0, 3, 12, 400))))
        elif first := window.desk.shelves.first():
            window.desk.open(first)

    def _answer(self) -> None:
        """Press keys and type words in whatever has opened, and leave it in the end."""
        for turn in range(4 * MOST_ANSWERS):
            dialog = self._open_dialog()
            widget = self._driver.application.focusWidget()
            typing = isinstance(widget, QLineEdit | QPlainTextEdit) and dialog is None
            if dialog is None and not typing:
                return
            if isinstance(dialog, QFileDialog):
                dialog.reject()
            elif turn >= MOST_ANSWERS or widget is None:
                self._leave(dialog, widget)
            elif isinstance(widget, QLineEdit | QPlainTextEdit) and self._chance.random() < 0.5:
                self._driver.type(self._chance.choice(WORDS))
            else:
                self._presses += 1
                self._driver.key(self._chance.choice(ANSWERS))
                self._presses += 1
            self._driver.settle()

    def _end_waiting(self) -> None:
        """Leave a menu or dialog that holds up the same key as when this looked last."""
        if self._presses % 2 and self._presses == self._looked_at:
            waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if isinstance(waiting, QDialog):
                waiting.reject()
            elif waiting is not None:
                waiting.close()
        self._looked_at = self._presses

    def _leave(self, dialog: QDialog | None, widget: QWidget | None) -> None:
        if dialog is not None:
            dialog.reject()
        elif widget is not None:
            self._driver.key(Qt.Key.Key_Escape)
            self._driver.window.focus_pane("text")

    def _open_dialog(self) -> QDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) else None


def memory() -> int:
    """Bytes that this process holds now."""
    if sys.platform == "linux":
        return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

