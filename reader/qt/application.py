"""Starts the Qt application and its window, or draws the window into a picture."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reader.qt.theme import interface_font
from reader.qt.window import Window
from reader.resources import resource
from reader.settings import Settings, load_settings
from reader.store.library import open_library
from reader.translation import language, set_language

DEFAULT_SIZE = (1280, 800)


def make_application() -> QApplication:
    """The one QApplication of this process, dressed for Jianbao."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    qInstallMessageHandler(_pass_on)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("jianbao")
    application.setApplicationDisplayName("Jianbao 剪报")
    application.setDesktopFileName("jianbao")
    application.setStyle("Fusion")  # the same on every system, and it takes all the colours of a theme
    application.setFont(interface_font())  # before any widget, which would keep the system's
    return application


def _after_first_paint(application: QApplication, window: Window) -> None:
    from PySide6.QtGui import QIcon  # brings the SVG renderer with it

    from reader.qt.faults import watch

    watch(window)
    application.setWindowIcon(QIcon(str(resource("icons/jianbao.svg"))))


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to stderr, but for one that says nothing: off screen there is no window manager to hint to."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"Qt: {message}\n")


def choose_language(application: QApplication, settings: Settings) -> None:
    """Take the language of the settings or of the system, for our words and Qt's own."""
    chosen = settings.text("language")
    set_language(QLocale.system().name() if chosen == "system" else chosen)
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    if language() == "zh_CN":
        translator = QTranslator(application)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(translator)


def show_window(
    library_path: Path,
    paths: Sequence[Path] = (),
    screenshot: Path | None = None,
    size: str = "",
    theme: str = "",
    language_name: str = "",
) -> int:
    """Open the window on a library, import `paths`, and run until it is closed; gives the exit code.

    With `screenshot` the window is drawn into that PNG file, `size` (such as 1280x800) pixels large, and closed.
    Raises ReaderError where the library cannot be opened.
    """
    library = open_library(library_path)
    application = make_application()
    settings = load_settings()
    settings.values |= {k: v for k, v in (("theme", theme), ("language", language_name)) if v}
    choose_language(application, settings)
    window = Window(library, settings, choose_language)
    width, height = _size(size) or DEFAULT_SIZE
    if size or screenshot is not None:
        window.resize(width, height)
    window.keeps_session = screenshot is None
    window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(application, window))
    if paths:
        window.start_import(list(paths))
    if screenshot is not None:
        QTimer.singleShot(0, lambda: _picture(window, screenshot))
    return application.exec()


def _size(words: str) -> tuple[int, int] | None:
    width, _, height = words.partition("x")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else None


def _picture(window: Window, path: Path) -> None:
    bar = window.import_bar
    if bar is not None and bar.running:
        bar.ended.connect(lambda: QTimer.singleShot(0, lambda: _picture(window, path)))
        return
    QGuiApplication.processEvents()
    window.grab().save(str(path))
    window.close()
