"""Newspaper, date, page label and name: from the masthead, the names of file and folder, else inferred from the 讯头."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reader.model import Flag, FlagKind, Known, Origin, Page
from reader.pages import conventions
from reader.pages.blocks import Block
from reader.pages.conventions import CJK, NUMERAL
from reader.text import dates
from reader.text.file_names import date_in, label_in, newspaper_in

_DAILY = "日报|晚报|时报|早报|晨报|商报|都市报|快报|导报|日報|晚報|時報"
_TITLE = f"(?:{_DAILY}|军报|周报|新闻报|文汇报|大公报|大公報|申报|申報|公报|報|报)"
_PAPER_LINE = re.compile(f"(?:《)?([{CJK}]{{1,10}}?{_TITLE})(?:》)?(?![{CJK}])")
_PAPER_LEAD = re.compile(f"([{CJK}]{{2,8}}?(?:{_DAILY}))(?:全媒体)?(?:记者|記者|讯|訊|[{CJK}]{{0,8}}电)")
_AGENCIES = ("新华社", "新華社", "中新社", "中央社", "本报", "本報")
_LABEL = re.compile(
    f"第?[ 　]*(?P<a>[A-Za-z]?)[ 　]*(?P<n>[{NUMERAL}]{{1,4}})[ 　]*版(?:[：:　 ]*(?P<name>[{CJK}]{{2,6}})(?![{CJK}]))?"
    f"|(?<![A-Za-z0-9])(?P<b>[A-Z])[ 　]?(?P<m>\\d{{1,2}})(?![A-Za-z0-9])(?:[：:　 ]*(?P<title>[{CJK}]{{2,6}})(?![{CJK}]))?"
)
_EDITION = re.compile("(?:早|晚|午|夜|海外|农村|地方|华南|华东)[刊版](?![面])")
_AIM = "(?!远景|目标|規劃|规划|以前|前|底)"
_YEAR = re.compile(f"(?<![0-9.到至—-])((?:18|19|20)[0-9]{{2}})年{_AIM}")
_CHINESE_YEAR = re.compile(f"(?<![到至])([一二][〇○零一二三四五六七八九]{{3}})年{_AIM}")


@dataclass(frozen=True, slots=True)
class Facts:
    """A page with what is known of it filled in, and doubts about it."""

    page: Page
    flags: tuple[Flag, ...] = ()


def identified(page: Page, masthead: Sequence[Block], blocks: Sequence[Block]) -> Facts:
    """The page with newspaper, date, label, name and edition; what the caller knew is kept."""
    flags: list[Flag] = []
    text = "\n".join(block.text for block in masthead)
    named = _named(newspaper_in(page.source))
    newspaper = page.newspaper or _printed_newspaper(masthead) or named or _inferred_newspaper(blocks)
    day = page.date or _printed_date(masthead, flags) or _named(date_in(page.source)) or _inferred_date(blocks, flags)
    label, name = _printed_label(text)
    edition = _EDITION.search(text)
    return Facts(
        replace(
            page,
            newspaper=newspaper,
            date=day,
            label=page.label or label or _named(label_in(page.source)),
            name=page.name or name,
            edition=page.edition or (Known(edition[0], Origin.PRINTED) if edition else None),
        ),
        tuple(flags),
    )


def _printed_newspaper(masthead: Sequence[Block]) -> Known | None:
    for block in masthead:
        match = _PAPER_LINE.search(block.text)
        if match:
            return Known(match[1], Origin.PRINTED)
    return None


def _named(value: str) -> Known | None:
    return Known(value, Origin.FILE_NAME) if value else None


def _inferred_newspaper(blocks: Sequence[Block]) -> Known | None:
    """The paper named most often in 讯头 and bylines: 株洲日报讯, 株洲日报记者.

    A lead (讯, 电) names the paper itself. A byline may be a guest's: where the paper calls itself 本报 as often, it is.
    """
    counts: Counter[str] = Counter()
    leads: set[str] = set()
    own = sum(block.text.startswith(("本报", "本報")) for block in blocks)
    for block in blocks:
        match = _PAPER_LEAD.match(block.text[:40])
        if match and not match[1].startswith(_AGENCIES):
            counts[match[1]] += 1
            if not match[0].endswith(("记者", "記者")):
                leads.add(match[1])
    name, most = counts.most_common(1)[0] if counts else ("", 0)
    return Known(name, Origin.INFERRED) if name in leads or most > own else None


def _printed_date(masthead: Sequence[Block], flags: list[Flag]) -> Known | None:
    found = [(block, day) for block in masthead for day in dates.full_dates(block.text)]
    if not found:
        return None
    fitting = [pair for pair in found if pair[1].weekday_fits] or found
    block, best = fitting[0]
    if best.weekday_fits is False:
        flags.append(Flag(FlagKind.DOUBTFUL_SOURCE, block.start + best.start, note="the weekday printed does not fit the date"))
    elif any(other.day != best.day for _, other in found):
        flags.append(Flag(FlagKind.DOUBTFUL_SOURCE, block.start, note="two dates are printed"))
    return Known(best.day.isoformat(), Origin.PRINTED)


def _inferred_date(blocks: Sequence[Block], flags: list[Flag]) -> Known | None:
    """The day after the newest 电头 day, as a morning paper prints it; the year is the one the page names most."""
    year = _year_of(blocks)
    days = [day for block in blocks if (day := _lead_day(block, year))]
    if year is None or not days:
        return None
    newest = max(days)
    flags.append(Flag(FlagKind.DOUBTFUL_SOURCE, 0, note="the date is inferred from the newest dateline", confidence=0.6))
    return Known((newest + timedelta(days=1)).isoformat(), Origin.INFERRED)


def _lead_day(block: Block, year: int | None) -> date | None:
    end = conventions.dateline_end(block.text)
    if not end or year is None:
        return None
    found = dates.month_and_day(block.text[:end]) or dates.month_and_day(block.text[end : end + 12].split("，")[0])
    if found is None or found[0] is None:
        return None
    try:
        return date(year, found[0], found[1])
    except ValueError:
        return None


def _year_of(blocks: Sequence[Block]) -> int | None:
    """The newest year that the page names often: at least a third as often as the commonest one."""
    counts: Counter[int] = Counter()
    for block in blocks:
        counts.update(int(y) for y in _YEAR.findall(block.text))
        counts.update(n for y in _CHINESE_YEAR.findall(block.text) if (n := dates.numeral(y)))
    if not counts:
        return None
    most = counts.most_common(1)[0][1]
    return max(year for year, n in counts.items() if 3 * n >= most)


def _printed_label(text: str) -> tuple[Known | None, Known | None]:
    for match in _LABEL.finditer(text):
        letter, number = (match["a"] or "", match["n"]) if match["n"] else (match["b"] or "", match["m"])
        value = dates.numeral(number)
        if value is None:
            continue
        name = match["name"] or match["title"]
        label = f"{letter.upper()}{value}" if letter else f"第{value}版"
        return Known(label, Origin.PRINTED), Known(name, Origin.PRINTED) if name else None
    return None, None
