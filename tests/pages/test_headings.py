"""Kicker, headline and subhead told apart."""

import pytest

from reader.pages.headings import heading_roles, lines_of_heading


def parts(*lines: tuple[str, bool, bool], lead: bool = True) -> list[tuple[str, str]]:
    """Each printed line with its role; a line is given as text, whether it is marked, whether it stands within the body."""
    found = [part for n, (text, marked, late) in enumerate(lines) for part in lines_of_heading(n, text, marked, late)]
    return [(part.text, role.value) for part, role in zip(found, heading_roles(found, lead), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市长在东湖调研时强调 让湖水早日变清", ["kicker", "headline"]),
        ("东湖区清理水草的工人—— 湖上三十天（人物）", ["kicker", "headline"]),
        ("让湖水更清  让湖岸更绿", ["headline"]),
        ("湖水变清了 湖岸变绿了", ["headline"]),
        ("湖水 湖岸 湖上的人和他们的三十天", ["headline"]),
    ],
)
def test_one_line(text: str, expected: list[str]) -> None:
    assert [role for _, role in parts((text, False, False))] == expected


def test_a_dash_begins_a_subhead() -> None:
    assert [r for _, r in parts(("湖上三十天", False, False), ("——东湖清理水草侧记", False, False))] == ["headline", "subhead"]


def test_the_column_name_closes_the_headline() -> None:
    assert [r for _, r in parts(("东湖区清理水草", False, False), ("湖上三十天（人物）", False, False))] == [
        "kicker",
        "headline",
    ]


def test_a_line_without_mark_below_a_marked_one_is_a_subhead() -> None:
    assert [r for _, r in parts(("东湖开始清理水草", True, False), ("三十名工人下湖作业", False, False))] == [
        "headline",
        "subhead",
    ]


def test_a_line_before_the_body_is_subhead_of_a_heading_within_it() -> None:
    assert parts(("三十名工人下湖", False, False), ("东湖开始清理水草", True, True))[0][1] == "subhead"


def test_one_sentence_on_two_lines_is_one_headline() -> None:
    assert [r for _, r in parts(("园林工人", True, False), ("昨下湖清理水草", True, False))] == ["headline", "headline"]


def test_a_run_of_many_lines_is_still_read() -> None:
    assert len(parts(*[("湖上三十天", False, False)] * 500)) == 500
