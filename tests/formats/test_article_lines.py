"""JSON Lines of articles: pages that stand together, and records that cannot be read."""

import json
from typing import Any

import pytest

from reader.errors import ReaderError, UnreadableFileError
from reader.formats import Complaint, ReadOptions, article_lines, article_rows
from reader.formats import read as read_by_content
from reader.model import Known, Origin, Reading, Role
from tests.formats.sources import articles, checked, facts, pages, read, sentences, source

ROW: dict[str, Any] = {
    "paper": "江城日报",
    "date": "2021-01-20",
    "page": 1,
    "kicker": "冬修水利见成效",
    "headline": "河堤加固完工",
    "subhead": None,
    "byline": "本报记者 张三",
    "paragraphs": ["　　昨日上午，河堤完工。", "", "明年再修三里。"],
    "source": "crawl#1",
}


def lines(*rows: dict[str, Any] | str) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def test_rows_of_one_page_are_one_page() -> None:
    found = read(lines(ROW, ROW | {"headline": "二", "kicker": None}, ROW | {"page": "A02"}), "a/rows.txt")
    assert [p.source for p in pages(found)] == ["a/rows.txt#江城日报 2021-01-20 第1版", "a/rows.txt#江城日报 2021-01-20 A2"]
    assert facts(pages(found)[0]) == ("江城日报", "2021-01-20", "第1版", None)
    assert [a["headline"] for a in articles(found)] == ["河堤加固完工", "二", "河堤加固完工"]
    assert articles(found)[0] == {
        "kicker": "冬修水利见成效",
        "headline": "河堤加固完工",
        "byline": "本报记者 张三",
        "paragraphs": ["昨日上午，河堤完工。", "明年再修三里。"],
    }


def test_text_is_kept_as_it_stands() -> None:
    (page,) = pages(read(lines(ROW | {"paragraphs": ["　　甲\x00乙\t \u202e丙"]}), "rows.jsonl"))
    assert page.text == "冬修水利见成效\n河堤加固完工\n本报记者 张三\n　　甲\x00乙\t \u202e丙\n\n"


def test_a_paragraph_with_separators_of_unicode_stays_one() -> None:
    words = "甲\u2028乙\u2029丙\u0085丁"
    [found] = read(lines(ROW | {"paragraphs": [words, "又一段。"]}), "rows.jsonl")
    assert isinstance(found, Reading)
    pieces = [piece for piece in found.articles[0].pieces if piece.role is Role.BODY]
    assert [found.page.text[p.start : p.end] for p in pieces] == [words, "又一段。"]
    assert len({p.paragraph for p in pieces}) == 2


def test_rows_without_a_page_are_the_page_of_their_day() -> None:
    found = read(lines(*(ROW | {"page": None, "date": day} for day in ("2021-01-20", "20210120", "2021年1月21日"))))
    assert [(facts(p)[1], p.source) for p in pages(found)] == [
        ("2021-01-20", "page.txt#江城日报 2021-01-20"),
        ("2021-01-21", "page.txt#江城日报 2021-01-21"),
    ]


def test_rows_without_a_day_are_pages_by_their_own_id_or_line() -> None:
    rows = ({"title": "一", "url": "u/1"}, {"title": "二"})
    found = read(lines(*rows), "江城日报/20210120/rows.jsonl")
    assert [p.source.split("#")[1] for p in pages(found)] == ["u/1", "line 2"]
    assert pages(found)[0].date == Known("2021-01-20", Origin.FILE_NAME)
    assert pages(found)[0].newspaper == Known("江城日报", Origin.FILE_NAME)


def test_a_page_that_comes_back_gets_a_number() -> None:
    found = read(lines(ROW, ROW | {"page": 2}, ROW))
    assert [p.source.split("#")[1] for p in pages(found)][::2] == ["江城日报 2021-01-20 第1版", "江城日报 2021-01-20 第1版 (2)"]


def test_a_page_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_rows, "MOST_ARTICLES", 2)
    assert [len(item.articles) for item in read(lines(ROW, ROW, ROW)) if isinstance(item, Reading)] == [2, 1]
    monkeypatch.setattr(article_rows, "MOST_TEXT", 40)
    assert len(pages(read(lines(ROW, ROW, ROW)))) == 3


def test_fields_may_be_called_otherwise() -> None:
    rows = lines({"tt": "河堤加固完工", "txt": "第一段。\n\n　　第二段。", "when": "2021-01-20"})
    (complaint,) = read(rows)
    assert isinstance(complaint, Complaint)
    assert "It holds: tt, txt, when." in complaint.sentence
    options = ReadOptions({"headline": "tt", "paragraphs": "txt", "date": "when"})
    found = list(checked(article_lines.read(source(rows), options)))
    assert articles(found) == [{"headline": "河堤加固完工", "paragraphs": ["第一段。", "第二段。"]}]
    assert facts(pages(found)[0])[1] == "2021-01-20"


def test_what_the_person_says_of_fields_comes_first() -> None:
    options = ReadOptions.of(["headline = 题", "paragraphs=txt"])
    found = list(checked(read_by_content(source(lines({"title": "栏目", "题": "河堤", "txt": "完工。"})), options)))
    assert articles(found) == [{"headline": "河堤", "paragraphs": ["完工。"]}]
    assert "left out: title" in sentences(found)[0]
    for wrong in ("headline", "heading=x", "headline=", "=x"):
        with pytest.raises(ReaderError, match="does not say which field is which"):
            ReadOptions.of([wrong])


def test_two_fields_for_one_are_not_lost_without_a_word() -> None:
    found = read(lines({"headline": "河堤", "paragraphs": ["完工。"], "text": "别的。", "title": "河堤"}))
    assert articles(found) == [{"headline": "河堤", "paragraphs": ["完工。"]}]
    assert sentences(found) == ["Line 1 of page.txt has fields that were left out: text."]


def test_names_in_other_archives_are_known() -> None:
    found = read(lines({"标题": "河堤", "正文": "完工。", "作者": ["张三", "李四"], "Title ": "x"}))
    assert articles(found) == [{"headline": "河堤", "byline": "张三 李四", "paragraphs": ["完工。"]}]


def test_captions_keep_their_credits() -> None:
    captions = [{"text": "河堤近景。", "credit": "李四 摄"}, {"text": "远景。"}, "王五 供图"]
    (item,) = read(lines(ROW | {"captions": captions}))
    (article,) = articles([item])
    assert [(c.text, c.credit) for c in article["captions"]] == [  # type: ignore[attr-defined]
        ("河堤近景。", "李四 摄"),
        ("远景。", ""),
        ("王五 供图", ""),
    ]


def test_an_article_keeps_its_source() -> None:
    rows = ({"source": " crawl\n#1 "}, {"source": None, "url": "http://a.cn/1"}, {"link": 7}, {"source": ["x"]}, {})
    drafts = [
        d
        for item in read(lines(*(ROW | {"source": None} | row for row in rows)))
        if isinstance(item, Reading)
        for d in item.articles
    ]
    assert [draft.source for draft in drafts] == ["crawl #1", "http://a.cn/1", "7", "", ""]


def test_unknown_fields_are_told_once() -> None:
    found = read(lines(ROW | {"mood": "x"}, ROW | {"mood": "y"}))
    assert sentences(found) == ["Line 1 of page.txt has fields that were left out: mood."]
    assert not next(item for item in found if isinstance(item, Complaint)).grave


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"headline": "一', "cut off"),
        ('{"headline": "一", "paragraphs": [', "cut off"),
        ('{"headline": "一", "headline": "二"}', 'holds "headline" twice'),
        ('{"headline": "一", "page": NaN}', "NaN"),
        ('{"headline": "一", "page": ' + "9" * 5000 + "}", "too long"),
        ('{"headline": ' + "[" * 100_000 + "]" * 100_000 + "}", "too deep"),
        ('"headline"', "no object"),
        ('{"headline": {"a": 1}}', "headline is no text but dict"),
        ('{"headline": "一", "date": ["2021"]}', "date is no text"),
        ('{"headline": "一", "page": true}', "page is no text"),
        ('{"headline": "  "}', "no text"),
        ("{}", "no headline"),
        ("河堤", "character 1"),
    ],
)
def test_a_record_that_cannot_be_read_is_reported_and_the_rest_goes_on(line: str, why: str) -> None:
    found = read(lines(ROW, line, ROW | {"headline": "二"}), "rows.jsonl")
    (complaint,) = sentences(found)
    assert complaint.startswith("Line 2 of rows.jsonl")
    assert why in complaint
    assert [a["headline"] for a in articles(found)] == ["河堤加固完工", "二"]


def test_a_date_that_is_none_costs_no_text() -> None:
    found = read(lines(ROW | {"date": "someday"}))
    assert "date that is none: someday" in sentences(found)[0]
    assert facts(pages(found)[0])[:3] == ("江城日报", None, "第1版")


def test_a_line_that_is_too_long_is_passed_over() -> None:
    data = lines(ROW, ROW | {"paragraphs": ["长" * 3000]}, ROW)
    found = list(checked(article_lines.read(source(data), longest=2000)))
    assert sentences(found) == ["Line 2 of page.txt is left out: it is longer than 2,000 bytes. Split it."]
    assert len(articles(found)) == 2
    wide = list(checked(article_lines.read(source(data.encode("utf-16")), longest=2000)))
    assert len(articles(wide)) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-le"])
def test_other_encodings_are_read(encoding: str) -> None:
    assert len(articles(read(lines(*[ROW] * 5).encode(encoding), "rows.jsonl"))) == 5


def test_a_line_in_another_encoding_is_read_by_itself() -> None:
    data = lines(ROW).encode() + lines(ROW).encode("gb18030") + b'{"headline": "\xff\xff\xff\xff"}\n' + lines(ROW).encode()
    found = read(data, "rows.jsonl")
    assert [a["headline"] for a in articles(found)] == ["河堤加固完工"] * 3
    assert sentences(found)[0].startswith("Line 3 of rows.jsonl")


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert articles(read('{"headline": "甲\\ud800乙"}\n'))[0]["headline"] == "甲\ufffd乙"


def test_an_array_and_a_spread_object_are_read_too() -> None:
    assert len(articles(read(json.dumps([ROW, ROW | {"headline": "二"}]), "rows.json"))) == 2
    assert len(articles(read(json.dumps([ROW], indent=1, ensure_ascii=False), "rows.json"))) == 1
    assert len(articles(read(json.dumps(ROW, indent=1), "rows.json"))) == 1
    assert "Record 2" in sentences(read(json.dumps([ROW, 7]), "rows.json"))[0]
    with pytest.raises(UnreadableFileError, match=r"rows.json is not JSON as it should be: it is cut off"):
        read(json.dumps([ROW])[:-5], "rows.json")


def test_an_empty_file_is_told() -> None:
    assert "nothing to read" in sentences(list(article_lines.read(source("\n \n"))))[0]
