"""Files that are written so that an old one stays whole until the new one is: beside it, and renamed at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from reader.errors import ExportError
from reader.store.library import COMPANIONS, is_open
from reader.translation import tr

DATABASE = b"SQLite format 3\0"  # how every SQLite file begins


@dataclass(frozen=True, slots=True)
class ExportFolder:
    """A folder on disk as a writer of many files sees it: each file is written beside and renamed."""

    path: Path
    suffix: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """The readable files of the writer's suffix, by name."""
        for path in sorted(self.path.glob(f"*{self.suffix}")):
            try:
                if path.is_file():
                    yield path.name, path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            except (OSError, UnicodeDecodeError):
                continue  # no file of ours; its name is not taken

    def names(self) -> list[str]:
        """The names of everything in the folder. Raises ExportError."""
        try:
            return os.listdir(self.path)
        except OSError as error:
            raise unwritten(self.path, error) from error

    def write(self, name: str, text: str) -> None:
        """Write a file whole. Raises ExportError."""
        with replaced(self.path / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")


def made_folder(path: Path, suffix: str) -> ExportFolder:
    """The folder of this path, made where it is not there. Raises ExportError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritten(path, error) from error
    return ExportFolder(path, suffix)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when all went well; a device or pipe is written to itself.

    Raises ExportError where it cannot be written, and where it would be written over a library.
    """
    _refuse_database(path)
    try:
        path = path.resolve()  # a link stays a link
        if path.exists() and not path.is_file():
            yield path
            return
        if path.exists() and not os.access(path, os.W_OK):  # it could be replaced, but its owner does not want that
            raise PermissionError(13, os.strerror(13))
        temporary = path.with_name(f".jianbao-{token_hex(8)}")
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise unwritten(path, error) from error


def unwritten(path: Path, error: OSError) -> ExportError:
    """What is said of a file that could not be written."""
    words = "{path} could not be written ({reason}). Choose another place."
    return ExportError(tr(words, path=path, reason=error.strerror or str(error)))


def _refuse_database(path: Path) -> None:
    """Refuse to write over a library, this or another: its notes would be gone."""
    names = [path, *(path.with_name(path.name.removesuffix(end)) for end in COMPANIONS if path.name.endswith(end))]
    for name in names:
        try:
            held = is_open(name) or _is_database(name)
        except OSError:
            continue  # what cannot be read is told of when it is written
        if held:
            words = "{path} is a library or another database and was left as it is. Choose another file."
            raise ExportError(tr(words, path=path))


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(DATABASE)) == DATABASE
