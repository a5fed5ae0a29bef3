"""From process start to first paint: the reader on a library against an empty QMainWindow, in one run.

    python -m benchmarks.startup [LIBRARY] [--runs 15] [--off-screen]

Without LIBRARY, one is made of seeds/. The programs are started in turn, so that a machine whose speed drifts treats all
alike. They open real windows, on an X server of their own where there is no display. A third program shows what Qt alone
takes for a tree, a text in Chinese and a list: off screen, where an empty window is cheap, most of it is loading the font.
Also says whether jieba or sqlite_utils was loaded on the way.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.e2e import xvfb

ROOT = Path(__file__).resolve().parent.parent

# In place of the event loop: wait for the first paint, tell the time, and end.
CHILD = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class Eye(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False

def first_paint(*_):
    application, eye = QApplication.instance(), Eye()
    application.installEventFilter(eye)
    while not eye.painted:
        application.processEvents()
    application.processEvents()
    print(json.dumps({"at": time.monotonic(), "heavy": [m for m in ("jieba", "sqlite_utils") if m in sys.modules]}), flush=True)
    os._exit(0)

QApplication.exec = first_paint
"""
EMPTY = CHILD + """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
first_paint()
"""
WIDGETS = CHILD + """
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView, QMainWindow, QSplitter, QTextEdit, QTreeView
application = QApplication([])
window, splitter, text = QMainWindow(), QSplitter(), QTextEdit()
text.setFont(QFont(["Noto Serif CJK SC", "serif"], 14))
text.setPlainText("本报讯 今日小雨，市民出行请带伞。" * 40)
for widget in (QTreeView(), text, QListView()):
    splitter.addWidget(widget)
window.setCentralWidget(splitter)
window.show()
first_paint()
"""
READER = CHILD + """
from reader.app import main
main(["--library", sys.argv[1], "open"])
"""


def start(code: str, *arguments: str) -> tuple[float, list[str]]:
    """Milliseconds from the start of a child process to its first paint, and the heavy modules that it had loaded."""
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    told = json.loads(done.stdout)
    return (told["at"] - begin) * 1000, told["heavy"]


def measure(library: str, runs: int) -> None:
    """Start the programs in turn and print medians and ratios."""
    programs = {"empty QMainWindow": (EMPTY,), "tree, text and list": (WIDGETS,), "reader": (READER, library)}
    for program in programs.values():
        start(*program)  # warm
    times: dict[str, list[float]] = {name: [] for name in programs}
    heavy: set[str] = set()
    for _ in range(runs):
        for name, program in programs.items():
            took, modules = start(*program)
            times[name].append(took)
            heavy.update(modules)
    empty = statistics.median(times["empty QMainWindow"])
    for name, took in times.items():
        median = statistics.median(took)
        print(f"{name:20}{median:7.0f} ms   ratio {median / empty:5.2f}   (median of {runs}, least {min(took):.0f})")
    print(f"loaded on the way   {', '.join(sorted(heavy)) or 'neither jieba nor sqlite_utils'}")


def main() -> None:
    """Print medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--off-screen", action="store_true")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        library = options.library or str(Path(folder) / "seeds.jianbao")
        if not options.library:
            command = [sys.executable, "-m", "reader", "--library", library, "import", "seeds"]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        if options.off_screen or (not os.environ.get("DISPLAY") and xvfb.missing()):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        elif not os.environ.get("DISPLAY"):
            os.environ |= {"DISPLAY": stack.enter_context(xvfb.screen()), "QT_QPA_PLATFORM": "xcb"}
        measure(library, options.runs)


if __name__ == "__main__":
    main()
