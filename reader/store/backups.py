"""The backups of a library: a folder beside it with whole copies, and copies of the annotations alone.

    library.jianbao.backups/20261122-145500-123456.daily.jianbao    the whole library
    library.jianbao.backups/20261122-145500-123456.daily.json       its annotations, readable without this program
    library.jianbao.backups/20261122-145500-123456.daily.sha256     the digests of both, as `sha256sum --check` reads them

Nothing is deleted but files of these names in this folder.
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from reader.errors import LibraryError, NotFoundError
from reader.store.copying import UNFINISHED, Snapshot, go_on, state_of
from reader.store.library import Library, connect
from reader.store.telling import told
from reader.store.thinning import kept

ENDING = ".backups"
ABANDONED_S = 24 * 60 * 60  # after which an unfinished file is one whose maker was killed
_BLOCK = 1 << 20


class Reason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    IMPORT = "import"
    FORMAT = "format"
    REPAIR = "repair"
    RESTORE = "restore"
    HAND = "hand"
    DAMAGED = "damaged"


FOR_GOOD = (Reason.HAND, Reason.DAMAGED)  # made on purpose, or all that is left: only a person deletes them
_KINDS = ("jianbao", "json", "sha256")
_NAME = re.compile(rf"(\d{{8}}-\d{{6}}-\d{{6}})\.({'|'.join(Reason)})\.({'|'.join(_KINDS)})({re.escape(UNFINISHED)})?")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: when it was made (UTC), why, and its files; one of the two is None where only the other was made or is left."""

    id: str
    made: datetime
    reason: Reason
    whole: Path | None
    notes: Path | None
    bytes: int

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.id}.{self.reason}"


def folder_of(library: Path) -> Path:
    """Where the backups of a library are."""
    return library.with_name(library.name + ENDING)


def backups_of(library: Path) -> list[Backup]:
    """The backups of a library, the newest first. Raises LibraryError where their folder cannot be read."""
    found: dict[tuple[str, Reason], dict[str, Path]] = {}
    for name, path in _files(folder_of(library)):
        if not name[4]:
            found.setdefault((name[1], Reason(name[2])), {})[name[3]] = path
    backups = []
    for (when, reason), files in found.items():
        if "jianbao" in files or "json" in files:
            size = sum(_size(path) for path in files.values())
            backups.append(Backup(when, _time(when), reason, files.get("jianbao"), files.get("json"), size))
    return sorted(backups, key=lambda backup: backup.id, reverse=True)


def named(library: Path, wanted: str) -> Backup:
    """The backup of an id, or of a beginning of one that no other has. Raises NotFoundError."""
    found = [backup for backup in backups_of(library) if wanted and backup.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{wanted} names more than one backup of {library}. Give more of its id: `jianbao backups`.")
    raise NotFoundError(f"There is no backup {wanted} of {library}. `jianbao backups` lists those that there are.")


def new_stem(library: Path, reason: Reason) -> Path:
    """The path of a new backup without its ending, in the folder of backups, which is made for its owner alone.

    Raises LibraryError where it cannot be made.
    """
    folder = folder_of(library)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        taken = {name[1] for name, _ in _files(folder)}
        when = datetime.now(UTC)
        while f"{when:%Y%m%d-%H%M%S-%f}" in taken:
            when = datetime.now(UTC)
    except OSError as error:
        raise LibraryError(f"No backup can be made in {folder} ({error.strerror}). Make room, or see to the rights.") from error
    return folder / f"{when:%Y%m%d-%H%M%S-%f}.{reason}"


@contextmanager
def whole_or_nothing(stem: Path) -> Iterator[None]:
    """Make the files of a backup inside; where that fails, none of them stays: one that bears no digest passes for changed."""
    try:
        yield
    except BaseException:
        _delete(stem, _KINDS)
        raise


def copy_whole(snapshot: Snapshot, stem: Path, wanted: Callable[[], None] = go_on) -> Path:
    """Write the whole library into the folder of backups; gives the file. Raises LibraryError."""
    target = stem.with_name(stem.name + ".jianbao")
    snapshot.write(target, wanted)
    return target


def back_up_before_migration(path: Path) -> None:
    """Copy a library of an older format before it is brought up. Raises LibraryError."""
    with closing(Snapshot(path)) as snapshot:
        stem = new_stem(path, Reason.FORMAT)
        with whole_or_nothing(stem):
            copy_whole(snapshot, stem)
            seal(stem)


def has_annotations(library: Library) -> bool:
    """Whether anything was ever annotated."""
    return bool(library.value("SELECT EXISTS (SELECT 1 FROM annotation)"))


def is_changed(library: Path, backups: Sequence[Backup], whole: bool) -> bool:
    """Whether anything was written to a library since the newest backup of it, of the whole or of the annotations."""
    files = [path for b in backups if (path := b.whole if whole else b.notes) and b.reason is not Reason.DAMAGED]
    if not files:
        return True
    try:
        return files[0].stat().st_mtime_ns != state_of(library)
    except OSError:
        return True


def seal(stem: Path) -> None:
    """Note the digests of a finished backup, by which any later change of its files shows."""
    lines = ""
    for kind in _KINDS[:2]:
        path = stem.with_name(f"{stem.name}.{kind}")
        if path.exists():
            lines += f"{digest(path)}  {path.name}\n"
    target = stem.with_name(f"{stem.name}.sha256")
    try:
        handle = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(lines)
    except OSError as error:
        raise LibraryError(f"{target} could not be written ({error.strerror}). Make room, or see to the rights.") from error


def digest(path: Path, wanted: Callable[[], None] = go_on) -> str:
    """The SHA-256 of a file. Raises LibraryError where it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                wanted()
                found.update(block)
    except OSError as error:
        raise LibraryError(f"{path} cannot be read ({error.strerror}).") from error
    return found.hexdigest()


def is_sound(backup: Backup, wanted: Callable[[], None] = go_on) -> bool:
    """Whether the files of a backup are, byte for byte, those that were made and verified."""
    there = backup.whole or backup.notes
    assert there is not None
    try:
        sealed = (there.parent / f"{backup.stem}.sha256").read_text("utf-8")
        known = {name: value for value, _, name in (line.partition("  ") for line in sealed.splitlines())}
        return all(known.get(path.name) == digest(path, wanted) for path in (backup.whole, backup.notes) if path)
    except (OSError, UnicodeDecodeError, LibraryError):
        return False


def counts_of(backup: Backup) -> tuple[int, int] | None:
    """How many pages and annotations (without the bin) are in a whole copy; None where it cannot be told."""
    if backup.whole is None or backup.reason is Reason.DAMAGED:
        return None
    try:
        with told(backup.whole), closing(connect(backup.whole, writable=False)) as copy:
            pages = copy.execute("SELECT count(*) FROM page").fetchone()[0]
            return pages, copy.execute("SELECT count(*) FROM annotation WHERE deleted = ''").fetchone()[0]
    except LibraryError:
        return None


def thin(library: Path, room: int) -> None:
    """Delete the backups that need not be kept any longer: by age, then whole copies, the oldest first, beyond so many bytes.

    The newest whole copy stays, and what a person made, and the files of broken libraries.
    """
    backups, folder = backups_of(library), folder_of(library)
    ageing = [backup for backup in backups if backup.reason not in FOR_GOOD]
    stay = kept(backup.made for backup in ageing)
    left = []
    for backup in ageing:
        if backup.made in stay:
            left.append(backup)
        else:
            _delete(folder / backup.stem, _KINDS)
    whole = [(backup, _size(backup.whole)) for backup in left if backup.whole]
    taken = sum(size for _, size in whole)
    for backup, size in reversed(whole[1:]):
        if taken <= room:
            break
        taken -= size
        _delete(folder / backup.stem, _KINDS[:1])
    _delete_abandoned(folder)


def _delete_abandoned(folder: Path) -> None:
    for name, path in _files(folder):
        with suppress(OSError):
            if name[4] and abs(time.time() - path.stat().st_mtime) > ABANDONED_S:
                path.unlink()


def _delete(stem: Path, kinds: Sequence[str]) -> None:
    for kind in kinds:
        with suppress(OSError):  # one that cannot be deleted now is found again the next time
            stem.with_name(f"{stem.name}.{kind}").unlink(missing_ok=True)


def _files(folder: Path) -> list[tuple[re.Match[str], Path]]:
    """The files in a folder that are named as backups are."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LibraryError(f"The folder of backups {folder} cannot be read ({error.strerror}). See to the rights.") from error
    found = ((_NAME.fullmatch(name), folder / name) for name in sorted(names))
    return [(name, path) for name, path in found if name and path.is_file() and not path.is_symlink()]


def _time(when: str) -> datetime:
    try:
        return datetime.strptime(when, "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    except ValueError:  # a date that no calendar has: somebody named a file so
        return datetime.min.replace(tzinfo=UTC)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
