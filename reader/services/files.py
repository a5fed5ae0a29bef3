"""From what a person names (files, folders, archives) to the files and pages in it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.formats import SUFFIXES, Complaint, Item, ReadOptions, Source, covered, read, sources


def files_of(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The files that paths name, those in folders sorted, each with a complaint where it cannot be read ('' otherwise).

    A named file is always taken; in a folder only those that a reader knows by their ending, hidden ones left out.
    """
    for path in paths:
        try:
            folder, file, there = path.is_dir(), path.is_file(), path.exists()
        except OSError as error:  # a name that the system does not take
            yield path, f"{path} cannot be read ({error.strerror}). Check the name."
            continue
        if folder:
            found = list(_files_in(path))
            brought = covered(found)
            found = [name for name in found if name not in brought]
            if not found:
                yield path, f"{path} holds no pages: no file in it ends in {', '.join(sorted(SUFFIXES))}."
            yield from ((name, "") for name in found)
        elif file:
            yield path, ""
        elif there:
            yield path, f"{path} is no ordinary file."
        else:
            yield path, f"{path} does not exist. Check the name."


def items_of(path: Path, options: ReadOptions | None = None) -> Iterator[Item]:
    """What stands in a file, or in the files of an archive: pages, readings, and complaints about what cannot be read.

    `options` say how files of articles name their fields. Raises UnreadableFileError, naming the file, where nothing more
    of it can be read.
    """
    for source in sources(path):
        if isinstance(source, Complaint):
            yield source
            continue
        try:
            yield from read(source, options)
        except UnreadableFileError as error:
            if source.path == path:
                raise
            yield Complaint(str(error))  # one file of an archive: the others go on


def place_of(source: str) -> str:
    """What tells a page from all others over repeated imports: the absolute path of its file, with its place in the file."""
    return os.path.abspath(source)


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES and Path(parent, name).is_file():
                yield Path(parent, name)


__all__ = ["Source", "files_of", "items_of", "place_of"]
