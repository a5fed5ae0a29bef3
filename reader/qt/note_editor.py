"""Where notes and tags are written; what is written is kept by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reader.errors import ReaderError
from reader.model import Annotation
from reader.qt.document import Utf16
from reader.text.merging import changed
from reader.text.tags import line_of_tags, tag_begun, tag_prefix, tags_of_line
from reader.translation import retold, tr

FRAME_MS = 16  # a save that takes longer would be felt at every key, so the next one waits
REST = 4  # times as long as it took: saving takes a fifth of the time at most
LONGEST_MS = 400  # until a key is saved
RETRY_MS = 500  # until a note is saved that could not be


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

    `save(annotation, text, first)` is called as soon as the keys that were pressed are handled, `first` at the beginning of a
    sitting, and gives the annotation as it then is; `end()` when the field is left. `finished` tells that the writer wants to
    go on reading, `said` why a note cannot be saved yet: it stays in the field and is tried again until it is.
    """

    finished = Signal()
    said = Signal(str)

    def __init__(
        self, save: Callable[[Annotation, str, bool], Annotation], end: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._save, self._end = save, end
        self._annotation: Annotation | None = None
        self._first = True
        self._closing = False  # whether to close as soon as the note is saved
        self._failures = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        self._label = QLabel(self)
        self._label.setObjectName("heading")
        self.state = QLabel(self)
        self.state.setObjectName("heading")
        self.field = _NoteField(self)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self._left)
        self.field.finished.connect(self._finish)
        heading = QHBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self._label, 1)
        heading.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self.field)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self._label.setText(tr("Note · Esc to go on reading"))
        self.field.setAccessibleName(tr("Note"))
        self.field.setPlaceholderText(tr("Markdown; kept while you write"))
        self._show_state()

    def edit(self, annotation: Annotation) -> None:
        """Show the note of an annotation and take the keyboard; one that cannot be saved yet stays instead."""
        if self.keep():
            self._end()
            self._annotation, self._first, self._closing = annotation, True, False
            self.field.blockSignals(True)
            self.field.setPlainText(annotation.note)
            self.field.blockSignals(False)
            self.field.moveCursor(QTextCursor.MoveOperation.End)
            self._show_state()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def unsaved(self) -> str:
        """What stands in the field and is not in the store, or ''."""
        return self._text() if self._is_unsaved() else ""

    def keep(self) -> bool:
        """Write what stands in the field to the store, where it differs; gives whether all of it is there."""
        self._timer.stop()
        if self._annotation is None or not self._is_unsaved():
            return True
        clock = QElapsedTimer()
        clock.start()
        text, told = self._text(), self._failures > 1
        try:
            # Only what is written is called saved: what cannot be stays in the field, and is tried again.
            self._annotation = self._save(self._annotation, text, self._first)
        except ReaderError as error:
            self._failed(str(error))
            return False
        self._first, self._failures = False, 0
        if told and self._annotation.note == text:
            self.said.emit(tr("The note is saved."))
        self._show_note(self._annotation.note)  # somebody else may have written in it
        took = clock.elapsed()
        self._timer.setInterval(min(REST * took, LONGEST_MS) if took > FRAME_MS else 0)
        if self._closing and not self.field.hasFocus():
            self._close()
        return True

    @property
    def annotation_id(self) -> str:
        """The annotation whose note is open, or ''."""
        return self._annotation.id if self._annotation else ""

    def follow(self, now: Annotation | None) -> None:
        """After a change from elsewhere (undo, delete): show the note as it is now, or close where it is gone (None).

        What is being written comes first: saving it brings both together.
        """
        if self._annotation is None:
            return
        if now is None and not self.field.hasFocus():
            self._closing = True
            if not self._is_unsaved():
                self._close()
        elif now is not None and not self._is_unsaved():
            self._annotation = now
            self._show_note(now.note)

    def forget(self) -> None:
        """Let go of what could not be saved."""
        self.field.document().setModified(False)
        self._close()

    def _is_unsaved(self) -> bool:
        return self._annotation is not None and self.field.document().isModified()

    def _text(self) -> str:
        # Not toPlainText(), which makes no-break spaces plain ones.
        return self.field.document().toRawText().replace("\u2029", "\n")

    def _show_note(self, note: str) -> None:
        """Show a note by changing only what differs, so that the caret stays and Ctrl+Z brings the old text back."""
        text, note = self._text(), note.replace("\r\n", "\n")  # of a note from the command line: in the field it is one break
        if text != note:
            start, end, words = changed(text, note)
            units, cursor, caret = Utf16(text), QTextCursor(self.field.document()), self.field.textCursor()
            place = caret.position()
            cursor.setPosition(units.units(start))
            cursor.setPosition(units.units(end), QTextCursor.MoveMode.KeepAnchor)
            self.field.blockSignals(True)
            cursor.insertText(words)
            if place <= units.units(start):  # Qt takes a caret along that stands where something is put in
                caret.setPosition(place)
                self.field.setTextCursor(caret)
            self.field.blockSignals(False)
        self.field.document().setModified(False)
        self._show_state()

    def _show_state(self) -> None:
        unsaved = self._is_unsaved()
        kept = self._annotation is not None and bool(self._annotation.note)
        self.state.setText(tr("not saved yet") if unsaved else tr("saved") if kept else "")

    def _typed(self) -> None:
        if self._is_unsaved():
            if not self._timer.isActive():  # never put off by the next key
                self._timer.start()
            if self._timer.interval():
                self._show_state()

    def _failed(self, sentence: str) -> None:
        self._failures += 1
        self._timer.start(RETRY_MS)
        self._show_state()
        if self._failures > 1:  # the first time it is most often over by the next
            self.said.emit(tr("The note is not saved yet, and will be tried again. {reason}", reason=retold(sentence)))

    def leave(self) -> None:
        """End the sitting, as going to another pane does, and know no annotation any more."""
        self._left()
        self._annotation = None

    def _left(self) -> None:
        if self._annotation is not None and self.keep():
            self._end()

    def _finish(self) -> None:
        self._closing = True
        self._left()
        if not self._is_unsaved():
            self._close()
        self.finished.emit()

    def _close(self) -> None:
        self._annotation, self._closing = None, False
        self.hide()


class TagField(QLineEdit):
    """A line for tags, parted by blanks or commas, completed from those in use."""

    def __init__(self, tags: Sequence[str], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(f"{line_of_tags(tags)} ".lstrip(), parent)  # ready for another one
        self._before, self._line = tuple(tags), self.text()
        self.setPlaceholderText(tr("Tags, parted by blanks"))
        self.setAccessibleName(tr("Tags"))
        completer = QCompleter(list(known), self)
        completer.setWidget(self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._take)
        self._words = completer
        self.textEdited.connect(self._complete)

    def tags(self) -> tuple[str, ...]:
        """The tags that stand in the line; those that there were, where nothing in it was changed."""
        return self._before if self.text() == self._line else tags_of_line(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the end: Qt selects the whole line, and the next key would take all tags away."""
        super().focusInEvent(event)
        self.end(False)

    def _complete(self) -> None:
        word = tag_prefix(self.text()[: self.cursorPosition()])
        self._words.setCompletionPrefix(word)
        if word and self._words.completionCount():
            self._words.complete()
        else:
            popup = self._words.popup()
            if popup is not None:
                popup.hide()

    def _take(self, tag: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = f"{before[: tag_begun(before)]}{line_of_tags([tag])} "
        self.setText(f"{kept}{after.lstrip()}")
        self.setCursorPosition(len(kept))
