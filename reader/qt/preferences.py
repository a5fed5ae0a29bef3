"""The preferences: a form made from the table of settings. What is chosen holds at once; each row has a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.qt.key_editor import KeyEditor
from reader.qt.prompts import breakable
from reader.services.desk import Desk
from reader.settings import CHOICE_NAMES, Group, Setting, Value
from reader.translation import retold, tr

SIZE = (860, 620)  # pixels
_GROUPS_WIDTH, _LABEL_WIDTH, _FIELD_WIDTH = 190, 240, 260
_SHOWN_ANEW = ("language", "profile")  # after these all rows read otherwise


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the form: what is chosen with, how a value is shown in it and kept from it, and the way to its default."""

    widget: QWidget
    show: Callable[[Value], None]
    keep: Callable[[], None]
    restore: QPushButton


class Preferences(QDialog):
    """The pages of the form beside their names. Arrows choose a page, Tab goes into it; Ctrl+PgUp and PgDn turn pages."""

    keys: KeyEditor

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._desk = desk
        self.fields: dict[str, Field] = {}
        self.groups = QListWidget(self)
        self.groups.setObjectName("groups")
        self.groups.setFixedWidth(_GROUPS_WIDTH)
        self.pages = QStackedWidget(self)
        self.groups.currentRowChanged.connect(self.pages.setCurrentIndex)
        self._told = QLabel(self)
        self._told.setObjectName("refusal")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._hint = QLabel(self)
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self.restore_all = QPushButton(self)
        self.restore_all.clicked.connect(self._ask_restore_all)
        self.close_button = QPushButton(self)
        self.close_button.clicked.connect(self.accept)
        for button in (self.restore_all, self.close_button):
            button.setAutoDefault(False)  # Enter in a field keeps it, and does nothing else
        self._asked = False
        self._lay_out()
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._turn(step))
        self._fill()
        self.groups.setCurrentRow(0)
        self.resize(QSize(*SIZE).boundedTo(parent.size()))
        self.groups.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore_all)
        buttons.addWidget(self._told, 1)
        buttons.addWidget(self.close_button)
        middle = QHBoxLayout()
        middle.addWidget(self.groups)
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(middle, 1)
        layout.addWidget(self._hint)
        layout.addLayout(buttons)

    def done(self, result: int) -> None:
        """Close the form; what stands in a line and was not left yet is kept too."""
        for field in self.fields.values():
            field.keep()
        super().done(result)

    def _turn(self, step: int) -> None:
        self.groups.setCurrentRow((self.groups.currentRow() + step) % self.groups.count())
        self.groups.setFocus()

    # --- the pages ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Make the pages anew, in the chosen language and of the chosen profile, at the place where one was."""
        page, field = self.groups.currentRow(), self._focused()
        self.setWindowTitle(tr("Preferences"))
        self.groups.setAccessibleName(tr("Groups of settings"))
        self.restore_all.setText(tr("Restore all defaults"))
        self.close_button.setText(tr("Close"))
        self._hint.setText(tr("What is chosen holds at once. Tab: next field · Ctrl+PgUp, Ctrl+PgDn: turn pages · Esc: close"))
        self.groups.clear()
        self.fields.clear()
        while old := self.pages.widget(0):
            self.pages.removeWidget(old)
            old.deleteLater()
        for group in Group:
            self.groups.addItem(tr(group))
            self.pages.addWidget(self._page(group))
        self._order_tabs()
        self.groups.setCurrentRow(max(0, page))
        if field in self.fields:
            self.fields[field].widget.setFocus()

    def _order_tabs(self) -> None:
        fields = [widget for field in self.fields.values() for widget in (field.widget, field.restore)]
        keys = self.keys.filter, self.keys.list, *self.keys.buttons
        for before, after in pairwise((self.groups, *fields, *keys, self.restore_all, self.close_button)):
            self.setTabOrder(before, after)

    def _focused(self) -> str:
        inside = self.focusWidget()
        return next((key for key, field in self.fields.items() if inside in (field.widget, field.restore)), "")

    def _page(self, group: Group) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key in self._desk.settings.rows(group):
            self._add_row(form, key)
        layout.addLayout(form)
        if group is Group.KEYS:
            self.keys = KeyEditor(self._desk, self._apply, page)
            layout.addWidget(self.keys, 1)
        else:
            layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _add_row(self, form: QFormLayout, key: str) -> None:
        row, box = self._desk.settings.row(key), QHBoxLayout()
        restore = QPushButton(tr("Default"))
        restore.setAutoDefault(False)
        widget, show, value = _editor(row)
        field = self.fields[key] = Field(widget, show, lambda: self._keep(key, value()), restore)
        restore.setAccessibleName(tr("Default of: {setting}", setting=tr(row.title)))
        restore.clicked.connect(lambda: self._restore(key))
        widget.setAccessibleName(tr(row.title))
        is_line = isinstance(widget, QLineEdit)  # which may hold much
        box.addWidget(widget, 1 if is_line else 0)
        box.addWidget(restore)
        box.addStretch(0 if is_line else 1)
        if isinstance(widget, QCheckBox):
            widget.setText(tr(row.title))
            form.addRow(box) if row.group is Group.KEYS else form.addRow(
                QLabel(), box
            )  # under the other fields, where there are
        else:
            widget.setMinimumWidth(_FIELD_WIDTH)
            label = QLabel(tr(row.title))
            label.setFixedWidth(min(_LABEL_WIDTH, label.sizeHint().width()))
            label.setWordWrap(True)
            label.setBuddy(widget)
            form.addRow(label, box)
        self._show(key)
        _when_chosen(widget, field.keep)

    # --- choosing -------------------------------------------------------------------------------------------------

    def _show(self, key: str) -> None:
        """Show a setting as it is; the way to its default is open where it has another."""
        field, settings = self.fields[key], self._desk.settings
        field.widget.blockSignals(True)
        field.show(settings.value(key))
        field.widget.blockSignals(False)
        chosen = settings.value(key) != settings.row(key).default
        if not chosen and field.restore.hasFocus():
            field.widget.setFocus()
        field.restore.setVisible(chosen)

    def _keep(self, key: str, value: Value) -> None:
        settings = self._desk.settings
        if value != settings.value(key):
            self._apply(lambda: settings.choose(key, value), anew=key in _SHOWN_ANEW)

    def _restore(self, key: str) -> None:
        self._apply(lambda: self._desk.settings.restore([key]), anew=key in _SHOWN_ANEW)

    def _ask_restore_all(self) -> None:
        """Twice, for it takes all back at once, the keys too."""
        if not self._asked:
            self._asked = True
            self._told.setText(tr("This takes back all settings and keys. Press it again to do so."))
            return
        self._apply(self._desk.settings.restore_all, anew=True)

    def _apply(self, choose: Callable[[], None], anew: bool = False) -> None:
        """Choose something, let the window take it on, and say what went wrong."""
        self._asked = False
        self._told.clear()
        try:
            choose()
        except ReaderError as error:
            self._told.setText(breakable(retold(str(error))))
        self._desk.view.refresh_look()
        if anew:
            self._fill()
        else:
            for key in self.fields:
                self._show(key)


def _editor(row: Setting) -> tuple[QWidget, Callable[[Value], None], Callable[[], Value]]:
    """What a setting is chosen with; how a value is shown in it, and which is."""
    if isinstance(row.default, bool):
        box = QCheckBox()
        return box, lambda value: box.setChecked(bool(value)), box.isChecked
    if isinstance(row.default, int):
        spin = _number(row)
        return spin, lambda value: spin.setValue(int(value)), spin.value
    if row.choices or row.is_font:
        combo = _fonts() if row.is_font else _choices(row)
        return combo, lambda value: _choose(combo, str(value)), lambda: str(combo.currentData())
    line = QLineEdit()
    line.setPlaceholderText(tr(row.empty))
    return line, lambda value: _write(line, str(value)), lambda: line.text().strip()


def _number(row: Setting) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(*row.limits or (0, 999))
    spin.setSuffix(f" {row.unit}" if row.unit else "")
    spin.lineEdit().setTextMargins(6, 0, 0, 0)
    spin.setKeyboardTracking(False)  # 2 is not meant by who types 24
    return spin


def _choices(row: Setting) -> QComboBox:
    combo = QComboBox()
    for choice in row.choices:
        combo.addItem(tr(CHOICE_NAMES[choice]), choice)
    return combo


def _fonts() -> QComboBox:
    """The fonts of the system that have simplified Chinese characters."""
    combo = QComboBox()
    combo.addItem(tr("The best that is installed"), "")
    for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        if not QFontDatabase.isPrivateFamily(family):
            combo.addItem(family, family)
    return combo


def _choose(combo: QComboBox, value: str) -> None:
    if combo.findData(value) < 0:
        combo.addItem(value, value)  # a font of another machine
    combo.setCurrentIndex(combo.findData(value))


def _write(line: QLineEdit, words: str) -> None:
    """Put words into a line, showing how they begin; what stands there already is left to its writer."""
    if line.text().strip() != words:
        line.setText(words)
        line.setCursorPosition(0)


def _when_chosen(widget: QWidget, keep: Callable[[], None]) -> None:
    if isinstance(widget, QCheckBox):
        widget.toggled.connect(keep)
    elif isinstance(widget, QSpinBox):
        widget.valueChanged.connect(keep)
    elif isinstance(widget, QComboBox):
        widget.currentIndexChanged.connect(keep)
    elif isinstance(widget, QLineEdit):
        widget.editingFinished.connect(keep)
