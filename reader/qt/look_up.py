"""The pop-up that says what dictionaries know of the word at the caret, and asks for a dictionary file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.qt.document import visible
from reader.qt.prompts import FilePrompt, breakable
from reader.qt.theme import SERIF
from reader.services.looking_up import Finding
from reader.translation import retold, tr

SIZE = QSize(560, 380)  # pixels
_GAP = 6  # pixels between the line of the caret and the pop-up
_WORD_POINTS = 17.0
Action = tuple[str, str, Callable[[str], None]]  # what a button says, its key, and what it does with the chosen word


class LookUp(QDialog):
    """What is known of words, the longest first; arrows walk the entries, Enter and the keys on the buttons go on with one."""

    def __init__(
        self, own: str, actions: Sequence[Action], letters: bool, has_dictionaries: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Look up"))
        self.resize(SIZE)
        self._own, self._has_dictionaries, self._window = own, has_dictionaries, parent.window()
        self._word = QLabel(self)
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setWordWrap(True)
        face = QFont(list(SERIF))
        face.setPointSizeF(_WORD_POINTS)
        self._word.setFont(face)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("What dictionaries say"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setSpacing(2)
        self.list.currentItemChanged.connect(lambda: self._show_word())
        self._state = QLabel(tr("Looking it up…"), self)
        self._state.setObjectName("hint")
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setWordWrap(True)
        layout = QVBoxLayout(self)
        for widget in (self._word, self.list, self._state):
            layout.addWidget(widget, widget is self.list)
        layout.addLayout(self._buttons(actions, letters))
        self._word.setText(visible(own))
        self.list.setFocus()

    def _buttons(self, actions: Sequence[Action], letters: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        for title, key, act in actions:
            key = key if letters or len(key) > 1 else f"Ctrl+{key}"
            shown = "Enter" if key == "Return" else key
            button = QPushButton(f"{title}   {shown}", self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=act: self._act(act))
            row.addWidget(button)
            for name in (key, "Enter") if key == "Return" else (key,):
                QShortcut(QKeySequence(name), self).activated.connect(button.click)
        row.addStretch()
        return row

    def show_at(self, line: QPoint) -> None:
        """Open below a line of the screen, or above it where there is no room below."""
        screen = self._window.geometry()
        at = line + QPoint(0, _GAP)
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        at.setY(max(screen.top(), min(at.y(), screen.bottom() - self.height())))
        self.move(at)
        self.open()

    def show_findings(self, found: tuple[Sequence[Finding], Sequence[str]]) -> None:
        """Show what was found, with the sentences on dictionaries that cannot be used."""
        findings, complaints = found
        for finding in findings:
            for entry in finding.entries:
                forms = " · ".join(dict.fromkeys((finding.word, *entry.forms)))
                head = "   ".join(filter(None, (forms, entry.pinyin or finding.pinyin, f"({entry.dictionary})")))
                self._add(finding, "\n".join((head, *(f"    {meaning}" for meaning in entry.meanings))))
            if not finding.entries:
                self._add(finding, "   ".join(filter(None, (finding.word, finding.pinyin))))
        words = "No dictionary is set: the command “Add a dictionary…” takes CC-CEDICT and StarDict."
        none = "" if self._has_dictionaries else tr(words)
        bare = self._has_dictionaries and not any(finding.entries for finding in findings)
        missing = tr("No dictionary has it.") if bare and not complaints else ""
        self.say("\n".join(filter(None, (*(retold(sentence) for sentence in complaints), none, missing))))
        self.list.setCurrentRow(0)

    def say(self, sentence: str) -> None:
        """Say something under the entries."""
        self._state.setText(breakable(visible(sentence)))
        self._state.setVisible(bool(sentence))

    def word(self) -> str:
        """The word of the chosen entry."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)[0]) if item else self._own

    def _add(self, finding: Finding, words: str) -> None:
        item = QListWidgetItem(visible_lines(words))
        item.setData(Qt.ItemDataRole.UserRole, (finding.word, finding.pinyin))
        self.list.addItem(item)

    def _show_word(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._word.setText(visible("   ".join(filter(None, item.data(Qt.ItemDataRole.UserRole)))))

    def _act(self, act: Callable[[str], None]) -> None:
        word = self.word()
        self.accept()
        act(word)


def visible_lines(words: str) -> str:
    """Words of several lines, each made visible."""
    return "\n".join(visible(line) for line in words.split("\n"))


def copy(word: str) -> None:
    """Put a word on the clipboard."""
    QGuiApplication.clipboard().setText(word)


class DictionaryPrompt(FilePrompt):
    """Asks for a dictionary file."""

    def __init__(self, answer: Callable[[Path], None], parent: QWidget) -> None:
        words = "A dictionary that you have: CC-CEDICT (.u8, .txt, .gz), or the .ifo file of a StarDict. It stays where it is."
        super().__init__(tr("Add a dictionary"), tr("Add"), tr(words), answer, parent)
