"""Takes out one guard after the other in a copy of the sources; names those that no test misses: scripts/guards.py [WORD...]

A test that passes without what it is there for proves nothing. scripts/guard_table has them all.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from guard_table import GUARDS

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("reader", "tests", "resources", "seeds", "pyproject.toml", "docs", "README.md", "scripts")


def passes_without(copy: Path, file: str, old: str, new: str, test: str) -> bool:
    """Whether a test passes though its guard is taken out."""
    path = copy / "reader" / file
    sound = path.read_text("utf-8")
    if sound.count(old) != 1:
        raise SystemExit(f"{file}: {old!r} stands there {sound.count(old)} times")
    path.write_text(sound.replace(old, new), "utf-8")
    name, *options = test.split(" ")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{name}", *options]
    try:
        # Without compiled files: they go by seconds and sizes, which a guard's absence may leave as they are.
        changed = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen"}
        environment = os.environ | changed
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    finally:
        path.write_text(sound, "utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{test}: {done.stdout}{done.stderr}")
    return done.returncode == 0


def copied(folder: Path) -> Path:
    """A copy of the sources in which a guard can be taken out."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.parent.mkdir(exist_ok=True)
            shutil.copy(source, target)
    return folder


def main() -> int:
    """Take out each, on all cores; exit code 1 where a test did not notice."""
    unnoticed = 0
    wanted = [guard for guard in GUARDS if all(word in " ".join(guard) for word in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(os.cpu_count() or 1):
            copies.put(copied(Path(folder, f"{number}")))

        def passes(guard: tuple[str, str, str, str]) -> bool:
            copy = copies.get()
            try:
                return passes_without(copy, *guard)
            finally:
                copies.put(copy)

        for guard, passed in zip(wanted, pool.map(passes, wanted), strict=True):
            unnoticed += passed
            print("NOT NOTICED" if passed else "noticed", guard[0], guard[1].strip().splitlines()[0], "|", guard[3], flush=True)
    print(f"{len(wanted)} guards taken out, {len(wanted) - unnoticed} of them noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
