"""Dates as Chinese newspapers print them: 2021年1月20日, 二〇二一年一月二十日, 民国三十八年十月一日, 1月19日."""

import re
from dataclasses import dataclass
from datetime import date

DIGITS = dict(zip("〇○Ｏ零元一二三四五六七八九", (0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "廿": 20, "卅": 30}
_NUMERAL = "0-9０-９〇○Ｏ零元一二三四五六七八九十廿卅"
_REPUBLIC = 1911  # 民国 1 is 1912
_FULL = re.compile(
    rf"(?P<era>(?:中[华華])?民[国國][ 　]*)?(?P<year>[{_NUMERAL}]{{1,5}})[ 　]*年[ 　]*"
    rf"(?P<month>[{_NUMERAL}]{{1,3}})[ 　]*月[ 　]*(?P<day>[{_NUMERAL}]{{1,3}})[ 　]*[日号號]"
)
_DASHED = re.compile(
    r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<sep>[-./_ ]?)(?P<month>0[1-9]|1[0-2]|[1-9])(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"
)
_WEEKDAY = re.compile("(?:星期|周|週|禮拜|礼拜)[ 　]*([一二三四五六日天])")
_MONTH_DAY = re.compile(rf"(?:(?P<month>[{_NUMERAL}]{{1,3}})月)?(?P<day>[{_NUMERAL}]{{1,3}})日")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date in a text; `weekday_fits` is None where no weekday is printed after it."""

    day: date
    start: int
    end: int
    weekday_fits: bool | None = None


def numeral(text: str) -> int | None:
    """The number of Arabic (also full-width) or Chinese numerals, by digits (二〇二一) or by tens (二十一, 廿一)."""
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if not any(c in _TENS for c in text):
        value = 0
        for c in text:
            digit = int(c) if c.isdecimal() else DIGITS.get(c)
            if digit is None:
                return None
            value = value * 10 + digit
        return value
    value, unit = 0, 0
    for c in text:
        if c in _TENS:
            value += (unit or 1) * _TENS[c]
            unit = 0
        elif c in DIGITS:
            unit = DIGITS[c]
        else:
            return None
    return value + unit


def _calendar(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_dates(text: str) -> list[FoundDate]:
    """All dates with a year that a text prints, in order; impossible ones (2月30日) are left out."""
    found = []
    for match in _FULL.finditer(text):
        year = numeral(match["year"])
        if match["era"] and year is not None:
            year += _REPUBLIC
        if year is not None and not 1800 <= year <= 2199:
            continue
        day = _calendar(year, numeral(match["month"]), numeral(match["day"]))
        if day:
            found.append(FoundDate(day, match.start(), match.end(), _weekday_fits(text[match.end() : match.end() + 12], day)))
    return found


def _weekday_fits(after: str, day: date) -> bool | None:
    match = _WEEKDAY.search(after)
    return None if match is None else ("一二三四五六日".find(match[1].replace("天", "日")) == day.weekday())


def dashed_date(name: str) -> date | None:
    """The date in a file or folder name: 2021-01-20, 20210120, 2021_1_20, 2021年1月20日."""
    for match in _DASHED.finditer(name):
        day = _calendar(int(match["year"]), int(match["month"]), int(match["day"]))
        if day and (match["sep"] or len(match[0]) == 8):
            return day
    printed = full_dates(name)
    return printed[0].day if printed else None


def month_and_day(text: str) -> tuple[int | None, int] | None:
    """The month (None where only the day is given) and day at the end of a 电头: 新华社北京1月19日, 太原四日."""
    last = None
    for match in _MONTH_DAY.finditer(text):
        last = match
    if last is None:
        return None
    month, day = numeral(last["month"] or ""), numeral(last["day"])
    if day is None or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return None
    return month, day
