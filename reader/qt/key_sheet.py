"""The key sheet: the keys of the focused pane, read off the table of commands."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from reader.commands import COMMANDS, Menu
from reader.qt.actions import PANES_OF, key_names
from reader.translation import tr

SIZE = (720, 600)  # pixels
# What Qt does itself in the text; not commands, but keys that a reader wants to know.
_CARET_KEYS = (
    ("← → ↑ ↓", "Move the caret"),
    ("Shift + ← → ↑ ↓", "Select"),
    ("Home · End", "Beginning and end of the line"),
    ("Ctrl+Home · Ctrl+End", "Beginning and end of the article"),
)
_SCROLLS = {
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
}


def without_mnemonic(title: str) -> str:
    """A menu's title as it is read: Library for &Library, 资料库 for 资料库(&L)."""
    return re.sub(r"\(&.\)|&", "", title)


class KeySheet(QDialog):
    """All keys that do something in a pane (tree, text or list), by menu. What is typed filters, arrows scroll, Esc closes."""

    def __init__(self, pane: str, pane_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Keys in: {pane}", pane=pane_name))
        self.resize(*SIZE)
        self._pane = pane
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(tr("Type to filter, scroll with the arrow keys"))
        self._filter.textChanged.connect(self._fill)
        self._filter.installEventFilter(self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.verticalScrollBar().setSingleStep(40)
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        layout.addWidget(self._area)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and the page keys scroll the sheet while one types in the line above it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _SCROLLS:
            self._area.verticalScrollBar().triggerAction(_SCROLLS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def rows(self, query: str = "") -> list[tuple[str, str, str]]:
        """What the sheet shows: menu, keys, what they do."""
        found = [
            (without_mnemonic(tr(menu)), key_names(command, every=True), tr(command.title))
            for menu in Menu
            for command in COMMANDS.values()
            if command.menu is menu and command.keys and self._pane in PANES_OF[command.where]
        ]
        if self._pane == "text":
            found.extend((tr("Caret"), keys, tr(what)) for keys, what in _CARET_KEYS)
        return [row for row in found if query.lower() in " ".join(row).lower()]

    def _fill(self, query: str) -> None:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        line, menu_before = 0, ""
        for menu, keys, title in self.rows(query):
            if menu != menu_before:
                heading = QLabel(f"<b>{menu}</b>")
                heading.setContentsMargins(0, 10 if line else 0, 0, 2)
                grid.addWidget(heading, line, 0, 1, 2)
                line, menu_before = line + 1, menu
            grid.addWidget(QLabel(keys), line, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(title), line, 1)
            line += 1
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(line, 1)
        self._area.setWidget(sheet)
