"""How marks are drawn over the text, so that of those that overlap each can be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtGui import QColor, QTextCharFormat

from reader.model import Annotation, Kind, Status, Style
from reader.qt.theme import Theme

_DEEPER = 108  # percent: each mark under another makes the ground so much darker; lighter, dark themes would lose contrast
_DEEPEST = 3  # marks over each other that are told apart by the ground
_SHARE = 0.65  # of the uppermost colour where two are mixed

Range = tuple[int, int]
Look = tuple[tuple[tuple[str, Style], ...], bool]  # colour and style of the marks, the widest first; whether they are dotted


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the very same marks lie over, the widest first."""

    start: int
    end: int
    marks: tuple[Annotation, ...]


class Stretches:
    """The stretches of an article, by where they stand. Bookmarks mark no words, but the line they begin in."""

    def __init__(self, marks: Sequence[tuple[Sequence[Range], Annotation]]) -> None:
        over_words = [mark for mark in marks if mark[0] and mark[1].kind is not Kind.BOOKMARK]
        self._widest_first = sorted(over_words, key=lambda mark: -sum(end - start for start, end in mark[0]))
        self._asked: Range | None = None
        self._found: list[Stretch] = []
        self.bookmarks = [(ranges[0][0], a) for ranges, a in marks if a.kind is Kind.BOOKMARK and ranges]

    def between(self, start: int, end: int) -> list[Stretch]:
        """Those of which something stands between two positions, in order."""
        if self._asked != (start, end):  # asked for again where only another one is chosen
            near = [mark for mark in self._widest_first if mark[0][0][0] < end and mark[0][-1][1] > start]
            self._asked, self._found = (start, end), [s for s in _stretches(near) if s.start < end and s.end > start]
        return self._found


def _stretches(widest_first: Sequence[tuple[Sequence[Range], Annotation]]) -> Iterator[Stretch]:
    turns: dict[int, tuple[list[int], list[int]]] = {}  # by position: the marks that begin there, and those that end
    for number, (ranges, _) in enumerate(widest_first):
        for start, end in ranges:
            turns.setdefault(start, ([], []))[0].append(number)
            turns.setdefault(end, ([], []))[1].append(number)
    over: set[int] = set()
    for position, following in pairwise(sorted(turns)):
        begun, ended = turns[position]
        over.difference_update(ended)
        over.update(begun)
        if over:
            yield Stretch(position, following, tuple(widest_first[number][1] for number in sorted(over)))


def look(stretch: Stretch, chosen: str) -> Look:
    """What the marks over a stretch look like; dotted are the chosen one and those that need review."""
    dotted = any(a.id == chosen or a.status is Status.NEEDS_REVIEW for a in stretch.marks)
    return tuple((a.colour, a.style) for a in stretch.marks), dotted


@lru_cache(maxsize=512)
def drawn(look: Look, theme: Theme) -> QTextCharFormat:
    """A look for Qt: the ground in the colour of the narrowest highlight, mixed with and underlined by that under it."""
    made, (marks, dotted) = QTextCharFormat(), look
    solid = [_shade(colour, theme) for colour, style in marks if style is Style.SOLID]
    lines = [_line(_shade(colour, theme), theme) for colour, style in marks if style is Style.UNDERLINE]
    if solid:
        made.setBackground(_ground(solid))
    elif len(lines) > 1:
        made.setBackground(_mixed(QColor(theme.paper), _shade(marks[0][0], theme)))
    if solid or len(lines) > 1:
        made.setForeground(QColor(theme.ink))  # kickers, bylines and jump lines are too faint for a coloured ground
    under = lines[-1] if lines else _line(solid[-2], theme) if len(solid) > 1 else None
    if under is not None:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(under)
    if dotted:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(theme.accent))
    return made


def ribbon(annotation: Annotation, theme: Theme) -> QColor:
    """The colour of a bookmark's ribbon."""
    return _line(_shade(annotation.colour, theme), theme)


def _shade(colour: str, theme: Theme) -> QColor:
    return QColor(theme.marks.get(colour, theme.marks["grey"]))


def _line(shade: QColor, theme: Theme) -> QColor:
    return shade.lighter(160) if theme.name == "dark" else shade.darker(140)


def _ground(solid: Sequence[QColor]) -> QColor:
    ground = solid[-1]
    if len(solid) > 1:
        ground = _mixed(ground, solid[-2])
    for _ in range(min(len(solid), _DEEPEST) - 1):
        ground = ground.darker(_DEEPER)
    return ground


def _mixed(upper: QColor, lower: QColor) -> QColor:
    parts = zip((upper.red(), upper.green(), upper.blue()), (lower.red(), lower.green(), lower.blue()), strict=True)
    return QColor(*(round(_SHARE * above + (1 - _SHARE) * below) for above, below in parts))
