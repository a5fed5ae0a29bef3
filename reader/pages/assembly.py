"""From the decision to the reading: every character of the page in one piece, paragraphs numbered, doubts flagged."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reader.model import Draft, Flag, FlagKind, Piece, Role
from reader.pages import conventions, headings
from reader.pages.blocks import Block, Span
from reader.pages.decision import NONE, Step
from reader.pages.evidence import Evidence
from reader.pages.furniture import Plain
from reader.pages.repeats import Clean

SURE = 0.97
DOUBT = 0.5
AROUND = 12  # blocks on either side of a picture within which its article is looked for
BREAKS_OFF = 0.6  # openness of an end from which it is flagged when nothing goes on it


@dataclass
class Story:
    """The blocks of one article, sorted by what they are; `paragraphs` are chains of blocks that are read on."""

    heads: list[Step] = field(default_factory=list)
    bylines: list[Step] = field(default_factory=list)
    paragraphs: list[list[Step]] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    jumps: list[int] = field(default_factory=list)

    def blocks(self) -> list[int]:
        """All its blocks of heading, byline and body."""
        return [step.block for step in (*self.heads, *self.bylines, *(s for chain in self.paragraphs for s in chain))]


def stories_of(steps: Sequence[Step]) -> list[Story]:
    """The articles that the decision found, in the order of their first block."""
    stories: dict[int, Story] = defaultdict(Story)
    ends: dict[int, list[Step]] = {}  # the chain that each block ends
    for step in steps:
        story = stories[step.story]
        if step.role is Role.HEADLINE:
            story.heads.append(step)
        elif step.role is Role.BYLINE:
            story.bylines.append(step)
        elif step.goes_on != NONE and step.goes_on in ends:
            chain = ends.pop(step.goes_on)
            chain.append(step)
            ends[step.block] = chain
        else:
            ends[step.block] = [step]
            story.paragraphs.append(ends[step.block])
    return list(stories.values())


class Assembly:
    """Builds the pieces and flags of one page's articles."""

    def __init__(self, evidence: Evidence, clean: Clean) -> None:
        self._evidence = evidence
        self._blocks = evidence.blocks
        self._clean = clean

    def draft(self, story: Story, plain: dict[int, Plain]) -> Draft:
        """An article's pieces in reading order, with its flags."""
        writer = _Writer(self._blocks)
        self._head(writer, story)
        for step in story.bylines:
            writer.whole(step.block, Role.BYLINE, writer.next(), confidence(step.score))
        flags: list[Flag] = []
        for number, chain in enumerate(self._with_sections_joined(story.paragraphs)):
            flags += self._paragraph(writer, chain, number)
        for block in story.captions:
            _caption(writer, block, self._blocks[block], plain[block])
        for block in story.jumps:
            writer.whole(block, Role.JUMP, writer.next())
        writer.put_off()
        flags += self._doubtful_headings(story)
        return Draft(tuple(writer.pieces), tuple(flags), self._confidence(story))

    def _head(self, writer: "_Writer", story: Story) -> None:
        lines = []
        for step in story.heads:
            block = self._blocks[step.block]
            lines += headings.lines_of_heading(step.block, block.text, block.marked, step.late)
        if not lines:
            return
        scores = {step.block: confidence(step.score) for step in story.heads}
        lead = any(self._evidence.shapes[chain[0].block].lead for chain in story.paragraphs[:1])
        roles = headings.heading_roles(lines, lead)
        ordered = sorted(zip(lines, roles, strict=True), key=lambda pair: _HEAD_ORDER[pair[1]])
        for line, role in ordered:
            writer.part(line.block, line.start, line.end, role, writer.next(), scores[line.block])

    def _with_sections_joined(self, chains: list[list[Step]]) -> list[list[Step]]:
        """Chains in reading order, the lines of a section heading printed on adjacent lines made one."""
        joined: list[list[Step]] = []
        for chain in chains:
            before = joined[-1] if joined else None
            if (
                before
                and chain[0].role is Role.SECTION
                and before[-1].role is Role.SECTION
                and before[-1].block == chain[0].block - 1
                and not self._blocks[chain[0].block].blank_before
            ):
                before.extend(chain)
            else:
                joined.append(list(chain))
        return joined

    def _paragraph(self, writer: "_Writer", chain: list[Step], number: int) -> list[Flag]:
        """Writes one paragraph; `number` counts body paragraphs from 0, for the flags."""
        flags = []
        paragraph = writer.next()
        for place, step in enumerate(chain):
            block = self._blocks[step.block]
            sure = confidence(step.score)
            if place and step.role is Role.BODY:
                flags += self._join_flags(chain[place - 1], step, number, sure)
            _body(writer, step.block, block, paragraph, step.role, sure, opens=place == 0)
        return flags + self._end_flags(chain, number)

    def _join_flags(self, before: Step, step: Step, number: int, sure: float) -> list[Flag]:
        at = self._blocks[step.block].start
        if before.block in self._clean.breaks:
            note = "an OCR repetition broke off here: words may be missing"
            return [Flag(FlagKind.LOSS_SUSPECTED, at, number, note, 0.6)]
        if sure < DOUBT:
            return [Flag(FlagKind.DOUBTFUL_JOIN, at, number, "this may not go on what stands before it", 1 - sure)]
        return []

    def _end_flags(self, chain: list[Step], number: int) -> list[Flag]:
        first, last = chain[0], chain[-1]
        if first.role is Role.SECTION:
            return []
        flags = []
        opening, closing = self._blocks[first.block], self._blocks[last.block]
        if self._evidence.headless(first.block):
            flags.append(Flag(FlagKind.HEAD_MISSING, opening.start, number, "the paragraph begins in mid-sentence", 0.8))
        broken = self._evidence.shapes[last.block].open_end
        if broken >= BREAKS_OFF or (last.block in self._clean.hosts and broken >= DOUBT):
            note = "the paragraph breaks off"
            flags.append(Flag(FlagKind.TAIL_MISSING, closing.spans[-1][1], number, note, broken))
        hosts = [self._blocks[step.block] for step in chain if step.block in self._clean.hosts]
        note = "a passage that the OCR gave twice was set aside"
        flags += [Flag(FlagKind.REPEAT_DROPPED, host.spans[-1][1], number, note, 0.9) for host in hosts]
        return flags

    def _doubtful_headings(self, story: Story) -> list[Flag]:
        doubtful = [self._blocks[step.block] for step in story.heads if confidence(step.score) < DOUBT]
        note = "may not be this article's heading"
        flags = [Flag(FlagKind.DOUBTFUL_HEADING, block.start, None, note) for block in doubtful]
        if not story.heads and story.blocks():
            at = self._blocks[min(story.blocks())].start
            flags.append(Flag(FlagKind.DOUBTFUL_ARTICLE, at, None, "no heading was found"))
        return flags

    def _confidence(self, story: Story) -> float:
        """The least sure of its parts, as an article is right only where all of them are."""
        scores = [confidence(s.score) for s in story.heads] + [confidence(c[0].score + 3.0) for c in story.paragraphs[:1]]
        scores += [confidence(s.score) for c in story.paragraphs for s in c[1:]]
        return round(min(scores, default=DOUBT) * (1.0 if story.heads else DOUBT), 3)


_HEAD_ORDER = {Role.KICKER: 0, Role.HEADLINE: 1, Role.SUBHEAD: 2}


class _Writer:
    """Collects an article's pieces: parts of blocks, one piece for each visual line."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._number = 0
        self.pieces: list[Piece] = []
        self.later: list[tuple[int, int, int]] = []  # jumps printed within body blocks: block, start, end

    def put_off(self) -> None:
        """Writes the jumps that were met in the body."""
        for block, start, end in self.later:
            self.part(block, start, end, Role.JUMP, self.next())

    def next(self) -> int:
        """The number of a new paragraph."""
        self._number += 1
        return self._number

    def whole(self, block: int, role: Role, paragraph: int, sure: float = SURE) -> None:
        """Writes all of a block."""
        self.part(block, 0, len(self._blocks[block].text), role, paragraph, sure)

    def part(self, block: int, start: int, end: int, role: Role, paragraph: int, sure: float = SURE) -> None:
        """Writes a stretch of a block's text."""
        for a, b in spans_between(self._blocks[block], start, end):
            self.pieces.append(Piece(a, b, role, paragraph, round(sure, 3)))


def spans_between(block: Block, start: int, end: int) -> Iterable[Span]:
    """The spans of the page, without white space at their ends, of a stretch of a block's text."""
    offset = 0
    for a, b in block.spans:
        size = b - a
        first, last = max(start, offset), min(end, offset + size)
        if first < last:
            text = block.text[first:last]
            left = len(text) - len(text.lstrip())
            right = len(text.rstrip())
            if left < right:
                yield a + first - offset + left, a + first - offset + right
        offset += size


def _body(writer: _Writer, number: int, block: Block, paragraph: int, role: Role, sure: float, opens: bool) -> None:
    text, start, end = block.text, 0, len(block.text)
    jump = conventions.JUMP_START.match(text) if opens else None
    if jump and jump.end() < end:
        writer.later.append((number, 0, jump.end()))
        start = jump.end()
    lead = conventions.dateline_end(text[start:].lstrip()) if opens else 0
    if lead:
        lead += len(text[start:]) - len(text[start:].lstrip())
        writer.part(number, start, start + lead, Role.DATELINE, paragraph, sure)
        start += lead
    turn = conventions.JUMP_END.search(text[max(start, end - 30) :])
    turn_at = max(start, end - 30) + turn.start() if turn else end
    writer.part(number, start, turn_at, role, paragraph, sure)
    if turn_at < end:
        writer.later.append((number, turn_at, end))


def _caption(writer: _Writer, number: int, block: Block, plain: Plain) -> None:
    paragraph = writer.next()
    if plain.credit is None:
        writer.whole(number, Role.CAPTION, paragraph)
        return
    writer.part(number, 0, plain.credit.text_end, Role.CAPTION, paragraph)
    writer.part(number, plain.credit.credit_start, len(block.text), Role.CREDIT, paragraph)


def confidence(score: float) -> float:
    """A score in nats as a probability, with a little room for what the evidence does not see."""
    return SURE / (1.0 + math.exp(-max(-30.0, min(30.0, score + 2.0) * 0.6)))


def place_captions(stories: list[Story], plain: dict[int, Plain], evidence: Evidence, near: int = 3) -> None:
    """Gives each caption and jump line to an article: the one beside it, unless its words stand in another one close by."""
    owner = {block: number for number, story in enumerate(stories) for block in story.blocks()}
    order = sorted(owner)
    bodies = [tuple(s.block for chain in story.paragraphs for s in chain) for story in stories]
    for at, role in sorted(plain.items()):
        if role.role not in (Role.CAPTION, Role.JUMP):
            continue
        beside = _beside(at, order, owner, len(stories), near)
        if not beside:
            continue
        if role.role is Role.JUMP:
            comes = conventions.JUMP_START.match(evidence.blocks[at].text)
            stories[_next_to(at, order, owner, after=comes is not None)].jumps.append(at)
            continue
        best = max(beside, key=lambda n: evidence.overlap(at, bodies[n]) + (0.15 if n == beside[0] else 0.0))
        stories[best].captions.append(at)


def _next_to(at: int, order: list[int], owner: dict[int, int], after: bool) -> int:
    before = [b for b in order if b < at]
    behind = [b for b in order if b > at]
    chosen = (behind or before)[0 if behind else -1] if after else (before or behind)[-1 if before else 0]
    return owner[chosen]


def _beside(at: int, order: list[int], owner: dict[int, int], count: int, near: int) -> list[int]:
    """The articles around a block, that of the block before it first."""
    if not order:
        return []
    first = _next_to(at, order, owner, after=False)
    around = {owner[b] for b in order if abs(b - at) <= AROUND}
    around |= set(range(max(0, first - near), min(count, first + near + 1)))
    return [first, *sorted(around - {first})]
