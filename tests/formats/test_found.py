"""Files that broke a reader once, as `make fuzz` and other tests found them, and what must be true of any file."""

from contextlib import suppress
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats import ANNOTATION_READERS, READERS, Brought, Complaint
from reader.formats.annotation_reader import AnnotationFile
from reader.model import Page
from reader.pages import parsed, reconstruct
from reader.text.accounting import partition_faults
from tests.formats.sources import checked, source

FOUND = Path(__file__).parent / "found"
FILES = sorted(FOUND.glob("*.*"))
NOTES = "notes-"  # before the name of a reader of annotations


def page_survives(name: str, data: bytes) -> None:
    """A reader of pages gives pages, readings that partition them, or sentences."""
    with suppress(UnreadableFileError):
        for item in checked(READERS[name].read(source(data, "file"))):
            if isinstance(item, Page):
                reading = reconstruct(item)
                assert reading.page.text == item.text
                assert partition_faults(item.text, reading.pieces()) == []
                parsed(reading)


def notes_survive(name: str, data: bytes) -> None:
    """A reader of annotations gives annotations, which can be stored, or sentences."""
    with suppress(UnreadableFileError):
        file = AnnotationFile(source(data, "file"))
        if not ANNOTATION_READERS[name].sniff(file):
            return
        for item in ANNOTATION_READERS[name].read(file):
            assert isinstance(item, Brought | Complaint)
            if isinstance(item, Brought):
                assert item.annotation.id
                assert all(0 <= span.start < span.end for span in item.spans)


def test_the_files_are_there() -> None:
    """Without one the next test would have nothing to do, and nobody would notice."""
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_that_broke_a_reader_once(path: Path) -> None:
    name = path.name.partition(".")[0]
    if name.startswith(NOTES):
        notes_survive(name.removeprefix(NOTES), path.read_bytes())
    else:
        page_survives(name, path.read_bytes())
