"""Long work in the status bar: how far it is, and a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from reader.commands import COMMANDS
from reader.commands.keymap import Keymap
from reader.qt.actions import way_to
from reader.settings import Settings
from reader.translation import tr

STEPS = 1000  # of the bar


class WorkBar(QWidget):
    """Words, a bar and a button. `said` carries a sentence for the status bar."""

    said = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._words = QLabel(self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self)
        self._stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a stray Space is not to end an import of hours; a command does
        self._stop.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._stop.clicked.connect(self.stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._words, self._bar, self._stop):
            layout.addWidget(widget)

    def stop(self) -> None:
        """End the work."""
        raise NotImplementedError  # classes of Qt cannot have abstract methods

    def begin(self) -> None:
        """Show the bar, of work of which is not yet known how much it is."""
        self._bar.setRange(0, 0)
        self._words.setText("")
        self.retranslate()
        self.show()

    def show_done(self, done: int, total: int) -> None:
        """Show how much of the work is done; of 0 nobody knows."""
        self._bar.setRange(0, STEPS if total else 0)
        self._bar.setValue(STEPS * done // max(1, total))

    def retranslate(self) -> None:
        """Take on the words of the chosen language; those beside the button come anew by themselves."""
        self._stop.setText(tr("Stop"))
        self._stop.setToolTip(f"{tr(COMMANDS['stop_import'].title)} ({way_to('stop_import', Keymap(self._settings))})")
