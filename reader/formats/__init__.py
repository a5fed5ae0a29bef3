"""Readers of archives and writers of annotations, one file each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.formats import (
    alto,
    archives,
    article_lines,
    article_table,
    dots_ocr,
    founder_html,
    hocr,
    markdown,
    mets_alto,
    mineru,
    native_json,
    olm_ocr,
    paddle_ocr,
    page_text,
    page_xml,
    pdf_text,
    people_html,
    press_html,
    w3c,
)
from reader.formats.article_rows import ReadOptions
from reader.formats.clipping import Clipping, Context, Writer
from reader.formats.page_reader import Complaint, Item, PageReader
from reader.formats.source import Source

READERS = {
    reader.name: reader
    for reader in (
        PageReader("mineru", "MinerU JSON", mineru.SUFFIXES, mineru.sniff, mineru.read),
        PageReader("dots", "dots.ocr JSON", dots_ocr.SUFFIXES, dots_ocr.sniff, dots_ocr.read),
        PageReader("paddle", "PaddleOCR JSON", paddle_ocr.SUFFIXES, paddle_ocr.sniff, paddle_ocr.read),
        PageReader("olm", "olmOCR results", olm_ocr.SUFFIXES, olm_ocr.sniff, olm_ocr.read),
        PageReader("pdf", "PDF with a text layer", pdf_text.SUFFIXES, pdf_text.sniff, pdf_text.read),
        PageReader("mets", "METS with ALTO", mets_alto.SUFFIXES, mets_alto.sniff, mets_alto.read),
        PageReader("alto", "ALTO", alto.SUFFIXES, alto.sniff, alto.read),
        PageReader("page", "PAGE XML", page_xml.SUFFIXES, page_xml.sniff, page_xml.read),
        PageReader("hocr", "hOCR", hocr.SUFFIXES, hocr.sniff, hocr.read),
        PageReader("people", "People's Daily, saved articles", people_html.SUFFIXES, people_html.sniff, people_html.read),
        PageReader(
            "founder",
            "Founder digital newspapers, saved articles",
            founder_html.SUFFIXES,
            founder_html.sniff,
            founder_html.read,
        ),
        PageReader("press", "Other digital newspapers, saved articles", press_html.SUFFIXES, press_html.sniff, press_html.read),
        PageReader("lines", "Articles as JSON Lines", article_lines.SUFFIXES, article_lines.sniff, article_lines.read),
        PageReader("table", "Articles as a table (CSV, TSV)", article_table.SUFFIXES, article_table.sniff, article_table.read),
        PageReader("text", "OCR text or Markdown", page_text.SUFFIXES, page_text.sniff, page_text.read),
    )
}
"""The readers by name, in the order in which they are asked: those that know their files best first, plain text last."""

WRITERS = {
    writer.name: writer
    for writer in (
        Writer("markdown", ".md", "Markdown", markdown.write),
        Writer("json", ".json", "Jianbao JSON, to be read back", native_json.write, keeps_deleted=True),
        Writer("w3c", ".jsonld", "W3C Web Annotation (JSON-LD)", w3c.write),
    )
}
"""The writers by the names that `jianbao export` knows."""

SUFFIXES = frozenset(suffix for reader in READERS.values() for suffix in reader.suffixes) | set(archives.SUFFIXES)
"""The endings of names, in small letters, that a walk through a folder takes."""


def sources(path: Path) -> Iterator[Source | Complaint]:
    """The file itself, or, where it is an archive, the files in it that a reader may know, and what is wrong with the others.

    Each is to be read before the next is taken. Raises UnreadableFileError where there is no such file.
    """
    yield from archives.sources(path, SUFFIXES)


def covered(paths: Iterable[Path]) -> set[Path]:
    """Of files that are read together, those that another of them brings with it: the ALTO files of a METS file."""
    return {found for path in paths if mets_alto.may_be_mets(path.name) for found in mets_alto.brought(path)}


def reader_for(source: Source) -> PageReader:
    """The reader of a file by what it holds, whatever it is called; that of text, whose refusal says best why, where none is.

    Raises UnreadableFileError where the file cannot be opened.
    """
    return next((reader for reader in READERS.values() if reader.sniff(source)), READERS["text"])


def read(source: Source, options: ReadOptions | None = None) -> Iterator[Item]:
    """What stands in a file, by its reader; `options` are for files of articles. Raises UnreadableFileError as readers do."""
    reader = reader_for(source)
    if options and reader.name in _WITH_OPTIONS:
        return _WITH_OPTIONS[reader.name](source, options)
    return reader.read(source)


_WITH_OPTIONS = {"lines": article_lines.read, "table": article_table.read}

__all__ = [
    "READERS",
    "SUFFIXES",
    "WRITERS",
    "Clipping",
    "Complaint",
    "Context",
    "Item",
    "PageReader",
    "ReadOptions",
    "Source",
    "Writer",
    "covered",
    "read",
    "reader_for",
    "sources",
]
