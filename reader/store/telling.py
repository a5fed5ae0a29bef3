"""Faults of the file of a library, told in sentences that name the way out."""

import sqlite3
from pathlib import Path
from types import TracebackType

from reader.errors import BusyError, Cancelled, LibraryError


class told:  # noqa: N801 - reads as what it does; a class, because a generator would take a fifth of a short query's time
    """Turn what SQLite complains of, and words that the model does not know, into a LibraryError that names the way out."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:
            _retell(self._path, error)


def _retell(path: Path, error: BaseException) -> None:
    if isinstance(error, sqlite3.OperationalError):
        if str(error) == "interrupted":
            raise Cancelled("") from None
        raise operational(path, str(error)) from error
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return  # a law of the schema was broken, or SQLite misused: a fault of the program, not of the file
    if isinstance(error, sqlite3.DatabaseError):
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise no_library(path) from error
        raise _damaged(path, error) from error
    if isinstance(error, ValueError | MemoryError):  # a damaged length may ask for more memory than there is
        raise _damaged(path, error) from error


def is_damage(error: LibraryError) -> bool:
    """Whether an error tells of the file's own damage, and not of what is around it: another program, the disk, rights."""
    damage, other = (sqlite3.DatabaseError, ValueError, MemoryError), sqlite3.OperationalError
    return isinstance(error.__cause__, damage) and not isinstance(error.__cause__, other)


def no_library(path: Path) -> LibraryError:
    """What to say of a file that is something else."""
    return LibraryError(
        f"{path} is not a Jianbao library, or its beginning is damaged. It was left as it is. If it is one, `jianbao backups` "
        "lists the backups to restore, and `jianbao salvage` saves what can be read."
    )


def _damaged(path: Path, error: Exception) -> LibraryError:
    reason = str(error) or "it asks for too much memory"
    return LibraryError(
        f"{path} is damaged ({reason}). Nothing was changed. `jianbao backups` lists the backups to restore; "
        "`jianbao salvage` saves what can be read."
    )


def operational(path: Path, message: str) -> LibraryError:
    """What to say where the file cannot be used now, by what SQLite says of it."""
    if "locked" in message or "busy" in message:
        return BusyError(f"{path} is in use by another program. Wait until it has finished, then try again.")
    if "readonly" in message or "read-only" in message:
        return LibraryError(f"{path} is read-only: copy it to a folder that you may write to, and open the copy.")
    if "full" in message:
        return LibraryError(f"There is no room left on the disk of {path}. Nothing was changed; make room, then try again.")
    return LibraryError(f"{path} cannot be used ({message}). Nothing was changed; check the disk and the rights to the file.")
