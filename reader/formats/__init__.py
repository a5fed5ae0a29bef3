"""Readers of archives and writers of annotations, one file each."""

from reader.formats import markdown, native_json, page_text, w3c
from reader.formats.clipping import Clipping, Context, Writer
from reader.formats.page_reader import PageReader

READERS = {
    reader.name: reader
    for reader in (PageReader("text", "OCR text or Markdown", page_text.SUFFIXES, page_text.sniff, page_text.read),)
}
"""The readers by name, in the order in which they are asked for bytes that no file name explains."""

WRITERS = {
    writer.name: writer
    for writer in (
        Writer("markdown", ".md", "Markdown", markdown.write),
        Writer("json", ".json", "Jianbao JSON, to be read back", native_json.write, keeps_deleted=True),
        Writer("w3c", ".jsonld", "W3C Web Annotation (JSON-LD)", w3c.write),
    )
}
"""The writers by the names that `jianbao export` knows."""

__all__ = ["READERS", "WRITERS", "Clipping", "Context", "PageReader", "Writer"]
