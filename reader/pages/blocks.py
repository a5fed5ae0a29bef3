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


def layout(text: str, alone: Callable[[str], bool]) -> Layout:
    """The blocks of a page; `alone` says of a line's text that it is never part of a longer block (a byline, a caption)."""
    lines = list(lines_of(text))
    markup = tuple(span for line in lines for span in line.markup)
    width = column_width(lines)
    blocks: list[Block] = []
    for _, chunk in groupby([line for line in lines if line.text], key=_chunk_counter()):
        blocks.extend(_blocks_of(list(chunk), width, alone))
    starts = [b for b in blocks if b.wrapped]
    indents = bool(starts) and sum(b.indented for b in starts) >= 0.2 * len(starts)
    return Layout(tuple(blocks), markup, indents)


def _chunk_counter() -> Callable[[Line], int]:
    seen = 0

    def number(line: Line) -> int:
        nonlocal seen
        seen += line.blank_before > 0
        return seen

    return number


def column_width(lines: list[Line]) -> int:
    """The commonest length of lines where they were cut to a column, in code points with the indent; 0 where they were not."""
    following = Counter(line.length for line in lines if not line.blank_before and not line.marked)
    total = sum(following.values())
    if total < max(FEWEST_LINES, len(lines) // 2):
        return 0
    width = max(following, key=lambda n: (following[n], n))
    near = sum(following[n] for n in (width - 1, width, width + 1))
    return width if width in COLUMN and near >= FULL * total else 0


def _blocks_of(chunk: list[Line], page_width: int, alone: Callable[[str], bool]) -> Iterator[Block]:
    """The blocks of lines with no empty line between them."""
    width = (column_width(chunk) or page_width) if len(chunk) >= FEWEST_LINES or page_width else 0
    run: list[Line] = []
    glued = False
    for line in chunk:
        whole = not width or line.marked or line.length > width + 1 or alone(line.text)
        if run and (whole or not _goes_on(run[-1], line, width)):
            yield _block(run, width, glued)
            glued = bool(width) and run[-1].length >= width - 1 and not line.indent
            run = []
        run.append(line)
        if whole:
            yield _block(run, width, glued)
            run, glued = [], False
    if run:
        yield _block(run, width, glued)


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Whether a line of a column is read on with the next: it fills the column, and the next is neither indented nor short."""
    if line.length < width - 1 or following.indent:
        return False
    ends = following.text[-1] in "。！？…”）；："
    return following.length >= width - 1 or ends


def _block(run: list[Line], width: int, glued: bool) -> Block:
    first = run[0]
    return Block(
        spans=tuple((line.start, line.end) for line in run),
        text="".join(line.text for line in run),
        marked=first.marked,
        indented=first.indent >= 1,
        blank_before=first.blank_before,
        glued=glued,
        wide=bool(width) and first.length > width + 1,
        wrapped=bool(width),
    )
