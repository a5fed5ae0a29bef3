"""What a reader of an archive format is, and what it gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reader.errors import ReaderError
from reader.formats.source import Source
from reader.model import Page, Reading


@dataclass(frozen=True, slots=True)
class Complaint:
    """A sentence on what could not be read, naming the file and the place in it; the rest of the file goes on.

    `grave` is False where nothing was lost and a person should only know. `foreign` is True of what, as far as one can see,
    is no newspaper at all: in a folder it is passed over.
    """

    sentence: str
    grave: bool = True
    foreign: bool = False


Item = Page | Reading | Complaint


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person says of a file's fields: `mapping` from our names (article_rows.NAMES) to those in the file."""

    mapping: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[str]) -> "ReadOptions":
        """The options of `headline=title` and their like. Raises ReaderError for what is none."""
        from reader.formats.article_rows import NAMES

        mapping = {}
        for text in said:
            ours, sign, theirs = text.partition("=")
            if not sign or ours.strip() not in NAMES or not theirs.strip():
                raise ReaderError(f"{text} does not say which field is which: write one of {', '.join(NAMES)}, =, its name.")
            mapping[ours.strip()] = theirs.strip()
        return cls(mapping)


@dataclass(frozen=True, slots=True)
class PageReader:
    """A format that pages come in: `sniff(source)` says whether a file is of it, `read(source)` gives what stands in it.

    A `Page` is to be taken apart by the importer; a `Reading` comes from a source that knows its articles. `suffixes` are the
    endings of names that a walk through a folder takes, small letters with the dot; a file is recognised by what it holds.
    `read` gives items as they are taken, in bounded memory, and raises UnreadableFileError, at the call or between two items,
    for a file that it cannot read (on).
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Item]]
