"""Why no window could be opened, told in a dialog: one who starts the program from a desktop reads nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from reader.errors import ReaderError
from reader.fault_log import log_path, whole_words
from reader.qt.application import choose_language, make_application
from reader.qt.theme import theme_named, wear
from reader.settings import load_settings
from reader.translation import retold, tr


def tell(error: Exception) -> None:
    """Show the sentence of an error, for one that nobody foresaw with its words to copy; nothing where there is no display."""
    try:
        application = make_application()
    except ReaderError:
        return
    settings = load_settings()
    choose_language(application, settings)
    wear(application, theme_named(settings.text("theme")))
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Jianbao cannot start"), "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    if isinstance(error, ReaderError):
        box.setText(retold(str(error)))
    else:
        box.setText(tr("Something went wrong inside Jianbao. Start it with --safe-mode: without session and settings."))
        box.setInformativeText(tr("It was logged in {path}", path=log_path()))
        box.setDetailedText(whole_words(error))
    box.exec()
