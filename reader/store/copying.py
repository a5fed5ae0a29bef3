"""A whole copy of a library as it was at one moment, while it lies open and others write to it; verified before it counts."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from reader.errors import LibraryError
from reader.store.library import connect
from reader.store.telling import told

PAGES_AT_ONCE = 2048  # of 4 KB: between two looks at whether the copy is still wanted
UNFINISHED = ".part"  # ending of what is not finished, and is no backup yet
_COUNTED = ("annotation", "annotation_span", "text_version", "page", "article", "piece")  # there in every format of a library


def go_on() -> None:
    """What is asked during a copy that nobody stops."""


class Snapshot:
    """A library as it is at the moment when this is made, whatever is written to it afterwards; to be closed.

    It may be written by another thread than the one that made it. A library that is not `sound` is copied as it is, without
    any proof. Raises LibraryError where the library cannot be read.
    """

    def __init__(self, path: Path, writable: bool = True, sound: bool = True) -> None:
        if not os.path.exists(path):  # to open it would make an empty one
            raise LibraryError(f"{path} is not there any more. Put it back, or restore a backup: `jianbao backups`.")
        self._sound = sound
        self.state = state_of(path)
        with told(path):
            self._connection = connect(path, writable, any_thread=True)
            try:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT count(*) FROM sqlite_master")  # the first to read fixes the moment
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let the library go."""
        self._connection.close()

    def write(self, target: Path, wanted: Callable[[], None] = go_on) -> None:
        """Write the copy to a new file, which has that name only when it is whole and on the disk.

        `wanted` is called every few megabytes; what it raises ends it. Raises LibraryError, with nothing left behind.
        """
        unfinished = target.with_name(target.name + UNFINISHED)
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # for the owner alone from the beginning
            with told(target):
                self._fill(unfinished, wanted)
            settle(unfinished, target, self.state)
        except OSError as error:
            raise unwritten(target.parent, error) from error
        finally:
            for rest in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
                with suppress(OSError):
                    rest.unlink(missing_ok=True)

    def _fill(self, unfinished: Path, wanted: Callable[[], None]) -> None:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # the whole file is brought to the disk once, at the end
            self._connection.backup(copy, pages=PAGES_AT_ONCE, progress=lambda *_: wanted())
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which opens on a medium that is read-only too
            wanted()
            if self._sound and ((fault := _fault(copy)) or _counts(copy) != _counts(self._connection)):
                raise sqlite3.DatabaseError(fault or "the copy does not hold what the library holds")


def unwritten(folder: Path, error: BaseException) -> LibraryError:
    """What is said of a folder where no backup can be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return LibraryError(f"No backup can be written to {folder} ({reason}). Make room, or see to the rights.")


def state_of(path: Path) -> int:
    """When a library was written to last, in nanoseconds; 0 where it is not there. Two equal ones mean: nothing was written."""
    found = 0
    for file in (path, path.with_name(path.name + "-wal")):
        with suppress(OSError):
            seen = file.stat()
            found = max(found, seen.st_mtime_ns if seen.st_size else 0)
    return found


def settle(unfinished: Path, target: Path, state: int = 0) -> None:
    """Give a finished file its name, once it is on the disk; it bears the time of what it is a copy of."""
    if state:
        os.utime(unfinished, ns=(state, state))
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_begun(path: Path) -> bool:
    """Whether a file is a database of some format of ours, and no empty one. Raises LibraryError for what is none at all."""
    with told(path), closing(connect(path, writable=False)) as copy:
        return bool(copy.execute("PRAGMA user_version").fetchone()[0])


def fault_of(path: Path) -> str:
    """What SQLite finds wrong with a copy, or ''. The file is only read."""
    try:
        with closing(connect(path, writable=False)) as copy:
            return _fault(copy)
    except sqlite3.Error as error:
        return str(error)


def _fault(connection: sqlite3.Connection) -> str:
    found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if found == "ok" else found.splitlines()[-1]


def _counts(connection: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED)
