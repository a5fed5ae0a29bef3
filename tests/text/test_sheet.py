"""The sheet shows an article's words in the order in which they are read, and knows where each stands in the pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Flag, FlagKind, Fragment, Piece, Role, Span
from reader.text.sheet import CONTEXT, Sheet

# A page whose text stands in another order than it is read in.
PAGE = "桥通了，两岸只要#五分钟。#新桥通车#记者 张三#江北讯 #桥西𠮷野家重开。#新桥#李四 摄#加油#冲刺"
PARTS = (
    ("桥通了，两岸只要", Role.BODY, 4),
    ("五分钟。", Role.BODY, 4),
    ("新桥通车", Role.HEADLINE, 1),
    ("记者 张三", Role.BYLINE, 2),
    ("江北讯 ", Role.DATELINE, 5),
    ("桥西𠮷野家重开。", Role.BODY, 5),
    ("新桥", Role.CAPTION, 6),
    ("李四 摄", Role.CREDIT, 6),
    ("加油", Role.SECTION, 7),
    ("冲刺", Role.SECTION, 7),
)
SHOWN = "新桥通车\n记者 张三\n桥通了，两岸只要五分钟。\n江北讯  桥西𠮷野家重开。\n新桥 李四 摄\n加油 冲刺"
WORDS = {FlagKind.HEAD_MISSING: "[head] ", FlagKind.TAIL_MISSING: " [tail]", FlagKind.LOSS_SUSPECTED: "[loss]"}


def fragments() -> tuple[Fragment, ...]:
    made, at = [], 0
    for words, role, paragraph in PARTS:
        start = PAGE.index(words, at)
        at = start + len(words)
        made.append(Fragment(Piece(start, at, role, paragraph), words, 3))
    return tuple(made)


ARTICLE = Article(fragments(), id=7)
SHEET = Sheet(ARTICLE)


def found(sheet: Sheet, words: str) -> tuple[int, int]:
    start = sheet.text.index(words)
    return start, start + len(words)


def test_it_is_read_heading_first_and_paragraphs_whole() -> None:
    assert SHEET.text == SHOWN
    assert [SHEET.text[b.start : b.end] for b in SHEET.blocks] == SHOWN.split("\n")
    roles = [Role.HEADLINE, Role.BYLINE, Role.BODY, Role.BODY, Role.CAPTION, Role.SECTION]
    assert [block.role for block in SHEET.blocks] == roles


def test_spans_point_at_the_same_words_in_the_page() -> None:
    spans = SHEET.spans(*found(SHEET, "两岸只要五分钟"))
    assert [PAGE[s.start : s.end] for s in spans] == ["两岸只要", "五分钟"]
    assert {s.text_id for s in spans} == {3}
    assert SHEET.spans(5, 5) == ()


def test_what_the_sheet_put_in_itself_is_in_no_span() -> None:
    start, end = found(SHEET, "加油 冲刺")
    assert [PAGE[s.start : s.end] for s in SHEET.spans(start, end)] == ["加油", "冲刺"]
    assert SHEET.spans(start + 2, start + 3) == ()


def test_neighbours_in_the_page_are_one_span() -> None:
    whole = Fragment(Piece(0, 2, Role.BODY, 1), "甲乙", 1), Fragment(Piece(2, 4, Role.BODY, 1), "丙丁", 1)
    assert Sheet(Article(whole)).spans(0, 4) == (Span(1, 0, 4),)


def test_a_quote_has_line_breaks_between_blocks() -> None:
    start = found(SHEET, "五分钟")[0]
    assert SHEET.quote(start, found(SHEET, "江北讯")[1]) == "五分钟。\n江北讯"
    assert SHEET.quote(0, 0) == ""
    assert SHEET.quote(*found(SHEET, "\n")) == ""


def test_the_context_is_the_articles_own_words() -> None:
    before, after = SHEET.context(*found(SHEET, "五分钟"))
    assert before == "新桥通车\n记者 张三\n桥通了，两岸只要"[-CONTEXT:]
    assert after == "。\n江北讯  桥西𠮷野家重开。\n新桥 李四 摄\n加油 冲刺"[:CONTEXT]


def test_ranges_are_where_spans_are_shown() -> None:
    for words in ("两岸只要五分钟", "𠮷野家", "张三\n桥通了", SHOWN):
        start, end = found(SHEET, words)
        ranges = SHEET.ranges(SHEET.spans(start, end))
        assert (ranges[0][0], ranges[-1][1]) == (start, end)
    assert SHEET.ranges([Span(99, 0, 9), Span(3, 7, 8)]) == SHEET.ranges([Span(3, 7, 8)])
    assert SHEET.ranges([Span(3, 0, 1), Span(3, 0, 2)]) == ((11, 13),)


@given(st.integers(0, len(SHOWN)), st.integers(0, len(SHOWN)))
def test_spans_hold_the_words_of_the_quote(one: int, other: int) -> None:
    start, end = sorted((one, other))
    words = "".join(PAGE[s.start : s.end] for s in SHEET.spans(start, end))
    assert "".join(words.split()) == "".join(SHEET.quote(start, end).split())
    assert all(start <= a < b <= end for a, b in SHEET.ranges(SHEET.spans(start, end)))


@pytest.mark.parametrize(
    ("flag", "line"),
    [
        (Flag(FlagKind.HEAD_MISSING, 0), "[head] 桥通了，两岸只要五分钟。"),
        (Flag(FlagKind.TAIL_MISSING, PAGE.index("。") + 1), "桥通了，两岸只要五分钟。 [tail]"),
        (Flag(FlagKind.LOSS_SUSPECTED, 4), "桥通了，[loss]两岸只要五分钟。"),
        (Flag(FlagKind.LOSS_SUSPECTED, PAGE.index("五分钟")), "桥通了，两岸只要[loss]五分钟。"),
        (Flag(FlagKind.DOUBTFUL_JOIN, 4), "桥通了，两岸只要五分钟。"),
        (Flag(FlagKind.LOSS_SUSPECTED, 999), "桥通了，两岸只要五分钟。"),
    ],
)
def test_what_is_lost_is_shown_at_its_place_and_is_in_no_quote(flag: Flag, line: str) -> None:
    sheet = Sheet(Article(fragments(), flags=(flag,)), WORDS)
    assert line in sheet.text.split("\n")
    assert sheet.quote(0, len(sheet.text)) == SHEET.quote(0, len(SHOWN))
    assert sheet.spans(0, len(sheet.text)) == SHEET.spans(0, len(SHOWN))
    assert Sheet(Article(fragments(), flags=(flag,))).text == SHOWN


def test_the_block_at_a_place() -> None:
    assert [block and block.role for block in map(SHEET.block_at, (0, 4, 5, len(SHOWN), 999))] == [
        Role.HEADLINE,
        Role.HEADLINE,
        Role.BYLINE,
        Role.SECTION,
        Role.SECTION,
    ]


def test_an_empty_article_is_an_empty_sheet() -> None:
    empty = Sheet(Article(()))
    assert (empty.text, empty.blocks, empty.block_at(0), empty.quote(0, 9), empty.spans(0, 9)) == ("", (), None, "", ())


def test_ranges_are_those_of_a_walk_over_all_runs() -> None:
    text = "甲乙丙丁戊己庚辛"
    pieces = ((0, 2, Role.BODY, 1), (2, 4, Role.HEADLINE, 0), (4, 8, Role.BODY, 2))
    fragments = tuple(Fragment(Piece(a, b, role, number), text[a:b], 7) for a, b, role, number in pieces)
    sheet = Sheet(Article(fragments, flags=(Flag(FlagKind.LOSS_SUSPECTED, 6, 2),)), {FlagKind.LOSS_SUSPECTED: "［缺］"})
    for start in range(8):
        for end in range(start + 1, 9):
            shown = {p for left, right in sheet.ranges([Span(7, start, end)]) for p in range(left, right)}
            assert {sheet.text[p] for p in shown} - set("［缺］") == set(text[start:end])
    assert sheet.ranges([Span(8, 0, 4)]) == ()


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_context_is_what_stands_around_in_the_whole_article(one: int, other: int) -> None:
    words = ("甲" * 70, " ", "乙。 " * 9, "丙", "丁" * 40, "戊 " * 30)
    pieces, at = [], 0
    for number, text in enumerate(words):
        pieces.append(Fragment(Piece(at, at + len(text), Role.BODY, number), text, 1))
        at += len(text)
    sheet = Sheet(Article(tuple(pieces)))
    start, end = sorted((min(one, len(sheet.text)), min(other, len(sheet.text))))
    whole = sheet.quote(0, start)[-CONTEXT:], sheet.quote(end, len(sheet.text))[:CONTEXT]
    assert sheet.context(start, end) == whole
