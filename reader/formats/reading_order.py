"""The order in which a page's blocks are read, by their boxes alone: for formats that give none.

A page is cut into columns where a white strip goes from top to bottom, else into bands where one goes from side to side; bands
that share a strip are cut together, so that columns under one headline are read down before across (recursive XY cut, Nagy and
Seth 1984). Vertical print is the same page turned: tiers from top to bottom, in each the lines from right to left.
"""

from collections.abc import Sequence
from itertools import pairwise

Corners = tuple[float, float, float, float]  # left, top, right, bottom in any unit
_DEEPEST = 60
_WIDE = 1.3  # times the median width: a box across columns
_OVERLAP = 0.15  # share of a block by which it may stick into a strip: boxes of crooked scans overlap


def reading_order(boxes: Sequence[Corners | None], vertical: bool = False) -> list[int]:
    """The indices of the boxes in reading order; one without a box follows the one before it."""
    placed = {at: _turned(box) if vertical else box for at, box in enumerate(boxes) if box is not None}
    order = _cut(list(placed), placed, 0)
    followers: dict[int, list[int]] = {}
    leader = -1
    for at, box in enumerate(boxes):
        if box is None:
            followers.setdefault(leader, []).append(at)
        else:
            leader = at
    return [*followers.get(-1, []), *(n for at in order for n in (at, *followers.get(at, [])))]


def _turned(box: Corners) -> Corners:
    left, top, right, bottom = box
    return top, -right, bottom, -left


def _cut(items: list[int], boxes: dict[int, Corners], depth: int) -> list[int]:
    if len(items) < 2 or depth > _DEEPEST:
        return sorted(items, key=lambda at: (boxes[at][1], boxes[at][0]))
    columns = _strips(items, boxes, 0)
    if len(columns) > 1:
        return [at for column in columns for at in _cut(column, boxes, depth + 1)]
    wide = _across(items, boxes)
    if wide:
        parts = _parted(items, wide, boxes)
        return [at for part in parts for at in _cut(part, boxes, depth + 1)]
    bands = _strips(items, boxes, 1)
    if len(bands) < 2:
        return sorted(items, key=lambda at: (boxes[at][1], boxes[at][0]))
    groups: list[list[int]] = []
    for band in bands:
        if groups and len(_strips([*groups[-1], *band], boxes, 0)) > 1:
            groups[-1] += band
        else:
            groups.append(band)
    return [at for group in groups for at in _cut(group, boxes, depth + 1)]


def _across(items: list[int], boxes: dict[int, Corners]) -> list[int]:
    """The items that stand across columns, by their height, where there are columns but for them."""
    widths = sorted(boxes[at][2] - boxes[at][0] for at in items)
    widest = _WIDE * widths[len(widths) // 2]
    wide = [at for at in items if boxes[at][2] - boxes[at][0] > widest]
    narrow = [at for at in items if boxes[at][2] - boxes[at][0] <= widest]
    if not wide or len(narrow) < 2 or len(_strips(narrow, boxes, 0)) < 2:
        return []
    return sorted(wide, key=lambda at: boxes[at][1] + boxes[at][3])


def _parted(items: list[int], wide: list[int], boxes: dict[int, Corners]) -> list[list[int]]:
    """The items above the first wide one, it, those above the next, and so on to those below the last."""
    parts = []
    rest = [at for at in items if at not in set(wide)]
    for bar in wide:
        above = [at for at in rest if boxes[at][1] + boxes[at][3] < boxes[bar][1] + boxes[bar][3]]
        parts += [above, [bar]]
        taken = set(above)
        rest = [at for at in rest if at not in taken]
    return [part for part in [*parts, rest] if part]


def _strips(items: list[int], boxes: dict[int, Corners], axis: int) -> list[list[int]]:
    """The items in groups that white strips part: side by side for axis 0, one under the other for axis 1."""
    ordered = sorted(items, key=lambda at: boxes[at][axis])
    groups = [[ordered[0]]]
    reached = boxes[ordered[0]][axis + 2]
    for at in ordered[1:]:
        start, end = boxes[at][axis], boxes[at][axis + 2]
        if start >= reached - _OVERLAP * (end - start):
            groups.append([at])
        else:
            groups[-1].append(at)
        reached = max(reached, end)
    return groups


SIDE_BY_SIDE = 0.1  # share of lines beside the line before them from which a block is taken for several columns
INDENT = 2.5  # heights of a line by which the lines of a column begin apart: a paragraph is indented by two characters


def columns(lines: Sequence[Corners]) -> list[list[int]]:
    """The indices of a block's lines, in one group, or, where an engine took columns for one block, one for each column.

    A new group begins where the next line to be read stands higher, or no part of it stands under the one before; a line across
    columns is one by itself. A column has two lines at least, set flush: of a few lines one that an engine parted at a gap (a
    dateline, a spaced heading) is read on where it stands.
    """
    right = [b for a, b in pairwise(lines) if _beside(a, b)]
    flush = any(abs(a[0] - b[0]) <= INDENT * (a[3] - a[1]) and not _level(a, b) for a, b in pairwise(right))
    if len(right) <= SIDE_BY_SIDE * len(lines) or not flush:
        return [list(range(len(lines)))] if lines else []
    groups: list[list[int]] = []
    for at in reading_order(lines):
        before = lines[groups[-1][-1]] if groups else None
        if before and lines[at][1] >= before[1] and lines[at][0] < before[2] and before[0] < lines[at][2]:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [part for group in groups for part in _without_first_across(group, lines)]


def rows(group: Sequence[int], lines: Sequence[Corners]) -> list[list[int]]:
    """The lines of a group as printed: those that an engine parted at a gap, each to the right of the last, are one."""
    found: list[list[int]] = []
    for at in group:
        if found and _beside(lines[found[-1][-1]], lines[at]) and lines[found[-1][-1]][0] < lines[at][0]:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _without_first_across(group: list[int], lines: Sequence[Corners]) -> list[list[int]]:
    """A group of lines, its first by itself where that stands above other columns too."""
    first, *rest = group
    beside = [box for at, box in enumerate(lines) if at not in group and _above(lines[first], box)]
    across = rest and beside and not any(_above(lines[at], box) for at in rest for box in beside)
    return [[first], rest] if across else [group]


def _above(a: Corners, b: Corners) -> bool:
    """Whether a part of one line stands above another."""
    return a[1] < b[1] and a[0] < b[2] and b[0] < a[2]


def _level(a: Corners, b: Corners) -> bool:
    """Whether two lines stand at one height."""
    return abs((a[1] + a[3]) - (b[1] + b[3])) < min(a[3] - a[1], b[3] - b[1])


def _beside(a: Corners, b: Corners) -> bool:
    """Whether two lines stand side by side: at one height, and none above the other."""
    return _level(a, b) and (a[2] <= b[0] or b[2] <= a[0])


def around(boxes: Sequence[Corners]) -> Corners:
    """The smallest box around boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
