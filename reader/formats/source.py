"""One file to read, on disk or inside an archive."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from reader.errors import UnreadableFileError
from reader.text.decoding import decode, signature

HEAD = 64 * 1024
WHOLE = 48 * 1024 * 1024  # what a file that must be read in one may hold: its tree takes five to eight times as much memory
_BUFFER = 256 * 1024
_PART = 1024 * 1024  # bytes asked for at once
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


Opener = Callable[[Path], BinaryIO]


def _none(path: str) -> "Source | None":
    return None


@dataclass(frozen=True)
class Source:
    """A file by the name the user knows it by: its full path, for a member `archive.zip/inner/path.txt`.

    `size` counts bytes, -1 where that is not known before the file is read. `opener` gives its bytes from the start each time;
    `beside(path)` gives the file that a relative reference in it means, in its own folder or below, or None. `path` is its
    place on disk, None for a member. A member is to be read before the next one is taken from its archive.
    """

    name: str
    size: int
    opener: Callable[[], BinaryIO]
    beside: Callable[[str], "Source | None"] = _none
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name in small letters with the dot; '' where it has none."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.open() as stream:
            return stream.read(HEAD)

    @cached_property
    def encoding(self) -> tuple[bytes, str]:
        """The byte order mark of a text, and the encoding that it or else the beginning tells; UTF-8 where nothing does."""
        for mark, encoding in _MARKS:
            if self.head.startswith(mark):
                return mark, encoding
        try:
            return b"", decode(self.head, self.name).encoding
        except UnreadableFileError:
            return b"", "utf-8"  # empty, or a few broken bytes in ASCII: the lines will tell

    @cached_property
    def start(self) -> str:
        """The beginning as text, for a look at what the file holds; '' where it is no text."""
        if signature(self.head):
            return ""
        mark, encoding = self.encoding
        return self.head[len(mark) :].decode(encoding, "replace")

    def open(self) -> BinaryIO:
        """The bytes as a buffered stream; its faults, and those of opening it, are UnreadableFileErrors that name the file."""
        try:
            raw = self.opener()
        except faults() as error:
            raise told(self.name, error) from error
        return cast(BinaryIO, io.BufferedReader(_Guarded(raw, self.name), _BUFFER))

    def read(self, limit: int = WHOLE) -> bytes:
        """The whole file. Raises UnreadableFileError where it has more than `limit` bytes or cannot be read."""
        if self.size <= limit:
            with self.open() as stream:
                data = b"".join(_up_to(stream, limit + 1))
            if len(data) <= limit:
                return data
        raise UnreadableFileError(
            f"{self.name} is too large to be read in one: more than {limit // 2**20 or 1} MiB. Split it and try again."
        )


def open_file(path: Path) -> BinaryIO:
    """The bytes of a file on disk."""
    return path.open("rb")


def source_of(path: Path, opened: Opener = open_file) -> Source:
    """A file on disk. Raises UnreadableFileError, naming it, where it does not exist or is no ordinary file."""
    try:
        if not path.is_file():
            what = "is no ordinary file." if path.exists() else "does not exist. Check the name."
            raise UnreadableFileError(f"{path} {what}")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise told(str(path), error) from error

    def beside(reference: str) -> Source | None:
        folder = path.parent.resolve()
        target = relative(reference)
        found = folder.joinpath(target).resolve() if target else None
        return source_of(found) if found and found.is_relative_to(folder) and found.is_file() else None

    return Source(spelled(os.fsencode(path)), size, lambda: opened(path), beside, path)


def spelled(name: bytes) -> str:
    """A name as its owner reads it: in UTF-8, else in GB18030, as names are on older disks and in older archives."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


def relative(reference: str) -> str:
    """A reference to a file beside another as a plain relative path; '' for one that leads elsewhere.

    METS files write `file://./text/0001.xml`, others `text/0001.xml` or `text\\0001.xml`.
    """
    plain = reference.strip().removeprefix("file://").replace("\\", "/").removeprefix("./")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    unsafe = plain.startswith("/") or "://" in plain or ".." in parts or ":" in plain[:2] or "\x00" in plain
    return "" if unsafe else "/".join(parts)


def _up_to(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """The bytes of a stream in parts: to ask for as many as may come takes memory for as many, however few there are."""
    while most > 0 and (part := stream.read(min(most, _PART))):
        most -= len(part)
        yield part


class _Guarded(io.RawIOBase):
    """A stream whose faults are sentences: the kinds of error that disks and packed files bring are many."""

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self._raw = raw
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            data = self._raw.read(len(buffer))
        except faults() as error:
            raise told(self._name, error) from error
        buffer[: len(data)] = data
        return len(data)

    def seekable(self) -> bool:
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self._raw.seek(offset, whence)
        except faults() as error:
            raise told(self._name, error) from error

    def tell(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()
        super().close()


@cache
def faults() -> tuple[type[Exception], ...]:
    """What disks and packed files raise; asked for when something was raised, so that the packers are not imported before.

    Beside what its documentation names, zipfile raises RuntimeError for encryption, NotImplementedError for a packing that it
    does not know, struct.error and ValueError for broken offsets.
    """
    from lzma import LZMAError
    from struct import error as struct_error
    from tarfile import TarError
    from zipfile import BadZipFile
    from zlib import error as zlib_error

    return (OSError, EOFError, ValueError, RuntimeError, zlib_error, LZMAError, struct_error, TarError, BadZipFile)


def told(name: str, error: Exception) -> UnreadableFileError:
    """A fault of disks and packed files as a sentence."""
    if isinstance(error, UnreadableFileError):
        return error
    if isinstance(error, OSError) and error.strerror:
        return UnreadableFileError(f"{name} cannot be read ({error.strerror}). Check the rights to the file.")
    if isinstance(error, RuntimeError) and "password" in str(error):
        return UnreadableFileError(f"{name} is encrypted: unpack it with its password first.")
    return UnreadableFileError(f"{name} is damaged ({error}): get it anew, or unpack what can be saved of it.")
