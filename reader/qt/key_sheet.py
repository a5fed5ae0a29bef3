"""The key sheet: the keys of the focused pane, read off the table of commands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

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


class KeySheet(QDialog):
    """All keys that do something in a pane (tree, text or list), by menu. Any key that is typed filters; Esc closes."""

    def __init__(self, pane: str, pane_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Keys in: {pane}", pane=pane_name))
        self.resize(*SIZE)
        self._pane = pane
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(tr("Type to filter"))
        self._filter.textChanged.connect(self._fill)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        layout.addWidget(self._area)
        self._fill("")

    def rows(self, query: str = "") -> list[tuple[str, str, str]]:
        """What the sheet shows: menu, keys, what they do."""
        found = [
            (tr(menu).replace("&", ""), key_names(command, every=True), tr(command.title))
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
