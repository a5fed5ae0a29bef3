"""CC-CEDICT as it is published, plain and packed; what is no dictionary is told."""

import gzip
from pathlib import Path

import pytest

from reader.errors import UnreadableFileError
from reader.formats.cedict import read_cedict
from reader.model import DictionaryEntry

SAMPLE = """# CC-CEDICT
#! version=1
新聞 新闻 [xin1 wen2] /news/CL:條|条[tiao2]/
綠 绿 [lu:4] /green/
no entry
了 了 [[le5]] /(completed action)/
"""


@pytest.mark.parametrize("name", ["cedict_ts.u8", "cedict.txt.gz"])
def test_entries_have_both_forms_pinyin_with_marks_and_meanings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(SAMPLE.encode()) if name.endswith("gz") else b"\xef\xbb\xbf" + SAMPLE.encode())
    news, green, done = read_cedict(path)
    assert news == DictionaryEntry(("新聞", "新闻"), "xīn wén", ("news", "CL:條|条[tiáo]"), "CC-CEDICT")
    assert green.pinyin == "lǜ"
    assert (done.forms, done.pinyin) == (("了",), "le")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.u8", "桥通了。\n" * 300),
        ("a.u8", ""),
        ("a.u8", b"\xff\xfe\x00"),
        ("a.gz", b"no gzip"),
        ("a.gz", gzip.compress(SAMPLE.encode() * 9)[:-20]),
    ],
)
def test_what_is_no_dictionary_is_told(tmp_path: Path, name: str, content: str | bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableFileError, match=r"is no dictionary|cannot be read"):
        list(read_cedict(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        list(read_cedict(tmp_path / "none.u8"))
