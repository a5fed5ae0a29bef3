"""Asks what to export, in which format, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from reader.formats import WRITERS, Form
from reader.qt.prompts import Prompt, Question, named_path, path_field
from reader.translation import tr


class Extent(StrEnum):
    """How much is exported."""

    CHOSEN = "chosen"
    LISTED = "listed"
    ARTICLE = "article"
    LIBRARY = "library"


_EXTENTS = {
    Extent.CHOSEN: "What is chosen in the list",
    Extent.LISTED: "The list as it is narrowed",
    Extent.ARTICLE: "The open article",
    Extent.LIBRARY: "The whole library",
}


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to export, in which format, and where to."""

    format: str
    of: Extent
    path: Path


class Exporter(Protocol):
    """What the export prompt needs of the library behind it."""

    def suggest(self, format_name: str, of: Extent) -> Path:
        """A file to begin with."""

    def obstacle(self, choice: ExportChoice) -> tuple[str, Path | None]:
        """Why this cannot be exported, or ''; and the file that would be replaced, if any."""

    def export(self, choice: ExportChoice) -> str:
        """Write the file; gives the reason why not, or ''."""


class ExportPrompt(Prompt):
    """Asks for format, extent and file, and whether a file may be replaced; it goes on asking while something is in the way.

    The first of the `extents` is what is exported where nothing else is chosen.
    """

    def __init__(self, chosen: str, extents: Sequence[Extent], exporter: Exporter, parent: QWidget) -> None:
        super().__init__(tr("Export annotations"), tr("Export"), parent)
        self._exporter = exporter
        self.format = QComboBox(self)
        for writer in WRITERS.values():
            self.format.addItem(f"{tr(writer.title)} (*{writer.suffix})", writer.name)
        self.format.setCurrentIndex(max(0, self.format.findData(chosen)))
        self.scope = QComboBox(self)
        for extent in extents:
            self.scope.addItem(tr(_EXTENTS[extent]), extent.value)
        self.path = path_field("", False, self)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(tr("&Format"), self.format)
        form.addRow(tr("&Annotations of"), self.scope)
        self._path_label = QLabel(tr("F&ile"), self)
        self._path_label.setBuddy(self.path)
        form.addRow(self._path_label, self.path)
        self.content.addLayout(form)
        self.finish_layout()
        self.format.currentIndexChanged.connect(self._renew)
        self.scope.currentIndexChanged.connect(self._renew)
        self._renew()
        self.path.setFocus()

    def accept(self) -> None:
        typed = self.path.text().strip()
        if not typed:
            self.refuse(tr("Type the name of a file."))
            return
        path = named_path(typed)
        if path is None:
            self.refuse(tr("No file can have the name {name}. Choose another.", name=typed))
            return
        choice = ExportChoice(self.format.currentData(), self._extent(), path)
        reason, taken = self._exporter.obstacle(choice)
        if reason:
            self.refuse(reason)
        elif taken:
            words = tr("{path} is there already. Replace it?", path=taken)
            Question(words, tr("Replace"), lambda: self._export(choice), self).open()
        else:
            self._export(choice)

    def _export(self, choice: ExportChoice) -> None:
        reason = self._exporter.export(choice)
        if reason:
            self.refuse(reason)
        else:
            super().accept()

    def _extent(self) -> Extent:
        return Extent(self.scope.currentData())

    def _renew(self) -> None:
        is_folder = WRITERS[self.format.currentData()].form is Form.FOLDER
        self._path_label.setText(tr("F&older") if is_folder else tr("F&ile"))
        self.path.setText(str(self._exporter.suggest(self.format.currentData(), self._extent())))
        self.path.selectAll()
