"""What the window does to annotations: which are chosen, in the list or in the text, and what is asked about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.model import Annotation
from reader.qt.announcing import announce
from reader.qt.theme import theme_named
from reader.qt.window_export import WindowExport
from reader.services.view import Arrangement, Scope

if TYPE_CHECKING:
    from reader.qt.dialogs import Dialogs


class WindowNotes(WindowExport):
    """The part of the window that has to do with annotations."""

    def _dialogs(self) -> Dialogs:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def chosen_annotation(self) -> Annotation | None:
        current = self.list.view.current()
        if self.focused_pane() == "list":
            return current
        here = self.desk.marks_at(self.text.caret())
        ids = [a.id for a in here]
        return current if current and current.id in ids else next(iter(here), None)

    def chosen_annotations(self) -> Sequence[Annotation]:
        if self.focused_pane() == "list":
            return self.list.view.selected()
        chosen = self.chosen_annotation()
        return [chosen] if chosen else []

    def listed_annotations(self) -> Sequence[Annotation]:
        return [row.annotation for row in self.list.view.rows]

    def choose_annotation(self, annotation: Annotation) -> None:
        self.list.choose(annotation.id)
        self.text.choose(annotation.id)
        current = self.list.view.current()
        if current is not None and current.id == annotation.id and not self.list.view.hasFocus():
            announce(self, self.list.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def edit_note(self, annotation: Annotation) -> None:
        self.list.edit_note(annotation)

    def edit_tags(self, annotations: Sequence[Annotation]) -> None:
        self._dialogs().edit_tags(annotations)

    def edit_reading(self, annotation: Annotation) -> None:
        self._dialogs().edit_reading(annotation)

    def ask_colour_names(self) -> None:
        self._dialogs().ask_colour_names()

    def list_scope(self) -> Scope:
        return self.list.scope

    def show_scope(self, scope: Scope) -> None:
        self.list.show_scope(scope)

    def arrangement(self) -> Arrangement:
        return self.list.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        self.list.arrange(arrangement)

    def filter_notes(self) -> None:
        self.list.ask_filter()

    def turn_selected(self) -> None:
        self.list.view.turn_selected()

    def turn_group(self, forward: bool) -> bool:
        return self.list.view.turn_group(forward)

    def toggle_details(self) -> None:
        self.list.show()
        self.list.toggle_details(theme_named(self.desk.settings.text("theme")))
