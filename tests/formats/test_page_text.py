"""A text file is one page, exactly as it stands."""

import pytest

from reader.errors import UnreadableFileError
from reader.formats import READERS, reader_for
from reader.model import Known, Origin, Page
from tests.formats.sources import facts, pages, read, source

TEXT = "\n\n## 河堤加固完工\n\n本报记者 张三\n\n\n\n本报讯 …\x00  \n"
FRONT = "---\nsource: 江城日报\ntitle: 河堤加固完工\ndate: 2021-01-20\npage: A01\n---\n\n河堤加固完工\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["a/第1版.txt", "a/page.pdf", "a/page.json", "a/page", "a/page.csv", "a/page.zip"])
def test_a_page_is_its_text_unchanged_whatever_its_name(encoding: str, name: str) -> None:
    assert read(TEXT.encode(encoding), name) == [Page(name, TEXT)]


def test_front_matter_stays_in_the_text_and_is_known() -> None:
    (page,) = pages(read(FRONT))
    assert page.text == FRONT
    assert facts(page) == ("江城日报", "2021-01-20", "A1", None)
    assert page.date == Known("2021-01-20", Origin.PRINTED)
    (region,) = page.regions
    assert page.text[region.start : region.end] == FRONT[: FRONT.rindex("---") + 3]
    assert region.kind == "front matter"


@pytest.mark.parametrize("text", ["---\n河堤\n---\n正文\n", "--- \n\n正文", "---\ndate: 2021-01-20\n正文没有结束线\n"])
def test_rules_are_no_front_matter(text: str) -> None:
    assert read(text) == [Page("page.txt", text)]


def test_an_address_is_no_newspaper() -> None:
    (page,) = pages(read("---\nsource: http://example.org/1.htm\npage: 第3版\n---\n正文\n"))
    assert facts(page) == (None, None, "第3版", None)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", "　\n".encode()])
def test_a_file_without_text_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"a/empty.txt has nothing to read"):
        read(data, "a/empty.txt")


def test_a_picture_is_not_taken_for_text() -> None:
    picture = source(b"\x89PNG\r\n\x1a\n\x00", "page.txt")
    assert not READERS["text"].sniff(picture)
    with pytest.raises(UnreadableFileError, match="is a PNG picture"):
        list(reader_for(picture).read(picture))


@pytest.mark.parametrize("data", ["<?xml version='1.0'?><svg/>", "<!DOCTYPE html><p>报", " <html><p>报</p></html>"])
def test_unknown_markup_is_refused(data: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"page.txt is XML or HTML"):
        read(data)


def test_a_text_too_large_for_a_page_is_refused_unread() -> None:
    large = source("报" * 10)
    object.__setattr__(large, "size", 2**40)
    with pytest.raises(UnreadableFileError, match="too large"):
        list(READERS["text"].read(large))
