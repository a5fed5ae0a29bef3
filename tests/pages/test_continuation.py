"""Which parts of articles go on which over the pages of an issue."""

from itertools import permutations

import pytest

from reader.pages.continuation import Part, page_number, pair_parts


def part(number: int, label: str, heading: str, jump: str, text: str = "说到一半") -> Part:
    return Part(number, label, heading, jump, text)


@pytest.mark.parametrize(
    ("label", "expected"),
    [("A04", ("A", 4)), ("第A4版", ("A", 4)), ("第四版", ("", 4)), ("12", ("", 12)), ("要闻", None), ("", None)],
)
def test_labels_are_numbers(label: str, expected: tuple[str, int] | None) -> None:
    assert page_number(label) == expected


def test_both_lines_agree() -> None:
    parts = [part(1, "A1", "新桥通车", "（下转A4版）"), part(2, "A4", "新桥通车", "（上接A1版）")]
    assert pair_parts(parts) == [(1, 2)]


def test_labels_decide_between_two_that_go_on() -> None:
    parts = [
        part(1, "A1", "新桥通车 市民出行更方便", "下转A4版"),
        part(2, "A1", "春耕备耕有序展开", "下转A3版"),
        part(3, "A3", "春耕备耕", "（上接A1版）"),
        part(4, "A4", "新桥通车", "（上接A1版）"),
    ]
    assert sorted(pair_parts(parts)) == [(1, 4), (2, 3)]


def test_headings_decide_where_the_number_is_lost() -> None:
    parts = [
        part(1, "A1", "新桥通车 市民出行更方便", "（下转第 版）"),
        part(2, "A4", "新桥通车", "（上接第 版）"),
        part(3, "A4", "春耕备耕有序展开", "（上接第 版）"),
    ]
    assert pair_parts(parts) == [(1, 2)]


def test_chinese_numerals() -> None:
    parts = [part(1, "第一版", "", "（下转第三版）"), part(2, "第三版", "", "（上接第一版）")]
    assert pair_parts(parts) == [(1, 2)]


def test_pages_that_contradict_are_not_joined() -> None:
    parts = [part(1, "A1", "新桥通车", "下转A4版", "完。"), part(2, "A7", "新桥", "（上接A2版）")]
    assert pair_parts(parts) == []


def test_an_article_over_three_pages() -> None:
    parts = [
        part(1, "1", "长篇", "（下转第2版）"),
        part(2, "2", "长篇", "（上接第1版）（下转第3版）"),
        part(3, "3", "长篇", "（上接第2版）"),
    ]
    assert sorted(pair_parts(parts)) == [(1, 2), (2, 3)]


def test_nothing_goes_in_a_circle() -> None:
    parts = [part(1, "1", "甲", "（上接第2版）（下转第2版）"), part(2, "2", "甲", "（上接第1版）（下转第1版）")]
    assert len(pair_parts(parts)) == 1


def test_of_equal_parts_the_order_in_which_they_came_does_not_decide() -> None:
    said = [
        ("A1", "简讯", "（下转第 版）", "甲"),
        ("A1", "简讯", "（下转第 版）", "乙"),
        ("A4", "简讯", "（上接第 版）", "丙"),
        ("A5", "简讯", "（上接第 版）", "丁"),
    ]
    joined = set()
    for order in permutations(range(len(said))):
        parts = [part(number, *said[which]) for number, which in enumerate(order)]
        texts = [parts[i].text for i in range(len(parts))]
        joined.add(frozenset((texts[first], texts[second]) for first, second in pair_parts(parts)))
    assert len(joined) == 1
