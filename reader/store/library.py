"""A library: one SQLite file, opened with care, whose faults are told in sentences."""

import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from reader.errors import Cancelled, LibraryError
from reader.store import schema
from reader.store.telling import no_library, operational, told

RETRY_SECONDS = 0.02
BUSY_MS = 5000  # how long a writer waits for another program before it says so
COMPANIONS = ("-wal", "-shm", "-journal")  # endings of the files that SQLite keeps beside a library
HEADER = 100  # bytes at the beginning of every SQLite file
_FROM_OUTSIDE = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
)

Parameters = Sequence[Any] | dict[str, Any]
_T = TypeVar("_T")


def is_open(path: Path) -> bool:
    """Whether a file is a library that this process has open, or belongs to one. Only SQLite may then open it.

    Whoever closes such a file by other means gives up all locks that SQLite holds on it in this process (POSIX has it so), and
    another program, taking itself for the only one, then puts away the log that holds the latest notes.
    """
    name = next((path.name.removesuffix(end) for end in COMPANIONS if path.name.endswith(end)), path.name)
    base = path.with_name(name) if name else path
    return any(_is_same(library.path, base) for library in list(_open_files))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is gone, or its name is none
        return False


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A new id that no other thing has (a random UUID)."""
    import uuid  # here: opening a library needs none, and the module takes 4 ms of the start

    return str(uuid.uuid4())


_open_files: weakref.WeakSet["Library"] = weakref.WeakSet()


class Library:
    """An open library. Every statement goes through it, so that every fault of the file becomes a LibraryError.

    It belongs to the thread that opened it; another thread opens its own on the same path.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self.transactions = 0  # begun so far: names the one that runs
        self.interruptions = 0
        self._connection = connection
        self._wait_ms = BUSY_MS
        self._version = self._data_version()
        self._waits = "FULL"  # whether a commit waits until the disk has it: a note shown as saved survives a power cut
        self._before_commit: list[Callable[[], None]] = []
        self._kept: dict[Any, Any] = {}
        self._file = _identity(path)
        _open_files.add(self)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with told(self.path):
            return self._run(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one by one, as they are found."""
        with told(self.path):
            yield from self._connection.execute(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with told(self.path):
            found: sqlite3.Row | None = self._run(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first value of the first row of a query, or None."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a writing statement inside a transaction; gives the id of the row last inserted."""
        with told(self.path):
            return self._run(sql, parameters).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterator[Parameters] | Sequence[Parameters]) -> None:
        """Run a writing statement for each row of parameters, inside a transaction."""
        with told(self.path):
            given, at = list(rows), 0

            def counted() -> Iterator[Parameters]:
                nonlocal at
                for at, row in enumerate(given):  # noqa: B007 - where the statement failed, if it does
                    yield row

            try:
                self._connection.executemany(sql, counted())
            except UnicodeEncodeError:
                self._connection.executemany(sql, [_storable(row) for row in given[at:]])

    @contextmanager
    def transaction(self, lasting: bool = True) -> Iterator[None]:
        """All or nothing: what is done inside is committed at its end, or undone when it raises.

        What need not be `lasting` may be lost by a power cut; the disk, which may take a tenth of a second, is not waited for.
        Raises LibraryError for a library that is read-only or no longer there, or that another program keeps locked.
        """
        if not self.writable:
            raise operational(self.path, "readonly")
        if _identity(self.path) != self._file:  # what is written now would go into a file without a name, or past its log
            raise LibraryError(f"{self.path} was moved, replaced or deleted while it was open. Put it back to go on writing.")
        self._synchronous("FULL" if lasting else "NORMAL")
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        self.transactions += 1
        self._before_commit.clear()
        try:
            yield
            for work in self._before_commit:
                work()
            with told(self.path):
                self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            with told(self.path):  # interrupted too, as what it undoes: then closing the library undoes it
                self._connection.execute("ROLLBACK")

    def _synchronous(self, how: str) -> None:
        if how != self._waits:
            with told(self.path):
                self._connection.execute(f"PRAGMA synchronous = {how}")
            self._waits = how

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction runs, whose changes no other connection sees yet."""
        return self._connection.in_transaction

    def before_commit(self, work: Callable[[], None]) -> None:
        """Have work done at the end of the transaction that runs, if it comes to its end."""
        self._before_commit.append(work)

    def keeps(self, make: Callable[["Library"], _T]) -> _T:
        """What is made of a library once and lives as long as it does: its search index, what a search remembers."""
        if make not in self._kept:
            self._kept[make] = make(self)
        kept: _T = self._kept[make]
        return kept

    def forget(self) -> None:
        """Let go of what was kept: all that the library holds has become another."""
        self._kept.clear()

    def agrees(self, sql: str) -> bool:
        """Whether a statement that lets an index check itself finds no fault.

        Raises LibraryError where something outside the library is in the way: another program, the disk, rights.
        """
        try:
            with told(self.path):
                self._connection.execute(sql)
        except LibraryError as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in _FROM_OUTSIDE:
                raise
            return False
        return True

    def hold_in_memory(self, size: int) -> None:
        """From now on hold up to so many bytes of the file in memory, where SQLite holds 2 MB by itself."""
        with told(self.path):
            self._connection.execute(f"PRAGMA cache_size = {-size // 1024:d}")

    def wait_at_most(self, milliseconds: int) -> None:
        """From now on wait so long for another program that writes, before a LibraryError tells of it."""
        self._wait_ms = milliseconds
        with told(self.path):
            self._connection.execute(f"PRAGMA busy_timeout = {milliseconds:d}")

    @contextmanager
    def waiting(self, milliseconds: int) -> Iterator[None]:
        """Wait for another program at most so long inside, for what is tried again by itself."""
        usual = self._wait_ms
        self.wait_at_most(milliseconds)
        try:
            yield
        finally:
            self.wait_at_most(usual)

    def changed_elsewhere(self) -> bool:
        """Whether anybody has written to the library by another connection since this was asked last."""
        before, self._version = self._version, self._data_version()
        return self._version != before

    def _data_version(self) -> int:
        with told(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def interrupt(self) -> None:
        """End the query that runs in this library's thread, by Cancelled; may be called from any thread."""
        self.interruptions += 1
        self._connection.interrupt()

    def go_on(self, interruptions: int) -> None:
        """Raise Cancelled where work that began after so many interruptions was interrupted since."""
        if interruptions != self.interruptions:
            raise Cancelled("")

    def close(self) -> None:
        """Close the file; the library cannot be used after."""
        self._connection.close()
        _open_files.discard(self)

    def _run(self, sql: str, parameters: Parameters) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, parameters)
        except UnicodeEncodeError:  # found by binding, before anything is done; looking first would take a quarter of an import
            return self._connection.execute(sql, _storable(parameters))


def _storable(parameters: Parameters) -> Parameters:
    """The parameters with `\\udcff` for lone surrogates, which SQLite cannot hold: bytes of a name in an old encoding."""
    if isinstance(parameters, dict):
        return {name: _escaped(value) for name, value in parameters.items()}
    return tuple(_escaped(value) for value in parameters)


def _escaped(value: Any) -> Any:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def open_library(path: Path, backed_up: bool = False) -> Library:
    """Open a library, making it where there is none; older ones are brought to the newest form after a backup.

    The backup is left out for what is a copy itself and, as the caller says, `backed_up`.

    Raises LibraryError, having touched nothing, where the folder is missing, the file is no library, is damaged,
    or was made by a newer version.
    """
    path = path.absolute()
    try:
        writable = _looked_at(path)
        if writable and not path.exists():
            path.touch(mode=0o600)  # a new one is for its owner alone; what SQLite puts beside it takes its rights
    except OSError as error:
        raise LibraryError(f"{path} cannot be read ({error.strerror}). Check its name and the rights to it.") from error
    with told(path):
        connection = connect(path, writable)
        try:
            _bring_up_beside_others(path, connection, writable, backed_up)
        except BaseException:
            connection.close()
            raise
    return Library(path, connection, writable)


def open_to_read(path: Path) -> Library:
    """Open a library of the newest form for reading alone; the file and its folder are not touched. Raises LibraryError."""
    with told(path):
        return Library(path, connect(path, writable=False), writable=False)


def _bring_up_beside_others(path: Path, connection: sqlite3.Connection, writable: bool, backed_up: bool) -> None:
    """Bring a library up, again while another program is at the same: entering WAL mode does not wait for a lock."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            _bring_up(path, connection, writable, backed_up)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def _looked_at(path: Path) -> bool:
    """Refuse what cannot be a library without touching it; gives whether it can be written to."""
    if path.is_dir():
        raise LibraryError(f"{path} is a folder. Name a file for the library, such as {path / 'library.jianbao'}.")
    if not path.parent.is_dir():
        raise LibraryError(f"The folder {path.parent} does not exist. Make it, or name another library.")
    if path.exists() and not path.is_file():
        raise LibraryError(f"{path} is no ordinary file. Name another file for the library.")
    writable = os.access(path.parent, os.W_OK)  # SQLite puts its journal beside the file
    if path.exists() and path.stat().st_size > 0:
        if path.stat().st_size < HEADER:  # SQLite would take a file of one byte for an empty one
            raise no_library(path)
        return writable and os.access(path, os.W_OK)
    if not writable:
        raise LibraryError(f"No library can be made at {path}: the folder is read-only. Name another place.")
    return True


def connect(path: Path, writable: bool, any_thread: bool = False) -> sqlite3.Connection:
    """A bare connection, for this room of the house alone. Raises sqlite3.Error."""
    if writable:
        target, uri = str(path), False
    else:
        # Without a -wal file nobody is writing, and `immutable` opens a file on a medium where SQLite may make no -shm.
        wal = path.with_name(path.name + "-wal").exists()
        target, uri = path.as_uri() + ("?mode=ro" if wal else "?mode=ro&immutable=1"), True
    timeout = BUSY_MS / 1000
    connection = sqlite3.connect(target, timeout, isolation_level=None, check_same_thread=not any_thread, uri=uri)
    connection.row_factory = sqlite3.Row
    _teach(connection)
    return connection


def _teach(connection: sqlite3.Connection) -> None:
    """Teach a connection the functions of the view that the search index is made from and compared with."""
    made: list[Any] = []

    def functions() -> Any:
        if not made:
            from reader.store.index_rows import Functions  # here: only a check and a rebuild need it

            made.append(Functions(connection.execute))
        return made[0]

    connection.create_function("index_text", 2, lambda article_id, column: functions().text(article_id, column))
    connection.create_function("index_key", 2, lambda date, article_id: functions().key(date, article_id))
    connection.create_function("index_signature", 0, lambda: functions().signature())


def _bring_up(path: Path, connection: sqlite3.Connection, writable: bool, backed_up: bool) -> None:
    # In this order: another program that makes this library puts in tables, mark and version at once, after its list of steps.
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE tbl_name <> '_sqlite_migrations'").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if tables and mark != schema.APPLICATION_ID:
        raise LibraryError(f"{path} is a database of another program, not a Jianbao library. It was left as it is.")
    if version > schema.VERSION:
        raise LibraryError(
            f"{path} was made by a newer Jianbao (library format {version}; this one knows up to {schema.VERSION}). "
            "Update Jianbao to open it. It was left as it is."
        )
    if not writable:
        if version < schema.VERSION:
            raise LibraryError(f"{path} is read-only and of an older format: copy it to a folder that you may write to.")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # as Library has it
    connection.execute("PRAGMA secure_delete = OFF")  # Debian's SQLite has it on: an eighth of an import's time
    if version < schema.VERSION:
        if version and not backed_up:
            from reader.store.backups import back_up_before_migration  # here: it is made of this module, and seldom needed

            back_up_before_migration(path)
        schema.migrate(connection, (new_id(), path.stem, now()))
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE passes by the triggers that keep the laws
