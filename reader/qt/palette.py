"""The command palette: find a command by its name and run it; each shows its key, and why it cannot be run now."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reader.commands import COMMANDS, Command
from reader.commands.keymap import Keymap
from reader.qt.actions import key_names
from reader.services.desk import Desk
from reader.translation import catalogue, tr

SIZE = (620, 420)  # pixels
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


def rank(query: str, command: Command, name: str = "") -> int | None:
    """How well a command answers a query in either language, or by its own name: 0 best; None where no letters fit in order."""
    best: int | None = None
    for title in (name, command.title, catalogue("zh_CN").get(command.title, ""), command.id.replace("_", " ")):
        found = _subsequence(query.lower(), title.lower())
        if found is not None and (best is None or found < best):
            best = found
    return best


def _subsequence(query: str, title: str) -> int | None:
    """The letters of the title passed over to find those of the query in order; a stretch that stands whole is best."""
    if query in title:
        return title.index(query)
    place, skipped = 0, 100
    for letter in query.replace(" ", ""):
        found = title.find(letter, place)
        if found < 0:
            return None
        skipped += found - place
        place = found + 1
    return skipped


class CommandPalette(QDialog):
    """A line to type in and the commands that answer it, the best first."""

    def __init__(self, desk: Desk, run: Callable[[Command], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("All commands"))
        self.resize(*SIZE)
        self._desk, self._run, self._keymap = desk, run, Keymap(desk.settings)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("All commands"))
        self.field.setPlaceholderText(tr("Type a command, in English or Chinese"))
        self.field.installEventFilter(self)
        self.list = QTreeWidget(self)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self._filter("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the line move and choose in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        current = self.list.currentItem()
        row = self.list.indexOfTopLevelItem(current) + step if current else 0
        target = self.list.topLevelItem(max(0, min(self.list.topLevelItemCount() - 1, row)))
        if target is not None:
            self.list.setCurrentItem(target)

    def _filter(self, query: str) -> None:
        self.list.clear()
        ranked = [(rank(query.strip(), c, c.name(self._desk)), n, c) for n, c in enumerate(COMMANDS.values())]
        for _, _, command in sorted((r, n, c) for r, n, c in ranked if r is not None):
            reason = command.obstacle(self._desk)
            title = command.name(self._desk) + (f"  —  {reason}" if reason else "")
            item = QTreeWidgetItem([title, key_names(self._keymap.working(command))])
            item.setToolTip(0, tr(command.help))
            item.setData(0, Qt.ItemDataRole.UserRole, command.id)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            if reason:
                item.setForeground(0, self.palette().placeholderText())
            self.list.addTopLevelItem(item)
        self._move(0)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            command = COMMANDS[item.data(0, Qt.ItemDataRole.UserRole)]
            self.accept()
            self._run(command)
