"""The key sheet: the keys of the focused pane, read off the table of commands."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from reader.commands import COMMANDS, Menu
from reader.commands.keymap import PANES_OF, Keymap
from reader.qt.actions import key_names
from reader.translation import tr

SIZE = (720, 600)  # pixels
# Keys that are no commands but belong to one pane, each under a heading.
OWN_KEYS = {
    "text": (
        "Caret",
        (
            ("← → ↑ ↓", "Move the caret"),
            ("Ctrl + ← →", "Move by words"),
            ("Ctrl + ↑ ↓", "Move by paragraphs"),
            ("Shift + ← → ↑ ↓", "Select, with Ctrl by words and paragraphs"),
            ("Home · End", "Beginning and end of the line"),
            ("Ctrl+Home · Ctrl+End", "Beginning and end of the article"),
        ),
    ),
    "page": (
        "Whole page",
        (
            ("↑ ↓ · PgUp · PgDn", "Scroll"),
            ("Home · End", "First and last article of the page"),
        ),
    ),
    "tree": (
        "Filter the tree",
        (
            ("Enter · Shift+Enter", "Open the next article that is left, the one before"),
            ("↓", "Go to the tree"),
            ("Esc", "Show the whole tree again"),
        ),
    ),
    "found": (
        "Search",
        (
            ("Enter", "Open the first article found, or the chosen one"),
            ("↓", "Go to the articles found, or to the saved searches"),
            ("↑ · ↓", "The query before this one, and back to what was typed"),
            ("Tab", "Go through the filters and the order"),
            ("F2", "Rename a saved search"),
            ("Del · Ctrl+Z", "Delete a saved search, and bring it back"),
            ("Esc", "From the filters to the line, else to the tree"),
        ),
    ),
    "list": (
        "List",
        (
            ("Shift + ↑ ↓", "Choose several"),
            ("Ctrl + ↑ ↓", "Go on without choosing"),
            ("Ctrl+A", "Choose all"),
        ),
    ),
    "calendar": (
        "Calendar of issues",
        (
            ("← → ↑ ↓", "Go by days and weeks"),
            ("PgUp · PgDn", "Go by months"),
            ("Shift + PgUp · PgDn", "Go by years"),
            ("Home · End", "First and last issue"),
            (", · .", "Missing issue before, missing issue after"),
            ("Enter", "Open the issue of the day"),
            ("Tab", "Go to the newspapers, and back"),
            ("Esc", "Close the calendar"),
        ),
    ),
}
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
    """All keys that do something in a pane (tree, found, text, list or calendar), by menu.

    Without a keymap only the pane's own. What is typed filters, arrows scroll, Esc closes.
    """

    def __init__(self, pane: str, pane_name: str, parent: QWidget, keymap: Keymap | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Keys in: {pane}", pane=pane_name))
        self.resize(*SIZE)
        self._pane, self._keymap = pane, keymap
        self._filter = QLineEdit(self)
        self._filter.setAccessibleName(tr("Type to filter, scroll with the arrow keys"))
        self._filter.setPlaceholderText(tr("Type to filter, scroll with the arrow keys"))
        self._filter.textChanged.connect(self._fill)
        self._filter.installEventFilter(self)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line above it has the keyboard, and scrolls it
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
        heading, own = OWN_KEYS.get(self._pane, ("", ()))
        found = [(tr(heading), keys, tr(what)) for keys, what in own]
        found += [
            (without_mnemonic(tr(menu)), key_names(keys, every=True), tr(command.title))
            for menu in Menu
            for command in COMMANDS.values()
            if command.menu is menu and self._pane in PANES_OF[command.where]
            if self._keymap and (keys := self._keymap.working(command))
        ]
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
