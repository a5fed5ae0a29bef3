"""Watching folders: what lies in them is imported, and then what is added or changed, for as long as one likes.

The system only tells that something happened; what it was is seen by looking through the folders and comparing. So nothing is
missed that came in a moment when nobody listened, in a folder that was moved in whole, or on a disk that tells nothing.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

from reader.errors import ReaderError
from reader.services.files import Found, files_of
from reader.services.given import Given
from reader.services.importing import Extent, Outcome, Progress, import_files, no_report
from reader.store.library import Library

SETTLED = 2.0  # seconds in which a file has not changed before it is read
TICK = 1.0  # seconds between two looks while files are written
UNTOLD = 60  # ticks after which folders are looked through though nothing was told: disks on a network tell nothing

Ticks = Iterator[bool]


def watch(
    library: Library,
    folders: Sequence[Path],
    given: Given | None = None,
    report: Callable[[Progress], None] = no_report,
    ticks: Ticks | None = None,
    clock: Callable[[], float] = time.time,
) -> Iterator[Outcome | None]:
    """Import what lies in folders, then what comes; gives the outcome of each file, and None whenever all there is was read.

    `ticks` say again and again whether something happened, and end the watch with their end; by default that is never.
    What vanishes from the folders stays in the library. Raises ReaderError for what is no folder.
    """
    for folder in folders:
        if not folder.is_dir():
            raise ReaderError(f"{folder} is no folder, so it cannot be watched. Name a folder.")
    ticks = ticks or ticks_of(folders, Event())
    looker = _Looker(folders, clock)
    quiet, first = 0, True
    for happened in _from_now_on(ticks):
        quiet = 0 if happened or looker.waits else quiet + 1
        if quiet % UNTOLD:
            continue
        files = looker.look()
        if files:
            extent = Extent()
            for found in files:
                extent = extent.with_file(found)
            yield from import_files(library, files, extent, given, report)
        if files or first:
            quiet = -1  # look once more: something may have come before the system was asked to tell, or meanwhile
            first = False
            yield None


def ticks_of(folders: Sequence[Path], stopped: Event) -> Ticks:
    """A tick a second, true where the system says that something happened in folders; they end when `stopped` is set.

    Raises ReaderError where the package for it is not there, and KeyboardInterrupt for Ctrl+C.
    """
    try:
        from watchfiles import watch as changes_in  # here: it brings asyncio with it
    except ImportError as error:
        raise ReaderError("To watch folders, install the package watchfiles; or import them again.") from error
    return _ticks_of(folders, stopped, changes_in)


def _ticks_of(folders: Sequence[Path], stopped: Event, changes_in: Callable[..., Iterator[Any]]) -> Ticks:
    milliseconds = int(TICK * 1000)
    try:
        yield from map(
            bool,
            changes_in(
                *folders,
                watch_filter=None,
                debounce=milliseconds,
                rust_timeout=milliseconds,
                yield_on_timeout=True,
                stop_event=stopped,
                ignore_permission_denied=True,
            ),
        )
    except (OSError, RuntimeError, UnicodeError):  # too many folders for the system to watch, or a name that is no Unicode
        while not stopped.wait(TICK):
            yield False  # then they are looked through now and then


def _from_now_on(ticks: Ticks) -> Ticks:
    yield True
    yield from ticks


class _Looker:
    """Looks through folders for what is new or changed, and has come to rest."""

    def __init__(self, folders: Sequence[Path], clock: Callable[[], float]) -> None:
        self._folders, self._clock = folders, clock
        self._known: dict[Path, Found] = {}
        self._waiting: dict[Path, tuple[Found, float]] = {}  # since when they have not changed

    @property
    def waits(self) -> bool:
        """Whether files are being written."""
        return bool(self._waiting)

    def look(self) -> list[Found]:
        """What is new or changed since it was given the last time."""
        now, there, settled = self._clock(), {}, []
        waiting: dict[Path, tuple[Found, float]] = {}
        for found in files_of(self._folders):
            if found.path in self._folders and found.path.is_dir():
                continue  # it holds no pages yet
            there[found.path] = found
            if self._known.get(found.path) == found:
                continue
            before, since = self._waiting.get(found.path, (None, now))
            since = min(since if before == found else now, found.changed / 1e9)
            if now - since >= SETTLED:
                settled.append(found)
            else:
                waiting[found.path] = (found, since)
        self._waiting = waiting
        gone_or_waiting = (self._known.keys() - there.keys()) | waiting.keys()
        for path in gone_or_waiting:
            self._known.pop(path, None)
        self._known |= {found.path: found for found in settled}
        return settled
