"""An article laid out as one text for reading: the bridge between what is shown and where it stands in the pages."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.model import Article, Flag, FlagKind, Fragment, Role, Span
from reader.text.page_turn import HEADING_ROLES

CONTEXT = 32  # code points of prefix and suffix kept with a quote, as Hypothesis keeps them

_SHOWN_AT_START = frozenset({FlagKind.HEAD_MISSING})
_SHOWN_AT_END = frozenset({FlagKind.TAIL_MISSING})
_SHOWN_INSIDE = frozenset({FlagKind.LOSS_SUSPECTED})
NO_WORDS: Mapping[FlagKind, str] = {}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the sheet with one role. `fragment` is None where the sheet itself put it in (a blank, a mark of loss).

    `start` and `end` are code points of the sheet; `offset` those of the page text that the run's first character stands at.
    """

    start: int
    end: int
    role: Role
    fragment: Fragment | None = None
    offset: int = 0
    flag: FlagKind | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading line or caption of the sheet; `start` and `end` are code points, the line break not counted.

    `goes_on` tells that it is the rest of a paragraph which began before the page turned.
    """

    start: int
    end: int
    role: Role
    runs: tuple[Run, ...]
    goes_on: bool = False


class Sheet:
    """The text of an article as it is read: heading lines, byline, then paragraphs, section headings and captions.

    Blocks are parted by one line break. Positions are code points of `text`. `flag_words` are what to print where the page
    has lost something (HEAD_MISSING, TAIL_MISSING, LOSS_SUSPECTED); without them the sheet holds the article's words alone.
    """

    def __init__(self, article: Article, flag_words: Mapping[FlagKind, str] = NO_WORDS) -> None:
        self.article = article
        self._flag_words = flag_words
        self._pieces: list[str] = []
        self._length = 0
        self._last_of_body: Fragment | None = None
        self.blocks: tuple[Block, ...] = tuple(self._block(group) for group in _paragraphs(article.fragments))
        self.text = "".join(self._pieces)
        self._starts = [block.start for block in self.blocks]
        self._runs = _runs_by_text(self.blocks)
        self._ranges: dict[tuple[Span, ...], Sequence[tuple[int, int]]] = {}  # asked for at every motion of the caret

    def block_at(self, position: int) -> Block | None:
        """The block that holds a position, or None on an empty sheet."""
        return self.blocks[max(0, bisect_right(self._starts, position) - 1)] if self.blocks else None

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of page text under a stretch of the sheet, in reading order; neighbours are made one.

        Of jump lines only where there is nothing else, here and in a quote: they are no words of what is read on over them.
        """
        spans: list[Span] = []
        for run, left, right in self._covered(start, end):
            assert run.fragment is not None
            span = Span(run.fragment.text_id, run.offset + left - run.start, run.offset + right - run.start)
            if spans and (spans[-1].text_id, spans[-1].end) == (span.text_id, span.start):
                spans[-1] = Span(span.text_id, spans[-1].start, span.end)
            else:
                spans.append(span)
        return tuple(spans)

    def quote(self, start: int, end: int) -> str:
        """The article's own words under a stretch of the sheet: line breaks between blocks, no marks of loss."""
        quote = ""
        for block, runs in self._quoted(start, end):
            line = "".join(self.text[max(r.start, start) : min(r.end, end)] for r in runs).strip()
            if line:
                quote += line if block.goes_on or not quote else f"\n{line}"
        return quote

    def context(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a stretch: up to CONTEXT characters of the article each."""
        reach = CONTEXT  # more and more, until there are enough words: an article of any length is not quoted whole for them
        before = self.quote(max(0, start - reach), start)
        while len(before) < CONTEXT and reach < start:
            reach *= 2
            before = self.quote(max(0, start - reach), start)
        reach, size = CONTEXT, len(self.text)
        after = self.quote(end, min(size, end + reach))
        while len(after) < CONTEXT and end + reach < size:
            reach *= 2
            after = self.quote(end, min(size, end + reach))
        return before[-CONTEXT:], after[:CONTEXT]

    def ranges(self, spans: Iterable[Span]) -> Sequence[tuple[int, int]]:
        """Where on the sheet stretches of page text are shown; what is not in this article is left out."""
        spans = tuple(spans)
        found = self._ranges.get(spans)
        if found is None:
            found = self._ranges[spans] = tuple(self._merged(shown for span in spans for shown in self._shown(span)))
        return found

    def _merged(self, found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and self._is_blank(merged[-1][1], start):
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _shown(self, span: Span) -> Iterable[tuple[int, int]]:
        offsets, runs = self._runs.get(span.text_id, ((), ()))
        for run in runs[max(0, bisect_right(offsets, span.start) - 1) :]:
            if run.offset >= span.end:
                return
            left, right = max(span.start, run.offset), min(span.end, run.offset + run.end - run.start)
            if left < right:
                yield run.start + left - run.offset, run.start + right - run.offset

    def _is_blank(self, start: int, end: int) -> bool:
        """Whether a stretch is empty, or holds only what the sheet itself put into a line."""
        return start >= end or ("\n" not in self.text[start:end] and not self.spans(start, end))

    def _covered(self, start: int, end: int) -> Iterable[tuple[Run, int, int]]:
        for _, runs in self._quoted(start, end):
            for run in runs:
                left, right = max(run.start, start), min(run.end, end)
                if run.fragment is not None and left < right:
                    yield run, left, right

    def _quoted(self, start: int, end: int) -> list[tuple[Block, list[Run]]]:
        """The runs that a stretch touches by their blocks, marks of loss left out, and jump lines where there are others."""
        blocks = self._blocks_over(start, end)
        found = [(b, [r for r in b.runs if r.flag is None and r.start < end and r.end > start]) for b in blocks]
        if all(r.role is Role.JUMP for _, runs in found for r in runs):
            return found
        return [(b, [r for r in runs if r.role is not Role.JUMP]) for b, runs in found]

    def _blocks_over(self, start: int, end: int) -> Iterable[Block]:
        """The blocks that a stretch touches."""
        for block in self.blocks[max(0, bisect_right(self._starts, start) - 1) :]:
            if block.start >= end:
                return
            yield block

    def _block(self, fragments: Sequence[Fragment]) -> Block:
        if self._pieces:
            self._append("\n")
        start = self._length
        role = _block_role(fragments)
        flags = [f for f in self.article.flags if f.kind in self._flag_words and _stands_in(f, fragments)]
        runs: list[Run] = [self._mark(f) for f in flags if f.kind in _SHOWN_AT_START]
        before: Fragment | None = None
        for fragment in fragments:
            if before is not None and _parted(before, fragment):
                runs.append(self._put(" ", fragment.piece.role))
            runs.extend(self._fragment_runs(fragment, [f for f in flags if f.kind in _SHOWN_INSIDE]))
            before = fragment
        runs.extend(self._mark(f) for f in flags if f.kind in _SHOWN_AT_END)
        return Block(start, self._length, role, tuple(runs), self._goes_on(role, fragments))

    def _goes_on(self, role: Role, fragments: Sequence[Fragment]) -> bool:
        if role is not Role.BODY:
            return False
        before, self._last_of_body = self._last_of_body, fragments[-1]
        return before is not None and before.piece.paragraph == fragments[0].piece.paragraph

    def _fragment_runs(self, fragment: Fragment, flags: Sequence[Flag]) -> Iterable[Run]:
        piece, done = fragment.piece, 0
        for flag in flags:
            cut = flag.at - piece.start
            if done <= cut < len(fragment.text) and (cut or done == 0):
                if cut > done:
                    yield self._put(fragment.text[done:cut], piece.role, fragment, piece.start + done)
                yield self._mark(flag)
                done = cut
        yield self._put(fragment.text[done:], piece.role, fragment, piece.start + done)

    def _mark(self, flag: Flag) -> Run:
        run = self._put(self._flag_words[flag.kind], Role.BODY)
        return Run(run.start, run.end, run.role, flag=flag.kind)

    def _put(self, text: str, role: Role, fragment: Fragment | None = None, offset: int = 0) -> Run:
        start = self._length
        self._append(text)
        return Run(start, self._length, role, fragment, offset)

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _stands_in(flag: Flag, fragments: Sequence[Fragment]) -> bool:
    """Whether a mark of loss belongs to a block: at its beginning, at its end, or inside."""
    if flag.text_id:
        fragments = [f for f in fragments if f.text_id == flag.text_id]
        if not fragments:
            return False
    if flag.kind in _SHOWN_AT_START:
        return flag.at == fragments[0].piece.start
    if flag.kind in _SHOWN_AT_END:
        return flag.at == fragments[-1].piece.end
    return any(f.piece.start <= flag.at < f.piece.end for f in fragments)


def _runs_by_text(blocks: Iterable[Block]) -> dict[int, tuple[Sequence[int], Sequence[Run]]]:
    """The runs that show a text version, with where they begin in it, in its order: so that marks are found without a walk."""
    by_text: dict[int, list[Run]] = {}
    for block in blocks:
        for run in block.runs:
            if run.fragment is not None:
                by_text.setdefault(run.fragment.text_id, []).append(run)
    ordered = {text_id: sorted(runs, key=lambda run: (run.offset, run.end - run.start)) for text_id, runs in by_text.items()}
    return {text_id: ([run.offset for run in runs], runs) for text_id, runs in ordered.items()}


def _paragraphs(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments by blocks: heading roles first, in the trade's order, then all else in reading order."""
    headings = [f for role in HEADING_ROLES for f in fragments if f.piece.role is role]
    rest = [f for f in fragments if f.piece.role not in HEADING_ROLES]
    blocks = [list(g) for _, g in groupby(headings, key=lambda f: (f.piece.role, f.piece.paragraph))]
    return blocks + [list(g) for _, g in groupby(rest, key=lambda f: f.piece.paragraph)]


def _block_role(fragments: Sequence[Fragment]) -> Role:
    roles = {f.piece.role for f in fragments}
    if Role.DATELINE in roles:
        return Role.BODY
    return Role.CAPTION if Role.CREDIT in roles else fragments[0].piece.role


def _parted(before: Fragment, after: Fragment) -> bool:
    """Whether a blank parts two fragments: lines of a heading, dateline and text, caption and credit."""
    return before.piece.role is not after.piece.role or after.piece.role is Role.SECTION
