"""Small dialogs that ask one thing: what to import, which folder to watch, whether one is sure."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFileSystemModel,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError
from reader.qt.document import visible
from reader.translation import retold, tr

WIDTH = 560  # pixels


class Prompt(QDialog):
    """A dialog with OK and Cancel that calls a function with its answer; it does not stop the program meanwhile."""

    def __init__(self, title: str, ok: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(20, 18, 20, 16)
        self.content.setSpacing(12)
        self._buttons = QDialogButtonBox(self)
        accept = self._buttons.addButton(ok, QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        self._buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._refusal = QLabel(self)
        self._refusal.setObjectName("refusal")
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        self._refusal.setWordWrap(True)
        self._refusal.hide()
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def finish_layout(self) -> None:
        """Put the buttons under what was added to `content`."""
        self.content.addWidget(self._refusal)
        self.content.addWidget(self._buttons)

    def close_after(self, answer: Callable[[], object]) -> None:
        """Do what is answered and close; where that cannot be done, say why and go on asking."""
        try:
            answer()
        except ReaderError as error:
            self.refuse(str(error))
        else:
            QDialog.accept(self)  # not that of a kind of prompt, which leads here

    def refuse(self, sentence: str) -> None:
        """Say why the answer cannot be taken, and go on asking."""
        self._refusal.setText(breakable(visible(retold(sentence))))
        self._refusal.setAccessibleName(sentence)
        self._refusal.show()
        self.resize(
            self.width(), max(self.height(), self.content.totalHeightForWidth(self.width()))
        )  # else what is above is cut


def breakable(sentence: str) -> str:
    """A sentence that may be broken after the slashes and underscores of a path, so that a long one widens no dialog."""
    return re.sub(r"(?<=[/\\_\-.])(?=\S)", "\u200b", sentence)


def named_path(typed: str) -> Path | None:
    """The path that a person typed, ~ for the own folder; None for a name that the system does not take."""
    try:
        path = Path(typed).expanduser()
        path.lstat()
    except FileNotFoundError:
        return path
    except NotADirectoryError:
        return path
    except (RuntimeError, OSError, ValueError):  # no such user, too long, or with a character that no name may have
        return None
    return path


class _EnterAnswers(QObject):
    """Makes Enter answer a dialog while completions are shown and none is chosen: Qt only closes their list."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def eventFilter(self, popup: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(popup, QAbstractItemView):
            return False
        if popup.currentIndex().isValid():
            return False
        popup.hide()
        self._dialog.accept()
        return True


def path_field(start: str, folders_only: bool, parent: QDialog) -> QLineEdit:
    """A line for a path, completed from the disk."""
    field = QLineEdit(start, parent)
    files = QFileSystemModel(field)
    files.setRootPath("")
    if folders_only:
        files.setFilter(QDir.Filter.AllDirs | QDir.Filter.NoDotAndDotDot)
    completer = QCompleter(files, field)
    field.setCompleter(completer)
    popup = completer.popup()
    assert popup is not None
    popup.installEventFilter(_EnterAnswers(parent))
    return field


class Question(Prompt):
    """Asks whether to do what cannot be taken back; Enter and Esc both say no."""

    def __init__(self, sentence: str, yes: str, answer: Callable[[], None], parent: QWidget) -> None:
        super().__init__(tr("Are you sure?"), yes, parent)
        words = QLabel(breakable(visible(sentence)), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.content.addWidget(words)
        self.finish_layout()
        doing, leaving = self._buttons.buttons()
        assert isinstance(doing, QPushButton)
        assert isinstance(leaving, QPushButton)
        doing.setDefault(False)  # but Enter on it, once Tab has led there, is a yes
        leaving.setDefault(True)
        leaving.setFocus()
        self._answer = answer

    def accept(self) -> None:
        super().accept()
        self._answer()


class PathPrompt(Prompt):
    """Asks for a path, by typing or by browsing."""

    path: QLineEdit

    def ask(self, start: str, hint: str, name: str, folders_only: bool) -> None:
        """Put in what is asked for and the line to type in; `start` stands there at first, to be typed over."""
        words = QLabel(hint)
        words.setWordWrap(True)
        words.setObjectName("hint")
        self.path = path_field(start, folders_only, self)
        self.path.setAccessibleName(name)
        self.path.setPlaceholderText(name)
        self.path.selectAll()
        self.content.addWidget(words)
        self.content.addWidget(self.path)

    def done(self, result: int) -> None:
        """Close; a list of completions that the disk is slow to give would open over the window, and take its keys."""
        self.path.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none
        super().done(result)

    def add_browser(self, label: str, choose: Callable[[], None]) -> None:
        """Put in a button that browses."""
        button = QPushButton(label, self)
        button.setAutoDefault(False)
        button.clicked.connect(choose)
        self.content.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def choose_folder(self) -> None:
        """Browse for a folder and put it into the line."""
        folder = QFileDialog.getExistingDirectory(self, tr("Choose a folder…"), self.path.text())
        if folder:
            self.path.setText(folder)


class FilePrompt(PathPrompt):
    """Asks for one file that is there, by typing or by browsing."""

    def __init__(self, title: str, action: str, hint: str, answer: Callable[[Path], None], parent: QWidget) -> None:
        super().__init__(title, action, parent)
        self.ask("", hint, tr("File"), folders_only=False)
        self.add_browser(tr("Choose a file…"), self._choose)
        self.finish_layout()
        self.path.setFocus()
        self._answer = answer

    def accept(self) -> None:
        typed = self.path.text().strip()
        path = named_path(typed)
        if typed and path is not None and path.is_file():
            self.take(path)
        else:
            self.refuse(tr("There is no file {path}.", path=path if typed and path else typed))

    def take(self, path: Path) -> None:
        """Answer with a file, and close unless it cannot be used."""
        self.close_after(lambda: self._answer(path))

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), self.path.text())
        if file:
            self.path.setText(file)


class ImportPrompt(PathPrompt):
    """Asks for a file or folder of pages, by typing or by browsing; `start` stands in the line at first, to be typed over."""

    def __init__(self, start: str, answer: Callable[[list[Path]], None], parent: QWidget) -> None:
        super().__init__(tr("Import pages"), tr("Import"), parent)
        words = "A file, folder or archive of newspaper pages. What is there already changes nothing."
        self.ask(start, tr(words), tr("File or folder"), folders_only=False)
        browse = QHBoxLayout()
        for label, choose in ((tr("Choose a folder…"), self.choose_folder), (tr("Choose files…"), self._choose_files)):
            button = QPushButton(label, self)
            button.setAutoDefault(False)
            button.clicked.connect(choose)
            browse.addWidget(button)
        browse.addStretch()
        self.content.addLayout(browse)
        self.finish_layout()
        self.path.setFocus()
        self._answer = answer

    def accept(self) -> None:
        typed = self.path.text().strip()
        path = named_path(typed)
        if not typed:
            self.refuse(tr("Type the name of a file or folder, or choose one below."))
        elif path is None or not path.exists():
            self.refuse(tr("There is no file or folder {path}.", path=path or typed))
        else:
            super().accept()
            self._answer([path])

    def _choose_files(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, tr("Choose files…"), self.path.text())
        if files:
            super().accept()
            self._answer([Path(file) for file in files])


class WatchPrompt(PathPrompt):
    """Asks for a folder to watch, by typing or by browsing."""

    def __init__(self, start: str, answer: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(tr("Watch a folder"), tr("Watch"), parent)
        words = "What lies in the folder is imported, and then what is added or changed. What is deleted there stays here."
        self.ask(start, tr(words), tr("Folder"), folders_only=True)
        self.add_browser(tr("Choose a folder…"), self.choose_folder)
        self.finish_layout()
        self.path.setFocus()
        self._answer = answer

    def accept(self) -> None:
        typed = self.path.text().strip()
        path = named_path(typed)
        if typed and path is not None and path.is_dir():
            folder = str(path.absolute())
            self.close_after(lambda: self._answer(folder))
        else:
            self.refuse(tr("There is no folder {path}.", path=path if typed and path else typed))



class UnsavedPrompt(Prompt):
    """Tells that a note cannot be saved, shows it to be copied, and asks whether to try again or to go without it."""

    def __init__(self, note: str, try_again: Callable[[], object], without_it: Callable[[], object], parent: QWidget) -> None:
        super().__init__(tr("A note is not saved"), tr("Try again"), parent)
        words = "The library cannot be written to now, perhaps because another program is using it. This note is only here:"
        hint = QLabel(tr(words))
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        self.content.addWidget(copyable(note, self))
        leave = self._buttons.addButton(tr("Close without the note"), QDialogButtonBox.ButtonRole.DestructiveRole)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        leave.clicked.connect(without_it)
        self.finish_layout()
        self._buttons.buttons()[0].setFocus()
        self._answer = try_again

    def accept(self) -> None:
        super().accept()
        self._answer()


def copyable(words: str, parent: QWidget) -> QPlainTextEdit:
    """Words to read and to copy."""
    text = QPlainTextEdit(words, parent)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setMinimumHeight(160)
    return text
