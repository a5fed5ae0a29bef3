"""From what a person names (files, folders, archives) to the files and pages in it."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.formats import SUFFIXES, Complaint, Item, ReadOptions, Source, covered, is_foreign, read, reader_for, sources

HELD = 1000  # complaints of one file that are held back until it is known to be of newspapers


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or why it cannot be; `named` where a person named it, not a folder that it is in."""

    path: Path
    complaint: str = ""
    named: bool = True


def files_of(paths: Sequence[Path]) -> Iterator[Found]:
    """The files that paths name, those in folders sorted, each with a complaint where it cannot be read.

    A named file is always taken; in a folder only those that a reader knows by their ending, hidden ones left out.
    """
    for path in paths:
        try:
            folder, file, there = path.is_dir(), path.is_file(), path.exists()
        except OSError as error:  # a name that the system does not take
            yield Found(path, f"{path} cannot be read ({error.strerror}). Check the name.")
            continue
        if folder:
            closed: list[OSError] = []
            found = list(_files_in(path, closed))
            brought = covered(found)
            found = [name for name in found if name not in brought]
            for fault in closed:
                name = fault.filename
                yield Found(Path(name), f"{name} cannot be read ({fault.strerror}). Check the rights to it.")
            if not found and not closed:
                yield Found(path, f"{path} holds no pages: no file in it ends in {', '.join(sorted(SUFFIXES))}.")
            yield from (Found(name, named=False) for name in found)
        elif file:
            yield Found(path)
        elif there:
            yield Found(path, f"{path} is no ordinary file.")
        else:
            yield Found(path, f"{path} does not exist. Check the name.")


def items_of(path: Path, options: ReadOptions | None = None, named: bool = True) -> Iterator[Item]:
    """What stands in a file, or in the files of an archive: pages, readings, and complaints about what cannot be read.

    `options` say how files of articles name their fields. Of a file that nobody `named`, which was found in a folder or an
    archive and is no newspaper as far as one can see, comes one foreign complaint. Raises UnreadableFileError, naming the
    file, where nothing more of it can be read.
    """
    for source in sources(path):
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


def _files_in(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """The files in a folder and the folders in it; what of them cannot be listed goes to `closed`."""
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES and Path(parent, name).is_file():
                yield Path(parent, name)


__all__ = ["Found", "Source", "files_of", "items_of", "place_of"]
