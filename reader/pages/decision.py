"""The one decision: which reading of the whole page has the best score.

A reading says of each block what it is (heading, byline, section heading, body), to which article it belongs, and which block
it goes on. Blocks are taken in their order; the best few partial readings are kept (a beam), and readings that can no longer
differ in what follows are merged, so time grows with the number of blocks. An article whose last paragraph breaks off may wait
while others are read, as OCR gives the columns of a page in the wrong order.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reader.model import Role
from reader.pages.evidence import Evidence, Shape
from reader.pages.weights import Weights

WIDTH = 10  # partial readings kept for a page of usual size
WORK = 15_000  # blocks times readings, above which fewer are kept, so that a megabyte stays a matter of seconds
MARGIN = 14.0  # nats behind the best at which a partial reading is given up
WAITING = 3  # articles that may wait for their continuation
NONE = -1
STUB = 40  # characters
MOST_HEADING_LINES = 3
OPEN = 0.3
SLACK = 0.1  # difference of two shares of words that says nothing
NAMED = 0.5  # strength of a byline that may open an article


class Story(NamedTuple):
    """An article as far as it is read. `tail` is its last body block, `near` some of its body blocks."""

    number: int
    heads: int = 0
    late: int = 0
    lead: bool = False
    byline: bool = False
    size: int = 0
    tail: int = NONE
    near: tuple[int, ...] = ()
    signed: bool = False
    sections: bool = False
    open: bool = False  # its last paragraph breaks off


class Step(NamedTuple):
    """What one block is: its role, its article, the block it goes on, and how much this adds to the score."""

    block: int
    role: Role
    story: int
    goes_on: int = NONE
    late: bool = False
    score: float = 0.0


class Partial(NamedTuple):
    """A reading of the page's first blocks."""

    score: float
    story: Story | None
    waiting: tuple[Story, ...]
    last: Role | None  # of the block before
    stories: int
    resumed: bool  # the story being read was taken up again
    trace: "tuple[Step, object] | None"


@dataclass(frozen=True, slots=True)
class Decision:
    """The best reading, block by block, and by how much it beats the best that ends otherwise."""

    steps: tuple[Step, ...]
    score: float


def decide(evidence: Evidence, weights: Weights, free: list[int]) -> Decision:
    """The best reading of the blocks `free` (those that are no caption, jump or furniture)."""
    return _Search(evidence, weights).best(free)


class _Search:
    def __init__(self, evidence: Evidence, weights: Weights) -> None:
        self.e = evidence
        self.w = weights
        self.shapes = evidence.shapes
        self.floor = -math.inf  # the score under which a reading is not worth making
        self.apart: dict[int, float] = {}  # what it costs to read each block as of one article with the one before it

    def best(self, free: list[int]) -> Decision:
        self.apart = {at: self.e.apart(before, at) for before, at in pairwise(free)}
        width = max(1, min(WIDTH, WORK // max(1, len(free))))
        beam = [Partial(0.0, None, (), None, 0, False, None)]
        for at in free:
            merged: dict[object, Partial] = {}
            self.floor = -math.inf
            for partial in beam:
                for option in self._options(partial, at):
                    if option.score < self.floor:
                        continue
                    self.floor = max(self.floor, option.score - MARGIN)
                    key = self._key(option)
                    known = merged.get(key)
                    if known is None or known.score < option.score:
                        merged[key] = option
            ranked = sorted(merged.values(), key=lambda p: -p.score)[:width]
            beam = [p for p in ranked if p.score > ranked[0].score - MARGIN]
        winner = max(beam, key=self._final)
        return Decision(tuple(_steps(winner)), self._final(winner))

    def _key(self, p: Partial) -> object:
        """What of a reading bears on how it can go on."""
        story = p.story
        heads = min(story.heads, MOST_HEADING_LINES) if story else 0
        mine = story and (story.tail, heads, story.late, story.byline or story.lead, story.size > 0)
        return mine, p.last, p.resumed, tuple((s.tail, s.heads > 0 or s.late > 0) for s in p.waiting if s.open)

    def _final(self, partial: Partial) -> float:
        return partial.score - (self._farewell(partial.story) if partial.story else 0.0)

    def _options(self, partial: Partial, at: int) -> Iterator[Partial]:
        if not self.e.blocks[at].marked:
            yield from self._bodies(partial, at)
        yield from self._headings(partial, at)
        yield from self._bylines(partial, at)

    # headings

    def _headings(self, p: Partial, at: int) -> Iterator[Partial]:
        base = self.e.headings[at]
        if base == -math.inf:
            return
        story = p.story
        ahead = self.w.overlap * self.e.echoes[at]
        if (story is None or story.size or p.last is Role.HEADLINE) and p.score + base + ahead >= self.floor:
            back = self.w.overlap * self.e.overlap(at, story.near) if story and story.near else 0.0
            yield self._opened(p, Story(p.stories, heads=1), at, Role.HEADLINE, base + ahead - back)
        if story is None:
            return
        if p.last is Role.HEADLINE:
            grown = story._replace(late=story.late + 1) if story.late else story._replace(heads=story.heads + 1)
            step = Step(at, Role.HEADLINE, story.number, late=story.late > 0, score=base + ahead / 2 - self.apart[at])
            yield _went(p, grown, step)
        elif not story.size:
            step = Step(at, Role.HEADLINE, story.number, score=base + ahead - self.w.after_byline - self.apart[at])
            yield _went(p, story._replace(heads=story.heads + 1), step)
        yield from self._late_headings(p, at, base)

    def _late_headings(self, p: Partial, at: int, base: float) -> Iterator[Partial]:
        w = self.w
        base -= w.late_heading + (w.before_lead if self.e.leads[at] and not self.e.blocks[at].marked else 0.0)
        for owner, story in enumerate([p.story, *p.waiting]):
            if story is None or not story.size or story.late or story.signed:
                continue
            if owner and (story.heads or not story.open):
                continue
            if p.score + base + w.overlap + (self._farewell(story) if owner else 0.0) < self.floor:
                continue
            score = base + w.overlap * self.e.overlap(at, story.near) - self._away(story, at)
            score -= w.second_heading * story.heads
            step = Step(at, Role.HEADLINE, story.number, late=True)
            yield self._taken_up(p, owner, story._replace(late=1), step, score)

    # bylines

    def _bylines(self, p: Partial, at: int) -> Iterator[Partial]:
        score = self.e.bylines[at]
        if score == -math.inf:
            return
        story = p.story
        if story is not None and not story.size:
            if story.byline and p.last is not Role.BYLINE:
                score -= 3.0
            score -= self.apart[at]
            yield _went(p, story._replace(byline=True), Step(at, Role.BYLINE, story.number, score=score))
        elif self.shapes[at].byline >= NAMED:
            yield self._opened(p, Story(p.stories, byline=True), at, Role.BYLINE, score)

    # body

    def _bodies(self, p: Partial, at: int) -> Iterator[Partial]:
        shape, story = self.shapes[at], p.story
        start = self.e.starts[at]
        if story is not None:
            yield from self._paragraphs(p, story, at, start)
        alone = start - (0.0 if shape.lead else self.w.bare_start)
        if (story is None or story.size) and p.score + alone >= self.floor:
            fresh = _grown(Story(p.stories), at, shape.lead > 0, shape)
            yield self._opened(p, fresh, at, Role.BODY, alone)
        for owner, other in enumerate([story, *p.waiting]):
            if other is not None and other.tail != NONE:
                yield from self._continuations(p, owner, other, at)
                if owner:
                    yield from self._returns(p, owner, other, at)

    def _paragraphs(self, p: Partial, story: Story, at: int, start: float) -> Iterator[Partial]:
        w, shape = self.w, self.shapes[at]
        lead = shape.lead > 0
        start -= self.apart[at]
        if not story.size:
            score = start - (w.no_lead if story.heads and not story.byline and not lead else 0.0)
        else:
            score = start - (self.e.loss(story.tail) if story.tail != NONE else 0.0)
            score += self._cohesion(p, 0, at) if p.resumed and _pending(p) else 0.0
            score -= w.after_signature if story.signed and not shape.signature else 0.0
            if lead and (story.lead or story.byline):
                score -= w.second_lead + (0.0 if story.heads or story.late else w.no_heading)  # no heading is saved by it
        if p.score + score < self.floor:
            return
        grown = _grown(story, at, lead, shape)
        yield _went(p, grown, Step(at, Role.BODY, story.number, score=score))
        section = self.e.sections[at]
        if section > -math.inf and story.size:
            if p.last is Role.SECTION and not self.e.blocks[at].blank_before:
                section = 1.0  # the second line of a section heading
            elif story.sections:
                section += self.w.more_sections
            step = Step(at, Role.SECTION, story.number, score=score + section)
            yield _went(p, grown._replace(tail=NONE, sections=True, open=False), step)

    def _continuations(self, p: Partial, owner: int, story: Story, at: int) -> Iterator[Partial]:
        w = self.w
        if owner and not story.open:
            return
        score = self.e.join(story.tail, at)
        shape = self.shapes[at]
        if shape.open_end > OPEN and len(self.e.blocks[at].text) < STUB:
            score -= w.stub
        if len(self.e.blocks[story.tail].text) < STUB and not self.e.blocks[at].glued:
            score -= w.short_tail
        score -= w.skip * (p.stories - 1 - story.number) if owner else 0.0
        if p.score + score + (self._farewell(story) if owner else 0.0) < self.floor:
            return
        grown = _grown(story, at, False, shape)
        step = Step(at, Role.BODY, story.number, goes_on=story.tail)
        if _pending(p):
            score += self._cohesion(p, owner, at)
        yield self._taken_up(p, owner, grown, step, score)

    def _returns(self, p: Partial, owner: int, story: Story, at: int) -> Iterator[Partial]:
        """A waiting story goes on with a new paragraph where the one being read is interrupted, or was taken up again."""
        shape = self.shapes[at]
        interrupted = p.story is not None and p.story.open
        open_end = self.shapes[story.tail].open_end
        if shape.lead or open_end == 1.0 or not (interrupted or (p.resumed and _pending(p))):
            return
        score = self.e.starts[at] - self.w.displaced - self.e.loss(story.tail) + self._cohesion(p, owner, at)
        score -= self._away(story, at)
        score -= self.w.skip * (p.stories - 1 - story.number)
        step = Step(at, Role.BODY, story.number)
        yield self._taken_up(p, owner, _grown(story, at, False, shape), step, score)

    def _cohesion(self, p: Partial, owner: int, at: int) -> float:
        """Against a story: how much less of a block's words stand in it than in another that could have the block."""
        if not p.waiting or p.story is None:
            return 0.0
        shares = [self.e.overlap(at, story.near) for story in (p.story, *p.waiting)]
        return self.w.cohesion * min(0.0, shares[owner] - max(shares) + SLACK)

    # going from one story to another

    def _opened(self, p: Partial, story: Story, at: int, role: Role, score: float) -> Partial:
        """The reading in which a block opens a new story; the one being read is paid for as if it were never taken up again."""
        waiting = tuple(other for other in p.waiting if other.open)
        if p.story is not None:
            score -= self._farewell(p.story)
            if p.story.size and not p.story.signed:
                waiting = (*waiting, p.story)[-WAITING:]
        step = Step(at, role, story.number, score=score)
        return Partial(p.score + score, story, waiting, role, p.stories + 1, False, (step, p.trace))

    def _taken_up(self, p: Partial, owner: int, story: Story, step: Step, score: float) -> Partial:
        """The reading in which a block belongs to the current story (owner 0) or to a waiting one, which is paid back."""
        waiting, resumed, paid = p.waiting, p.resumed, 0.0
        if owner:
            score -= self.w.switch
            paid = self._farewell(waiting[owner - 1])
            waiting = (*waiting[: owner - 1], *waiting[owner:])
            if p.story is not None:
                paid -= self._farewell(p.story)
                waiting = (*waiting, p.story)[-WAITING:]
            resumed = True
        step = step._replace(score=score)
        return Partial(p.score + score + paid, story, waiting, step.role, p.stories, resumed, (step, p.trace))

    def _away(self, story: Story, at: int) -> float:
        """What it costs that a block was printed elsewhere than the story to which it would go."""
        return self.e.apart(story.tail, at) if story.tail != NONE else 0.0

    def _farewell(self, story: Story) -> float:
        """What a story costs that is left as it is."""
        w = self.w
        cost = 0.0 if story.heads or story.late else w.no_heading
        cost += self.e.loss(story.tail) if story.tail != NONE else 0.0
        return cost + (0.0 if story.size else w.no_body)


def _grown(story: Story, at: int, lead: bool, shape: Shape) -> Story:
    near = (*story.near, at) if len(story.near) < 6 else (*story.near[:3], *story.near[4:], at)
    return story._replace(
        size=story.size + 1, tail=at, near=near, lead=story.lead or lead, signed=shape.signature, open=shape.open_end > OPEN
    )


def _pending(p: Partial) -> bool:
    """Whether a waiting story breaks off, so that it must be taken up again."""
    return any(story.open for story in p.waiting)


def _went(p: Partial, story: Story, step: Step) -> Partial:
    return p._replace(score=p.score + step.score, story=story, last=step.role, trace=(step, p.trace))


def _steps(partial: Partial) -> list[Step]:
    steps = []
    trace = partial.trace
    while trace is not None:
        steps.append(trace[0])
        trace = trace[1]  # type: ignore[assignment]
    return steps[::-1]
