"""What the window does to skim a whole page, in the place of the single article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.commands import COMMANDS, attempt
from reader.commands.keymap import Keymap
from reader.commands.reasons import no_caret
from reader.model import Annotation
from reader.qt.theme import theme_named
from reader.qt.window_backups import WindowBackups

if TYPE_CHECKING:
    from reader.qt.page_pane import PagePane


class WindowPage(WindowBackups):
    """The part of the window that shows the articles of a page one under another."""

    page: PagePane | None = None
    _came_from_page = False  # whether the single article was opened from its page, to which Esc leads back

    def toggle_page(self) -> None:
        if self.focused_pane() == "page":
            self.focus_pane("text")
        else:
            self.focus_pane("page")

    def shows_page(self) -> bool:
        """Whether the page is shown in the place of the single article."""
        return self.page is not None and self._reading.currentWidget() is self.page

    def focus_pane(self, pane: str) -> None:
        if pane == "page":
            shown = self._page_pane()
            self._reading.setCurrentWidget(shown)
            self._show_page()
        elif pane == "text":
            self._came_from_page = self.shows_page()
            self._reading.setCurrentWidget(self.text)
        super().focus_pane(pane)

    def _page_pane(self) -> PagePane:
        if self.page is None:
            from reader.qt.page_pane import PagePane  # not needed for the first paint

            self.page = PagePane(self)
            self.page.wear(theme_named(self.desk.settings.text("theme")), self.desk.settings)
            self.page.skimmed.connect(self._skim)
            self.page.opened.connect(lambda: self.run(COMMANDS["open_alone"]))
            self.page.refused.connect(self._explain)
            self._reading.addWidget(self.page)
            self._actions.add_pane("page", self.page)
        return self.page

    def _show_page(self, anew: bool = False) -> None:
        """Let the page follow the open article, where it is shown."""
        if self.page is None or not self.shows_page() or not self.desk.article_id:
            return
        if anew or not self.page.holds(self.desk.article_id):
            from reader.services.skimming import page_of  # not needed for the first paint

            self.page.show_page(page_of(self.desk.library, self.desk.article_id), self.desk.article_id)
        else:
            self.page.show_article(self.desk.article_id)

    def _skim(self, article_id: int) -> None:
        """Another article came to the top edge: it lies open now, but is not read before its reader goes on from it."""
        self.list.keep_note()
        attempt(self.desk, lambda: self.desk.glimpse(article_id))

    def _explain(self, key: str) -> None:
        """Say why a key of the single article does nothing here."""
        keymap = Keymap(self.desk.settings)
        if any(key in keymap.keys(command) and no_caret(self.desk) for command in COMMANDS.values()):
            self.say(no_caret(self.desk))

    def show_marks_on_page(self, annotations: Sequence[Annotation]) -> None:
        """The marks of the open article are others."""
        if self.page is not None:
            self.page.show_marks(self.desk.article_id, annotations)

    def leave_article(self) -> bool:
        """From an article that was opened from its page go back to it; False where it was opened elsewhere."""
        if not self._came_from_page or self.shows_page():
            return False
        self._came_from_page = False
        self.focus_pane("page")
        return True
