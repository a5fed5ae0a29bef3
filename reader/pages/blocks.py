"""From a page's text to its blocks: the stretches that OCR gave as one, which the rest of the package never parts differently.

On pages printed as Markdown or bare lines a block is a line. On hard-wrapped pages, where a line is a line of print, lines that
fill the column are read on with the next, so a block is a paragraph or as much of it as stands in one place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

Span = tuple[int, int]

_MARK = re.compile(r"[ \t　]{0,3}(#{1,6})(?=[ \t　]|$)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*$")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|!\[[^\]]{0,200}\]\([^)]{0,500}\)|<[^<>]{1,200}>)$")
FULL = 0.35  # share of lines of the commonest length (±1) that makes a page hard-wrapped: 0.8 there, under 0.2 elsewhere
COLUMN = range(6, 61)  # characters in a column of print
FEWEST_LINES = 6
EXACT = 0.9  # share of full lines of exactly the commonest length where lines are cut to the character
INDENTING = 0.2  # share of blocks that are indented where paragraphs are
_STOPS = "。！？”…"
_ENDS = "。！？…”）；："


@dataclass(frozen=True, slots=True)
class Line:
    """A visual line without the white space around it; `length` counts code points with its indent, as it was wrapped."""

    start: int
    end: int
    text: str
    indent: int
    length: int
    blank_before: int
    marked: bool = False
    markup: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is read as one: one span for each visual line, in order."""

    spans: tuple[Span, ...]
    text: str
    marked: bool = False  # a Markdown heading
    indented: bool = False
    blank_before: int = 0
    glued: bool = False  # the line before it fills its column, so this may go on it
    wide: bool = False  # a line longer than the column of a wrapped page: a heading or a caption, not body text
    wrapped: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's blocks in order, the marks of the file format, and whether its paragraphs are indented."""

    blocks: tuple[Block, ...]
    markup: tuple[Span, ...]
    indents: bool


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold anything but white space."""
    position = blank = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            blank += 1
        else:
            yield _line(raw.rstrip("\r"), stripped, position, blank)
            blank = 0
        position += len(raw) + 1


def _line(raw: str, stripped: str, position: int, blank: int) -> Line:
    indent = len(raw) - len(raw.lstrip())
    start, end = position + indent, position + indent + len(stripped)
    mark = _MARK.match(raw)
    if mark:
        rest = raw[mark.end() :].lstrip()
        markup = ((position + mark.start(1), position + mark.end(1)),)
        return Line(end - len(rest.rstrip()), end, rest.rstrip(), 0, len(raw), blank, bool(rest), markup)
    if _RULE.match(stripped):
        return Line(end, end, "", 0, len(raw), blank, markup=((start, end),))
    bold = _BOLD.match(stripped)
    if bold and bold[1].strip():
        inner = bold[1].strip()
        inner_start = start + stripped.index(inner)
        marks = ((start, start + 2), (end - 2, end))
        return Line(inner_start, inner_start + len(inner), inner, 0, len(raw), blank, True, marks)
    return Line(start, end, stripped, indent, len(raw), blank)


@dataclass(frozen=True, slots=True)
class Column:
    """The column that lines were cut to: its length in code points, indent included, and by how much full lines miss it."""

    width: int
    slack: int  # 0 where lines are cut to the character, 1 where punctuation may hang or be pulled in

    def filled_by(self, line: Line) -> bool:
        """Whether a line reaches the end of the column, so that it may be read on with the next."""
        return line.length >= self.width - self.slack

    def exceeded_by(self, line: Line) -> bool:
        """Whether a line is longer than the column, so that it is a heading or a caption."""
        return line.length > self.width + self.slack


def layout(text: str, alone: Callable[[str], bool]) -> Layout:
    """The blocks of a page; `alone` says of a line's text that it is never part of a longer block (a byline, a caption)."""
    lines = list(lines_of(text))
    markup = tuple(span for line in lines for span in line.markup)
    column = column_of(lines)
    blocks: list[Block] = []
    for _, chunk in groupby([line for line in lines if line.text], key=_chunk_counter()):
        here = list(chunk)
        blocks.extend(_blocks_of(here, column_of(here) or column, alone))
    starts = [b for b in blocks if b.wrapped]
    indents = bool(starts) and sum(b.indented for b in starts) >= INDENTING * len(starts)
    return Layout(tuple(blocks), markup, indents)


def _chunk_counter() -> Callable[[Line], int]:
    seen = 0

    def number(line: Line) -> int:
        nonlocal seen
        seen += line.blank_before > 0
        return seen

    return number


def column_of(lines: list[Line]) -> Column | None:
    """The column of lines of print, by their commonest length; None where each line is a paragraph or a heading."""
    following = Counter(line.length for line in lines if not line.blank_before and not line.marked)
    total = sum(following.values())
    if total < max(FEWEST_LINES, len(lines) // 2):
        return None
    width = max(following, key=lambda n: (following[n], n))
    near = sum(following[n] for n in (width - 1, width, width + 1))
    if width not in COLUMN or near < FULL * total:
        return None
    return Column(width, 0 if following[width] >= EXACT * near else 1)


def _blocks_of(chunk: list[Line], column: Column | None, alone: Callable[[str], bool]) -> Iterator[Block]:
    """The blocks of lines with no empty line between them."""
    if column is None:
        yield from (_block([line], None, False) for line in chunk)
        return
    run: list[Line] = []
    glued = False
    for line in chunk:
        whole = line.marked or column.exceeded_by(line) or alone(line.text)
        if run and (whole or not _goes_on(run, glued, line, column)):
            yield _block(run, column, glued)
            glued = column.filled_by(run[-1]) and not line.indent
            run = []
        run.append(line)
        if whole:
            yield _block(run, column, glued)
            run, glued = [], False
    if run:
        yield _block(run, column, glued)


def _goes_on(run: list[Line], glued: bool, following: Line, column: Column) -> bool:
    """Whether lines of a column are surely read on with the next; where a heading may begin or end, they are parted."""
    last = run[-1]
    if not column.filled_by(last) or following.indent:
        return False
    if not column.filled_by(following) and following.text[-1] not in _ENDS:
        return False  # a short line may be a heading, or the place of a cut
    if last.text[-1] in "）)" and run[0].text[0] in "（(":
        return False  # a note in brackets, as it ends an article
    if _unbroken(following.text) and last.text[-1] in _STOPS:
        return False  # a heading that fills its line, after a paragraph that fills its last
    return not (len(run) == 1 and not glued and not last.indent and _unbroken(last.text))


def _unbroken(text: str) -> bool:
    return not any(mark in text for mark in "，。；：、？！")


def _block(run: list[Line], column: Column | None, glued: bool) -> Block:
    first = run[0]
    return Block(
        spans=tuple((line.start, line.end) for line in run),
        text="".join(line.text for line in run),
        marked=first.marked,
        indented=first.indent >= 1,
        blank_before=first.blank_before,
        glued=glued,
        wide=column is not None and column.exceeded_by(first),
        wrapped=column is not None,
    )
