"""What the window does to search: the search pane in the place of the tree, the line under the text, the line over the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.commands import Command
from reader.errors import ReaderError
from reader.qt.paned_window import PanedWindow
from reader.qt.panes import put_under
from reader.qt.theme import theme_named
from reader.translation import tr

if TYPE_CHECKING:
    from reader.qt.actions import Actions
    from reader.qt.find_bar import FindBar
    from reader.qt.hit_count import HitCount
    from reader.qt.labels import ElidedLabel
    from reader.qt.search_pane import SearchPane
    from reader.services.desk import Desk
    from reader.services.destinations import Destination


class WindowSearch(PanedWindow):
    """The part of the window that searches: what is not needed for the first paint is made when it is first asked for."""

    desk: Desk
    find_bar: FindBar | None = None
    place: ElidedLabel
    _hit_count: HitCount | None = None
    _article: QWidget
    _actions: Actions

    def run(self, command: Command) -> None:
        """Run a command of the table."""
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def filter_notes(self) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def report(self, title: str, sentences: Sequence[str]) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def say(self, sentence: str) -> None:
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def show_search(self) -> None:
        self._search_pane().start()

    def search_words(self, words: str) -> None:
        """Search the library for the very words."""
        pane = self._search_pane()
        pane.field.setText(f'"{words}"')
        pane.start()

    def show_saved_searches(self) -> None:
        self._search_pane().show_saved()

    def save_search(self) -> None:
        self._search_pane().save()

    def searched(self) -> str:
        return self.search.field.text().strip() if self.search else ""

    def go_to_found(self, forward: bool) -> bool:
        return self.search is not None and self.search.go_on(forward)

    def _search_pane(self) -> SearchPane:
        """The search pane, in the place of the tree."""
        if self.search is None:
            from reader.qt.search_pane import SearchPane  # not needed for the first paint

            self.search = SearchPane(self.desk.library, self)
            self.search.opened.connect(self._open_found)
            self.search.left.connect(lambda: self.focus_pane("tree"))
            self.search.said.connect(self.say)
            self.search.wear(theme_named(self.desk.settings.text("theme")))
            self.search.remember([query for query in self.desk.marks.session("searches", []) if isinstance(query, str)])
            self.left.addWidget(self.search)
            self._actions.add_pane("found", self.search.list)
        self.left.show()
        self.left.setCurrentWidget(self.search)
        return self.search

    def _show_hit_count(self) -> None:
        if self._hit_count is None:
            from reader.qt.hit_count import HitCount  # not needed for the first paint

            self._hit_count = HitCount(self.place)
        self._hit_count.show_count(*self.text.hits())
        if self.find_bar is not None:
            self.find_bar.show_count(*self.text.hits())

    def ask_find(self) -> None:
        if self.tree.isAncestorOf(self.focusWidget() or self):
            self.filter_tree()
        elif self.focused_pane() == "list":
            self.filter_notes()
        elif self.desk.article_id:
            self._find_in_article()
        else:
            self.say(tr("No article is open."))

    def filter_tree(self) -> None:
        self.left.setCurrentWidget(self.tree)
        self.left.show()
        self.tree.ask_filter(self.desk.library, self.say)

    def _find_in_article(self) -> None:
        if self.find_bar is None:
            from reader.qt.find_bar import FindBar  # not needed for the first paint

            self.find_bar = FindBar(self.desk, self.run, self.text.hits, self)
            self.find_bar.left.connect(lambda: self.focus_pane("text"))
            put_under(self._article, self.find_bar)
        self._reading.setCurrentWidget(self.text)
        self.find_bar.start()

    def _open_found(self, article_id: int, go_to_text: bool) -> None:
        assert self.search is not None
        self.list.keep_note()
        try:
            self.desk.open_found(article_id, self.search.field.text())
        except ReaderError as error:  # an import took it away since it was found
            self.say(str(error))
        else:
            if go_to_text:
                self.focus_pane("text")

    def ask_go_to(self) -> None:
        from reader.qt.go_to import GoTo  # not needed for the first paint

        GoTo(self.desk.library.path, self.desk.article_id, self._go_to, self).open()

    def _go_to(self, destination: Destination) -> None:
        self.list.keep_note()
        try:
            if destination.link:
                self.desk.follow(destination.link)
            else:
                self.desk.open(destination.article)
        except ReaderError as error:  # an import took it away since it was found
            self.say(str(error))
        else:
            self.focus_pane("text")

    def show_calendar(self) -> None:
        from reader.qt.issue_calendar import show_calendar  # not needed for the first paint

        show_calendar(self.desk, self._open_issue, self)

    def _open_issue(self, article_id: int) -> None:
        self.list.keep_note()
        self.desk.open(article_id)
        self.focus_pane("text")
