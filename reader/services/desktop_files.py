"""The files by which a Linux desktop knows the program: its entry in the menu, icon, type of file and scheme of links."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from reader.errors import ReaderError
from reader.resources import resource

ENTRY = Path("applications", "jianbao.desktop")
FILES = {
    ENTRY: "desktop/jianbao.desktop",
    Path("metainfo", "io.github.jianbao.jianbao.metainfo.xml"): "desktop/io.github.jianbao.jianbao.metainfo.xml",
    Path("mime", "packages", "jianbao.xml"): "desktop/jianbao-mime.xml",
    Path("icons", "hicolor", "scalable", "apps", "jianbao.svg"): "icons/jianbao.svg",
    Path("icons", "hicolor", "scalable", "mimetypes", "application-x-jianbao.svg"): "icons/jianbao.svg",
}
_SCHEME, _MIME = "x-scheme-handler/jianbao", "application/x-jianbao"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")  # in the line of an entry that says what is to be run


def install_desktop_files(command: Sequence[str], folder: Path | None = None) -> list[Path]:
    """Put the files into the user's data folder, so that the desktop starts `command`; gives where they lie.

    Raises ReaderError where the system has no such desktop, or a file cannot be written.
    """
    base = _base(folder)
    written = []
    for place, name in FILES.items():
        path = base / place
        words = resource(name).read_bytes()
        if place == ENTRY:
            words = words.replace(b"Exec=jianbao ", b"Exec=" + os.fsencode(" ".join(map(_quoted, command))) + b" ")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(words)
        except OSError as error:
            raise ReaderError(f"{path} could not be written ({error.strerror}).") from error
        written.append(path)
    _tell_desktop(base)
    for kind in (_SCHEME, _MIME):
        _run("xdg-mime", "default", ENTRY.name, kind)
    return written


def remove_desktop_files(folder: Path | None = None) -> list[Path]:
    """Take the files out of the user's data folder again; gives those that were there. Raises ReaderError as the other does."""
    base, removed = _base(folder), []
    for place in FILES:
        path = base / place
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ReaderError(f"{path} could not be removed ({error.strerror}).") from error
        removed.append(path)
    if removed:
        _tell_desktop(base)
    return removed


def this_command() -> list[str]:
    """What starts this very program: its command where it was installed with one, else Python with the package."""
    beside = Path(sys.executable).with_name("jianbao")
    return [str(beside)] if beside.is_file() else [sys.executable, "-m", "reader"]


def _base(folder: Path | None) -> Path:
    if sys.platform in ("win32", "darwin"):
        raise ReaderError("Desktop entries are for Linux and BSD; this system has none.")
    return folder or user_data_path()


def _quoted(word: str) -> str:
    """A word of a command as entries have it: in quotation marks where it needs them, % twice."""
    word = word.replace("%", "%%")
    if not _RESERVED & set(word):
        return word
    escaped = "".join(f"\\{c}" if c in '"`$\\' else c for c in word)
    return '"' + escaped.replace("\\", "\\\\") + '"'  # once as a word of a command, once as a value of the file


def _tell_desktop(base: Path) -> None:
    """Have the desktop's lists made anew, where there are the programs for it: without them it does so at the next login."""
    for command in _updates(base):
        _run(*command)


def _updates(base: Path) -> Iterator[tuple[str, ...]]:
    yield "update-mime-database", str(base / "mime")
    yield "update-desktop-database", str(base / "applications")
    if (base / "icons" / "hicolor" / "icon-theme.cache").exists():
        yield "gtk-update-icon-cache", "--force", "--ignore-theme-index", str(base / "icons" / "hicolor")


def _run(*command: str) -> None:
    if shutil.which(command[0]):
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
