"""Faults of the file of a library, told in sentences that name the way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.errors import BusyError, Cancelled, LibraryError


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite complains of, and words that the model does not know, into a LibraryError that names the way out."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise Cancelled("") from None
        raise operational(path, str(error)) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a law of the schema was broken, or SQLite misused: a fault of the program, not of the file
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise no_library(path) from error
        raise _damaged(path, error) from error
    except (ValueError, MemoryError) as error:  # a damaged length may ask for more memory than there is
        raise _damaged(path, error) from error


def no_library(path: Path) -> LibraryError:
    """What to say of a file that is something else."""
    return LibraryError(f"{path} is not a Jianbao library, or its beginning is damaged. It was left as it is.")


def _damaged(path: Path, error: Exception) -> LibraryError:
    reason = str(error) or "it asks for too much memory"
    return LibraryError(
        f"{path} is damaged ({reason}). Nothing was changed. Put a backup in its place, or import the pages anew."
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
