"""Names of files: readable in Chinese, and taken by every system."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ExportError
from reader.formats.file_names import LONGEST, PATTERN, free_name, patterned, safe_name, values_of
from reader.model import Article, Place
from tests.formats.everything import BRIDGE, FLOOD

VALUES = {"newspaper": "江北日报", "date": "2021-03-05", "page": "A02", "headline": "新桥通车", "byline": "张三"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("con", "con_"),
        ("CON.txt", "CON_.txt"),
        ("com¹", "com¹_"),
        ("LPT9", "LPT9_"),
        ("conin$", "conin$_"),
        ("console", "console"),
        ('a<b>:c"d/e\\f|g?h*i', "a b c d e f g h i"),
        ("标题...  ", "标题"),
        (".hidden", "hidden"),
        ("e\u0301", "\u00e9"),
        ("\u202e倒\u2066文\u200b字\ufeff", "倒 文 字"),
        ("长" * 100, "长" * 60),
        ("a" * 179 + "长", "a" * 179),
        ("x" * 178 + "a\u0323\u0301" * 3, "x" * 178),
        ("\ud800", ""),
        ("   ", ""),
    ],
)
def test_a_name_is_safe_everywhere(words: str, name: str) -> None:
    assert safe_name(words) == name


@settings(deadline=None)
@given(st.text())
def test_whatever_the_words_a_file_can_have_the_name(words: str) -> None:
    name = safe_name(words)
    assert len(name.encode("utf-8")) <= LONGEST + 1
    assert name == name.strip(" .")
    assert not set(name) & set('<>:"/\\|?*')
    assert os.path.basename(name) == name


def test_a_name_that_is_longest_can_be_written(tmp_path: Path) -> None:
    (tmp_path / free_name(safe_name("𠮷" * 300), 2**62, ".jsonld", {"x"})).touch()


@pytest.mark.parametrize(
    ("pattern", "unknown", "name"),
    [
        (PATTERN, (), "江北日报 2021-03-05 A02 新桥通车"),
        ("{date}-{newspaper}-{page}-{headline}", (), "2021-03-05-江北日报-A02-新桥通车"),
        ("{date}-{newspaper}-{page}-{headline}", ("page",), "2021-03-05-江北日报-新桥通车"),
        ("{date}-{newspaper}-{page}-{headline}", ("date",), "江北日报-A02-新桥通车"),
        ("{date}-{newspaper}-{page}-{headline}", ("newspaper", "page"), "2021-03-05-新桥通车"),
        ("{newspaper}（{date}）", (), "江北日报（2021-03-05）"),
        ("剪报 {headline}", (), "剪报 新桥通车"),
        ("{headline} 笔记", (), "新桥通车 笔记"),
        ("{page}", ("page",), ""),
        ("{date}/{headline}", (), "2021-03-05 新桥通车"),
        ("{{{headline}}}", (), "{新桥通车}"),
    ],
)
def test_a_pattern_names_files_and_leaves_out_what_is_not_known(pattern: str, unknown: tuple[str, ...], name: str) -> None:
    assert patterned(pattern, VALUES | dict.fromkeys(unknown, "")) == name


@pytest.mark.parametrize("pattern", ["{date", "{nothing}", "{date!r}", "{date:>9}", "{0}", "{}", "{date.year}", "{date[0]}"])
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    with pytest.raises(ExportError, match="cannot name files: in braces may stand newspaper, date, page"):
        patterned(pattern, VALUES)


def test_an_article_without_a_headline_is_named_after_its_text() -> None:
    assert patterned("{headline}", values_of(FLOOD)).startswith("[无题] 昨日河水上涨三尺")
    assert patterned(PATTERN, values_of(BRIDGE)) == "江北日报 2021-03-05 A02 江北 新桥 b 通车 b"
    assert patterned("{date}-{article_id}", values_of(Article((), Place(), id=4))) == "4"


def test_no_two_files_have_one_name_whatever_its_case() -> None:
    assert free_name("A", 7, ".md", {"a.md"}) == "A (7).md"
    assert free_name("", 7, ".md", set()) == "7.md"
