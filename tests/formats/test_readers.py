"""The table of readers: found by content, imported when needed, sent to another process whole."""

import pickle
import subprocess
import sys
from importlib import import_module

import pytest

from reader.formats import _READERS as TABLE
from reader.formats import ARCHIVES, READERS, SUFFIXES, Complaint, read, reader_for
from tests.formats.fixtures import FIXTURES
from tests.formats.sources import source


def test_every_reader_is_listed_under_its_name() -> None:
    assert all(name == reader.name and reader.title and reader.suffixes for name, reader in READERS.items())
    assert FIXTURES.keys() == READERS.keys()
    assert {suffix for reader in READERS.values() for suffix in reader.suffixes} | set(ARCHIVES) == SUFFIXES


def test_every_module_of_the_table_is_there() -> None:
    for module, *_ in TABLE:
        found = import_module(f"reader.formats.{module}")
        assert callable(found.sniff)
        assert callable(found.read)


def test_importing_the_table_imports_no_parser() -> None:
    heavy = ("lxml", "pypdfium2", "zipfile", "tarfile", "csv", "jieba", *(f"reader.formats.{module}" for module, *_ in TABLE))
    code = f"import sys, reader.formats; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", READERS)
def test_a_fixture_is_known_by_what_it_holds(name: str) -> None:
    for data in FIXTURES[name]:
        for file_name in ("page.txt", "page.json", "page.xml", "page", "第1版.pdf", "page.csv"):
            assert reader_for(source(data, file_name)).name == name


def test_a_file_with_nothing_in_it_gets_a_sentence() -> None:
    [complaint] = list(read(source("title,body\n", "articles.csv")))
    assert isinstance(complaint, Complaint)
    assert complaint.sentence.startswith("articles.csv has nothing to read in it")


def test_readers_go_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(READERS["text"])).name == "text"
