"""Asks for the file of a library: one that is there, or the place of a new one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from reader.qt.prompts import PathPrompt, breakable, named_path
from reader.settings import LIBRARY_SUFFIX
from reader.translation import tr


class LibraryPrompt(PathPrompt):
    """Asks for a library, by typing or by browsing; stays open, saying why, while it cannot be opened or made."""

    def __init__(self, folder: Path, new: bool, answer: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(tr("New library") if new else tr("Open library"), tr("Make") if new else tr("Open"), parent)
        self._folder, self._new, self._answer = folder, new, answer
        words = "It opens in a window of its own. Without a folder the name is looked for, or made, in {folder}."
        hint = breakable(tr(words, folder=folder))
        self.ask("" if new else f"{folder}/", hint, tr("File of the library"), folders_only=False)
        browse = QPushButton(tr("Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.content.addWidget(browse, alignment=Qt.AlignmentFlag.AlignLeft)
        self.finish_layout()
        self.path.setFocus()

    def accept(self) -> None:
        typed = self.path.text().strip()
        path = named_path(typed)
        path = self._folder / path if path else None  # which is the path itself where that begins at the root
        if not typed or path is None or path.is_dir():
            self.refuse(tr("Type the name of a library's file."))
            return
        if self._new and not path.suffix:
            path = path.with_name(path.name + LIBRARY_SUFFIX)
        if self._new and path.exists():
            self.refuse(tr("There is a file {path} already. Choose another name.", path=path))
        elif not self._new and not path.exists():
            self.refuse(tr("There is no library {path}.", path=path))
        else:
            self.close_after(lambda: self._answer(path))

    def _browse(self) -> None:
        words, ask = tr("Libraries ({pattern})", pattern=f"*{LIBRARY_SUFFIX}"), QFileDialog.getOpenFileName
        if self._new:
            ask = QFileDialog.getSaveFileName
        file, _ = ask(self, self.windowTitle(), self.path.text(), words)
        if file:
            self.path.setText(file)
            self.accept()
