"""Sets Jianbao up in this checkout, then runs it or its tests: python3 scripts/setup.py run | test | check | setup | clean.

Everything goes into `.venv` and `demo` of the checkout, system packages apart (system_packages.py). Uses the standard
library alone, so that any Python from 3.11 on can start it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from shell import ROOT, attempt, call, gives, say
from system_packages import complete_system, install_debian, remedy

OLDEST_PYTHON = (3, 11)
THIS_PYTHON = sys.version_info[:2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
STAMP = VENV / "jianbao-setup"
LOG = VENV / "jianbao-setup.log"
LOCK = "requirements.lock"  # relative, because the variables it is given in are split at blanks
DEMO = ROOT / "demo"
AT_LENGTH = {
    "LAW_EXAMPLES": "200",
    "TINY_FILES": "10000",
    "DEATHS": "500",
    "FULL_DISK_STEP": "1",
    "FLIPS": "1000",
    "COMMANDS": "10000",
}
SOAKED = [
    "tests/qt/test_monkey.py",  # the longest first, and in a process that has done nothing else: its memory is measured
    "tests/services/test_law_of_notes.py",
    "tests/services/test_much_and_little.py",
    "tests/store/test_kill.py",
    "tests/store/test_full_disk.py",
    "tests/store/test_salvage.py",
    "tests/qt/test_damaged_library.py",
]
PIP: list[str | Path] = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
CACHES = [".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"]


class SetupError(Exception):
    """Something that keeps the set-up from going on; its text is the sentence to show."""


# The virtual environment


def set_up(*, dev: bool) -> None:
    """Brings .venv and the system to what this checkout needs; changes nothing when all is there."""
    if not is_ready(dev=dev):
        prepare_venv()
        install_packages(dev=dev)
    if sys.platform == "linux":
        complete_system(PYTHON, screen=dev)


def is_ready(*, dev: bool) -> bool:
    """Whether .venv was finished for this very checkout and still holds its packages."""
    good = {stamp(dev=True)} if dev else {stamp(dev=True), stamp(dev=False)}
    return STAMP.is_file() and STAMP.read_text() in good and holds_packages(dev=dev)


def stamp(*, dev: bool) -> str:
    """A hash of all that asks for another .venv when it changes (project, lock, Python, place), and what is in it."""
    facts = [(ROOT / "pyproject.toml").read_bytes(), (ROOT / LOCK).read_bytes(), os.fsencode(ROOT), bytes(THIS_PYTHON)]
    return f"{hashlib.sha256(b'|'.join(facts)).hexdigest()} {'dev' if dev else 'run'}"


def holds_packages(*, dev: bool) -> bool:
    """Whether the packages can be found by .venv's own Python."""
    wanted = ["reader", "PySide6.QtWidgets", "sqlite_utils", "jieba", "click"]
    wanted += ["pytest", "xdist", "mypy", "importlinter", "hatchling"] if dev else []
    probe = "import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, sys.argv[1:])))"
    return gives([PYTHON, "-c", probe, *wanted])


def prepare_venv() -> None:
    """Keeps a .venv that was finished, to be brought up to date, and makes a new one in place of any other."""
    if STAMP.is_file() and holds_packages(dev=False) and is_of_this_python():
        return
    if VENV.exists() or VENV.is_symlink():
        say("the .venv here is unfinished, damaged or of another Python: making it again")
        remove(VENV)
    say("making the virtual environment .venv")
    uv = shutil.which("uv")
    if not (uv and logged(uv, "venv", "--quiet", "--seed", "--python", sys.executable, VENV)):
        make_venv_without_uv()


def is_of_this_python() -> bool:
    """Whether .venv was made with the Python that runs this script."""
    return attempt(PYTHON, "-c", "import sys; print(sys.version_info[:2])").stdout.strip() == repr(THIS_PYTHON)


def make_venv_without_uv() -> None:
    """Makes .venv with Python's own module, which Debian and Ubuntu ship in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{THIS_PYTHON[0]}.{THIS_PYTHON[1]}-venv"
        if not install_debian(package):
            raise SetupError(f"This Python cannot make a virtual environment. {remedy([package])}")
    if not logged(sys.executable, "-m", "venv", "--clear", VENV):
        raise SetupError(f"The virtual environment could not be made: {last_error()}")


def install_packages(*, dev: bool) -> None:
    """Installs this project, editable, with what it depends on, all in the versions of the lock."""
    STAMP.unlink(missing_ok=True)
    say(f"installing the packages of {LOCK}; the first time that is a download of about 100 MB")
    if not installed("--editable", ".", *(requirements("dev") if dev else [])):
        raise SetupError(f"The packages could not be installed: {last_error()} (all that was said is in {LOG})")
    logged(*PIP, "uninstall", "--yes", "setuptools")  # there by itself before Python 3.12; jieba would import it, slowly
    STAMP.write_text(stamp(dev=dev))


def installed(*wanted: str) -> bool:
    """Brings packages into .venv, by uv where there is one; tells whether they are there."""
    uv = shutil.which("uv")
    by_uv = uv and logged(uv, "pip", "install", "--quiet", "--python", PYTHON, *wanted)
    return bool(by_uv or logged(*PIP, "install", *wanted))


def requirements(group: str) -> list[str]:
    """What the project file lists for its development, or for another of its groups."""
    import tomllib  # not at the top: a Python too old for it is told so first

    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return [str(requirement) for requirement in groups[group]]


def logged(*command: str | Path) -> bool:
    """Runs a step of the set-up quietly, held to the lock, and logs what it prints; tells whether it went well."""
    # By the environment, so that what is built from source (jieba, this project) is built with locked tools as well.
    lock = {f"{tool}_{kind}": LOCK for tool in ("PIP", "UV") for kind in ("CONSTRAINT", "BUILD_CONSTRAINT")}
    done = attempt(*command, PIP_USE_PEP517="1", **lock)
    VENV.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {shlex.join(map(str, command))}\n{done.stdout}{done.stderr}\n")
    return done.returncode == 0


def last_error() -> str:
    """The last line of the log that reports an error, or else the last line."""
    lines = [line.strip() for line in LOG.read_text("utf-8").splitlines() if line.strip()]
    return next((line for line in reversed(lines) if line.lower().startswith("error")), lines[-1])


def remove(path: Path) -> None:
    """Removes a file, link or folder if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


# What a person can ask for


def run(arguments: list[str]) -> int:
    """set up, import seeds/ into a demo library and open the window on it"""
    set_up(dev=False)
    DEMO.mkdir(exist_ok=True)
    jianbao: list[str | Path] = [BIN / "jianbao", "--library", DEMO / "demo.jianbao"]
    say(f"importing seeds/ into the demo library demo/demo.jianbao; your own is opened by {BIN / 'jianbao'}")
    code = call(*jianbao, "import", "seeds", "--json", stdout=subprocess.DEVNULL)
    if code:
        return code
    obstacle = obstacle_to_window()
    if not obstacle:
        say("opening the window")
        return call(*jianbao, "open", *arguments)
    picture = DEMO / "window.png"
    say(f"{obstacle}, so the window is drawn into a picture")
    code = call(*jianbao, "open", "--screenshot", picture, *arguments, QT_QPA_PLATFORM="offscreen")
    if not code:
        say(f"the window is in {picture}")
    return code


def obstacle_to_window() -> str:
    """Why no window can be opened here, or nothing if one can."""
    if sys.platform != "linux":
        return ""
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not display:
        return "there is no display here"
    opens = gives([PYTHON, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"])
    return "" if opens else f"no window can be opened on the display {display}"


def check(_: list[str]) -> int:
    """set up and run ruff, mypy and import-linter, up to the first that fails"""
    set_up(dev=True)
    for name, *options in [["ruff", "check", "--quiet"], ["mypy", "--no-error-summary"], ["lint-imports", "--no-logo"]]:
        say(name)
        code = call(BIN / name, *options)
        if code:
            say(f"{name} failed; what stands after it was not run")
            return code
    return 0


def test(arguments: list[str]) -> int:
    """set up, run the checks and then pytest, which is given the arguments"""
    code = check([])
    if code:
        return code
    say("pytest")
    return call(PYTHON, "-m", "pytest", "--numprocesses", "auto", *arguments)


def soak(arguments: list[str]) -> int:
    """set up and run the tests that do what comes, at length: under half an hour (docs/reliability.md)"""
    set_up(dev=True)
    os.environ |= AT_LENGTH
    return call(PYTHON, "-m", "pytest", "--numprocesses", "auto", "-rP", *SOAKED, *arguments)


def fuzz(arguments: list[str]) -> int:
    """set up and throw damaged files at every reader, five minutes each"""
    set_up(dev=True)
    probe: list[str | Path] = [PYTHON, "-c", "import atheris"]
    if not gives(probe) and not (installed(*requirements("fuzz")) and gives(probe)):
        raise SetupError("atheris, which fuzzes, is there for Linux on x86-64 with Python 3.11 to 3.13. Try it there.")
    return call(PYTHON, "scripts/fuzz.py", *arguments)


def setup(_: list[str]) -> int:
    """make everything ready for running and testing"""
    set_up(dev=True)
    return 0


def clean(_: list[str]) -> int:
    """remove what was made in the checkout: .venv, the demo library, builds, caches"""
    for name in [".venv", "demo", "dist", "build", *CACHES]:
        remove(ROOT / name)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {f.__name__: f for f in (run, test, soak, fuzz, check, setup, clean)}


def find_newer_python() -> str:
    """The command of a Python on this machine that is new enough."""
    for minor in (14, 13, 12, 11):
        if shutil.which(f"python3.{minor}"):
            return f"python3.{minor}"
    raise SetupError(f"Jianbao needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def python_behind_venv() -> str:
    """The Python that .venv was made with: .venv, where it is activated, cannot be made anew by the Python in it."""
    base = Path(sys.base_prefix)
    names = ["python.exe"] if sys.platform == "win32" else [f"bin/python{THIS_PYTHON[0]}.{THIS_PYTHON[1]}", "bin/python3"]
    known = [Path(getattr(sys, "_base_executable", "")), *(base / name for name in names)]
    for path in known:
        if path.is_file() and not path.resolve().is_relative_to(VENV) and path.parent != BIN:
            return str(path)
    raise SetupError(f"The Python that .venv was made with is not at {base} any more. Deactivate .venv and try again.")


def main() -> int:
    """Does what the command line asks for; a fault that a person can mend is one sentence and exit code 1."""
    lines = [f"{name}: {f.__doc__}" for name, f in COMMANDS.items()]
    parser = argparse.ArgumentParser(epilog="\n".join(lines), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    asked, arguments = parser.parse_known_args()
    try:
        if THIS_PYTHON < OLDEST_PYTHON:
            return call(find_newer_python(), *sys.argv)
        if Path(sys.prefix).resolve() == VENV.resolve():
            return call(python_behind_venv(), *sys.argv)
        return COMMANDS[asked.command](arguments)
    except (SetupError, OSError) as error:
        print(f"-- {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
