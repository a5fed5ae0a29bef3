"""From process start to first paint: the reader on a library against an empty QMainWindow, in one run.

    python benchmarks/startup.py [LIBRARY] [--runs 15]

Without LIBRARY, one is made of seeds/. The two are started in turn, so that a machine whose speed drifts treats both alike.
Also says whether jieba or sqlite_utils was loaded on the way. QT_QPA_PLATFORM chooses the platform (offscreen by default).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def main() -> None:
    """Print medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", nargs="?")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or str(Path(folder) / "seeds.jianbao")
        if not options.library:
            command = [sys.executable, "-m", "reader", "--library", library, "import", "seeds"]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        start(EMPTY), start(READER, library)  # both warm
        pairs = [(start(EMPTY)[0], start(READER, library)) for _ in range(options.runs)]
    empty = statistics.median(e for e, _ in pairs)
    reader = statistics.median(r for _, (r, _) in pairs)
    heavy = sorted({module for _, (_, modules) in pairs for module in modules})
    print(f"empty QMainWindow   {empty:7.0f} ms   (median of {options.runs})")
    print(f"reader              {reader:7.0f} ms")
    print(f"ratio               {reader / empty:7.2f}")
    print(f"loaded on the way   {', '.join(heavy) or 'neither jieba nor sqlite_utils'}")


if __name__ == "__main__":
    main()
