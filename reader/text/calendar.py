"""Dates as a reader of newspapers says them, in the chosen language."""

import re
from collections.abc import Callable
from datetime import date, datetime

from reader.translation import language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_CHINESE = "一二三四五六日"
_SAID = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(?:(\d{1,2})[日号]?)?(?:(?:星期|周|礼拜)([一二三四五六日天]))?")
_SHORTEST = 3  # letters of the name of a month or a weekday: Jan, Wed


def year_name(iso: str) -> str:
    """The year of an ISO date or its beginning; '' for ''."""
    return f"{iso[:4]}年" if iso and language() == "zh_CN" else iso[:4]


def month_name(iso: str) -> str:
    """The month of an ISO date (2021-01); '' where it has none."""
    month = iso[5:7]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return ""
    return f"{int(month)}月" if language() == "zh_CN" else _MONTHS[int(month) - 1]


def weekday_names() -> list[str]:
    """The weekdays from Monday on, as short as they can be told apart."""
    return list(_WEEKDAYS_CHINESE) if language() == "zh_CN" else [name[:2] for name in _WEEKDAYS]


def day_name(iso: str) -> str:
    """Day and weekday of a full ISO date; what there is of a shorter one."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language() == "zh_CN":
        return f"{day.month}月{day.day}日 星期{_WEEKDAYS_CHINESE[day.weekday()]}"
    return f"{day.day} {_MONTHS[day.month - 1][:3]}, {_WEEKDAYS[day.weekday()][:3]}"


def full_date(iso: str) -> str:
    """A whole date for a heading; what there is of a shorter one."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language() == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS_CHINESE[day.weekday()]}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}, {_WEEKDAYS[day.weekday()]}"


def said_of_dates(word: str) -> Callable[[str], bool] | None:
    """Whether an ISO date is one that a word says in either language: 1月20日, 星期三, Jan, Wednesday, 20; None for others."""
    word = word.lower().strip(",.，")
    if word.isascii() and word.isalpha():
        months, weekdays = _begun(_MONTHS, word), _begun(_WEEKDAYS, word)
        return (lambda iso: iso[5:7] in months or _weekday(iso) in weekdays) if months or weekdays else None
    said = _SAID.fullmatch(word)
    if not word or not said:
        return None
    year, month, day, weekday = said.groups()
    weekday = weekday and f"{_WEEKDAYS_CHINESE.index(weekday.replace('天', '日')) + 1:02d}"
    wanted = [(year, slice(4)), (month, slice(5, 7)), (day, slice(8, 10))]
    parts = [(int(part), place) for part, place in wanted if part]
    return lambda iso: all(iso[place] == f"{part:02d}" for part, place in parts) and weekday in (None, _weekday(iso))


def _begun(names: tuple[str, ...], word: str) -> list[str]:
    """The numbers, from 01 on, of the names that begin with a word."""
    long_enough = len(word) >= _SHORTEST
    return [f"{number:02d}" for number, name in enumerate(names, 1) if long_enough and name.lower().startswith(word)]


def _weekday(iso: str) -> str:
    """From 01 for Monday on; '' where the day is not known."""
    try:
        return f"{date.fromisoformat(iso).isoweekday():02d}" if len(iso) == len("2021-01-20") else ""
    except ValueError:
        return ""


def local_time(moment: str) -> str:
    """A time in UTC, ISO, as day and minute where the reader is (2021-01-20 08:15); what is none, as it stands."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment
