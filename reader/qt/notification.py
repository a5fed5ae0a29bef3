"""Telling through the desktop that long work has ended, while its person looks elsewhere."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from reader.qt.windows import bring_forward

SHOWN_MS = 10_000


def notify(window: QWidget, title: str, words: str) -> None:
    """Say it in a message of the desktop and mark the window's entry in the task bar; quiet where a window is being used.

    A click on the message brings the window to the front. Where the desktop has no tray only the entry is marked, and nothing
    happens where it has neither.
    """
    if QApplication.activeWindow() is not None:
        return
    QApplication.alert(window)
    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return
    icon = QSystemTrayIcon(QApplication.windowIcon(), window)
    icon.setToolTip(title)
    icon.messageClicked.connect(lambda: bring_forward(window))
    icon.show()
    icon.showMessage(title, words, QApplication.windowIcon(), SHOWN_MS)
    QTimer.singleShot(SHOWN_MS, icon, icon.deleteLater)
