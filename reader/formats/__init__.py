"""Readers of archives, readers and writers of annotations, one file each."""

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.formats.annotation_reader import AnnotationFile, AnnotationReader, Brought, BroughtItem, TextSpan, Whereabouts
from reader.formats.clipping import Clipping, Context, Form, Writer
from reader.formats.page_reader import Complaint, Item, PageReader, ReadOptions
from reader.formats.source import Opener, Source, open_file, source_of
from reader.formats.writers import ARTICLE_WRITERS, WRITERS


def _sniff(module: str, source: Source) -> bool:
    found: bool = import_module(f"reader.formats.{module}").sniff(source)
    return found


def _sniff_annotations(module: str, file: AnnotationFile) -> bool:
    found: bool = import_module(f"reader.formats.{module}").sniff(file)
    return found


def _read_annotations(module: str, file: AnnotationFile) -> Iterator[BroughtItem]:
    items: Iterator[BroughtItem] = import_module(f"reader.formats.{module}").read(file)
    return items


def _read(module: str, source: Source) -> Iterator[Item]:
    items: Iterator[Item] = import_module(f"reader.formats.{module}").read(source)
    return items


_HTML = (".html", ".htm", ".shtml", ".xhtml")
# Module, name, title, endings. A module is imported when the first file is looked at: exports and the window need none of them.
_READERS = (
    ("mineru", "mineru", "MinerU JSON", (".json",)),
    ("dots_ocr", "dots", "dots.ocr JSON", (".json",)),
    ("paddle_ocr", "paddle", "PaddleOCR JSON", (".json", ".jsonl")),
    ("olm_ocr", "olm", "olmOCR results", (".jsonl",)),
    ("pdf_text", "pdf", "PDF with a text layer", (".pdf",)),
    ("mets_alto", "mets", "METS with ALTO", (".xml",)),
    ("alto", "alto", "ALTO", (".xml", ".alto")),
    ("page_xml", "page", "PAGE XML", (".xml",)),
    ("hocr", "hocr", "hOCR", (".hocr", *_HTML)),
    ("people_html", "people", "People's Daily, saved articles", _HTML),
    ("founder_html", "founder", "Founder digital newspapers, saved articles", _HTML),
    ("press_html", "press", "Other digital newspapers, saved articles", _HTML),
    ("article_lines", "lines", "Articles as JSON Lines", (".jsonl", ".ndjson", ".json")),
    ("article_table", "table", "Articles as a table (CSV, TSV)", (".csv", ".tsv")),
    ("page_text", "text", "OCR text or Markdown", (".txt", ".text", ".md", ".markdown", ".mmd")),
)
READERS = {
    name: PageReader(name, title, suffixes, partial(_sniff, module), partial(_read, module))
    for module, name, title, suffixes in _READERS
}
"""The readers by name, in the order in which they are asked: those that know their files best first, plain text last."""

ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz")
"""The endings of archives and packed files."""

SUFFIXES = frozenset(suffix for reader in READERS.values() for suffix in reader.suffixes) | set(ARCHIVES)
"""The endings of names, in small letters, that a walk through a folder takes."""

ANNOTATION_READERS = {
    name: AnnotationReader(name, title, partial(_sniff_annotations, module), partial(_read_annotations, module))
    for module, name, title in (
        ("native_reading", "json", "Jianbao JSON"),
        ("hypothesis_reading", "hypothesis", "Hypothesis, JSON"),
        ("w3c_reading", "w3c", "W3C Web Annotation (JSON-LD), also as Readium writes it"),
        ("book_reading", "books", "KOReader and Foliate, JSON"),
        ("highlight_table", "table", "Highlights as a table (CSV), also as Readwise writes it"),
    )
}
"""The readers of annotations by name, in the order in which they are asked."""


def annotations_in(path: Path) -> Iterator[BroughtItem]:
    """What stands in a file of annotations, by the reader that knows it by what it holds.

    Raises UnreadableFileError, naming the file, where none does.
    """
    file = AnnotationFile(source_of(path))
    for reader in ANNOTATION_READERS.values():
        if reader.sniff(file):
            return reader.read(file)
    raise UnreadableFileError(
        f"{file.name} holds no annotations that can be read: give a JSON file of Jianbao, W3C Web Annotations, annotations of"
        " Hypothesis, or a table (CSV) with a column named quote or Highlight."
    )


def sources(path: Path, opened: Opener = open_file) -> Iterator[Source | Complaint]:
    """The file itself, or, where it is an archive, the files in it that a reader may know, and what is wrong with the others.

    Each is to be read before the next is taken. Raises UnreadableFileError where there is no such file.
    """
    from reader.formats import archives

    yield from archives.sources(path, SUFFIXES, opened=opened)


def covered(paths: Iterable[Path]) -> set[Path]:
    """Of files that are read together, those that another of them brings with it: the ALTO files of a METS file."""
    from reader.formats import mets_alto

    return {found for path in paths if mets_alto.may_be_mets(path.name) for found in mets_alto.brought(path)}


def reader_for(source: Source) -> PageReader:
    """The reader of a file by what it holds, whatever it is called; that of text, whose refusal says best why, where none is.

    Raises UnreadableFileError where the file cannot be opened.
    """
    return next((reader for reader in READERS.values() if reader.sniff(source)), READERS["text"])


def is_foreign(source: Source, reader: PageReader) -> bool:
    """Whether a file that went to this reader is nothing to read, as far as one can see: it is no text by its name either."""
    return reader is READERS["text"] and source.suffix not in reader.suffixes


def read(source: Source, options: ReadOptions | None = None, reader: PageReader | None = None) -> Iterator[Item]:
    """What stands in a file, by its reader; `options` are for files of articles. Raises UnreadableFileError as readers do.

    There is always something: a Complaint for a file that has nothing in it.
    """
    found = False
    for item in _items(source, options, reader or reader_for(source)):
        found = True
        yield item
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: there is no page or article. Check that it was saved whole.")


def _items(source: Source, options: ReadOptions | None, reader: PageReader) -> Iterator[Item]:
    from reader.formats import article_lines, article_table

    if options and reader.name == "lines":
        return article_lines.read(source, options)
    return article_table.read(source, options) if options and reader.name == "table" else reader.read(source)


__all__ = [
    "ANNOTATION_READERS",
    "ARCHIVES",
    "ARTICLE_WRITERS",
    "READERS",
    "SUFFIXES",
    "WRITERS",
    "AnnotationReader",
    "Brought",
    "BroughtItem",
    "Clipping",
    "Complaint",
    "Context",
    "Form",
    "Item",
    "PageReader",
    "ReadOptions",
    "Source",
    "TextSpan",
    "Whereabouts",
    "Writer",
    "annotations_in",
    "covered",
    "is_foreign",
    "read",
    "reader_for",
    "sources",
]
