"""What is meant by what a person types to go somewhere: a date or a part of one, a page, words."""

import re
from dataclasses import dataclass

from reader.text.dates import full_dates, numeral
from reader.text.folding import narrow

_NUMERAL = "0-9〇零一二三四五六七八九十廿卅"
_ISO = re.compile(r"(\d{4})(?:[-./年](?:(\d{1,2})(?:[-./月](?:(\d{1,2})[日号]?)?)?)?)?|(\d{4})(\d\d)(\d\d)")
_PART = re.compile(rf"(?:([{_NUMERAL}]{{1,3}})月(?:([{_NUMERAL}]{{1,3}})[日号]?)?|([{_NUMERAL}]{{1,3}})[日号])")
_DASHED = re.compile(r"(\d{1,2})[-./](\d{1,2})")
_PAGE = re.compile(rf"([a-z]?)(\d{{1,3}})版?|第?([a-z]?)([{_NUMERAL}]{{1,3}})版|([头頭]版)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to go. `date` is an ISO date or a part of one, with ? for each digit that is not said (????-01-20); `page` its
    section letter ('' for any) and its number; '' and None where nothing was said. `words` are all other words.
    """

    date: str = ""
    page: tuple[str, int] | None = None
    words: tuple[str, ...] = ()


def wanted(typed: str) -> Wanted:
    """Read what was typed. Nothing is an error: what is no date and no page is a word."""
    printed = full_dates(typed)
    date = printed[0].day.isoformat() if printed else ""
    if printed:
        typed = f"{typed[: printed[0].start]} {typed[printed[0].end :]}"
    page: tuple[str, int] | None = None
    words = []
    for word in typed.split():
        folded = narrow(word)
        if not date and (said := date_said(folded)):
            date = said
        elif page is None and (label := page_said(folded)):
            page = label
        else:
            words.append(word)
    return Wanted(date, page, tuple(words))


def date_said(word: str) -> str:
    """The date that a word says, as in `Wanted`: 2021-1-20, 20210120, 2021年1月, 2021, 1月20日, 1-20, 20日; '' for none."""
    found = _ISO.fullmatch(word)
    if found:
        year, month, day = found[1] or found[4], found[2] or found[5], found[3] or found[6]
    elif found := _PART.fullmatch(word) or _DASHED.fullmatch(word):
        year, month, day = "????", found[1], found[found.lastindex or 1] if found.lastindex != 1 else None
    else:
        return ""
    numbers = [numeral(part) if part else None for part in (month, day)]
    if any(n is not None and not 1 <= n <= most for n, most in zip(numbers, (12, 31), strict=True)):
        return ""
    parts = [year, *("??" if n is None else f"{n:02d}" for n in numbers)]
    while parts[-1] == "??":
        parts.pop()
    return "-".join(parts)


def page_said(word: str) -> tuple[str, int] | None:
    """The page that a word says: A4, 4, 第4版, 四版, 头版; None for none."""
    found = _PAGE.fullmatch(word)
    if not found:
        return None
    if found[5]:
        return "", 1
    number = numeral(found[2] or found[4])
    return ((found[1] or found[3] or "").upper(), number) if number else None
