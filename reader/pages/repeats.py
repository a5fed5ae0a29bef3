"""Passages that the OCR gave twice: found by length, and told from what the paper itself printed twice by how they are cut."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reader.pages.blocks import Block, Span
from reader.pages.conventions import CLOSERS, TERMINAL

SHINGLE = 20  # characters that two copies must share to be found
SHORTEST = 40  # printed repeats that look like loops reach 54 inside one article of the seeds, but begin or end a sentence
CHANCE = 3  # characters that two copies may share by chance beyond the break where one of them ends
FARTHEST = 1500  # characters between the two copies: an OCR loop comes back to a region just read


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two copies of a passage, as positions in the blocks' texts joined; the later copy is set aside."""

    first: int
    later: int
    length: int


@dataclass(frozen=True, slots=True)
class Clean:
    """A page's blocks without the repetitions.

    `dropped` are the spans set aside, one for each visual line; `hosts` the blocks (by their new number) in which a repetition
    stood, after which words may be lost; `breaks` the blocks at whose end the first copy broke off, another place of likely
    loss.
    """

    blocks: tuple[Block, ...]
    dropped: tuple[Span, ...] = ()
    hosts: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()


def set_repeats_aside(blocks: Sequence[Block]) -> Clean:
    """The blocks of a page without the later copies of passages that the OCR gave twice."""
    repeats = find_repeats(blocks)
    if not repeats:
        return Clean(tuple(blocks))
    ends = {repeat.first + repeat.length for repeat in repeats}
    kept: list[Block] = []
    dropped: list[Span] = []
    hosts: set[int] = set()
    breaks: set[int] = set()
    position, waiting = 0, deque(repeats)
    for block in blocks:
        end = position + len(block.text)
        cuts = []
        while waiting and waiting[0].later < end:
            cut = (max(0, waiting[0].later - position), min(end, waiting[0].later + waiting[0].length) - position)
            cuts.append(cut)
            if waiting[0].later + waiting[0].length > end:
                break
            waiting.popleft()
        rest = _without(block, cuts, dropped) if cuts else block
        if cuts and kept and (rest is None or cuts[0][0] == 0):
            hosts.add(len(kept) - 1)
        if rest is not None:
            kept.append(rest)
            if cuts and cuts[0][0] > 0:
                hosts.add(len(kept) - 1)
            if end in ends:
                breaks.add(len(kept) - 1)
        position = end
    return Clean(tuple(kept), tuple(dropped), frozenset(hosts), frozenset(breaks))


def _without(block: Block, cuts: list[Span], dropped: list[Span]) -> Block | None:
    """What is left of a block; the spans of what is cut out are added to `dropped`."""
    spans: list[Span] = []
    text, offset = "", 0
    for start, end in block.spans:
        size = end - start
        kept_from = offset
        for cut_start, cut_end in [
            (max(a, offset), min(b, offset + size)) for a, b in cuts if a < offset + size and b > offset
        ]:
            dropped.append((start + cut_start - offset, start + cut_end - offset))
            if cut_start > kept_from:
                spans.append((start + kept_from - offset, start + cut_start - offset))
                text += block.text[kept_from:cut_start]
            kept_from = cut_end
        if kept_from < offset + size:
            spans.append((start + kept_from - offset, end))
            text += block.text[kept_from : offset + size]
        offset += size
    return replace(block, spans=tuple(spans), text=text) if spans else None


def find_repeats(blocks: Sequence[Block]) -> list[Repeat]:
    """The OCR's repetitions on a page: its later copies, in order, as positions in the joined texts of the blocks."""
    joined = "".join(block.text for block in blocks)
    edges = _edges(blocks)
    candidates = (_fitted(joined, edges, repeat) for repeat in _repeated(joined))
    return [repeat for repeat in candidates if _is_loop(joined, edges, repeat)]


def _fitted(text: str, edges: set[int], repeat: Repeat) -> Repeat:
    """The repeat without the few characters beyond a break that agree by chance, and without a comma before it."""
    start, end = repeat.later, repeat.later + repeat.length
    for edge in range(start, start + CHANCE + 1):
        if edge in edges:
            start = edge
            break
    for edge in range(end, end - CHANCE - 1, -1):
        if edge in edges:
            end = edge
            break
    if start not in edges and text[start] in "，、；：":
        start += 1
    return Repeat(repeat.first + start - repeat.later, start, end - start)


def _edges(blocks: Sequence[Block]) -> set[int]:
    """The position after each block."""
    return set(accumulate(len(block.text) for block in blocks))


def _repeated(text: str) -> list[Repeat]:
    """Maximal repeats of at least SHORTEST characters, scanned once from the left; later copies do not overlap."""
    seen: dict[str, int] = {}
    found: list[Repeat] = []
    at, size = 0, len(text)
    while at + SHINGLE <= size:
        earlier = seen.setdefault(text[at : at + SHINGLE], at)
        if earlier == at or earlier + SHINGLE > at:
            at += 1
            continue
        length = SHINGLE
        while at + length < size and earlier + length < at and text[earlier + length] == text[at + length]:
            length += 1
        if length >= SHORTEST:
            found.append(Repeat(earlier, at, length))
        at += length
    return found


def _is_loop(text: str, edges: set[int], repeat: Repeat) -> bool:
    """A loop begins in mid-sentence, breaks off in mid-sentence, and at least one end of it is a break of the OCR's blocks."""
    first, start, end = repeat.first, repeat.later, repeat.later + repeat.length
    if start - first - repeat.length > FARTHEST:
        return False
    if not _inside_sentence(text, first) or not _inside_sentence(text, first + repeat.length):
        return False
    return start in edges or end in edges


def _inside_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at]
    if not before or at >= len(text):
        return False
    last = before[-2] if before[-1] in CLOSERS and len(before) > 1 else before[-1]
    return last not in TERMINAL and last != "…"
