"""What the names of a file and its folders say of a page: newspaper, date and page label.

Archives are named in many ways: 人民日报/1949-10-01/第1版.txt, RMRB_19491001_01.txt, 2021-01-20_A1.md, 2024122401.pdf,
nbs.D110000renmrb_01.htm. What stands nearest to the page counts first.
"""

import re
from pathlib import PurePosixPath

from reader.text.dates import dashed_date, full_dates, numeral

_CJK = "\u3400-\u9fff"
# The codes in addresses and file names of digital newspapers (paper.people.com.cn/rmrb, nw.D110000gmrb_20260104_4-04.htm), and
# English names.
_CODES = {
    "rmrb": "人民日报",
    "renmrb": "人民日报",
    "people's daily": "人民日报",
    "peoples daily": "人民日报",
    "rmrbhwb": "人民日报海外版",
    "gmrb": "光明日报",
    "guangming daily": "光明日报",
    "jjrb": "经济日报",
    "jfjb": "解放军报",
    "jfrb": "解放日报",
    "grrb": "工人日报",
    "zgqnb": "中国青年报",
    "bjrb": "北京日报",
    "bjwb": "北京晚报",
    "xmwb": "新民晚报",
    "ycwb": "羊城晚报",
    "nfdsb": "南方都市报",
    "mrdx": "新华每日电讯",
    "xhmrdx": "新华每日电讯",
    "cntheory": "学习时报",
    "xuexishibao": "学习时报",
    "studytimes": "学习时报",
    "xwlb": "新闻联播",
}
_CODE = re.compile(rf"(?:(?<=D\d{{6}})|(?<![a-z0-9]))({'|'.join(sorted(_CODES, key=len, reverse=True))})(?![a-z])", re.I)
_NOT_PAPERS = "(?<!简)(?<!簡)(?<!通)(?<!海)(?<!预)(?<!預)(?<!情)(?<!汇)(?<!匯)(?<!读)(?<!讀)"
_DAILIES = "日报|晚报|时报|早报|晨报|商报|都市报|快报|导报|日報|晚報|時報|军报|周报"
_PAPER = re.compile(
    rf"(文汇报|文匯報|参考消息|新华每日电讯|新闻联播|[{_CJK}]{{1,10}}?(?:{_DAILIES}|{_NOT_PAPERS}[报報]))(?![{_CJK}])"
)
_CLOCK = re.compile(r"(?:18|19|20)\d\d[-_.]?\d\d[-_.]?\d\d[-_ ](?:[01]\d|2[0-3])[-_.]?[0-5]\d[-_.]?[0-5]\d(?!\d)")
_CAMERA = re.compile(r"^(?:IMG|DSC|PXL|MVIMG|VID|Screenshot|mmexport|微信图片|屏幕截图|截屏|扫描全能王)", re.I)
_FOLDERS = re.compile(
    r"(?P<year>(?:18|19|20)\d\d)[-_/.年]{0,2}(?:(?P<month>\d\d)[-_/.月]{0,2}(?P<day>\d\d)|(?<=\D)(?P<m>\d\d?)[-_/.月]{1,2}(?P<d>\d\d?))日?"
)
_FULL_LABEL = re.compile(
    r"(?<![A-Za-z0-9])第?(?P<letters>[A-Za-z]{0,2})0*(?P<number>\d{1,3}|[〇零一二三四五六七八九十]{1,3})版"
    r"|(?P<front>[头頭]版)"
    r"|(?<![A-Za-z0-9])(?P<bare>[A-Da-d])0*(?P<digits>\d{1,2})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?P<pair>[A-Z]{2})(?P<two>\d{2})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z])(?:[Pp]age|[Pp])[_ -]?0*(?P<page>\d{1,3})(?!\d)",
)
_FOUNDER_PAGE = re.compile(r"(?:nw|nbs)\.D\d{6}[a-z]+_(?:\d{8}_\d+-)?0*(\d{1,3})\.html?$", re.I)
_LAYOUT_PAGE = re.compile(r"/layout/\d{6}/\d{2}/node_0*(\d{1,3})\.html?$", re.I)
_DATED = re.compile(r"(?:18|19|20)\d\d(?:[-_.年]?\d{1,2}){2}日?")
_TEN = re.compile(r"(?P<date>(?:18|19|20)\d{6})(?P<page>\d\d)$")
_BESIDE_DATE = re.compile(r"[-_. ]+(?P<page>\d{1,2}|0\d\d)(?:[-_. ]+\d{1,3})?$")
_COPY = re.compile(r"[ _]?[(（]\d{1,2}[)）]$|_(?:content_list(?:_v2)?|middle|nohf|res)$")  # copied, or named by an engine
_NUMBER = re.compile(r"0*(?P<page>\d{1,2})$")
MOST_PAGES = 200


def newspaper_in(name: str) -> str:
    """The newspaper that a path tells, by its Chinese name or the code that digital newspapers use; '' where it tells none."""
    for part in reversed(_parts(name)):
        found = _PAPER.search(re.sub(r"[_0-9.#]", " ", part))
        if found:
            return found[1]
        code = _CODE.search(re.sub(r"[_.]", " ", part))
        if code:
            return _CODES[code[1].lower()]
    return ""


def date_in(name: str) -> str:
    """The date that a path tells, as ISO; '' where it tells none, or only when a camera took a picture."""
    parts = _parts(name)
    for part in reversed(parts):
        day = None if _is_of_camera(part) else dashed_date(part) or _of_ten(part)
        if day:
            return str(day)
    for size in (2, 3, 4):  # of folders that tell a date together: 2003年/3月/5日, 202412/25
        for end in range(len(parts), size - 1, -1):
            together = [*parts[end - size : end - 1], PurePosixPath(parts[end - 1]).stem]
            printed = full_dates("".join(together))
            if printed:
                return printed[0].day.isoformat()
            found = _FOLDERS.fullmatch("/".join(together))
            month, day = (found["month"] or found["m"], found["day"] or found["d"]) if found else ("", "")
            whole = dashed_date(f"{found['year']}-{month:0>2}-{day:0>2}") if found else None
            if whole:
                return whole.isoformat()
    return ""


def label_in(name: str) -> str:
    """The page label that a file's name tells, as the library keeps labels (A1, 第3版); '' where it tells none.

    A bare number is one only beside a date, or alone in the folder of a day.
    """
    path = name.replace("\\", "/").split("#")[0]
    known = _FOUNDER_PAGE.search(path) or _LAYOUT_PAGE.search(path)
    if known:
        return _label("", known[1])
    stem = _COPY.sub("", PurePosixPath(path).stem)
    found = _FULL_LABEL.search(stem)
    if found:
        letters = found["letters"] or found["bare"] or found["pair"] or ""
        number = found["number"] or found["digits"] or found["two"] or found["page"] or "1"
        return _label(letters, number)
    return "" if _is_of_camera(stem) else _label("", _number_beside_date(path, stem))


def _number_beside_date(path: str, stem: str) -> str:
    ten = _TEN.match(stem)
    if ten and dashed_date(ten["date"]):
        return ten["page"]
    words = re.sub(rf"[{_CJK}（）()]+", "_", stem)
    dated = _DATED.search(words)
    if dated and dashed_date(dated[0]):
        beside = _BESIDE_DATE.match(words[dated.end() :].rstrip("_ "))
        return beside["page"] if beside else ""
    alone = _NUMBER.match(stem)
    folder = str(PurePosixPath(path).parent)
    return alone["page"] if alone and date_in(folder) else ""


def _label(letters: str, number: str) -> str:
    value = numeral(number)
    if value is None or not 0 < value <= MOST_PAGES:
        return ""
    return f"{letters.upper()}{value}" if letters else f"第{value}版"


def _of_ten(part: str) -> str:
    """The date before the page's number: 2024122401."""
    found = _TEN.match(PurePosixPath(part).stem)
    day = dashed_date(found["date"]) if found else None
    return day.isoformat() if day else ""


def _is_of_camera(part: str) -> bool:
    return _CAMERA.match(part) is not None or _CLOCK.search(part) is not None


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name.replace("\\", "/")).parts
