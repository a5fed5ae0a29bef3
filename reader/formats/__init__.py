"""Readers of archives and writers of annotations, one file each."""

from reader.formats import page_text
from reader.formats.page_reader import PageReader

READERS = {
    reader.name: reader
    for reader in (PageReader("text", "OCR text or Markdown", page_text.SUFFIXES, page_text.sniff, page_text.read),)
}
"""The readers by name, in the order in which they are asked for bytes that no file name explains."""

__all__ = ["READERS", "PageReader"]
