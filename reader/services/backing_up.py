"""When a library is backed up by itself, what goes into a backup, and going back to one."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import ExportError, LibraryError, NotFoundError
from reader.services.export_request import Request
from reader.services.exporting import export
from reader.settings import load_settings
from reader.store.backups import (
    Backup,
    Reason,
    backups_of,
    copy_whole,
    counts_of,
    has_annotations,
    is_changed,
    is_sound,
    named,
    new_stem,
    seal,
    thin,
    whole_or_nothing,
)
from reader.store.copying import Snapshot, go_on, unwritten
from reader.store.library import Library, open_library, open_to_read
from reader.store.restoring import restore
from reader.translation import tr

Wanted = Callable[[], None]
WORDS = {
    Reason.DAILY: "by itself, once a day",
    Reason.IMPORT: "before an import",
    Reason.FORMAT: "before a newer format",
    Reason.REPAIR: "before repairs",
    Reason.RESTORE: "before a backup was restored",
    Reason.HAND: "by hand",
    Reason.DAMAGED: "damaged, put aside",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A backup as it is listed: with what is in it, where that can be told, and whether it is as it was made, if asked."""

    backup: Backup
    pages: int | None
    annotations: int | None
    sound: bool | None

    @property
    def file(self) -> Path:
        """The file that is restored, or brought in."""
        file = self.backup.whole or self.backup.notes
        assert file is not None
        return file


def room_for_backups() -> int:
    """How many bytes the whole copies of a library may take together, as the settings have it."""
    return load_settings().number("backup_megabytes") * 1_000_000


def back_up(library: Library, reason: Reason, wanted: Wanted = go_on, always: bool = False) -> Path | None:
    """Back up a library for a reason, and thin the older backups; gives the file, or None where nothing has changed since.

    The whole is copied where two such copies have room, or `always`; the annotations alone in any case. `wanted` is called
    now and then; what it raises ends it with nothing left behind. Raises LibraryError where it cannot be done.
    """
    with closing(Snapshot(library.path, library.writable)) as snapshot:
        return back_up_from(snapshot, library, reason, wanted, always)


def back_up_from(
    snapshot: Snapshot, library: Library, reason: Reason, wanted: Wanted = go_on, always: bool = False
) -> Path | None:
    """The same, of the library as it was when the snapshot was taken."""
    path, room = library.path, room_for_backups()
    known = backups_of(path)
    fits = always or 2 * path.stat().st_size <= room
    if not always and not is_changed(path, known, whole=fits):
        return None
    stem = new_stem(path, reason)
    with whole_or_nothing(stem):
        whole = copy_whole(snapshot, stem, wanted) if fits else None
        if whole is None:
            notes = _copy_notes(library, stem, snapshot.state)
        else:
            with closing(open_to_read(whole)) as copy:  # which also shows that the copy can be read
                notes = _copy_notes(copy, stem, snapshot.state)
        seal(stem)
    thin(path, room)
    return whole or notes


def _copy_notes(library: Library, stem: Path, state: int) -> Path:
    notes = stem.with_name(stem.name + ".json")
    try:
        export(library, Request("json", notes))
        notes.chmod(0o600)
        os.utime(notes, ns=(state, state))
    except (ExportError, OSError) as error:
        raise unwritten(notes.parent, error.__cause__ or error) from error
    return notes


def back_up_daily(library: Library, wanted: Wanted = go_on) -> Path | None:
    """Back up a library unless that was done today already, by the clock of this place; None where nothing is to be done."""
    today = datetime.now(UTC).astimezone().date()
    if any(b.made.astimezone().date() == today for b in backups_of(library.path) if b.reason is Reason.DAILY and _has_time(b)):
        return None
    return back_up(library, Reason.DAILY, wanted)


def _has_time(backup: Backup) -> bool:
    return backup.made.year > 1


def before_import(library: Library, wanted: Wanted = go_on) -> str:
    """Back up a library with annotations before pages come in; gives a sentence where that failed: the import goes on."""
    if not library.writable or not has_annotations(library):
        return ""
    try:
        back_up(library, Reason.IMPORT, wanted)
    except LibraryError as error:
        return tr("No backup was made: {reason}", reason=str(error))
    return ""


def listed(path: Path, verified: bool = False, wanted: Wanted = go_on) -> list[Shown]:
    """The backups of a library, the newest first; `verified` reads every byte of them."""
    found = []
    for backup in backups_of(path):
        pages, annotations = counts_of(backup) or (None, None)
        found.append(Shown(backup, pages, annotations, is_sound(backup, wanted) if verified else None))
    return found


def copied_to(library: Library, target: Path) -> Path:
    """Copy a whole library to a file that is not there yet; verified as every backup is. Raises LibraryError."""
    if os.path.lexists(target):
        raise LibraryError(tr("{path} is there already. Name a file that is not.", path=target))
    if not target.absolute().parent.is_dir():
        raise LibraryError(tr("The folder {path} does not exist.", path=target.absolute().parent))
    with closing(Snapshot(library.path, library.writable)) as snapshot:
        snapshot.write(target.absolute())
    return target


def wanted_file(path: Path, name: str) -> Path:
    """The whole copy that a person means by an id, a beginning of one, or the name of a file. Raises ReaderError."""
    if os.path.exists(name):
        return Path(name)
    try:
        backup = named(path, name)
    except NotFoundError:
        if os.sep in name or "." in name:
            raise NotFoundError(f"There is no file {name}.") from None
        raise
    if backup.whole is None:
        raise LibraryError(
            f"The backup {backup.id} holds the annotations alone. `jianbao import-annotations {backup.notes}` brings them back."
        )
    return backup.whole


def go_back_to(path: Path, file: Path, wanted: Wanted = go_on) -> Path | None:
    """Make a library what a backup is; gives the backup of what it was before, or None where that had nothing new or is gone.

    Raises LibraryError, with the library as it was.
    """
    made: list[Path | None] = []

    def before() -> None:
        with closing(open_library(path)) as library:
            made.append(back_up_somehow(library, Reason.RESTORE, wanted))

    restore(path, file, before, wanted)
    newest = next(iter(backups_of(path)), None)
    return made[0] if made else newest.whole if newest and newest.reason is Reason.DAMAGED else None


def back_up_somehow(library: Library, reason: Reason, wanted: Wanted = go_on) -> Path | None:
    """A backup, or where the library is too damaged for one, its bytes as they are."""
    try:
        return back_up(library, reason, wanted, always=True)
    except LibraryError:
        with closing(Snapshot(library.path, library.writable, sound=False)) as snapshot:
            stem = new_stem(library.path, Reason.DAMAGED)
            with whole_or_nothing(stem):
                file = copy_whole(snapshot, stem, wanted)
                seal(stem)
        return file
