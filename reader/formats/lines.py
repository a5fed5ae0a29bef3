"""The lines of a text file of any size, each within a bound."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from reader.errors import UnreadableFileError
from reader.formats.page_reader import Complaint
from reader.formats.source import Source
from reader.text.decoding import decode, signature

LONGEST = 16 * 1024 * 1024  # bytes in a line: a whole book in one record has less


def numbered_lines(source: Source, longest: int = LONGEST) -> Iterator[tuple[int, str | Complaint]]:
    """The lines with their numbers from 1, without their ends; a Complaint for one that is too long or in no known encoding.

    The file's beginning tells its encoding. A line that does not fit it is read by itself, as in files put together of several.
    Raises UnreadableFileError for what is no text.
    """
    kind = signature(source.head)
    if kind:
        raise UnreadableFileError(f"{source.name} is {kind}, not text.")
    mark, encoding = source.encoding
    with source.open() as stream:
        stream.read(len(mark))
        if encoding.startswith(("utf-16", "utf-32")):
            yield from _wide_lines(source, stream, encoding, longest)
            return
        for number, data in enumerate(_bounded(stream, longest), 1):
            yield number, _too_long(source, number, longest) if data is None else _decoded(data, encoding, source, number)


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
