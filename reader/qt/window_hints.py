"""What the window does to put labels on what can be gone to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from reader.commands import COMMANDS, attempt
from reader.qt.theme import theme_named
from reader.qt.window_printing import WindowPrinting
from reader.translation import tr


class WindowHints(WindowPrinting):
    """The part of the window that shows hint labels."""

    def show_hints(self) -> None:
        from reader.qt.hints import Hints, Target, rows_of

        targets = [*rows_of(self.tree.view, partial(self._go_to_row, "tree", self.tree.view))]
        if self.search is not None:
            targets += rows_of(self.search.list, partial(self._go_to_row, "found", self.search.list))
        if self.page is not None and self.page.isVisible():
            for seen, article in self.page.seen_articles():
                targets.append(Target(seen, partial(self._go_to_article, article), seen.left()))
        targets += rows_of(self.list.view, self._go_to_annotation)
        if not targets:
            self.say(tr("Nothing to go to is seen."))
            return
        before = self.focusWidget() or self.text
        hints = Hints(targets, theme_named(self.desk.settings.text("theme")), self)
        hints.left.connect(before.setFocus)
        self.say(tr("Type the letters of a label to go there; Esc leaves."))

    def _go_to_row(self, pane: str, view: QAbstractItemView, index: QModelIndex) -> None:
        self.focus_pane(pane)
        view.setCurrentIndex(index)
        view.activated.emit(index)

    def _go_to_article(self, article: int) -> None:
        self.list.keep_note()
        attempt(self.desk, lambda: self.desk.open(article))

    def _go_to_annotation(self, index: QModelIndex) -> None:
        self.focus_pane("list")
        self.list.view.setCurrentIndex(index)
        self.run(COMMANDS["open_annotation"])
