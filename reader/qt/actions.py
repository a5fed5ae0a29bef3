"""Menus and keys, built from the table of commands."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from reader.commands import COMMANDS, Command, Menu, Where
from reader.commands.keymap import PANES_OF, Keymap
from reader.services.desk import Desk
from reader.translation import tr


def key_names(keys: Sequence[str], every: bool = False) -> str:
    """Keys as a person reads them on this system; `every` of them, else the first."""
    shown: list[str] = []
    for key in keys:
        # "Shift+?" stands in the table because some layouts send it so; nobody wants to read it.
        if key.startswith("Shift+") and len(key) == len("Shift+") + 1 and key[-1] in shown:
            continue
        name = {"PgDown": "PgDn", "Del": "Del"}.get(key, QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
        shown.append(name)
    return " · ".join(shown if every else shown[:1])


def way_to(command_id: str, keymap: Keymap) -> str:
    """The key of a command for a sentence that names it; where it has none, what it is called."""
    command = COMMANDS[command_id]
    return key_names(keymap.working(command)) or tr(command.title)


class Actions:
    """The actions of one window. Chords of window commands work everywhere; all other keys are bound to the panes alone.

    Bound to the panes themselves (WidgetShortcut), they leave text fields alone: no letter is ever eaten where one types.
    """

    def __init__(self, window: QMainWindow, panes: Mapping[str, QWidget], desk: Desk, run: Callable[[Command], None]) -> None:
        self._window, self._panes, self._desk, self._run = window, dict(panes), desk, run
        self._made: list[QAction] = []
        self._menus: dict[Menu, QMenu] = {}
        self._in_menus: dict[str, QAction] = {}
        self._in_panes: list[tuple[Command, QAction]] = []  # whose keys are bound to panes
        self._keymap = Keymap(desk.settings)

    def add_pane(self, name: str, widget: QWidget) -> None:
        """Bind keys to a pane that was made later."""
        self._panes[name] = widget
        for command, action in self._in_panes:
            if name in PANES_OF[command.where]:
                widget.addAction(action)

    def build(self, letters: bool) -> None:
        """Make menus and keys anew, in the chosen language; `letters` binds the single-letter keys too."""
        for action in self._made:
            for widget in (self._window, *self._panes.values()):
                widget.removeAction(action)
            action.deleteLater()
        self._made, self._in_menus, self._in_panes = [], {}, []
        self._keymap = Keymap(self._desk.settings)
        for menu in Menu:
            self._build_menu(menu, letters)

    def _build_menu(self, name: Menu, letters: bool) -> None:
        if name not in self._menus:  # made once: a bar keeps whatever was ever in it
            self._menus[name] = self._window.menuBar().addMenu("")
            self._menus[name].aboutToShow.connect(lambda: self._fill(name))
            self._menus[name].aboutToHide.connect(self.enable_all)
        self._menus[name].clear()
        self._menus[name].setTitle(tr(name))
        for command in COMMANDS.values():
            if command.menu is name:
                self._bind_keys(command, letters)

    def _fill(self, name: Menu) -> None:
        """Put the entries into a menu that is opened the first time since all was made anew, and show what can be done now."""
        menu = self._menus[name]
        group: str | None = None
        for command in COMMANDS.values():
            if command.menu is name and command.id not in self._in_menus:
                if group not in (None, command.group):
                    menu.addSeparator()
                group = command.group
                entry = self._action(command)
                # The key is written beside the title; the keys themselves are bound apart, where they belong.
                entry.setText(f"{command.name(self._desk)}\t{self._key_names(command)}")
                menu.addAction(entry)
                self._in_menus[command.id] = entry
        self.refresh()

    def _bind_keys(self, command: Command, letters: bool) -> None:
        everywhere, chords = command.where is Where.WINDOW, self._keymap.chords(command)
        if everywhere and chords:
            self._bind(command, chords, [self._window], Qt.ShortcutContext.WindowShortcut)
        in_panes = (() if everywhere else chords) + (self._keymap.letters(command) if letters else ())
        if in_panes:
            panes = [self._panes[pane] for pane in PANES_OF[command.where] if pane in self._panes]
            self._in_panes.append((command, self._bind(command, in_panes, panes, Qt.ShortcutContext.WidgetShortcut)))

    def _bind(self, command: Command, keys: Sequence[str], widgets: Sequence[QWidget], context: Qt.ShortcutContext) -> QAction:
        action = self._action(command)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(context)
        action.setAutoRepeat(True)
        for widget in widgets:
            widget.addAction(action)
        return action

    def _key_names(self, command: Command) -> str:
        return key_names(self._keymap.working(command))

    def _action(self, command: Command) -> QAction:
        action = QAction(self._window)
        action.setObjectName(command.id)
        action.triggered.connect(lambda: self._run(command))
        self._made.append(action)
        return action

    def refresh(self) -> None:
        """Grey what cannot be done now, and name the steps that undo and redo would take."""
        for name, action in self._in_menus.items():
            reason = COMMANDS[name].obstacle(self._desk)
            action.setEnabled(not reason)
            action.setStatusTip(reason or tr(COMMANDS[name].help))
            if COMMANDS[name].called:
                action.setText(f"{COMMANDS[name].name(self._desk)}\t{self._key_names(COMMANDS[name])}")
        for name, step in (("undo", self._desk.history.undoable), ("redo", self._desk.history.redoable)):
            if name in self._in_menus:
                title = tr(COMMANDS[name].title) + (f" ({tr(step)})" if step else "")
                self._in_menus[name].setText(f"{title}\t{self._key_names(COMMANDS[name])}")

    def enable_all(self) -> None:
        """Ungrey all when the menu closes: a key must be able to say why it cannot be done now."""
        for action in self._in_menus.values():
            action.setEnabled(True)
