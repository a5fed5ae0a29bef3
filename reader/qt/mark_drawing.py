"""How marks are drawn over the text, so that of those that overlap each can be seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QColor, QTextCharFormat

from reader.model import Annotation, Kind, Status, Style
from reader.qt.theme import Theme

_DEEPER = 108  # percent: each mark under another makes the ground so much darker; lighter, dark themes would lose contrast
_DEEPEST = 3  # marks over each other that are told apart by the ground
_SHARE = 0.65  # of the uppermost colour where two are mixed

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the very same marks lie over, the widest first."""

    start: int
    end: int
    marks: tuple[Annotation, ...]


class Stretches:
    """The stretches of an article, in order, found by where they stand. Bookmarks mark no words, but the line they begin in."""

    def __init__(self, marks: Sequence[tuple[Sequence[Range], Annotation]]) -> None:
        self.all = list(_stretches([m for m in marks if m[1].kind is not Kind.BOOKMARK]))
        self._starts, self._ends = [s.start for s in self.all], [s.end for s in self.all]
        self.bookmarks = [(ranges[0][0], a) for ranges, a in marks if a.kind is Kind.BOOKMARK and ranges]

    def between(self, start: int, end: int) -> Sequence[Stretch]:
        """Those of which something stands between two positions."""
        return self.all[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def _stretches(marks: Sequence[tuple[Sequence[Range], Annotation]]) -> Iterator[Stretch]:
    widest_first = sorted(marks, key=lambda mark: -sum(end - start for start, end in mark[0]))
    turns: dict[int, tuple[list[int], list[int]]] = {}  # by position: the marks that begin there, and those that end
    for number, (ranges, _) in enumerate(widest_first):
        for start, end in ranges:
            turns.setdefault(start, ([], []))[0].append(number)
            turns.setdefault(end, ([], []))[1].append(number)
    over: set[int] = set()
    positions = sorted(turns)
    for position, following in pairwise(positions):
        begun, ended = turns[position]
        over.difference_update(ended)
        over.update(begun)
        if over:
            yield Stretch(position, following, tuple(widest_first[number][1] for number in sorted(over)))


def look(stretch: Stretch, chosen: str, theme: Theme) -> QTextCharFormat:
    """How a stretch looks: the ground in the colour of the narrowest highlight, mixed with and underlined by that under it."""
    made = QTextCharFormat()
    solid = [_shade(a, theme) for a in stretch.marks if a.style is Style.SOLID]
    lines = [_line(_shade(a, theme), theme) for a in stretch.marks if a.style is Style.UNDERLINE]
    if solid:
        made.setBackground(_ground(solid))
    elif len(lines) > 1:
        made.setBackground(_mixed(QColor(theme.paper), _shade(stretch.marks[0], theme)))
    under = lines[-1] if lines else _line(solid[-2], theme) if len(solid) > 1 else None
    if under is not None:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(under)
    if any(a.id == chosen or a.status is Status.NEEDS_REVIEW for a in stretch.marks):
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(theme.accent))
    return made


def ribbon(annotation: Annotation, theme: Theme) -> QColor:
    """The colour of a bookmark's ribbon."""
    return _line(_shade(annotation, theme), theme)


def _shade(annotation: Annotation, theme: Theme) -> QColor:
    return QColor(theme.marks.get(annotation.colour, theme.marks["grey"]))


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
