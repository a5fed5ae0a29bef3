"""Asks under which name an article is saved as a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reader.qt.prompts import PathPrompt, named_path
from reader.translation import tr


class PdfPrompt(PathPrompt):
    """Asks for the name of a file; one that is there is replaced only when Enter is pressed on it twice."""

    def __init__(self, start: Path, answer: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(tr("Save as PDF"), tr("Save"), parent)
        words = "The article with its marks, its notes numbered at the end, and its citation."
        self.ask(str(start), tr(words), tr("File"), folders_only=False)
        self.finish_layout()
        self.path.setFocus()
        self._answer = answer
        self._warned_of: Path | None = None

    def accept(self) -> None:
        typed = self.path.text().strip()
        path = named_path(typed) if typed else None
        if path is not None and path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        if path is None or not path.parent.is_dir() or path.is_dir():
            self.refuse(tr("There is no folder for {path}.", path=path or typed))
        elif path.exists() and path != self._warned_of:
            self._warned_of = path
            self.refuse(tr("{path} is there already: press Enter again to replace it.", path=path))
        else:
            super().accept()
            self._answer(path.absolute())
