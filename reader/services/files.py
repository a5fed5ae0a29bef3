"""From what a person names (files, folders, archives) to the files and pages in it."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from reader.errors import UnreadableFileError
from reader.formats import SUFFIXES, Complaint, Item, ReadOptions, Source, covered, is_foreign, read, reader_for, sources
from reader.store.library import is_open

HELD = 1000  # complaints of one file that are held back until it is known to be of newspapers


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or why one cannot be. Equal ones are the same file as it was: `size` in bytes, `changed` in ns.

    Both are of the file with those that are read with it, as the ALTO files of a METS file are. `named` where a person named
    it, not a folder that it is in.
    """

    path: Path
    complaint: str = ""
    named: bool = True
    size: int = 0
    changed: int = 0


class Meter:
    """How far the reading of a file on disk has come, in bytes; of an archive, how far in the archive."""

    def __init__(self) -> None:
        self.at = 0

    def open(self, path: Path) -> BinaryIO:
        """A file whose reading is metered from now on. Raises UnreadableFileError for a library that is open."""
        if is_open(path):
            raise UnreadableFileError(f"{path} is the open library: there are no pages to import from it.")
        self.at = 0
        return cast(BinaryIO, _Metered(path.open("rb"), self))


class _Metered:
    """A file that tells its meter where it was read last."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file, self._meter = file, meter
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._meter.at = self._file.tell()
        return data


def files_of(paths: Sequence[Path]) -> Iterator[Found]:
    """The files that paths name, those in folders sorted, each with a complaint where it cannot be read.

    A named file is always taken; in a folder only those that a reader knows by their ending, hidden ones left out. No link
    leads into another folder: it may lead to the whole disk, or round in a circle. One that leads out is named.
    """
    for path in paths:
        try:
            seen = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            yield Found(path, f"{path} does not exist. Check the name.")
        except (OSError, ValueError) as error:  # a name that the system does not take
            yield Found(path, f"{path} cannot be read ({_reason(error)}). Check the name.")
        else:
            if stat.S_ISDIR(seen.st_mode):
                yield from _files_in(path)
            elif stat.S_ISREG(seen.st_mode):
                yield Found(path, size=seen.st_size, changed=seen.st_mtime_ns)
            else:
                yield Found(path, f"{path} is no ordinary file.")


def items_of(path: Path, options: ReadOptions | None = None, named: bool = True, meter: Meter | None = None) -> Iterator[Item]:
    """What stands in a file, or in the files of an archive: pages, readings, and complaints about what cannot be read.

    `options` say how files of articles name their fields. Of a file that nobody `named`, which was found in a folder or an
    archive and is no newspaper as far as one can see, comes one foreign complaint. Raises UnreadableFileError, naming the
    file, where nothing more of it can be read.
    """
    for source in sources(path, (meter or Meter()).open):
        if isinstance(source, Complaint):
            yield source
            continue
        try:
            of_person = named and source.path == path
            yield from map(_of_newspapers, read(source, options)) if of_person else _as_found(source, options)
        except UnreadableFileError as error:
            if source.path == path:
                raise
            yield Complaint(str(error))  # one file of an archive: the others go on


def _as_found(source: Source, options: ReadOptions | None) -> Iterator[Item]:
    reader = reader_for(source)
    if is_foreign(source, reader):
        yield Complaint(f"{source.name} is of no kind that Jianbao reads.", foreign=True)
        return
    held: list[Complaint] = []
    ours = False  # whether anything in it shows that it is of newspapers
    for item in read(source, options, reader):
        if not ours and isinstance(item, Complaint) and (item.foreign or not item.grave):
            held += [item] * (len(held) < HELD)
            continue
        if not ours:
            yield from map(_of_newspapers, held)
            ours = True
        yield _of_newspapers(item)
    if not ours:
        foreign = [item for item in held if item.foreign]
        yield from foreign[:1] or held


def _of_newspapers(item: Item) -> Item:
    """What stands in a file that is to be read: a complaint about it is not foreign."""
    return replace(item, foreign=False) if isinstance(item, Complaint) else item


def place_of(source: str) -> str:
    """What tells a page from all others over repeated imports: the absolute path of its file, with its place in the file."""
    return os.path.abspath(source)


def is_there(place: str) -> bool:
    """Whether the file is still on the disk that holds a place; whether it still holds the place is not looked for."""
    while place:
        if os.path.isfile(place):
            return True
        cut = max(place.rfind("#"), place.rfind(os.sep))
        if cut < 0 or (place[cut] == os.sep and os.path.isdir(place[:cut] or os.sep)):
            return False
        place = place[:cut]
    return False


def _files_in(folder: Path) -> Iterator[Found]:
    """The files in a folder, folder by folder, so that one of a million files is not held; what stands below comes later."""
    brought: set[Path] = set()
    refused: list[OSError] = []
    empty = True
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = [Path(parent, name) for name in sorted(names) if not name.startswith(".")]
        parts = {path: covered([path]) for path in here if path.suffix.lower() in SUFFIXES}
        brought = brought.union(*parts.values()) if any(parts.values()) else brought
        looked_at = (_looked_at(path, others) for path, others in parts.items() if path not in brought)
        for one in (*_refusals(refused), *_links_out(folder, parent, folders), *looked_at):
            if one is not None:
                empty = False
                yield one
    for one in _refusals(refused):
        empty = False
        yield one
    if empty:
        yield Found(folder, f"{folder} holds no pages: no file in it ends in {', '.join(sorted(SUFFIXES))}.")


def _looked_at(path: Path, parts: Iterable[Path] = ()) -> Found | None:
    """A file in a folder, with the parts that are read with it; None for what has gone."""
    try:
        seen = path.stat()
    except OSError as error:
        if path.is_symlink():
            return Found(path, f"{path} is a link that leads nowhere ({_reason(error)}). Mend it or take it away.")
        return None if isinstance(error, FileNotFoundError) else Found(path, _unread(path, error))
    if not stat.S_ISREG(seen.st_mode):
        return Found(path, f"{path} is no ordinary file.")
    others = [part for part in map(_looked_at, parts) if part is not None]
    size = seen.st_size + sum(part.size for part in others)
    return Found(path, "", False, size, max([seen.st_mtime_ns, *(part.changed for part in others)]))


def _refusals(refused: list[OSError]) -> Iterator[Found]:
    """The folders that could not be looked into, but for those that have gone."""
    while refused:
        error = refused.pop()
        if not isinstance(error, FileNotFoundError):
            path = Path(os.fsdecode(error.filename))
            yield Found(path, _unread(path, error))


def _links_out(top: Path, parent: str, folders: Sequence[str]) -> Iterator[Found]:
    """The links among folders that lead out: not up, where they would go round, nor to a folder that is walked anyway."""
    for path in (Path(parent, name) for name in folders):
        if path.is_symlink():
            target, root = Path(os.path.realpath(path)), Path(os.path.realpath(top))
            if not (target.is_relative_to(root) or root.is_relative_to(target)):
                yield Found(path, f"{path} is a link to a folder and is not followed. Import {target} by itself.")


def _unread(path: Path, error: OSError) -> str:
    return f"{path} cannot be read ({_reason(error)}). Check the rights to it."


def _reason(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


__all__ = ["Found", "Meter", "Source", "files_of", "is_there", "items_of", "place_of"]
