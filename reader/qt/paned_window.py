"""A window of three panes side by side that are walked, shown and hidden by keys: tree (or search), text, annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from reader.qt.annotation_pane import AnnotationPane
from reader.qt.article_pane import ArticlePane
from reader.qt.panes import TreePane, Welcome

if TYPE_CHECKING:
    from reader.qt.page_pane import PagePane
    from reader.qt.search_pane import SearchPane

PANES = ("tree", "text", "list")


class PanedWindow(QMainWindow):
    """Made by its heir, which puts `tree` and `search` into `left`, `welcome` and the article into `stack`."""

    tree: TreePane
    text: ArticlePane
    list: AnnotationPane
    welcome: Welcome
    left: QStackedWidget
    stack: QStackedWidget
    _reading: QStackedWidget  # in the stack, under the line that says where the article was printed: the article, or its page
    splitter: QSplitter
    search: SearchPane | None = None
    page: PagePane | None = None

    def pane(self, name: str) -> QWidget:
        """The pane of a name: tree, found (in the tree's place), text, page (in the text's place), list."""
        return {"tree": self.left, "found": self.left, "text": self.stack, "page": self.stack, "list": self.list}[name]

    def focus_of(self, name: str) -> QWidget:
        """The widget of a pane that takes the keyboard."""
        text = self.text if self.stack.currentWidget() is not self.welcome else self.welcome
        page = self.page if self.page and text is self.text else text
        found = self.search.list if self.search else self.tree.view
        return {"tree": self.tree.view, "found": found, "text": text, "page": page, "list": self.list.view}[name]

    def focus_pane(self, pane: str) -> None:
        if pane == "tree":
            self.left.setCurrentWidget(self.tree)
        self.pane(pane).show()
        self.focus_of(pane).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focused_pane(self) -> str:
        inside = self.focusWidget() or self
        if inside is self.page:
            return "page"
        return next((name for name in PANES if self.pane(name).isAncestorOf(inside)), "text")

    def turn_pane(self, forward: bool) -> None:
        first = "tree" if self.left.currentWidget() is self.tree else "found"
        shown = [name for name in (first, self.middle(), "list") if not self.pane(name).isHidden()]
        current = next((name for name in shown if self.pane(name).isAncestorOf(self.focusWidget() or self)), shown[0])
        self.focus_pane(shown[(shown.index(current) + (1 if forward else -1)) % len(shown)])

    def toggle_pane(self, pane: str) -> None:
        widget = self.pane(pane)
        if widget.isHidden():
            self.focus_pane(pane)
        else:
            inside = widget.isAncestorOf(self.focusWidget() or self)
            widget.hide()
            if inside:
                self.focus_pane(self.middle())

    def middle(self) -> str:
        """What is shown between tree and annotations: the text, or the whole page."""
        return "page" if self.page is not None and self._reading.currentWidget() is self.page else "text"

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()
