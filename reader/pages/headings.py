"""Which lines of a heading are kicker (引题), headline (主题) and subhead (副题).

Customs used: the kicker says who or on what occasion and often ends in 强调 or ——; the column's name in brackets closes the
headline; a feature's subhead begins with ——, that of a news item does not; OCR gives two printed lines on one line with one
blank between.
"""

import re
from dataclasses import dataclass

from reader.model import Role
from reader.pages.conventions import CJK, COLUMN_NAME

_SAID = re.compile("(?:强调|強調|指出|表示|要求|宣布|致辞|侧记|会上说|答记者问时)$")
_KICKER_END = re.compile("(?:——|—|──)$")
_ONE_BLANK = re.compile(f"(?<=[{CJK}”》）！？—0-9A-Za-z%％])[ ](?=[{CJK}“《（0-9A-Za-z])")
_GOES_ON = re.compile("预计|和|与|及|并|将|拟|被|的|在|为")
_SUBHEAD_START = re.compile(
    "同比|环比|较|增|到20|至20|已|共|累计|包括|提出|约|相当于|主要|规模|其中|涉及|覆盖|最高|平均|占|超|全年|目前|创|为[^民]|"
    f"[{CJK}]{{2,3}}(?:出席|主持|作出|讲话|致辞|总理|会见)"
)
_SUBHEAD_END = re.compile("(?:出席|讲话|批示|监誓|致辞|主持|主持会议|出席仪式|公布|进行讲评)$")
MOST_PARTS = 2
MOST_LINES = 8  # of a heading that are weighed against each other
PARALLEL = 2  # characters by which the halves of one headline differ (坚定信心加油干 奋力冲刺“双过半”)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of a heading: its text, whether it bears a Markdown mark, and whether it stands within its article's body."""

    block: int
    start: int  # in the block's text
    end: int
    text: str
    marked: bool
    late: bool


def lines_of_heading(block: int, text: str, marked: bool, late: bool) -> list[HeadLine]:
    """A heading block as printed lines: two where a single blank parts kicker and headline, else one."""
    at = _kicker_end(text)
    if at is None:
        return [HeadLine(block, 0, len(text), text, marked, late)]
    return [HeadLine(block, 0, at, text[:at], marked, late), HeadLine(block, at + 1, len(text), text[at + 1 :], marked, late)]


def _kicker_end(text: str) -> int | None:
    """Where a kicker ends on a line that holds the headline too."""
    blanks = [m.start() for m in _ONE_BLANK.finditer(text)]
    for at in blanks:
        if _SAID.search(text[:at]) or _KICKER_END.search(text[:at]):
            return at
    if len(blanks) != MOST_PARTS - 1:
        return None
    first, second = text[: blanks[0]], text[blanks[0] + 1 :]
    if abs(len(first) - len(second)) <= PARALLEL or _GOES_ON.match(second) or first.startswith("——"):
        return None
    return blanks[0]


def heading_roles(lines: list[HeadLine], lead: bool) -> list[Role]:
    """The role of each line of a heading, given in the page's order; `lead` says that a dateline follows, so it is news."""
    early = [line for line in lines if not line.late]
    late = [line for line in lines if line.late]
    if early and late:
        chosen = dict(zip(late, _roles(late, lead), strict=True))
        chosen |= {line: Role.KICKER if _is_kicker(line.text) else Role.SUBHEAD for line in early}
        return [chosen[line] for line in lines]
    return _roles(lines, lead)


def _roles(lines: list[HeadLine], lead: bool) -> list[Role]:
    if len(lines) > MOST_LINES:
        return _roles(lines[:MOST_LINES], lead) + [Role.SUBHEAD] * (len(lines) - MOST_LINES)
    best = max(range(len(lines)), key=lambda at: (_headline_score(lines, at, lead), -at))
    roles = []
    for number, line in enumerate(lines):
        if number < best and not line.text.startswith("——"):
            roles.append(Role.KICKER)
        elif number > best and not _same_sentence(lines[number - 1].text, line.text):
            roles.append(Role.SUBHEAD)
        else:
            roles.append(Role.HEADLINE if number >= best else Role.SUBHEAD)
    if len(lines) == MOST_PARTS and _split_sentence(lines):
        return [Role.HEADLINE, Role.HEADLINE]
    return roles


def _headline_score(lines: list[HeadLine], at: int, lead: bool) -> float:
    """How well line `at` serves as the headline: those before it become kickers, those after it subheads."""
    score = 4.0 if COLUMN_NAME.search(lines[at].text) else 0.0
    for line in lines[:at]:
        score += 3.0 if _is_kicker(line.text) else 0.3
        score -= 4.0 if line.text.startswith("——") else 0.0
    for line in lines[at + 1 :]:
        score += 5.0 if line.text.startswith("——") else 0.0
        score += _subhead_score(lines[at], line, lead)
    score -= 3.0 if _is_kicker(lines[at].text) and at + 1 < len(lines) else 0.0
    score -= 5.0 if lines[at].text.startswith("——") else 0.0
    return score


def _subhead_score(headline: HeadLine, line: HeadLine, lead: bool) -> float:
    if headline.marked and not line.marked:
        return 4.0
    score = -1.5 if line.marked else 0.0
    score += 1.5 if _SUBHEAD_START.match(line.text) or _SUBHEAD_END.search(line.text) else 0.0
    return score + (0.2 if lead else -0.8)


def _is_kicker(text: str) -> bool:
    return _SAID.search(text) is not None or _KICKER_END.search(text) is not None


def _same_sentence(first: str, second: str) -> bool:
    return first[-1] in "，、" or second[0] in "，、的和"


def _split_sentence(lines: list[HeadLine]) -> bool:
    """Whether two lines are one headline: a short subject, and a predicate that begins with a word of time (昨, 今)."""
    first, second = lines[0].text, lines[1].text
    return len(first) <= 6 and second[0] in "昨今日将已再" and not _is_kicker(first)
