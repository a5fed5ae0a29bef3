"""A text file is one page, exactly as it stands."""

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS
from reader.model import Page

TEXT = "\n\n## 河堤加固完工\n\n本报记者 张三\n\n\n\n本报讯 …\x00  \n"


def test_a_page_is_its_text_unchanged() -> None:
    reader = READERS["text"]
    for data in (TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), TEXT.encode("utf-16-be")):
        assert list(reader.read(data, "a/第1版.txt")) == [Page("a/第1版.txt", TEXT)]


def test_an_unreadable_file_is_named() -> None:
    with pytest.raises(UnreadableFileError, match=r"a/empty.txt has nothing to read"):
        list(READERS["text"].read(b"\n", "a/empty.txt"))


def test_a_picture_is_not_taken_for_text() -> None:
    assert not READERS["text"].sniff(b"\x89PNG\r\n\x1a\n\x00", "page.txt")
    assert READERS["text"].sniff("报".encode("gbk"), "no suffix")


def test_every_reader_is_listed_under_its_name() -> None:
    assert all(name == reader.name and reader.title and reader.suffixes for name, reader in READERS.items())
