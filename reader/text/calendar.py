"""Dates as a reader of newspapers says them, in the chosen language."""

from datetime import date

from reader.translation import language

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_CHINESE = "一二三四五六日"


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
