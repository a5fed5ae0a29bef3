"""Keys that move the caret by words and paragraphs, where Qt's own jump over a whole Chinese clause."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from reader.services.wording import Wording
from reader.text.walking import next_paragraph, previous_paragraph

Go = Callable[[str, int], int]
_Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Motion:
    """Where a key leads from a position in a text, and whether it selects what lies between."""

    go: Go
    selects: bool


def motion_of(event: QKeyEvent, words: Wording) -> Motion | None:
    """What a key moves by, as the system names its keys (Ctrl with the arrows; Option on a Mac); None for other keys."""
    standard: tuple[tuple[QKeySequence.StandardKey, Go, bool], ...] = (
        (_Standard.MoveToNextWord, words.next_word, False),
        (_Standard.MoveToPreviousWord, words.previous_word, False),
        (_Standard.SelectNextWord, words.next_word, True),
        (_Standard.SelectPreviousWord, words.previous_word, True),
    )
    for key, go, selects in standard:
        if event.matches(key):
            return Motion(go, selects)
    by = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    arrow = {Qt.Key.Key_Down: next_paragraph, Qt.Key.Key_Up: previous_paragraph}.get(Qt.Key(event.key()))
    # Command with an arrow goes to the ends of the text on a Mac, and Option moves a paragraph.
    if arrow is None or by != Qt.KeyboardModifier.ControlModifier or sys.platform == "darwin":
        return None
    return Motion(arrow, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
