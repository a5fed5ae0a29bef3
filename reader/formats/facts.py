"""What is known of a page beside its text: newspaper, date and label in the forms that the library keeps."""

import re

from reader.model import Known, Origin
from reader.text.dates import dashed_date, full_dates, numeral
from reader.text.file_names import date_in, label_in, newspaper_in

_LABEL = re.compile(r"^第?\s*([A-Za-z]{0,2})\s*0*([0-9０-９〇零一二三四五六七八九十]{1,4})\s*版?$")


def printed(value: str | None) -> Known | None:
    """A fact that the content gives; None for nothing."""
    value = value.strip() if value else ""
    return Known(value, Origin.PRINTED) if value else None


def iso_date(value: str) -> str:
    """A date in any of the usual forms, with or without a time, as ISO; a year or month alone stands; '' for others."""
    value = value.strip()
    if re.fullmatch(r"(?:18|19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", value):
        return value
    found = full_dates(value)
    day = found[0].day if found else dashed_date(re.split(r"[T ]", value)[0])
    return day.isoformat() if day else ""


def label(value: str) -> str:
    """A page label as pages print it and the library keeps it: A1, 第3版; what is none of the kind as it stands."""
    value = value.strip()
    match = _LABEL.match(value)
    number = numeral(match[2]) if match else None
    if match is None or number is None:
        return value
    return f"{match[1].upper()}{number}" if match[1] else f"第{number}版"


def named_newspaper(name: str) -> Known | None:
    """The newspaper that a file's or folder's name tells."""
    return _named(newspaper_in(name))


def named_date(name: str) -> Known | None:
    """The date that a file's name, or the names of its folders, tell."""
    return _named(date_in(name))


def named_label(name: str) -> Known | None:
    """The page label that a file's name tells."""
    return _named(label_in(name))


def _named(value: str) -> Known | None:
    return Known(value, Origin.FILE_NAME) if value else None
