"""At 200 % on a small screen nothing that is written on a button, box or label is cut."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from reader.qt.labels import ElidedLabel
from tests.driver import Driver

OPENED = ("show_palette", "show_key_sheet", "ask_import", "ask_export", "ask_go_to", "show_calendar", "ask_colour_names",
          "ask_pdf", "ask_dictionary", "show_review", "ask_watch", "ask_import_annotations")
driver = Driver(Path(sys.argv[1]), Path(sys.argv[2]), language=sys.argv[3])
window = driver.window
window.resize(640, 400)  # a screen of 1280 by 800
driver.settle()

def cut(top):
    found = []
    for widget in top.findChildren(QWidget):
        told = isinstance(widget, QAbstractButton | QComboBox) or isinstance(widget, QLabel) and not widget.wordWrap()
        if told and widget.isVisible() and not isinstance(widget, ElidedLabel) and widget.size() != QSize(0, 0):
            shown = widget.currentText() if isinstance(widget, QComboBox) else ""  # its longest entry may be wider
            needed = widget.fontMetrics().horizontalAdvance(shown) + 40 if shown else widget.minimumSizeHint().width()
            if widget.width() < needed:
                found.append(f"{type(top).__name__}: {widget.text() if hasattr(widget, 'text') else widget.currentText()}")
    return found

faults = cut(window)
window.focus_pane("page")
faults += cut(window)
for name in OPENED:
    window.focus_pane("text")
    getattr(window, name)()
    dialog = driver.dialog()
    faults += cut(dialog)
    assert dialog.devicePixelRatio() == 2
    dialog.close()
    driver.settle()
driver.close()
print(faults)
sys.exit(bool(faults))
"""


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut(seeds_library: Path, tmp_path: Path, language: str) -> None:
    shutil.copy(seeds_library, tmp_path / "library.jianbao")
    command = [sys.executable, "-c", LOOK, str(tmp_path / "library.jianbao"), str(tmp_path / "settings.toml"), language]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
