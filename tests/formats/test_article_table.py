"""Tables of articles: delimiters, quotation marks, encodings, rows that do not fit."""

import pytest

from reader.formats import Complaint, ReadOptions, article_table, reader_for
from tests.formats.sources import articles, checked, facts, pages, read, sentences, source

TABLE = '标题,日期,版次,正文\n河堤加固完工,2021-01-20,A01,"第一段。\n\n第二段，有逗号。"\n学校开学,2021-01-20,A01,学生到校。\n'


@pytest.mark.parametrize("name", ["articles.csv", "articles.txt", "articles.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read(encoding: str, name: str) -> None:
    found = read(TABLE.encode(encoding), name)
    assert articles(found) == [
        {"headline": "河堤加固完工", "paragraphs": ["第一段。", "第二段，有逗号。"]},
        {"headline": "学校开学", "paragraphs": ["学生到校。"]},
    ]
    assert [facts(p) for p in pages(found)] == [(None, "2021-01-20", "A1", None)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_delimiter_is_found(delimiter: str) -> None:
    rows = [["title", "date", "body"], ["河堤", "2021-01-20", "完工。"]]
    data = "".join(delimiter.join(row) + "\r\n" for row in rows)
    assert articles(read(data, "articles.tsv")) == [{"headline": "河堤", "paragraphs": ["完工。"]}]


def test_columns_may_be_called_otherwise() -> None:
    data = "tt,txt\n河堤,完工。\n"
    assert "It holds: tt, txt" in sentences(read(data, "articles.csv"))[0]
    options = ReadOptions({"headline": "tt", "paragraphs": "txt"})
    found = list(checked(article_table.read(source(data), options)))
    assert articles(found) == [{"headline": "河堤", "paragraphs": ["完工。"]}]


def test_a_row_that_does_not_fit_is_reported() -> None:
    found = read("title,body\n一,二,三\n甲,乙\n丙\n,\n", "articles.csv")
    assert sentences(found) == ["Line 2 of articles.csv is left out: its cells are 3, the names 2."]
    assert [a["headline"] for a in articles(found)] == ["甲", "丙"]


def test_a_cell_that_does_not_end_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_table, "_LONGEST_CELL", 1000)
    found = read('title,body\n一,二\n三,"' + "四五六七八九十\n" * 400 + "甲,乙\n", "articles.csv")
    assert articles(found)[0] == {"headline": "一", "paragraphs": ["二"]}
    assert "quotation mark" in sentences(found)[0]


def test_a_table_that_ends_within_a_quotation_is_told() -> None:
    found = read('title,body\n一,二\n三,"四五六', "articles.csv")
    assert [a["headline"] for a in articles(found)] == ["一", "三"]
    assert sentences(found) == ["articles.csv ends within a quotation: its last row, before line 3, may be cut off."]


def test_old_line_ends_within_a_row_are_told_in_plain_words() -> None:
    assert "old Macintosh" in sentences(read("title,body\n一,二\r三\n四,五\n", "articles.csv"))[0]


def test_a_cut_file_keeps_what_it_has() -> None:
    found = read(TABLE.encode()[:-10], "articles.csv")
    assert articles(found)[0]["headline"] == "河堤加固完工"
    assert not [item for item in found if isinstance(item, Complaint)]


@pytest.mark.parametrize("text", ["河堤，加固，完工\n正文\n", "标题一\n正文\n", "一,二,三\n四,五,六\n"])
def test_prose_is_no_table(text: str) -> None:
    assert reader_for(source(text, "page.txt")).name == "text"


def test_an_empty_table_is_told() -> None:
    assert "nothing to read" in sentences(list(article_table.read(source("\n"))))[0]
    assert read("title,body\n", "articles.csv") == []
