"""What is known of a page beside its text: newspaper, date and label in the forms that the library keeps."""

import re
from datetime import date
from pathlib import PurePosixPath

from reader.model import Known, Origin
from reader.text.dates import dashed_date, full_dates, numeral

# The codes in addresses and file names of digital newspapers (paper.people.com.cn/rmrb, nw.D110000gmrb_20260104_4-04.htm).
_CODES = {
    "rmrb": "人民日报",
    "renmrb": "人民日报",
    "rmrbhwb": "人民日报海外版",
    "gmrb": "光明日报",
    "jjrb": "经济日报",
    "mrdx": "新华每日电讯",
    "xhmrdx": "新华每日电讯",
    "cntheory": "学习时报",
    "xuexishibao": "学习时报",
    "studytimes": "学习时报",
    "xwlb": "新闻联播",
}
_CODE = re.compile(rf"(?:(?<=D\d{{6}})|(?<![a-z0-9]))({'|'.join(sorted(_CODES, key=len, reverse=True))})(?![a-z])", re.I)
_FOLDER_DATE = re.compile(r"(?<!\d)((?:18|19|20)\d\d)[-_/年]?(\d\d)[-_/月]?(\d\d)(?!\d)")
_FOUNDER_PAGE = re.compile(r"(?:nw|nbs)\.D\d{6}[a-z]+_(?:\d{8}_\d+-)?(\d{1,3})\.html?$", re.I)
_LABEL = re.compile(r"^第?\s*([A-Za-z]{0,2})\s*0*([0-9０-９〇零一二三四五六七八九十]{1,4})\s*版?$")
_PAPER_NAME = re.compile(r"([\u3400-\u9fff]{2,12}(?:报|報|新闻联播|新华每日电讯))(?![\u3400-\u9fff])")


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
    """The newspaper that a file's or folder's name tells: by its Chinese name, or the code of its web address."""
    for part in reversed(PurePosixPath(name.replace("\\", "/")).parts):
        match = _PAPER_NAME.search(re.sub(r"[_0-9.#]", " ", part))
        if match:
            return Known(match[1], Origin.FILE_NAME)
        code = _CODE.search(part.replace("_", " "))
        if code:
            return Known(_CODES[code[1].lower()], Origin.FILE_NAME)
    return None


def named_date(name: str) -> Known | None:
    """The date that a file's name, or the names of its folders, tell: 20260727, 2026-07/27, 1966年/05月/16日."""
    path = name.replace("\\", "/")
    for part in reversed(PurePosixPath(path).parts):
        if day := dashed_date(part):
            return Known(day.isoformat(), Origin.FILE_NAME)
    numbers = [tuple(map(int, found)) for found in _FOLDER_DATE.findall(path)]
    try:
        return Known(date(*numbers[-1]).isoformat(), Origin.FILE_NAME) if numbers else None
    except ValueError:
        return None


def named_label(name: str) -> Known | None:
    """The page label in the names that Founder's system gives: nbs.D110000renmrb_01.htm, nw.D110000renmrb_20220816_3-17.htm."""
    match = _FOUNDER_PAGE.search(name)
    return Known(label(match[1]), Origin.FILE_NAME) if match else None
