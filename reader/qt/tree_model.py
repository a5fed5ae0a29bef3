"""The tree of the library as Qt asks for it: branches are read from the store when they are opened, not before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from reader.qt.labels import plain_tooltip
from reader.store.shelves import Level, Shelf, Shelves
from reader.text.calendar import day_name, month_name, year_name
from reader.translation import tr

_Index = QModelIndex | QPersistentModelIndex
ARTICLE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(eq=False)
class _Node:
    shelf: Shelf | None
    parent: _Node | None
    row: int
    children: list[_Node] | None = field(default=None)
    passed: tuple[int | str, ...] = ()  # the keys of levels between the parent and this that say nothing and are not shown


class TreeModel(QAbstractItemModel):
    """Newspaper, year, month, issue, page, article; COUNT_ROLE gives unread and all articles of a branch as text."""

    def __init__(self, shelves: Shelves, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelves = shelves
        self._root = _Node(None, None, 0)
        self._counts: dict[tuple[int | str, ...], list[int]] = {}

    def reload(self) -> None:
        """Forget what was read, after an import."""
        self.beginResetModel()
        self._root = _Node(None, None, 0)
        self.endResetModel()

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        children = self._children(self._node(parent))
        return self.createIndex(row, column, children[row]) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: _Index = QModelIndex()) -> Any:  # noqa: B008 - two functions in Qt
        above = self._node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children(self._node(parent)))

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        node = self._node(parent)
        if node.shelf is None:
            return bool(self._children(node))
        return node.shelf.level is not Level.ARTICLE

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shelf = self._counted(self._node(index))
        if shelf is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(shelf)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(filter(None, (_title(shelf), _unread(shelf)))))
        if role == Qt.ItemDataRole.FontRole and shelf.unread:
            font = QFont()
            font.setBold(True)
            return font
        if role == COUNT_ROLE:
            return _count(shelf)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(shelf)
        if role == ARTICLE_ROLE and shelf.level is Level.ARTICLE:
            return shelf.key
        return None

    def index_of(self, article_id: int) -> QModelIndex:
        """The place of an article in the tree; reads the branches that lead to it."""
        return self.index_of_keys(self.shelves.path_to(article_id))

    def set_counts(self, months: list[tuple[int, str, int, int]]) -> None:
        """Take articles and unread articles by newspaper and month, and show them on all branches above issues."""
        self._counts = {}
        for newspaper, month, articles, unread in months:
            for keys in ((newspaper,), (newspaper, month[:4]), (newspaper, month[:4], month)):
                count = self._counts.setdefault(keys, [0, 0])
                count[0] += articles
                count[1] += unread
        self._show_counts(self._root)

    def refresh_path(self, article_id: int) -> None:
        """Show along the way to an article that it was read or marked unread."""
        index = self.index_of(article_id)
        if not index.isValid():
            return
        node: _Node | None = self._node(index)
        assert node is not None
        assert node.shelf is not None
        page = node.parent
        now = next((s for s in self.shelves.articles(int(self.keys(index)[-2])) if s.key == article_id), node.shelf)
        change = (now.unread or 0) - (node.shelf.unread or 0)
        node.shelf = now
        self._changed(node)
        node = page
        while change and node is not None and node.shelf is not None:
            if node.shelf.unread is None:
                self._counts.get(self._keys(node), [0, 0])[1] += change
            else:
                node.shelf = replace(node.shelf, unread=node.shelf.unread + change)
            self._changed(node)
            node = node.parent

    def _show_counts(self, node: _Node) -> None:
        for child in node.children or ():
            if child.shelf is not None and child.shelf.articles is None:
                self._changed(child)
                self._show_counts(child)

    def _changed(self, node: _Node) -> None:
        index = self.createIndex(node.row, 0, node)
        self.dataChanged.emit(index, index)

    def keys(self, index: _Index) -> tuple[int | str, ...]:
        """What names a branch over a reload: the keys on the way to it."""
        return self._keys(self._node(index))

    @staticmethod
    def _keys(node: _Node | None) -> tuple[int | str, ...]:
        keys: list[int | str] = []
        while node is not None and node.shelf is not None:
            keys += [node.shelf.key, *reversed(node.passed)]
            node = node.parent
        return tuple(reversed(keys))

    def index_of_keys(self, keys: tuple[int | str, ...]) -> QModelIndex:
        """The branch with these keys, or an invalid index."""
        node = self._root
        while keys:
            found = next((c for c in self._children(node) if c.shelf and _begins(keys, c)), None)
            if found is None:
                return QModelIndex()
            node, keys = found, keys[len(found.passed) + 1 :]
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    def _counted(self, node: _Node) -> Shelf | None:
        """A branch with its counts, where these are known."""
        if node.shelf is None or node.shelf.articles is not None:
            return node.shelf
        count = self._counts.get(self._keys(node))
        return replace(node.shelf, articles=count[0], unread=count[1]) if count else node.shelf

    def _node(self, index: _Index) -> _Node:
        node: _Node = index.internalPointer() if index.isValid() else self._root
        return node

    def _children(self, node: _Node) -> list[_Node]:
        if node.children is None:
            found, passed = self._read(node, node.shelf), tuple[int | str, ...]()
            while len(found) == 1 and _says_nothing(found[0]):
                passed = (*passed, found[0].key)
                found = self._read(node, found[0])
            node.children = [_Node(shelf, node, row, passed=passed) for row, shelf in enumerate(found)]
        return node.children

    def _read(self, node: _Node, shelf: Shelf | None) -> list[Shelf]:
        """What a shelf in or under the branch of a node holds."""
        if shelf is None:
            return self.shelves.newspapers()
        if shelf.level is Level.NEWSPAPER:
            return self.shelves.years(int(shelf.key))
        if shelf.level is Level.YEAR:
            return self.shelves.months(self._newspaper(node), str(shelf.key))
        if shelf.level is Level.MONTH:
            return self.shelves.issues(self._newspaper(node), str(shelf.key))
        if shelf.level is Level.ISSUE:
            return self.shelves.pages(int(shelf.key))
        return self.shelves.articles(int(shelf.key)) if shelf.level is Level.PAGE else []

    def _newspaper(self, node: _Node) -> int:
        while node.parent is not None and node.parent.shelf is not None:
            node = node.parent
        assert node.shelf is not None
        return int(node.shelf.key)


def _begins(keys: tuple[int | str, ...], node: _Node) -> bool:
    assert node.shelf is not None
    return keys[: len(node.passed) + 1] == (*node.passed, node.shelf.key)


def _says_nothing(shelf: Shelf) -> bool:
    """Whether a year, month or issue is without a date of its own, so that its name would only say so once more."""
    if shelf.level is Level.YEAR:
        return not year_name(shelf.title)
    if shelf.level is Level.MONTH:
        return not month_name(shelf.title)
    return shelf.level is Level.ISSUE and not shelf.detail and len(shelf.title) < len("2021-01-20")


def _title(shelf: Shelf) -> str:
    if shelf.level is Level.NEWSPAPER:
        return shelf.title or tr("Newspaper unknown")
    if shelf.level is Level.YEAR:
        return year_name(shelf.title) or tr("Date unknown")
    if shelf.level is Level.MONTH:
        return month_name(shelf.title) or tr("Month unknown")
    if shelf.level is Level.ISSUE:
        return " ".join(filter(None, (day_name(shelf.title) or tr("Day unknown"), shelf.detail)))
    if shelf.level is Level.PAGE:
        return " ".join(filter(None, (shelf.title, shelf.detail)))
    return f"↪ {shelf.title}" if shelf.continues else shelf.title


def _count(shelf: Shelf) -> str:
    if shelf.level is Level.ARTICLE or shelf.articles is None:
        return ""
    return f"{shelf.unread:,}/{shelf.articles:,}" if shelf.unread else f"{shelf.articles:,}"


def _spoken(shelf: Shelf) -> str:
    if shelf.level is Level.ARTICLE:
        return tr("{title}, unread", title=shelf.title) if shelf.unread else shelf.title
    return ", ".join(filter(None, (_title(shelf), _unread(shelf))))


def _unread(shelf: Shelf) -> str:
    """What the numbers of a branch mean, in words."""
    if shelf.level is Level.ARTICLE or shelf.articles is None:
        return ""
    if not shelf.unread:
        return tr("{articles:article|articles}, all read", articles=shelf.articles)
    return tr("{unread} unread of {articles:article|articles}", unread=shelf.unread, articles=shelf.articles)
