"""Pages set as newspapers set them, with the box of every block, so that it is known what belongs to what.

Articles of known text are set on a grid of columns: a heading over one or several of them, the text below it in columns of even
depth, pictures with a caption, some articles within a frame, some going on in a column beside those under their heading (an L).
The blocks are given as an OCR engine gives them: a paragraph is cut where a column ends, and the order is one of ORDERS.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.formats.composing import Block, box, page_of
from reader.model import Page

LEADING = 1.45  # the distance of lines of body text, in characters
GUTTER = 1.6
GAP = 2.2  # between articles
MARKED = 0.7  # share of headings and captions that the engine knows to be such: layout models miss many


@dataclass(slots=True)
class Slot:
    """A block as it is set: left, top, right and bottom in characters of body text."""

    text: str
    corners: tuple[float, float, float, float]
    kind: str


@dataclass(slots=True)
class Sheet:
    """A page that grows from top to bottom: how deep each column is filled, what was set, and which articles it holds."""

    depths: list[float]
    measure: int  # characters on a line
    slots: list[Slot] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)

    def left(self, column: float) -> float:
        """Where a column begins."""
        return column * (self.measure + GUTTER)

    def width(self, columns: int) -> float:
        """How wide so many columns are with the gutters between them."""
        return columns * self.measure + (columns - 1) * GUTTER


def broadsheet(articles: Sequence[dict[str, Any]], chance: random.Random) -> Sheet:
    """A page with these articles."""
    columns = chance.choice((4, 5, 5, 6, 7))
    sheet = Sheet([4.0] * columns, chance.choice((13, 15, 17, 20)))
    sheet.slots.append(Slot("东湖日报　2026年4月27日　星期一　第3版", (0.0, 0.0, sheet.width(columns), 2.0), "header"))
    for article in articles:
        _set(sheet, article, chance)
    return sheet


def _set(sheet: Sheet, article: dict[str, Any], chance: random.Random) -> None:
    """Set one article where the page is filled least."""
    size = sum(map(len, article["paragraphs"]))
    columns = len(sheet.depths)
    span = min(columns, max(1, round(math.sqrt(size / 260) + chance.choice((-0.4, 0.3, 1)))))
    first = min(range(columns - span + 1), key=lambda c: (_waste(sheet.depths[c : c + span]), max(sheet.depths[c : c + span])))
    top = max(sheet.depths[first : first + span]) + GAP
    framed = chance.random() < 0.12
    inset = 1.0 if framed else 0.0
    top = _head(sheet, article, first, span, top + inset, chance)
    tops = dict.fromkeys(range(first, first + span), top)
    beside = first + span
    if not framed and beside < columns and chance.random() < 0.35 and top - 3 <= sheet.depths[beside] + GAP < top + 12:
        tops[beside] = max(sheet.depths[beside] + GAP, top)
    article = {**article, "captions": []}
    if chance.random() < 0.4 and size > 300:
        _picture(sheet, article, first, chance.randint(1, span), tops, chance)
    bottom = _text(sheet, article["paragraphs"], tops, inset)
    for column in tops:
        sheet.depths[column] = bottom + inset
    sheet.articles.append(article)


def _waste(depths: Sequence[float]) -> float:
    return sum(max(depths) - depth for depth in depths) + max(depths)


def _head(sheet: Sheet, article: dict[str, Any], first: int, span: int, top: float, chance: random.Random) -> float:
    """Set kicker, headline, subhead and byline over the article's columns; gives where they end."""
    room = sheet.width(span)
    for name, size in (("kicker", 1.5), ("headline", chance.uniform(1.9, 3.2)), ("subhead", 1.4), ("byline", 1.0)):
        text = article.get(name)
        if not text:
            continue
        if name == "headline":
            size = max(1.6, min(size, 2 * room / len(text)))
        lines = max(1, math.ceil(len(text) * size / room))
        width = min(room, len(text) * size)
        left = sheet.left(first) + (room - width) / 2
        bottom = top + (lines * 1.2 - 0.2) * size
        kind = "title" if name in ("kicker", "headline", "subhead") and chance.random() < MARKED else "text"
        sheet.slots.append(Slot(text, (left, top, left + width, bottom), kind))
        top = bottom + 0.6 * size
    return top


def _picture(
    sheet: Sheet, article: dict[str, Any], first: int, span: int, tops: dict[int, float], chance: random.Random
) -> None:
    """Set a picture with its caption at the head of some of the article's columns."""
    left, right = sheet.left(first), sheet.left(first) + sheet.width(span)
    top = tops[first]
    bottom = top + (right - left) * chance.uniform(0.5, 0.8)
    about = article["paragraphs"][0][-40:].rstrip("。”") if chance.random() < 0.5 else article["headline"]
    credited = chance.random() < 0.6
    caption = {"text": f"图为{about}。", "credit": "本报记者 王小明 摄" if credited else ""}
    words = f"{caption['text']}　{caption['credit']}".strip()
    lines = math.ceil(len(words) / (right - left))
    under = bottom + 0.5
    sheet.slots.append(Slot("", (left, top, right, bottom), "image"))
    kind = "caption" if chance.random() < MARKED else "text"
    sheet.slots.append(Slot(words, (left, under, left + min(right - left, len(words)), under + lines * 1.2), kind))
    article["captions"].append(caption)
    for column in range(first, first + span):
        tops[column] = under + lines * 1.2 + 1.0


def _text(sheet: Sheet, paragraphs: Sequence[str], tops: dict[int, float], inset: float) -> float:
    """Set the body in columns that begin at `tops` and end at one depth, which is given."""
    measure = sheet.measure - round(2 * inset)
    lines = [(number, line) for number, text in enumerate(paragraphs) for line in _lines(text, measure)]
    bottom = max(min(tops.values()), (sum(tops.values()) + len(lines) * LEADING) / len(tops) - LEADING)
    while sum(max(0, int((bottom - top) / LEADING)) for top in tops.values()) < len(lines):
        bottom += LEADING / 3
    at = 0
    for column in sorted(tops):
        room = max(0, int((bottom - tops[column]) / LEADING))
        here = lines[at : at + room]
        at += room
        left, top = sheet.left(column) + inset, tops[column]
        for number in sorted({n for n, _ in here}):
            chunk = [line for n, line in here if n == number]
            width = max(len(line) + (2 if line == _lines(paragraphs[number], measure)[0] else 0) for line in chunk)
            depth = (len(chunk) - 1) * LEADING + 1
            sheet.slots.append(Slot("\n".join(chunk), (left, top, left + min(measure, width), top + depth), "text"))
            top += len(chunk) * LEADING
    return bottom


def _lines(text: str, measure: int) -> list[str]:
    """A paragraph's lines, the first indented by two characters; no line begins with a mark."""
    lines, at = [], 0
    room = measure - 2
    while at < len(text):
        end = at + room
        while end < len(text) and text[end] in "，。、；：？！”）》":
            end += 1
        lines.append(text[at:end])
        at, room = end, measure
    return lines


def _shuffled(sheet: Sheet, chance: random.Random) -> list[Slot]:
    return chance.sample(sheet.slots, len(sheet.slots))


def _by_columns(sheet: Sheet, chance: random.Random) -> list[Slot]:
    """Down each column of the whole page, whatever the article: what an engine gives that sees columns alone."""
    step = sheet.measure + GUTTER
    return sorted(sheet.slots, key=lambda slot: (int((slot.corners[0] + 1) / step), slot.corners[1]))


def _by_rows(sheet: Sheet, chance: random.Random) -> list[Slot]:
    """From top to bottom in bands of a few lines."""
    return sorted(sheet.slots, key=lambda slot: (int(slot.corners[1] / 4), slot.corners[0]))


def _displaced(sheet: Sheet, chance: random.Random) -> list[Slot]:
    """As it is read, but runs of a few blocks are put elsewhere: what good engines do."""
    slots = list(sheet.slots)
    for _ in range(max(2, len(slots) // 12)):
        start = chance.randrange(1, len(slots))
        run = slots[start : start + chance.randint(1, 4)]
        del slots[start : start + len(run)]
        place = max(1, min(len(slots), start + chance.randint(-12, 12)))
        slots[place:place] = run
    return slots


def _as_read(sheet: Sheet, chance: random.Random) -> list[Slot]:
    return list(sheet.slots)


ORDERS: dict[str, Callable[[Sheet, random.Random], list[Slot]]] = {
    "as read": _as_read,
    "displaced": _displaced,
    "by columns": _by_columns,
    "by rows": _by_rows,
    "shuffled": _shuffled,
}


def page_in(sheet: Sheet, order: str, chance: random.Random, blur: float = 0.25, lines: bool = False) -> Page:
    """The page as an engine gives it, with its lines of print if `lines`; edges of boxes are off by up to `blur` characters."""
    right, bottom = sheet.width(len(sheet.depths)) + 2, max(slot.corners[3] for slot in sheet.slots) + 2
    blocks = []
    for slot in ORDERS[order](sheet, chance):
        edges = [edge + 1 + chance.uniform(-blur, blur) for edge in slot.corners]
        words = slot.text if lines else slot.text.replace("\n", "")
        blocks.append(Block(words, box(edges[0], edges[1], edges[2], edges[3], right, bottom), slot.kind))
    return page_of(Page("page.json", ""), blocks)
