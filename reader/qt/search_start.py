"""What the search pane shows before anything is typed: the saved searches and the queries of before."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QInputDialog, QListWidget, QListWidgetItem, QWidget

from reader.errors import ReaderError
from reader.store.saved_searches import SavedSearch, SavedSearches
from reader.translation import tr

NAME_WIDTH = 420  # pixels
PADDING = 5  # pixels over and under a row
_ROLE = Qt.ItemDataRole.UserRole


class SearchStart(QListWidget):
    """Enter opens, F2 renames a saved search, Del forgets, Ctrl+Z brings back what was forgotten, Esc leaves."""

    opened = Signal(object)  # SavedSearch; a query of before has no name
    left = Signal()
    said = Signal(str)

    def __init__(self, saved: SavedSearches, parent: QWidget) -> None:
        super().__init__(parent)
        self.queries: list[str] = []
        self._saved = saved
        self._forgotten: list[SavedSearch] = []
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(0)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def renew(self, name: str = "") -> None:
        """Show what there is now, at the search with a name, or at the row where one was."""
        row = self.currentRow()
        self.clear()
        self.setAccessibleName(tr("Saved searches"))
        saved = self._saved.all()
        if saved:
            self._add_heading(tr("Saved searches"))
        for search in saved:
            self._add("  ·  ".join(dict.fromkeys(filter(None, (search.name, search.query, *_filters(search))))), search)
        if self.queries:
            self._add_heading(tr("Searched before"))
        for query in self.queries:
            self._add(query, SavedSearch("", query))
        named = (row for row in range(self.count()) if name and getattr(self.item(row).data(_ROLE), "name", "") == name)
        self.setCurrentRow(next(named, min(row, self.count() - 1)))

    def start(self) -> bool:
        """Take the keyboard, at the first row; False where there is none."""
        rows = [row for row in range(self.count()) if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]
        if rows:
            self.setCurrentRow(rows[0])
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(rows)

    def keep(self, search: SavedSearch) -> None:
        """Ask for a name, and save a search by it."""

        def save(name: str) -> str:
            kept = self._saved.keep(replace(search, name=name))
            self.said.emit(tr("Saved as “{name}”.", name=kept))
            return kept

        self._ask_name(tr("Save the search"), search.query, save)

    def event(self, event: QEvent) -> bool:
        # Ctrl+Z is the window's key for annotations; here it belongs to the list while there is something to bring back.
        undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undo and event.type() == QEvent.Type.ShortcutOverride and self._forgotten:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._forgotten:
            self._bring_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_F2:
            self._rename()
        elif event.key() == Qt.Key.Key_Delete:
            self._forget()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words, self)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(self.palette().placeholderText())
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 3 * PADDING))

    def _add(self, words: str, search: SavedSearch) -> None:
        item = QListWidgetItem(words, self)
        item.setData(_ROLE, search)
        item.setToolTip(words)
        item.setSizeHint(QSize(0, self.fontMetrics().height() + 2 * PADDING))

    def _current(self) -> SavedSearch | None:
        item = self.currentItem()
        found: SavedSearch | None = item.data(_ROLE) if item is not None else None
        return found

    def _open(self) -> None:
        if (search := self._current()) is not None:
            self.opened.emit(search)

    def _rename(self) -> None:
        search = self._current()
        if search is not None and search.name:
            name = search.name
            self._ask_name(tr("Rename the search"), name, lambda new: self._saved.rename(name, new))

    def _forget(self) -> None:
        search = self._current()
        if search is None:
            return
        if search.name:
            if self._done(lambda: self._removed(search.name)):
                self._forgotten.append(search)
                self.said.emit(tr("Deleted “{name}”. Ctrl+Z brings it back.", name=search.name))
        else:
            self.queries.remove(search.query)
        self.renew()

    def _removed(self, name: str) -> str:
        self._saved.remove(name)
        return name

    def _bring_back(self) -> None:
        search = self._forgotten[-1]
        name = self._done(lambda: self._saved.keep(search))
        if name:
            self._forgotten.pop()
            self.said.emit(tr("Saved as “{name}”.", name=name))
        self.renew(name)

    def _ask_name(self, title: str, name: str, answer: Callable[[str], str]) -> None:
        def take(typed: str) -> None:
            if typed.strip() and (given := self._done(lambda: answer(typed.strip()))):
                self.renew(given)

        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(tr("Name"))
        dialog.setOkButtonText(tr("Keep"))
        dialog.setCancelButtonText(tr("Cancel"))
        dialog.setTextValue(name)
        dialog.resize(NAME_WIDTH, dialog.sizeHint().height())
        dialog.textValueSelected.connect(take)
        dialog.open()

    def _done(self, work: Callable[[], str]) -> str:
        """Do something with the library and give the name that came of it; '' where it cannot be done, which is said."""
        try:
            return work()
        except ReaderError as error:
            self.said.emit(str(error))
            return ""


def _filters(search: SavedSearch) -> tuple[str, str, str]:
    return search.newspaper, search.year, search.page
