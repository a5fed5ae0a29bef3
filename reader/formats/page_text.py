"""Plain text and Markdown as OCR engines write them: one file, one page, nothing known but its text."""

from collections.abc import Iterator

from reader.model import Page
from reader.text.decoding import decode, signature

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".mmd")


def sniff(data: bytes, source: str) -> bool:
    """Whether a file, of which the first kilobyte or more is given, may be a page of text: not by its name, by its bytes."""
    return not signature(data)


def read(data: bytes, source: str) -> Iterator[Page]:
    """The one page of a text file, its text exactly as decoded: blank lines and marks of Markdown tell the importer much.

    Raises UnreadableFileError, naming `source`, if there is no text in it.
    """
    yield Page(source=source, text=decode(data, source).text)
