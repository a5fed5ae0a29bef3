"""The keys of the commands, to be changed: a list to choose from, and a dialog that waits for the new key."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.commands import COMMANDS, Command
from reader.commands.keymap import Keymap, refusal
from reader.qt.actions import key_names
from reader.qt.key_sheet import without_mnemonic
from reader.services.desk import Desk
from reader.translation import tr

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_unknown)
Apply = Callable[[Callable[[], None]], None]


def key_of(event: QKeyEvent) -> str:
    """The key that was pressed, in Qt's portable text; '' for a modifier alone."""
    if event.key() in _MODIFIERS or not event.key():
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    code = modifiers.value | event.key()
    return QKeySequence(code).toString(QKeySequence.SequenceFormat.PortableText)


class KeyEditor(QWidget):
    """All commands with their keys. Enter gives the chosen one another key, Ins one more, Del takes all, typing filters."""

    def __init__(self, desk: Desk, apply: Apply, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._apply = desk, apply
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(tr("Type a part of a command or a key"))
        self.filter.setAccessibleName(tr("Filter the commands"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda: self._fill(self._current_id()))
        self.filter.installEventFilter(self)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("Commands and their keys"))
        self.list.setHeaderLabels([tr("Command"), tr("Keys"), tr("Menu")])
        self.list.setRootIsDecorated(False)
        self.list.setTabKeyNavigation(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda: self._ask(beside=False))
        self.list.currentItemChanged.connect(self._allow)
        self._make_buttons()
        self._fill("")

    def _make_buttons(self) -> None:
        words = (tr("Change key…  Enter"), tr("Add key…  Ins"), tr("No key  Del"), tr("Default"), tr("All default keys"))
        work = (lambda: self._ask(beside=False), lambda: self._ask(beside=True), self._take, self._restore, self._restore_all)
        self.buttons = [QPushButton(word, self) for word in words]
        row = QHBoxLayout()
        for button, do in zip(self.buttons, work, strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(do)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list; Down and Up go from the line into it, and typing in it goes to the line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.filter:
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
            return super().eventFilter(watched, event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._ask(beside=False)
        elif key == Qt.Key.Key_Insert:
            self._ask(beside=True)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take()
        elif event.text().isprintable() and event.text().strip():
            self.filter.setFocus()
            self.filter.insert(event.text())
        else:
            return super().eventFilter(watched, event)
        return True

    # --- what is listed -------------------------------------------------------------------------------------------

    def _fill(self, current: str) -> None:
        """Show the commands that have what is typed, those with keys of one's own in bold, and `current` chosen."""
        keymap, typed, settings = Keymap(self._desk.settings), self.filter.text().lower().split(), self._desk.settings
        self.list.clear()
        for command in COMMANDS.values():
            keys = key_names(keymap.keys(command), every=True)
            row = (command.name(self._desk), keys, without_mnemonic(tr(command.menu)))
            if not all(word in " ".join((*row, command.title)).lower() for word in typed):
                continue
            item = QTreeWidgetItem(row)
            item.setData(0, Qt.ItemDataRole.UserRole, command.id)
            item.setToolTip(0, tr(command.help))
            if command.id in settings.keys:
                font = item.font(1)
                font.setBold(True)
                item.setFont(1, font)
            self.list.addTopLevelItem(item)
            if command.id == current:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self._allow()

    def _current_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item else ""

    def _current(self) -> Command | None:
        return COMMANDS.get(self._current_id())

    def _allow(self) -> None:
        command, given = self._current(), self._desk.settings.keys
        has_keys = command is not None and bool(Keymap(self._desk.settings).keys(command))
        allowed = (command is not None, command is not None, has_keys, command is not None and command.id in given, bool(given))
        for button, is_allowed in zip(self.buttons, allowed, strict=True):
            if button.hasFocus() and not is_allowed:
                self.list.setFocus()
            button.setEnabled(is_allowed)

    # --- changing -------------------------------------------------------------------------------------------------

    def _ask(self, beside: bool) -> None:
        if (command := self._current()) is not None:
            KeyPrompt(command, self._desk, lambda key: self._give(command, key, beside), self).open()

    def _give(self, command: Command, key: str, beside: bool) -> None:
        self._change(Keymap(self._desk.settings).with_key(key, command, beside))

    def _take(self) -> None:
        if (command := self._current()) is not None:
            self._change({command.id: ()})

    def _restore(self) -> None:
        if (command := self._current()) is not None:
            self._change({command.id: None})

    def _restore_all(self) -> None:
        self._change(dict.fromkeys(self._desk.settings.keys))

    def _change(self, changed: dict[str, tuple[str, ...] | None]) -> None:
        current = self._current_id()
        self._apply(lambda: self._desk.settings.give_keys(changed))
        self._fill(current)


class KeyPrompt(QDialog):
    """Waits for a key for a command. One that another command has is given only when that is confirmed."""

    key = ""  # here, for events come before the rest is made

    def __init__(self, command: Command, desk: Desk, answer: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # it would keep the letters for itself
        self.setModal(True)
        self.setWindowTitle(tr("Key of a command"))
        self.setMinimumWidth(480)
        self._command, self._desk, self._answer = command, desk, answer
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.use, self.again, self.leave = (QPushButton(self) for _ in range(3))
        self.use.setText(tr("Give it to this command"))
        self.again.setText(tr("Another key"))
        self.leave.setText(tr("Cancel"))
        self.use.clicked.connect(self._take)
        self.again.clicked.connect(lambda: self._wait(""))
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.use, self.again, self.leave):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self.words)
        layout.addLayout(row)
        self._wait("")

    def _wait(self, reason: str) -> None:
        """Wait for a key; `reason` is why the one before could not be."""
        self.key = ""
        asked = tr("Press the new key for “{command}”. Esc leaves it as it is.", command=self._command.name(self._desk))
        self._say(f"{reason} {asked}".strip())
        for button in (self.use, self.again, self.leave):
            button.hide()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """While it waits every key is the answer, also those that would move between buttons."""
        if not self.key and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._pressed(key_of(event))
                return True
        return super().event(event)

    def _pressed(self, key: str) -> None:
        if key == "Esc":
            self.reject()
        elif key and (reason := refusal(key, self._command.where)):
            self._wait(reason)
        elif key and (others := Keymap(self._desk.settings).in_the_way(key, self._command)):
            self.key = key
            names = tr("”, “").join(other.name(self._desk) for other in others)
            words = "{key} is the key of “{others}”, which would lose it."
            self._say(tr(words, key=key_names([key]), others=names))
            for button in (self.use, self.again, self.leave):
                button.show()
            self.again.setFocus()
        elif key:
            self.key = key
            self._take()

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.words.setAccessibleName(sentence)

    def _take(self) -> None:
        self.accept()
        self._answer(self.key)
