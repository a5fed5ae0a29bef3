"""Dates as a reader of newspapers says them."""

from collections.abc import Callable, Iterator

import pytest

from reader.text.calendar import day_name, full_date, month_name, said_of_dates, year_name
from reader.translation import set_language


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("name", "iso", "english", "chinese"),
    [
        (year_name, "2021-01-20", "2021", "2021年"),
        (year_name, "", "", ""),
        (month_name, "2021-01", "January", "1月"),
        (month_name, "1949-12-31", "December", "12月"),
        (month_name, "2021", "", ""),
        (month_name, "2021-13", "", ""),
        (day_name, "2021-01-20", "20 Jan, Wed", "1月20日 星期三"),
        (day_name, "2020-02-30", "2020-02-30", "2020-02-30"),
        (day_name, "2021-01", "2021-01", "2021-01"),
        (full_date, "2021-01-24", "24 January 2021, Sunday", "2021年1月24日 星期日"),
        (full_date, "1900-01-01", "1 January 1900, Monday", "1900年1月1日 星期一"),
        (full_date, "2021", "2021", "2021"),
        (full_date, "", "", ""),
    ],
)
def test_a_date_is_said_in_both_languages(name: Callable[[str], str], iso: str, english: str, chinese: str) -> None:
    set_language("en")
    assert name(iso) == english
    set_language("zh_CN")
    assert name(iso) == chinese


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *[("1月20日", True), ("1月", True), ("20日", True), ("2021年1月20日星期三", True), ("周三", True), ("1月21日", False)],
        *[("20", True), ("21", False), ("Jan", True), ("january", True), ("Wed,", True), ("Wednesday", True), ("Thu", False)],
        *[("星期天", False), ("星期三", True)],
    ],
)
def test_a_word_says_a_date_as_it_is_shown(word: str, said: bool) -> None:
    is_meant = said_of_dates(word)
    assert is_meant is not None
    assert is_meant("2021-01-20") == said
    assert not is_meant(""), "no word says a date that is not known"


@pytest.mark.parametrize("word", ["", ",", "桥", "ja", "janus", "星期", "2.txt"])
def test_other_words_say_no_date(word: str) -> None:
    assert said_of_dates(word) is None
