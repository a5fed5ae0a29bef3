"""Where notes and tags are written; what is written is kept by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reader.model import Annotation
from reader.translation import tr

SAVE_AFTER_MS = 400  # after the last keystroke; leaving the field saves at once


class _NoteField(QPlainTextEdit):
    left = Signal()
    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if done or event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteEditor(QWidget):
    """A small editor under the list, for the note of one annotation.

    `save(annotation, text, first)` is called while one writes, `first` at the beginning of a sitting, and gives the annotation
    as it then is; `finished` tells that the writer wants to go on reading.
    """

    finished = Signal()

    def __init__(self, save: Callable[[Annotation, str, bool], Annotation], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._annotation: Annotation | None = None
        self._first = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self._label = QLabel(self)
        self._label.setObjectName("heading")
        self.field = _NoteField(self)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._timer.start)
        self.field.left.connect(self.keep)
        self.field.finished.connect(self._finish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        layout.addWidget(self.field)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self._label.setText(tr("Note · Ctrl+Enter or Esc to go on reading"))
        self.field.setAccessibleName(tr("Note"))
        self.field.setPlaceholderText(tr("Markdown; kept while you write"))

    def edit(self, annotation: Annotation) -> None:
        """Show the note of an annotation and take the keyboard."""
        self.keep()
        self._annotation, self._first = annotation, True
        self.field.blockSignals(True)
        self.field.setPlainText(annotation.note)
        self.field.blockSignals(False)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Write what stands in the field to the store, where it differs."""
        self._timer.stop()
        if self._annotation is not None and self.field.document().isModified():
            # Saved first: what cannot be written stays in the field as unsaved, and is tried again.
            self._annotation = self._save(self._annotation, self._text(), self._first)
            self.field.document().setModified(False)
            self._first = False

    def follow(self, annotations: Sequence[Annotation]) -> None:
        """After a change from elsewhere (undo, delete): show the note as it is now, or close where it is gone."""
        if self._annotation is None:
            return
        now = next((a for a in annotations if self._annotation and a.id == self._annotation.id), None)
        if now is None:
            self._annotation = None
            self.hide()
        elif now.note != self._annotation.note:
            self._annotation = now
            if self._text() != now.note:
                self.field.blockSignals(True)
                self.field.setPlainText(now.note)
                self.field.blockSignals(False)

    def _text(self) -> str:
        # Not toPlainText(), which makes no-break spaces plain ones.
        return self.field.document().toRawText().replace("\u2029", "\n")

    def _finish(self) -> None:
        self.keep()
        self._annotation = None
        self.hide()
        self.finished.emit()


class TagField(QLineEdit):
    """A line for tags, parted by blanks or commas, completed from those in use."""

    def __init__(self, tags: Sequence[str], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(" ".join(tags), parent)
        self.setPlaceholderText(tr("Tags, parted by blanks"))
        self.setAccessibleName(tr("Tags"))
        completer = QCompleter(list(known), self)
        completer.setWidget(self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._take)
        self._words = completer
        self.textEdited.connect(self._complete)

    def tags(self) -> tuple[str, ...]:
        """The tags that stand in the line, each once, without # at their beginning."""
        words = self.text().replace(",", " ").replace("，", " ").replace("、", " ").split()
        return tuple(dict.fromkeys(word.lstrip("#") for word in words if word.lstrip("#")))

    def _complete(self) -> None:
        word = self.text()[: self.cursorPosition()].split(" ")[-1].lstrip("#")
        self._words.setCompletionPrefix(word)
        if word and self._words.completionCount():
            self._words.complete()
        else:
            popup = self._words.popup()
            if popup is not None:
                popup.hide()

    def _take(self, tag: str) -> None:
        before = self.text()[: self.cursorPosition()]
        kept = before[: len(before) - len(before.split(" ")[-1])]
        after = self.text()[self.cursorPosition() :]
        self.setText(f"{kept}{tag} {after.lstrip()}")
        self.setCursorPosition(len(kept) + len(tag) + 1)
