"""Dates in all the ways that newspapers print them."""

from datetime import date

import pytest

from reader.text import dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19", 19),
        ("１９", 19),
        ("二〇二一", 2021),
        ("一九四九", 1949),
        ("二十一", 21),
        ("廿一", 21),
        ("十", 10),
        ("三十", 30),
        ("元", 1),
        ("", None),
        ("甲", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert dates.numeral(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年1月20日 星期三", date(2021, 1, 20)),
        ("二〇二一年一月二十日", date(2021, 1, 20)),
        ("民国三十八年十月一日", date(1949, 10, 1)),
        ("中華民國元年一月一日", date(1912, 1, 1)),
        ("一九五○年三月五日", date(1950, 3, 5)),
    ],
)
def test_full_dates(text: str, day: date) -> None:
    assert [found.day for found in dates.full_dates(text)] == [day]


@pytest.mark.parametrize("text", ["2021年2月30日", "1月19日", "第2021期", "99999年1月1日"])
def test_no_full_dates(text: str) -> None:
    assert dates.full_dates(text) == []


def test_the_weekday_is_a_check() -> None:
    fits = [dates.full_dates(f"2021年1月20日{weekday}")[0].weekday_fits for weekday in ("　星期三", " 周日", "")]
    assert fits == [True, False, None]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("rmrb_2021-01-20_03", date(2021, 1, 20)),
        ("20210120", date(2021, 1, 20)),
        ("2021.1.20", date(2021, 1, 20)),
        ("2021年1月20日", date(2021, 1, 20)),
    ],
)
def test_dates_in_names(name: str, day: date) -> None:
    assert dates.dashed_date(name) == day


def test_numbers_in_names_that_are_no_dates() -> None:
    assert [dates.dashed_date(name) for name in ("page_003", "20211345", "120210120")] == [None, None, None]


def test_the_day_of_a_dateline() -> None:
    assert dates.month_and_day("新华社北京1月19日") == (1, 19)
    assert dates.month_and_day("太原四日") == (None, 4)
    assert dates.month_and_day("本报讯") is None
