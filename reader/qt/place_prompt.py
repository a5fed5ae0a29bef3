"""Asks where pages were printed: newspaper, date and page, for one page or for a branch of the tree."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from reader.errors import ReaderError
from reader.qt.prompts import Prompt
from reader.services.placing import FIELDS
from reader.translation import retold, tr


class PlacePrompt(Prompt):
    """Three lines with what is known, to be typed over, and for which pages it is meant; only what was changed is answered.

    `extents` are the names of the sets of pages to choose from; the answer names one by its number.
    """

    def __init__(
        self,
        values: Mapping[str, str],
        extents: Sequence[str],
        answer: Callable[[int, dict[str, str]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Newspaper, date and page"), tr("Correct"), parent)
        self._values, self._answer = values, answer
        hint = QLabel(tr("What is put right here stands above what the page and its file say, at every later import too."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        names = {"newspaper": tr("&Newspaper"), "date": tr("&Date"), "label": tr("&Page")}
        self.fields = {name: QLineEdit(values[name], self) for name in FIELDS}
        self.extent = QComboBox(self)
        self.extent.addItems(list(extents))
        form = QFormLayout()
        form.setSpacing(10)
        for name, field in self.fields.items():
            form.addRow(names[name], field)
        form.addRow(tr("&For"), self.extent)
        self.content.addLayout(form)
        self.finish_layout()
        self.fields["date"].setFocus()
        self.fields["date"].selectAll()

    def accept(self) -> None:
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        changed = {name: value for name, value in typed.items() if value != self._values[name]}
        if not changed and self.extent.currentIndex() == 0:
            super().accept()
            return
        try:
            self._answer(self.extent.currentIndex(), changed or typed)
        except ReaderError as error:
            self.refuse(retold(str(error)))
        else:
            super().accept()
