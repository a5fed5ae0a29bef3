"""The lines of a text file of any size, each within a bound."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from reader.errors import UnreadableFileError
from reader.formats.page_reader import Complaint
from reader.formats.source import Source
from reader.text.decoding import decode, signature

LONGEST = 64 * 1024 * 1024  # bytes in a line: a whole book of articles in one record has less
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def numbered_lines(source: Source, longest: int = LONGEST) -> Iterator[tuple[int, str | Complaint]]:
    """The lines with their numbers from 1, without their ends; a Complaint for one that is too long or in no known encoding.

    The file's beginning tells its encoding. A line that does not fit it is read by itself, as in files put together of several.
    Raises UnreadableFileError for what is no text.
    """
    kind = signature(source.head)
    if kind:
        raise UnreadableFileError(f"{source.name} is {kind}, not text.")
    mark, encoding = _encoding(source)
    with source.open() as stream:
        stream.read(len(mark))
        if encoding.startswith(("utf-16", "utf-32")):
            yield from _wide_lines(source, stream, encoding, longest)
            return
        for number, data in enumerate(_bounded(stream, longest), 1):
            yield number, _too_long(source, number, longest) if data is None else _decoded(data, encoding, source, number)


def text_start(source: Source) -> str:
    """The beginning of a file as text, for a look at what it holds; '' where it is no text."""
    data = source.head
    if signature(data):
        return ""
    mark, encoding = _encoding(source)
    return data[len(mark) :].decode(encoding, "replace")


def _encoding(source: Source) -> tuple[bytes, str]:
    head = source.head
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    try:
        return b"", decode(head, source.name).encoding
    except UnreadableFileError:
        return b"", "utf-8"  # empty, or only a few broken bytes in ASCII: the lines will tell


def _bounded(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines; None for one that is too long, which is skipped without being held."""
    while data := stream.readline(longest + 1):
        if len(data) > longest and not data.endswith(b"\n"):
            while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                pass
            yield None
        else:
            yield data.rstrip(b"\r\n")


def _wide_lines(source: Source, stream: BinaryIO, encoding: str, longest: int) -> Iterator[tuple[int, str | Complaint]]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith("\n"):
            while (more := text.readline(1 << 20)) and not more.endswith("\n"):
                pass
            yield number, _too_long(source, number, longest)
        else:
            yield number, line.rstrip("\r\n")


def _decoded(data: bytes, encoding: str, source: Source, number: int) -> str | Complaint:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        try:
            return decode(data, f"Line {number} of {source.name}").text
        except UnreadableFileError as error:
            return Complaint(str(error))


def _too_long(source: Source, number: int, longest: int) -> Complaint:
    return Complaint(f"Line {number} of {source.name} is left out: it is longer than {longest:,} bytes. Split it.")
