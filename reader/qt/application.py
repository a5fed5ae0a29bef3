"""Starts the Qt application and its window, or draws the window into a picture."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reader.debugging import LOG
from reader.errors import ReaderError
from reader.qt.running import is_running
from reader.qt.theme import interface_font
from reader.qt.window import Window
from reader.resources import resource
from reader.settings import Settings, load_settings
from reader.store.library import Library, open_library
from reader.translation import language, set_language

SWITCH_SECONDS = 0.001  # Python's own 5 ms would make a key wait so long for a search that runs, and a search for the next key
PAINTED_MS, UNPAINTED_MS = 50, 2000  # after the first paint, or where there is none, until what can wait is done
AHEAD = ("search_pane", "tree_filter", "find_bar", "note_editor", "issue_calendar", "dialogs", "preferences")
DEFAULT_SIZE = (1280, 800)
_SAYING_NOTHING = ("propagateSizeHints", "does not support raise")  # off screen there is no window manager
_WITHOUT_DISPLAY = "The other commands need none, and `jianbao open --screenshot FILE` draws the window into a picture."


def make_application() -> QApplication:
    """The one QApplication of this process, dressed for Jianbao."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    _needs_display()
    early: list[str] = []
    qInstallMessageHandler(lambda kind, context, message: _at_start(early, kind, message))
    application = QApplication(sys.argv[:1])
    qInstallMessageHandler(_pass_on)
    for message in early:
        _say(message)
    application.setApplicationName("jianbao")
    application.setApplicationDisplayName("Jianbao 剪报")
    application.setDesktopFileName("jianbao")
    application.setStyle("Fusion")  # the same on every system, and it takes all the colours of a theme
    application.setFont(interface_font())  # before any widget, which would keep the system's
    return application


def _needs_display() -> None:
    """Raises ReaderError where there is no display, on which Qt would end the program."""
    if sys.platform != "linux" or any(map(os.environ.get, ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))):
        return
    raise ReaderError(f"There is no display here, so no window can be opened. {_WITHOUT_DISPLAY}")


def _at_start(early: list[str], kind: QtMsgType, message: str) -> None:
    """Keep back what Qt says before there is an application; where it gives up, say so in a sentence instead."""
    if kind is not QtMsgType.QtFatalMsg:
        early.append(message)
        return
    reason = f" ({early[0].strip()})" if early else ""
    _say(f"No window can be opened on this display{reason}. {_WITHOUT_DISPLAY}", "")
    os._exit(1)  # Qt would abort the process after this


def load_ahead() -> None:
    """Import what is not needed for the first paint but for the next key, in its own thread: it takes a fifth of a second."""
    with suppress(RuntimeError):  # what Python says to one who begins to use processes while the program ends
        for name in AHEAD:
            import_module(f"reader.qt.{name}")
        import_module("tomlkit")  # what a setting is written with


class _Paint(QObject):
    """Has work done once, a moment after the window was painted for the first time, or after a while where it never is."""

    def __init__(self, window: QWidget, work: Callable[[], None]) -> None:
        super().__init__(window)
        self._work: Callable[[], None] | None = work
        window.installEventFilter(self)
        QTimer.singleShot(UNPAINTED_MS, self._do)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(PAINTED_MS, self._do)
        return False

    def _do(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work()


def _after_first_paint(application: QApplication, window: Window) -> None:
    from PySide6.QtGui import QIcon  # brings the SVG renderer with it

    from reader.qt.arenas import share_heaps
    from reader.qt.faults import watch
    from reader.qt.instance import Listener
    from reader.qt.signals import Signals
    from reader.services.recent_libraries import note_library

    sys.setswitchinterval(SWITCH_SECONDS)
    share_heaps()
    desk = window.desk
    LOG.info("window on %s, %s %s, settings %s", desk.library.path, application.platformName(), qVersion(), desk.settings.path)
    watch()
    Signals(application)
    window.back_up_daily_soon()
    window.warn_of_its_place()
    if window.keeps_session:
        note_library(desk.library.path)
        listener = Listener(application)
        listener.listen()
        application.aboutToQuit.connect(listener.stop)
    application.setWindowIcon(QIcon(str(resource("icons/jianbao.svg"))))
    Thread(target=load_ahead).start()


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to stderr, but for one that says nothing: off screen there is no window manager to hint to."""
    _say(message)


def _say(message: str, who: str = "Qt: ") -> None:
    if LOG.handlers:
        LOG.warning("%s%s", who, message)
    elif not any(words in message for words in _SAYING_NOTHING) and sys.stderr:
        sys.stderr.write(f"{who}{message}\n")
        sys.stderr.flush()


def choose_language(application: QApplication, settings: Settings) -> None:
    """Take the language of the settings or of the system, for our words and Qt's own."""
    chosen = settings.text("language")
    before = language()
    set_language(QLocale.system().name() if chosen == "system" else chosen)
    if language() == before and (before == "zh_CN") == bool(application.findChildren(QTranslator)):
        return
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
    link: str = "",
    new_instance: bool = False,
) -> int:
    """Open the window on a library, import `paths`, and run until it is closed; gives the exit code.

    With `screenshot` the window is drawn into that PNG file, `size` (such as 1280x800) pixels large, and closed; it needs no
    display. A `link` leads to an annotation or article. Where the program runs already, that one opens all this, unless it is
    to look otherwise for this time, or `new_instance`. Raises ReaderError where the library cannot be opened, the link leads to
    nothing in it, the picture cannot be written, or there is no display.
    """
    if screenshot is not None and sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    own = new_instance or screenshot is not None or bool(size or theme or language_name)
    if not own and _handed_over(library_path, paths, link):
        return 0
    application = make_application()  # first: where there is no display, no library is made
    library = open_library(library_path)
    if link:
        _try(library, link)
    settings = load_settings()
    settings.values |= {k: v for k, v in (("theme", theme), ("language", language_name)) if v}
    choose_language(application, settings)
    window = Window(library, settings, choose_language)
    if size or screenshot is not None:
        window.resize(*(_size(size) or DEFAULT_SIZE))
    window.keeps_session = screenshot is None
    if link:
        window.desk.follow(link)
    window.show()
    _Paint(window, lambda: _after_first_paint(application, window))
    if paths:
        window.start_import(list(paths))
    return application.exec() if screenshot is None else _drawn(application, window, screenshot)


def _handed_over(library_path: Path, paths: Sequence[Path], link: str) -> bool:
    """Have a program that runs already open this. Most starts find none, and do not load the network for it."""
    _needs_display()
    if not is_running():
        return False
    from reader.qt.instance import handed_over

    return handed_over(library_path, paths, link)


def _drawn(application: QApplication, window: Window, path: Path) -> int:
    """Run until the window is drawn into a picture. Raises ReaderError where that cannot be written."""
    drawn: list[bool] = []
    QTimer.singleShot(0, lambda: _picture(window, path, drawn))
    code = application.exec()
    if drawn == [False]:
        raise ReaderError(f"{path} could not be written. Choose another place for the picture.")
    return code


def _try(library: Library, link: str) -> None:
    """Find out whether a link leads anywhere, before a window is opened and leaves its traces."""
    from reader.services.links import target

    try:
        target(library, link)
    except ReaderError:
        library.close()
        raise


def _size(words: str) -> tuple[int, int] | None:
    width, _, height = words.partition("x")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else None


def _picture(window: Window, path: Path, drawn: list[bool]) -> None:
    bar = window.import_bar
    if bar is not None and bar.running:
        bar.ended.connect(lambda: QTimer.singleShot(0, lambda: _picture(window, path, drawn)))
        return
    QGuiApplication.processEvents()
    drawn.append(window.grab().save(str(path), "PNG"))
    window.close()
