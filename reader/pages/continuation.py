"""Which part of an article on one page goes on which part on another: 下转 and 上接 lines, page labels and headings.

A jump line names the page where the article goes on (下转第4版, 下转A4版, 转二版) or comes from (上接第一版). OCR may lose its
number, so the labels vote together with the words that the two headings share, as the second part repeats or shortens the
headline of the first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.text.dates import numeral

_JUMP = re.compile(r"(下转|下轉|上接|紧接|緊接|转|轉|接)\s*第?\s*([A-Za-z]?)\s*([0-9０-９〇零一二三四五六七八九十]{0,3})")
_FROM = frozenset({"上接", "紧接", "緊接", "接"})
_LABEL = re.compile(r"([A-Za-z]?)\s*0*([0-9０-９〇零一二三四五六七八九十]{1,4})")

# Points; what stands in the pair of lines outweighs any likeness of words, and either alone is enough to join.
LABEL_AGREES = 2.0  # the first part names the second's page, or the second the first's
LABEL_DIFFERS = -3.0
HEADING_SHARED = 3.0  # times the share of the second heading's pairs of characters that stand in the first heading
BOTH_OPEN = 0.5  # the first part breaks off in mid-sentence
JOINED = 1.5  # the score from which two parts are one article


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a part of an article that has a jump line: its id, page label, heading, jump lines and text."""

    id: int
    label: str
    heading: str
    jump: str
    text: str


def page_number(label: str) -> tuple[str, int] | None:
    """A page label as section letter and number: "A04" and "第A4版" -> ("A", 4), "第四版" -> ("", 4); None without a number."""
    found = _LABEL.search(label)
    number = numeral(found[2]) if found else None
    return (found[1].upper(), number) if found and number else None


def pair_parts(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """The pairs (id of a first part, id of the part that goes on it) among the parts of one issue, the surest first.

    Each part is continued by one at most, and continues one at most; no part joins itself, and none goes in a circle.
    """
    parts = sorted(parts, key=lambda p: (page_number(p.label) or ("", 0), p.label, p.heading, p.jump, p.text, p.id))
    scored = sorted(  # of equal pairs the first by what they say, not by when they came
        ((_score(a, b), a.id, b.id) for a in parts for b in parts if a.id != b.id and _turns(a, False) and _turns(b, True)),
        key=lambda pair: -pair[0],
    )
    before: dict[int, int] = {}
    for score, first, second in scored:
        if score >= JOINED and second not in before and first not in before.values() and not _reaches(before, first, second):
            before[second] = first
    return [(first, second) for second, first in before.items()]


def _turns(part: Part, back: bool) -> list[tuple[str, int] | None]:
    """The pages that a part's jump lines name in one direction; None for a line whose number is lost."""
    found = []
    for word, letter, digits in _JUMP.findall(part.jump):
        if (word in _FROM) is back:
            number = numeral(digits)
            found.append((letter.upper(), number) if number else None)
    return found


def _score(first: Part, second: Part) -> float:
    score = _labels(_turns(first, False), second.label) + _labels(_turns(second, True), first.label)
    score += HEADING_SHARED * _shared(second.heading, first.heading)
    return score + BOTH_OPEN * (not first.text.rstrip().endswith(("。", "！", "？", "”", "…")))


def _labels(named: Sequence[tuple[str, int] | None], label: str) -> float:
    known, page = [n for n in named if n], page_number(label)
    if not known or page is None:
        return 0.0
    return LABEL_AGREES if any(n[1] == page[1] and (n[0] == page[0] or not n[0]) for n in known) else LABEL_DIFFERS


def _shared(heading: str, other: str) -> float:
    bare = re.sub(r"\W", "", heading)
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1)}
    whole = re.sub(r"\W", "", other)
    return sum(pair in whole for pair in pairs) / len(pairs) if pairs else 0.0


def _reaches(before: dict[int, int], start: int, goal: int) -> bool:
    """Whether one comes from `start` back to `goal` along the joins made so far."""
    while start in before:
        start = before[start]
        if start == goal:
            return True
    return False
