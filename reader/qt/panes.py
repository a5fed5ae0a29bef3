"""The panes around the text: the tree of issues, and what an empty library shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.model import Place
from reader.qt.document import visible
from reader.qt.steady import held
from reader.qt.theme import HEADING_HEIGHT, Theme
from reader.qt.tree_model import ARTICLE_ROLE, COUNT_ROLE, TreeModel
from reader.store.shelves import Shelves
from reader.text.calendar import full_date
from reader.text.sheet import Sheet
from reader.translation import tr

if TYPE_CHECKING:
    from pathlib import Path

    from reader.qt.jobs import CountJob
    from reader.qt.tree_filter import TreeFilter
    from reader.store.library import Library

Keys = tuple[int | str, ...]  # what names a row of the tree: the keys on the way to it
ROW_PADDING = 5  # pixels left and right of a row of the tree


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets one under another without gaps, the last taking the room."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return box


def put_under(box: QWidget, widget: QWidget) -> None:
    """Add a widget under those that `stacked` put into a box."""
    layout = box.layout()
    assert layout is not None
    layout.addWidget(widget)


def place_line(sheet: Sheet | None, characters: str = "printed") -> str:
    """Where an article was printed, in one line; and when it is shown in other characters than it was."""
    if sheet is None:
        return ""
    flags = sheet.article.flags
    doubts = tr("doubtful places: {count} (key !)", count=len(flags)) if flags else ""
    shown = {"simplified": tr("shown in simplified characters"), "traditional": tr("shown in traditional characters")}
    parts = (place_words(sheet.article.place), shown.get(characters, ""), doubts, sheet.article.source)
    return "   ·   ".join(filter(None, parts))


def place_words(place: Place) -> str:
    """Newspaper, date and page in one line."""
    parts = (
        place.newspaper or tr("Newspaper unknown"),
        full_date(place.date) if place.date else tr("Date unknown"),
        " ".join(filter(None, (place.label, place.name))),
    )
    return "   ·   ".join(part for part in parts if part)


class _TreeView(QTreeView):
    """Fills the whole row of what is chosen, in the accent while the tree has the keyboard."""

    theme: Theme

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        if self.selectionModel().isSelected(index):
            painter.fillRect(options.rect, QColor(self.theme.accent if self.hasFocus() else self.theme.chosen))
        super().drawRow(painter, options, index)


class _RowDelegate(QStyledItemDelegate):
    """Draws a title, bold while something in it is unread, and at the right edge the count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, QFontMetrics(option.font).height() + 2 * ROW_PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        tree = option.widget
        assert isinstance(tree, _TreeView)
        lit = tree.hasFocus() and tree.selectionModel().isSelected(index)
        title, count = index.data(), index.data(COUNT_ROLE)
        room = option.rect.adjusted(ROW_PADDING, 0, -ROW_PADDING, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(tree.theme.accent_ink if lit else tree.theme.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, count)
        if count:
            room.setRight(room.right() - QFontMetrics(option.font).horizontalAdvance(count) - 2 * ROW_PADDING)
        font = index.data(Qt.ItemDataRole.FontRole) or option.font
        painter.setFont(font)
        painter.setPen(QColor(tree.theme.accent_ink if lit else tree.theme.ink))
        elided = QFontMetrics(font).elidedText(visible(title), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, elided)
        painter.restore()


class TreePane(QWidget):
    """The tree of issues. `opened(article, go to the text)` is sent when an article is chosen."""

    opened = Signal(int, bool)

    def __init__(self, shelves: Shelves, library: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelves, self._library = shelves, library
        self.article = 0
        self.filter: TreeFilter | None = None
        self._counting: CountJob | None = None
        self._changed = False
        self.model = TreeModel(shelves, self)
        self._count()
        self.view = _TreeView(self)
        self.view.setObjectName("tree")
        self.view.setModel(self.model)
        self.view.setHeaderHidden(True)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)  # for a repair of many pages at once
        self.view.setUniformRowHeights(True)
        self.view.setIndentation(12)
        self.view.setMinimumWidth(180)
        self.view.setItemDelegate(_RowDelegate(self.view))
        self.view.activated.connect(lambda index: self._chosen(index, True))
        self.view.clicked.connect(lambda index: self._chosen(index, False) if len(self.chosen()) == 1 else None)
        self.view.expanded.connect(self._open_only_children)
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._heading.setFixedHeight(HEADING_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        layout.addWidget(self.view)
        self._column = layout

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        if self.filter is not None:
            self.filter.retranslate()
        self._heading.setText(tr("Issues"))
        self.view.setAccessibleName(tr("Issues"))
        self.view.viewport().update()

    def wear(self, theme: Theme) -> None:
        """Take on the colours of a theme."""
        self.view.theme = theme

    def show_article(self, article_id: int) -> None:
        """Make an article the current row, its branches open; a row that the filter took away stays away."""
        self.article = article_id
        self.model.index_of(article_id)  # read before the article is marked as read: `refresh` compares
        index = self.shown.index_of(article_id)
        if index.isValid() and self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    @property
    def shown(self) -> TreeModel:
        """The tree that is shown: the whole one, or what a filter left of it."""
        model = self.view.model()
        assert isinstance(model, TreeModel)
        return model

    def ask_filter(self, library: Library, say: Callable[[str], None]) -> None:
        """Let words be typed that narrow the tree."""
        if self.filter is None:
            from reader.qt.tree_filter import TreeFilter  # not needed for the first paint

            self.filter = TreeFilter(self, library)
            self.filter.opened.connect(lambda article: self.opened.emit(article, False))
            self.filter.failed.connect(say)
            self._column.insertWidget(1, self.filter)
        self.filter.start()

    def leave_filter(self) -> bool:
        """Show the whole tree again; False where it is shown."""
        return self.filter is not None and self.filter.leave()

    def show_model(self, model: TreeModel) -> None:
        """Show another tree; a narrowed one that was shown is forgotten."""
        before = self.shown
        self.view.setModel(model)
        if before is not self.model:
            before.deleteLater()

    def exchange_model(self, model: TreeModel) -> None:
        """Show the same tree as it has become since: the open branches, the current row and what is in sight stay."""
        opened, _ = self.state()
        with self.held():
            self.show_model(model)
            self._open(opened)

    def finish(self) -> None:
        """End what is running, before the program ends."""
        if self._counting is not None:
            self._counting.wait()
            self._counting = None  # what it counted comes when the library is closed
        if self.filter is not None:
            self.filter.finish()

    def _count(self) -> None:
        if not self._shelves.is_large():
            self.model.set_counts(self._shelves.month_counts())
            return
        from reader.qt.jobs import CountJob  # small libraries never need it

        if self._counting is not None:
            self._counting.wait()
        self._changed = False
        self._counting = CountJob(self._library, self)
        self._counting.counted.connect(self._take_counts)
        self._counting.start()

    def _take_counts(self, months: list[tuple[int, str, int, int]]) -> None:
        if self._counting is None:
            return
        if self._changed:  # an article was read while they were counted
            self._count()
        else:
            self.model.set_counts(months)

    def refresh(self, article_id: int) -> None:
        """Show that an article was read or marked unread."""
        self._changed = True
        for model in {self.model, self.shown}:
            model.refresh_path(article_id)

    def reload(self) -> None:
        """Read the tree anew and open the branches that were open."""
        if self.shown is self.model:
            opened, _ = self.state()
            with self.held():
                self.model.reload()
                self._open(opened)
        else:
            self.model.reload()
        self._count()
        if self.filter is not None:
            self.filter.renew()

    def state(self) -> tuple[list[Keys], Keys]:
        """What names the branches that are open, and the current row."""
        opened = [self.shown.keys(index) for index in self._open_branches(QModelIndex())]
        return opened, self.shown.keys(self.view.currentIndex())

    def chosen(self) -> list[Keys]:
        """What names the rows that are chosen."""
        return [self.shown.keys(index) for index in self.view.selectionModel().selectedRows()]

    def put_back(self, opened: Sequence[Keys], current: Keys) -> None:
        """Open branches, and go to a row."""
        self._open(opened)
        self.view.setCurrentIndex(self.shown.index_of_keys(current) if current else QModelIndex())

    def held(self) -> AbstractContextManager[None]:
        """Keep the current row, and what is in sight, over a change of the tree."""
        return held(self.view, lambda index: self.shown.keys(index), lambda keys: self.shown.index_of_keys(keys))

    def _open(self, branches: Sequence[Keys]) -> None:
        for keys in branches:
            self.view.setExpanded(self.shown.index_of_keys(keys), True)

    def _open_branches(self, parent: QModelIndex) -> list[QModelIndex]:
        found = []
        for row in range(self.shown.rowCount(parent)):
            index = self.shown.index(row, 0, parent)
            if self.view.isExpanded(index):
                found += [index, *self._open_branches(index)]
        return found

    def _open_only_children(self, index: QModelIndex) -> None:
        """Open a branch that has one child down to where there is a choice."""
        if self.shown.rowCount(index) == 1:
            self.view.expand(self.shown.index(0, 0, index))

    def _chosen(self, index: QModelIndex, go_to_text: bool) -> None:
        article = index.data(ARTICLE_ROLE)
        if article is not None:
            self.opened.emit(article, go_to_text)
        elif go_to_text:
            self.view.setExpanded(index, not self.view.isExpanded(index))


def breakable(path: Path) -> str:
    """A path as rich text that may break at any character, so that a long one does not widen the window."""
    from html import escape  # here: it brings a table of entities with it, and the first paint needs no path

    return "\u200b".join(escape(character) for character in str(path))


class Welcome(QLabel):
    """What the text pane shows while no article is open."""

    def __init__(self, library: Path, key_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._key_of = library, key_of
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMargin(40)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(self.backgroundRole().Base)
        self.setAutoFillBackground(True)
        self._empty = True
        self._warning = ""

    def showEvent(self, event: QShowEvent) -> None:
        self._write()
        super().showEvent(event)

    def retranslate(self) -> None:
        """Take on the words of the chosen language."""
        if self.isVisible():
            self._write()

    def _write(self) -> None:
        lines = ["<h1>Jianbao 剪报</h1>"]
        if self._empty:
            words = "Press {key} to import a file or a folder of newspaper pages, or drop them on this window."
            lines += [
                tr("This library is empty."),
                tr("It is kept in {path}.", path=f"<b>{breakable(self._library)}</b>"),
                tr(words, key=f"<b>{self._key_of('import_pages')}</b>"),
            ]
        else:
            lines.append(tr("Choose an article in the tree with the arrow keys and press <b>Enter</b>."))
        words = "{keys} shows all keys, {palette} finds any command."
        lines.append(tr(words, keys=f"<b>{self._key_of('show_keys')}</b>", palette=f"<b>{self._key_of('show_palette')}</b>"))
        if self._warning:
            lines.append(f"<b>{self._warning}</b>")
        self.setText("".join(line if line.startswith("<h1>") else f"<p style='line-height:150%'>{line}</p>" for line in lines))

    def show_state(self, empty: bool) -> None:
        """Say what to do in an empty library, or in one where no article is open."""
        self._empty = empty
        self.retranslate()

    def warn(self, sentence: str) -> None:
        """Add a warning that stays."""
        self._warning = sentence
        self.retranslate()
