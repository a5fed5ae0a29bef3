"""The pane of annotations: the list, what it is a list of, and under it the editor of notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reader.model import Annotation
from reader.qt.annotation_list import AnnotationList, Source
from reader.qt.theme import HEADING_HEIGHT, Theme
from reader.services.view import Scope
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.note_editor import NoteEditor

NOTE_LINES = 9  # of the editor of notes
_NAMES = {Scope.ARTICLE: "This article", Scope.LIBRARY: "Whole library", Scope.BIN: "Bin"}
_EMPTY = {
    Scope.ARTICLE: "No annotations yet. In the text, V selects a sentence, H or 1–8 marks it, A writes a note, T gives tags.",
    Scope.LIBRARY: "No annotations in this library yet.",
    Scope.BIN: "The bin is empty. What Del takes off a list comes here, and stays.",
}


class AnnotationPane(QWidget):
    """The annotations of the article or the library, and under them the editor of notes."""

    scope_changed = Signal()
    note_finished = Signal()
    said = Signal(str)

    def __init__(
        self, save: Callable[[Annotation, str, bool], Annotation], end: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = AnnotationList(self)
        self.view.setMinimumWidth(220)
        self._save, self._end = save, end
        self.note: NoteEditor | None = None
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = QLabel(self)
        self._scope = QComboBox(self)
        for scope in Scope:
            self._scope.addItem("", scope.value)
        self._scope.currentIndexChanged.connect(self._scope_chosen)
        self._empty = QLabel(self)
        self._empty.setObjectName("hint")
        self._empty.setWordWrap(True)
        self._empty.setMargin(14)
        headings = QWidget(self)
        headings.setObjectName("headings")
        headings.setFixedHeight(HEADING_HEIGHT)
        top = QHBoxLayout(headings)
        top.setContentsMargins(10, 0, 6, 1)
        top.addWidget(self._heading, 1)
        top.addWidget(self._scope)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(headings)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self._heading.setText(tr("Annotations"))
        for place, scope in enumerate(Scope):
            self._scope.setItemText(place, tr(_NAMES[scope]))
        self._scope.setAccessibleName(tr("Annotations of"))
        self._explain()
        if self.note is not None:
            self.note.retranslate()
        self.view.retranslate()

    def edit_note(self, annotation: Annotation) -> None:
        """Open the editor of notes on an annotation."""
        if self.note is None:
            from reader.qt.note_editor import NoteEditor  # not needed for the first paint

            self.note = NoteEditor(self._save, self._end, self)
            self.note.finished.connect(self.note_finished)
            self.note.said.connect(self.said)
            self.note.setMinimumWidth(1)  # its heading is not to widen the pane
            self._column.addWidget(self.note)
        self.show()
        self.note.edit(annotation)
        self._fit_note(self.note.field)

    @staticmethod
    def _fit_note(field: QPlainTextEdit) -> None:
        """Give the editor the height of whole lines, so that none is cut."""
        frame = field.height() - field.viewport().height()
        above = round(field.document().documentMargin())
        field.setFixedHeight(frame + above + NOTE_LINES * field.cursorRect().height())

    def keep_note(self) -> bool:
        """Write a note that is being written to the store; gives whether nothing is left to write."""
        return self.note is None or self.note.keep()

    def is_writing(self) -> bool:
        """Whether somebody is at the field of notes."""
        return self.note is not None and self.note.field.hasFocus()

    def show_note(self, annotation: Annotation) -> None:
        """Show an annotation of the list with the note that it has now."""
        self.view.show_note(annotation)

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.view.wear(theme)

    @property
    def scope(self) -> Scope:
        """What the list shows."""
        return Scope(self._scope.currentData())

    def show_scope(self, scope: Scope) -> None:
        """Show other annotations in the list."""
        self._scope.setCurrentIndex(list(Scope).index(scope))

    def _scope_chosen(self) -> None:
        self._explain()
        self.scope_changed.emit()

    def _explain(self) -> None:
        self._empty.setText(tr(_EMPTY[self.scope]))

    def show_annotations(self, annotations: Sequence[Annotation], source: Source) -> None:
        """Show these in the list."""
        self._empty.setVisible(not annotations)
        self.view.show_annotations(annotations, source)
        if self.note is not None:
            self.note.follow(annotations)
