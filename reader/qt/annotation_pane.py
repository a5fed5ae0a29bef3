"""The pane of annotations: the list, what it is a list of, the line that narrows it, and the editor of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reader.commands.keymap import Keymap
from reader.model import Annotation
from reader.qt.actions import way_to
from reader.qt.annotation_list import AnnotationList
from reader.qt.labels import ElidedLabel
from reader.qt.note_filter import NoteFilter
from reader.qt.slices import Slices
from reader.qt.theme import HEADING_HEIGHT, Theme
from reader.services.desk import Desk
from reader.services.listing_notes import NoteListing, Row
from reader.services.view import Arrangement, Group, Order, Scope
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.note_editor import NoteEditor
    from reader.qt.note_view import NoteView

NOTE_LINES = 9  # of the editor of notes
_NAMES = {Scope.ARTICLE: "This article", Scope.ISSUE: "This issue", Scope.LIBRARY: "Whole library", Scope.BIN: "Bin"}
_EMPTY = {
    Scope.ARTICLE: (
        "No annotations yet. In the text, {select} selects words, {mark} or 1–8 marks them, {note} writes a note, "
        "{tags} gives tags."
    ),
    Scope.ISSUE: "No annotations in this issue yet.",
    Scope.LIBRARY: "No annotations in this library yet.",
    Scope.BIN: "The bin is empty. What Del takes off a list comes here, and stays.",
}


class AnnotationPane(QWidget):
    """The annotations of the article, its issue or the library, and under them the editor of notes."""

    note_finished = Signal()
    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listing = NoteListing(desk.library)
        self._slices = Slices(self)
        self._slices.failed.connect(self.said)
        self._reading = False  # whether the library is being read for the list
        self._shown = 0  # annotations, each once
        self._wanted = ""  # what is to be chosen once it is in the list
        self._arrangements = {scope: Arrangement() for scope in Scope}
        self._arrangements[Scope.BIN] = Arrangement(order=Order.CHANGED)
        self.view = AnnotationList(self)
        self.view.setMinimumWidth(220)
        self.view.counted.connect(self._explain)
        self.note: NoteEditor | None = None
        self.details: NoteView | None = None
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = QLabel(self)
        self._scope = QComboBox(self)
        for scope in Scope:
            self._scope.addItem("", scope.value)
        self._scope.currentIndexChanged.connect(self._scope_chosen)
        self.filter = NoteFilter(self)
        self.filter.typed.connect(self._narrow)
        self.filter.left.connect(lambda: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.count = ElidedLabel(self)
        self.count.setObjectName("count")
        self._empty = QLabel(self)
        self._empty.setObjectName("hint")
        self._empty.setWordWrap(True)
        self._empty.setMargin(14)
        self._lay_out()

    def _lay_out(self) -> None:
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
        for widget in (headings, self.filter, self.count, self._empty):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        self._heading.setText(tr("Annotations"))
        for place, scope in enumerate(Scope):
            self._scope.setItemText(place, tr(_NAMES[scope]))
        self._scope.setAccessibleName(tr("Annotations of"))
        self.view.show_labels(self._desk.settings.colour_names())
        self.filter.retranslate()
        self._explain()
        for part in (self.note, self.details, self.view):
            if part is not None:
                part.retranslate()

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.view.wear(theme)
        if self.details is not None:
            self.details.wear(theme)

    # --- what is listed -------------------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """What the list shows."""
        return Scope(self._scope.currentData())

    def show_scope(self, scope: Scope) -> None:
        """Show other annotations in the list."""
        self._scope.setCurrentIndex(list(Scope).index(scope))

    def _scope_chosen(self) -> None:
        self.filter.show_words(self.arrangement.words)
        self.view.leave_several()
        self._renew()

    @property
    def arrangement(self) -> Arrangement:
        """How the list is narrowed, put in order and grouped."""
        return self._arrangements[self.scope]

    def arrange(self, arrangement: Arrangement) -> None:
        """Narrow, order and group the list otherwise."""
        self._arrangements[self.scope] = arrangement
        self.filter.show_words(arrangement.words)
        self._begin()

    def arranged(self) -> dict[str, Any]:
        """What the list shows and how, for the next start: all but the words that narrow it, which would hide notes unasked."""
        orders = {scope.value: (a.order.value, a.group.value) for scope, a in self._arrangements.items()}
        return {"scope": self.scope.value, "orders": orders}

    def arrange_as(self, kept: dict[str, Any]) -> None:
        """Show what was shown, and as it was, at the last start; the bin is not opened unasked."""
        with suppress(TypeError, ValueError):  # of a newer version, or damaged
            for scope, (order, group) in dict(kept.get("orders", {})).items():
                self._arrangements[Scope(scope)] = Arrangement(order=Order(order), group=Group(group))
        with suppress(ValueError):
            scope = Scope(kept.get("scope", ""))
            self.show_scope(Scope.ARTICLE if scope is Scope.BIN else scope)

    def ask_filter(self) -> None:
        """Show the line that narrows the list, and take the keyboard."""
        self.show()
        self.filter.start()

    def leave_filter(self) -> bool:
        """Show the whole list again; False where it is not narrowed."""
        if not self.arrangement.words:
            return False
        self.arrange(replace(self.arrangement, words=""))
        return True

    def _narrow(self, words: str) -> None:
        if words != self.arrangement.words:
            self.arrange(replace(self.arrangement, words=words))

    def open_article(self) -> None:
        """Another article lies open: the list follows, where it is of the article or its issue."""
        if self.scope in (Scope.ARTICLE, Scope.ISSUE):
            self._renew()

    def show_annotations(self, changed: Sequence[Annotation] | None) -> None:
        """Show the annotations as they are now; `changed` are those that may have, None where nobody knows."""
        if changed is None or self._reading:
            self._renew()
        else:
            self._listing.put(changed)
            self._show_at_once(changed)
            self._begin()
        if self.note is not None:
            self.note.follow(self._followed(self.note.annotation_id))

    def _followed(self, annotation_id: str) -> Annotation | None:
        """The annotation whose note is open, as it is now; None where it is gone from before one's eyes."""
        found = self._desk.annotations.get_any(annotation_id) if annotation_id else None
        elsewhere = found is not None and self.scope is Scope.ARTICLE and found.article_id != self._desk.article_id
        return None if found is None or found.deleted or elsewhere else found

    def _renew(self) -> None:
        """Read the list anew."""
        if self.scope is Scope.ARTICLE:
            self._reading = False
            self._listing.hold(self._desk.article_id, self._desk.marks_here)
        else:
            self._reading = True
        self._begin()

    def _begin(self) -> None:
        self._slices.run(self._read() if self._reading else self._arranged())

    def _read(self) -> Iterator[None]:
        yield from self._listing.read(self.scope, self._desk.article_id)
        self._reading = False
        yield from self._arranged()

    def _arranged(self) -> Iterator[None]:
        labels = self._desk.settings.colour_names()
        self.view.show_labels(labels)
        yield from self._listing.rows(self.arrangement, self._show_rows, labels, self._desk.place_of)

    def _show_at_once(self, changed: Sequence[Annotation]) -> None:
        """Show what has changed before the list is put in order: the next key may be for what stands there then."""
        now = {a.id: a for a in changed}
        held = {a.id for a in changed if a.id in self._listing}
        self._show_rows(
            [
                row._replace(annotation=now[row.annotation.id]) if row.annotation.id in now else row
                for row in self.view.rows
                if row.annotation.id not in now or row.annotation.id in held
            ]
        )

    def _show_rows(self, rows: list[Row]) -> None:
        self.view.show_rows(rows, self.arrangement.group, self.scope is not Scope.ARTICLE)
        self._shown = len({row.annotation.id for row in rows})
        self._explain()
        if self._wanted:
            self.view.choose(self._wanted)
            self._wanted = ""

    def choose(self, annotation_id: str) -> None:
        """Make an annotation current, as soon as it is in the list."""
        self._wanted = annotation_id if self._slices.running else ""
        self.view.choose(annotation_id)

    def _explain(self) -> None:
        """Say how many there are, how they are arranged, and where there are none, why."""
        shown, total, chosen = self._shown, len(self._listing), self.view.count()
        arrangement = self.arrangement
        narrowed = bool(arrangement.words.strip())
        parts = [tr("{count} of {total}", count=shown, total=total) if narrowed else tr("{total} in all", total=total)]
        parts += [tr("{count} selected", count=chosen)] if chosen > 1 else []
        parts += [tr(arrangement.group)] if arrangement.group is not Group.NONE else []
        parts += [tr(arrangement.order)] if arrangement.order is not Order.PLACE else []
        self.count.setText(" · ".join(parts))
        self.count.setVisible(total > 0)
        words = "No annotation has what is typed above. Esc shows them all."
        self._empty.setText(tr(words) if total else tr(_EMPTY[self.scope], **self._keys()))
        self._empty.setVisible(not shown and not self._reading)

    def _keys(self) -> dict[str, str]:
        """The keys that the words over an empty list name."""
        names = {"select": "expand_selection", "mark": "highlight", "note": "write_note", "tags": "edit_tags"}
        keymap = Keymap(self._desk.settings)  # once: it is made of the whole table
        return {place: way_to(command, keymap) for place, command in names.items()}

    # --- the note -------------------------------------------------------------------------------------------------

    def edit_note(self, annotation: Annotation) -> None:
        """Open the editor of notes on an annotation."""
        if self.note is None:
            from reader.qt.note_editor import NoteEditor  # not needed for the first paint

            self.note = NoteEditor(self._desk.write_note, self._desk.end_note, self)
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
        self._listing.put([annotation])
        self.view.show_note(annotation)

    def toggle_details(self, theme: Theme) -> None:
        """Show all of the chosen annotation under the list, or hide it."""
        if self.details is None:
            from reader.qt.note_view import NoteView  # not needed for the first paint

            self.details = NoteView(self)
            self.details.wear(theme)
            self.view.chosen.connect(self.show_details)
            self.view.counted.connect(self.show_details)
            self._column.insertWidget(self._column.indexOf(self.view) + 1, self.details)
            self.details.hide()
        self.details.setVisible(self.details.isHidden())
        self.show_details()

    def show_details(self) -> None:
        """Show the chosen annotation whole, where that was asked for."""
        if self.details is not None and not self.details.isHidden():
            self.details.show_annotation(self.view.current(), self._desk.settings.colour_names())
