"""Putting a backup in the place of a library, in one transaction where the library can be opened."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from reader.errors import LibraryError
from reader.store.backups import Reason, folder_of, new_stem, seal
from reader.store.copying import PAGES_AT_ONCE, UNFINISHED, fault_of, go_on, is_begun, settle
from reader.store.library import BUSY_MS, COMPANIONS, HEADER, connect, is_open, open_library
from reader.store.telling import is_damage, no_library, operational, told


def restore(path: Path, source: Path, before: Callable[[], object], wanted: Callable[[], None] = go_on) -> None:
    """Make a library what a backup of it is, an older format brought up. Windows that have it open go on with it.

    `before` is called once the backup is known to be sound and before the library is touched: it backs that up. A library
    that cannot be opened is moved into the folder of backups instead. Raises LibraryError, with the library as it was.
    """
    prepared = new_stem(path, Reason.RESTORE).with_suffix(".restored.jianbao" + UNFINISHED)
    try:
        _prepare(source, prepared)
        wanted()
        if _opens(path):
            before()
            _write_over(path, prepared, wanted)
        else:
            _put_aside(path)
            settle(prepared, path)
    except OSError as error:
        raise LibraryError(f"{path} could not be restored ({error.strerror}). Make room, or see to the rights.") from error
    finally:
        for ending in ("", *COMPANIONS):
            with suppress(OSError):
                prepared.with_name(prepared.name + ending).unlink(missing_ok=True)


def _prepare(source: Path, prepared: Path) -> None:
    """A copy of the backup that is sound and of the newest form. The backup itself is only read."""
    if is_open(source):
        raise LibraryError(f"{source} is the open library. Name a backup of it: `jianbao backups`.")
    if not source.is_file():
        raise LibraryError(f"There is no backup at {source}. `jianbao backups` lists those that there are.")
    prepared.touch(mode=0o600)
    shutil.copyfile(source, prepared)
    wal = source.with_name(source.name + "-wal")
    if wal.is_file():  # of a library that somebody copied whole
        shutil.copyfile(wal, prepared.with_name(prepared.name + "-wal"))
    try:
        if not prepared.stat().st_size or not is_begun(prepared):  # to open what is empty would make a new library of it
            raise no_library(source)
        if fault := fault_of(prepared):
            raise LibraryError(fault)
        open_library(prepared, backed_up=True).close()  # which puts the log into the file
    except LibraryError as error:
        reason = str(error).replace(str(prepared), str(source))
        raise LibraryError(f"{source} cannot be restored: {reason} The library was left as it is.") from error


def _opens(path: Path) -> bool:
    """Whether there is a library that can be opened and written over, and not one that is damaged.

    Raises LibraryError for what is no library at all, or cannot be used now.
    """
    if not path.exists():
        return False
    try:
        open_library(path).close()
    except LibraryError as error:
        if is_damage(error) or (path.is_file() and path.stat().st_size < HEADER):
            return False
        raise
    return True


def _write_over(path: Path, prepared: Path, wanted: Callable[[], None]) -> None:
    """All in one transaction of SQLite's: killed at any moment, the library is the one or the other."""
    end = time.monotonic() + BUSY_MS / 1000
    left = -1

    def progress(status: int, remaining: int, total: int) -> None:
        nonlocal left, end
        wanted()
        if remaining != left:
            left, end = remaining, time.monotonic() + BUSY_MS / 1000
        elif time.monotonic() > end:
            raise operational(path, "locked")

    with told(path), closing(connect(prepared, writable=False)) as source, closing(connect(path, writable=True)) as library:
        library.execute("PRAGMA synchronous = FULL")
        source.backup(library, pages=PAGES_AT_ONCE, progress=progress)
        with suppress(sqlite3.OperationalError):  # others read: the log is put into the file another time
            library.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put_aside(path: Path) -> None:
    """Keep a library that cannot be opened, with its log, in the folder of backups."""
    if not any(path.with_name(path.name + ending).exists() for ending in ("", "-wal")):
        return
    stem = new_stem(path, Reason.DAMAGED)
    for ending in COMPANIONS:
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.replace(folder_of(path) / f"{stem.name}.jianbao{ending}")
    if path.exists():
        path.replace(folder_of(path) / f"{stem.name}.jianbao")
    with suppress(LibraryError):  # it is damaged in any case: what matters now is that a library comes in its place
        seal(stem)
