"""What a reader of an archive format is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.model import Page


@dataclass(frozen=True, slots=True)
class PageReader:
    """A format that pages come in: `sniff(data, source)` says whether bytes may be of it, `read(data, source)` gives its pages.

    `suffixes` are the endings of file names that lead to it, small letters with the dot. `read` raises UnreadableFileError, at
    the call or while its pages are taken, for bytes that it cannot read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Iterator[Page]]
