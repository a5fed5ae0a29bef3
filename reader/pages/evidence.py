"""What the blocks of a page say about their roles, and pairs of blocks about belonging together; nothing is decided here."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.pages import conventions
from reader.pages.blocks import Block
from reader.pages.conventions import CLOSERS, TERMINAL
from reader.pages.geometry import Geometry
from reader.pages.weights import Weights
from reader.text.words import Dictionary

_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "『": "』", "【": "】", "〈": "〉"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
CROSSED = 4  # characters on either side of a cut in which a word across it is looked for
_RUN_END = re.compile(f"[{conventions.CJK}0-9A-Za-z〇]{{1,{CROSSED}}}$")
_RUN_START = re.compile(f"[{conventions.CJK}0-9A-Za-z〇]{{1,{CROSSED}}}")
_PHRASE = re.compile(f"[{conventions.CJK}0-9A-Za-z]{{2,}}")
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}年")
_UNITS = frozenset("年月日时分多余万亿千百个名家人件项元吨米公平%％.．岁届次")
_MARKS = frozenset("，。、；：！？…—·“”‘’《》（）")
LONGEST_HEADING = 120
USUAL_HEADING = 40  # characters; 4 to 39 on the seeds
MOST_GAIN = 8.0  # nats, as the gain of long compounds says little more
MOST_HEADINGS_AHEAD = 4
FRAGMENT_SEEN = 2
FRAGMENT_SHARE = 0.8
LONGEST_SECTION = 32
SMALLEST_HEADING = 1.2  # times the size of body text
ENDS = 0.2  # openness of an end under which a block ends like a sentence
NEIGHBOURS = 5  # body blocks after a heading in which its words are looked for


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block's own form says. `open_end` is 1 where it surely breaks off, 0 where it surely ends."""

    open_end: float
    unclosed: str  # brackets left open, the innermost last
    orphans: str  # brackets closed but never opened
    lead: int  # length of its dateline
    byline: float
    signature: bool
    headline_like: bool


def shape_of(block: Block) -> Shape:
    """The form of a block."""
    text = block.text
    unclosed, orphans = _balance(text)
    return Shape(
        open_end=open_end(text, unclosed),
        unclosed=unclosed,
        orphans=orphans,
        lead=conventions.dateline_end(text),
        byline=conventions.byline_strength(text),
        signature=conventions.is_signature(text) and not unclosed and not orphans,
        headline_like=_headline_like(text) and not orphans and "（" not in unclosed,
    )


def _headline_like(text: str) -> bool:
    if conventions.is_credit(text) or conventions.is_signature(text):
        return False
    return 2 <= len(text) <= LONGEST_HEADING and text[-1] not in "。，、；：" and text[0] not in conventions.CANNOT_START


def _balance(text: str) -> tuple[str, str]:
    stack: list[str] = []
    orphans = ""
    for character in text:
        if character in _PAIRS:
            stack.append(character)
        elif character in _CLOSING:
            if _CLOSING[character] in stack:
                while stack.pop() != _CLOSING[character]:
                    pass
            else:
                orphans += character
    return "".join(stack), orphans


def open_end(text: str, unclosed: str = "") -> float:
    """How surely a block breaks off: 21 of 21 cut ones and 1 of 103 whole ones lack a final mark (measured on the seeds)."""
    last = text[-1]
    bare = text.rstrip(CLOSERS)
    if "（" in unclosed or "《" in unclosed:
        return 1.0
    if last in TERMINAL:
        return 0.0
    if last in CLOSERS:
        return 0.0 if (bare and bare[-1] in TERMINAL + "…") or conventions.is_signature(text) else 0.6
    if last == "…":
        return 0.15
    return {"：": 0.5, "；": 0.5}.get(last, 1.0)


class Evidence:
    """The evidence of one page, computed once for each block and, when asked for, for each pair."""

    def __init__(
        self,
        blocks: Sequence[Block],
        indents: bool,
        dictionary: Dictionary,
        weights: Weights,
        hosts: frozenset[int] = frozenset(),
        geometry: Geometry | None = None,
    ) -> None:
        self.blocks = blocks
        self._geometry = geometry
        self._hosts = hosts
        self.indents = indents
        self.shapes = [shape_of(block) for block in blocks]
        self._dictionary = dictionary
        self._weights = weights
        self._marks = any(block.marked for block in blocks)
        self._titles = geometry is not None and any(geometry.kind(at) == "title" for at in range(len(blocks)))
        self._joins: dict[tuple[int, int], float] = {}
        self._words_of: dict[int, tuple[list[str], list[float], float]] = {}
        self._masks: dict[tuple[int, int], int] = {}
        self._overlaps: dict[tuple[int, tuple[int, ...]], float] = {}

    @cached_property
    def _spanning(self) -> Counter[str]:
        """How often each run of three and of four characters occurs inside a block of the page."""
        counts: Counter[str] = Counter()
        for block in self.blocks:
            text = block.text
            counts.update(text[i : i + 3] for i in range(len(text) - 2))
            counts.update(text[i : i + 4] for i in range(len(text) - 3))
        return counts

    @cached_property
    def _pairs(self) -> list[frozenset[str]]:
        return [frozenset(_word_pairs(block.text)) for block in self.blocks]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        counts = Counter(pair for pairs in self._pairs for pair in pairs)
        size = len(self.blocks)
        return {pair: math.log(1 + size / n) for pair, n in counts.items()}

    @cached_property
    def _fragments(self) -> frozenset[str]:
        """Characters that begin a block though everywhere else on the page they end a word (链 where the page has 产业链)."""
        heads = (_RUN_START.match(block.text) for block in self.blocks)
        candidates = {h[0][0] for h in heads if h and self._dictionary.begins_with_fragment(h[0])} - conventions.SURNAMES
        seen, ending = Counter[str](), Counter[str]()
        for block in self.blocks if candidates else ():
            for at, character in enumerate(block.text):
                if at and character in candidates:
                    seen[character] += 1
                    ending[character] += self._dictionary.ends_word(block.text[max(0, at - 3) : at + 1])
        return frozenset(c for c in candidates if seen[c] >= FRAGMENT_SEEN and ending[c] >= FRAGMENT_SHARE * seen[c])

    @cached_property
    def headings(self) -> list[float]:
        """How much likelier each block is a heading than body text."""
        return [self._heading(at) for at in range(len(self.blocks))]

    @cached_property
    def sections(self) -> list[float]:
        """How much likelier each block is a section heading than body text that breaks off."""
        return [self._section(at) for at in range(len(self.blocks))]

    @cached_property
    def bylines(self) -> list[float]:
        """How much likelier each block is a byline than body text."""
        return [self._byline(at) for at in range(len(self.blocks))]

    @cached_property
    def starts(self) -> list[float]:
        """How much likelier each block begins a paragraph than stands in the middle of one."""
        return [self._start(at) for at in range(len(self.blocks))]

    def _heading(self, at: int) -> float:
        block, shape, w = self.blocks[at], self.shapes[at], self._weights
        text = block.text
        size = len(text)
        if block.marked:
            return w.heading_base + w.marked
        if not shape.headline_like or self._within_column(at):
            return -math.inf
        score = w.heading_base - w.byline * shape.byline + self._set_as_heading(at)
        score -= w.unmarked if self._marks else 0.0
        score += w.before_lead if self.leads[at] else 0.0
        score += w.column_name if conventions.COLUMN_NAME.search(text) else 0.0
        if text.startswith("——") and not self.leads[at] and at and self.shapes[at - 1].open_end < ENDS:
            score -= w.dash  # after a paragraph, a signature: ——编者
        elif text.startswith("——") or text.endswith("——"):
            score += w.dash
        score -= w.too_long * max(0, size - USUAL_HEADING)
        score -= w.final_mark if shape.open_end < ENDS and text[-1] not in "！？!?）”…" else 0.0
        score -= w.indent if self.indents and block.indented else 0.0
        score -= w.numbered if conventions.is_numbered(text) else 0.0
        score -= w.filled_line / 2 if block.glued and not block.wide and not self._after_heading(at) else 0.0
        return score

    def _set_as_heading(self, at: int) -> float:
        """What the size of a block's type, and what the engine calls it, say for its being a heading."""
        geometry, w = self._geometry, self._weights
        size = geometry.size(at) if geometry else None
        if geometry is None or size is None:
            return 0.0
        score = w.size * max(-0.5, min(1.0, math.log2(size / SMALLEST_HEADING)))
        return score + (w.titled if geometry.kind(at) == "title" else -w.untitled if self._titles else 0.0)

    def apart(self, one: int, other: int) -> float:
        """What it costs to read two blocks as parts of one article, by where they were printed."""
        return self._weights.apart if self._geometry and self._geometry.apart(one, other) else 0.0

    def _after_heading(self, at: int) -> bool:
        """Whether the block before could be a line of a heading that fills the column by chance."""
        before = self.blocks[at - 1]
        return at > 0 and self.shapes[at - 1].headline_like and not before.indented and len(before.spans) == 1

    def _within_column(self, at: int) -> bool:
        """Whether a block surely goes on the full line before it: that is neither a paragraph's end nor a heading itself."""
        block = self.blocks[at]
        if not block.glued or block.wide or not at:
            return False
        return self.shapes[at - 1].open_end > ENDS and not self._after_heading(at)

    def _section(self, at: int) -> float:
        block, shape, w = self.blocks[at], self.shapes[at], self._weights
        if not shape.headline_like or block.marked or block.glued or len(block.text) > LONGEST_SECTION:
            return -math.inf
        if shape.open_end < ENDS or shape.unclosed:
            return -math.inf
        score = w.section_base + (w.numbered if conventions.is_numbered(block.text) else 0.0)
        score += w.titled if self._geometry and self._geometry.kind(at) == "title" else 0.0
        return score - (w.indent / 2 if self.indents and not block.indented and not block.wide else 0.0)

    def _byline(self, at: int) -> float:
        strength, w = self.shapes[at].byline, self._weights
        return w.byline_base + w.byline * strength if strength and not self.blocks[at].indented else -math.inf

    @cached_property
    def leads(self) -> list[bool]:
        """Whether a byline or a dateline follows each block, a few blocks of the form of headings skipped."""
        found = [False] * len(self.blocks)
        for at in range(len(self.blocks) - 2, -1, -1):
            following = self.shapes[at + 1]
            if following.lead or following.byline >= 0.5:
                found[at] = True
            elif following.headline_like and not self.blocks[at + 1].indented:
                found[at] = found[at + 1] and any(
                    self.shapes[k].lead or self.shapes[k].byline >= 0.5
                    for k in range(at + 1, min(at + 1 + MOST_HEADINGS_AHEAD, len(self.blocks)))
                )
        return found

    def _start(self, at: int) -> float:
        block, shape, w = self.blocks[at], self.shapes[at], self._weights
        score = -w.bad_start if block.text[0] in conventions.CANNOT_START else 0.0
        score -= w.orphan_bracket if shape.orphans else 0.0
        score -= w.fragment if block.text[0] in self._fragments and self._is_fragment(block.text) else 0.0
        if self.indents and block.wrapped:
            score += w.indent if block.indented else -w.indent
        elif block.wrapped and block.glued:
            score -= w.filled_line
        return score

    def _is_fragment(self, text: str) -> bool:
        run = _RUN_START.match(text)
        return run is not None and self._dictionary.begins_with_fragment(run[0])

    def loss(self, at: int) -> float:
        """What it costs to leave a paragraph as it is after this block, as if its end were lost."""
        return self._weights.open_end * self.shapes[at].open_end * (self._weights.broken_host if at in self._hosts else 1.0)

    def headless(self, at: int) -> bool:
        """Whether a paragraph that begins with this block lacks its beginning."""
        return self.starts[at] < -1.0

    def join(self, tail: int, head: int) -> float:
        """How much likelier block `head` goes on block `tail` than begins something else."""
        key = (tail, head)
        if key not in self._joins:
            self._joins[key] = self._join(tail, head)
        return self._joins[key]

    def _join(self, tail: int, head: int) -> float:
        w = self._weights
        left, right = self.blocks[tail].text, self.blocks[head].text
        shape, other = self.shapes[tail], self.shapes[head]
        glued = self.blocks[head].glued and head == tail + 1 and not shape.signature
        score = w.filled_line if glued else -w.closed * (1.0 - shape.open_end)
        score += w.gain * min(self.gain(left, right), MOST_GAIN)
        score += w.vocabulary * self._known_across(left, right)
        score += w.number if _is_number_across(left, right) else 0.0
        if other.orphans and shape.unclosed and _CLOSING[other.orphans[0]] in shape.unclosed:
            score += w.bracket_pair
        elif (other.orphans and not shape.unclosed) or (shape.unclosed and shape.unclosed[-1] != "“" and not other.orphans):
            score -= w.bracket_pair / 2
        if self.indents and self.blocks[head].wrapped:
            score += -w.indent if self.blocks[head].indented else 0.0
        if other.lead:
            score -= w.second_lead
        if self._geometry:
            score -= self.apart(tail, head)
            score += w.next_in_frame * self._geometry.next_in_frame(tail, head)
            score += w.promised * self._geometry.promised(tail, head)
        return score

    def gain(self, left: str, right: str) -> float:
        """jieba's likelihood gain, in nats, of reading the end of `left` on with the beginning of `right`."""
        end, begin = _RUN_END.search(left[-CROSSED:]), _RUN_START.match(right)
        return self._dictionary.gain(end[0], begin[0]) if end and begin else 0.0

    def _known_across(self, left: str, right: str) -> float:
        """1 where the four characters around the cut stand elsewhere on the page, 0.6 for three of them."""
        counts = self._spanning
        if left[-1] in _MARKS or right[0] in _MARKS:
            return 0.0  # ，20 says nothing
        if len(left) >= 2 and len(right) >= 2 and counts[left[-2:] + right[:2]]:
            return 1.0
        if (len(right) >= 2 and counts[left[-1] + right[:2]]) or (len(left) >= 2 and counts[left[-2:] + right[0]]):
            return 0.6
        return 0.0

    def overlap(self, heading: int, bodies: tuple[int, ...]) -> float:
        """The share of a heading's word pairs, weighted by their rarity on the page, that stand in the given blocks."""
        key = (heading, bodies)
        if key not in self._overlaps:
            self._overlaps[key] = self._overlap(heading, bodies)
        return self._overlaps[key]

    def _overlap(self, heading: int, bodies: tuple[int, ...]) -> float:
        if heading not in self._words_of:
            pairs = self._pairs[heading]
            once = math.log(1 + len(self.blocks))  # the rarity of a pair that no other block has
            shared = sorted(pair for pair in pairs if self._rarity[pair] < once)
            total = once * (len(pairs) - len(shared)) + sum(self._rarity[pair] for pair in shared)
            self._words_of[heading] = (shared, [self._rarity[pair] for pair in shared], total)
        pairs_shared, weights, total = self._words_of[heading]
        found = 0
        for body in bodies:
            found |= self._mask(heading, body, pairs_shared)
        return sum(weight for bit, weight in enumerate(weights) if found >> bit & 1) / total if total else 0.0

    def _mask(self, heading: int, body: int, pairs: list[str]) -> int:
        """Which of a heading's word pairs stand in a block, a bit for each."""
        key = (heading, body)
        if key not in self._masks:
            there = self._pairs[body]
            self._masks[key] = sum(1 << bit for bit, pair in enumerate(pairs) if pair in there)
        return self._masks[key]

    @cached_property
    def echoes(self) -> list[float]:
        """The overlap of each block, as a heading, with the body blocks next after it."""
        return [self.overlap(at, self._ahead(at)) if self.headings[at] > -math.inf else 0.0 for at in range(len(self.blocks))]

    def _ahead(self, heading: int) -> tuple[int, ...]:
        found: list[int] = []
        for at in range(heading + 1, min(len(self.blocks), heading + 12)):
            if self.blocks[at].marked:
                if found:
                    break
                continue
            if len(self.blocks[at].text) > 20:
                found.append(at)
            if len(found) == NEIGHBOURS:
                break
        return tuple(found)


def _is_number_across(left: str, right: str) -> bool:
    """Whether a number goes on from one block into the other; a year in full begins one of its own."""
    if not left[-1].isdecimal() or _YEAR.match(right):
        return False
    return right[0].isdecimal() or right[0] in _UNITS


def _word_pairs(text: str) -> Iterable[str]:
    for run in _PHRASE.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))
