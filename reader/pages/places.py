"""Where the blocks of a page stand, from the boxes of its regions: edges, size of type, and which way the lines run."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.model import Page, Region
from reader.pages.blocks import Block

BOXED = 0.8  # share of a page's characters that must have a box
FEWEST = 4  # blocks with a box
MOST = 1000  # blocks, as each is compared with each
SHARED = 0.5  # share of the narrower of two blocks that stands in the column of the other
_NO_HEADING_ENDS = tuple("。，、；：")
SHORTEST_VOTER, LONGEST_VOTER = 4, 20  # characters of a box of one line that tells how the page is printed


class Place(NamedTuple):
    """Where a block stands: edges as fractions of the page, turned by a quarter for vertical print, and the type's size there.

    `size` is the square root of the area of a character, by which blocks of one page are compared. `region` is the number of
    the region of text that it stands in, `extent` its characters, `ends` whether it ends as no heading does.
    """

    left: float
    top: float
    right: float
    bottom: float
    size: float
    kind: str
    region: int
    extent: float
    ends: bool

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def in_column(a: Place, b: Place) -> bool:
    """Whether two blocks stand in one column, one below the other wherever they are."""
    return min(a.right, b.right) - max(a.left, b.left) >= SHARED * min(a.width, b.width)


def places_of(page: Page, blocks: Sequence[Block]) -> tuple[list[Place | None], list[Place]] | None:
    """The places of a page's blocks, in the order of its text, and of its pictures; None where too few blocks have boxes."""
    if not page.regions or len(blocks) > MOST:
        return None
    regions = [region for region in page.regions if region.end > region.start]
    vertical = _is_vertical(page.text, regions)
    places = list(_places(page.text, regions, blocks, vertical))
    boxed = sum(len(block.text) for block, place in zip(blocks, places, strict=True) if place)
    few = sum(place is not None for place in places) < FEWEST
    if few or boxed < BOXED * sum(len(block.text) for block in blocks):
        return None
    empty = (region for region in page.regions if region.box and region.end == region.start)
    return places, [_place(region, (0, 1, 1), 1.0, "", -1, vertical) for region in empty]


def _places(text: str, regions: Sequence[Region], blocks: Sequence[Block], vertical: bool) -> Iterator[Place | None]:
    starts = [region.start for region in regions]
    counted, line, current = 0, 0, -1
    for block in blocks:
        number = bisect_right(starts, block.start) - 1
        region = regions[number] if number >= 0 else None
        if region is None or region.box is None or block.spans[-1][1] > region.end:
            yield None
            continue
        if number != current:
            current, counted, line = number, region.start, 0
            printed = text[region.start : region.end].split("\n")
            room = len(printed) * max(map(_extent, printed))
        line += text.count("\n", counted, block.start)
        first = line
        line += text.count("\n", block.start, block.spans[-1][1])
        counted = block.spans[-1][1]
        yield _place(region, (first, line + 1, len(printed)), room, block.text, number, vertical)


def _extent(text: str) -> float:
    """The room that a text takes, in Chinese characters."""
    return sum(1.0 if character > "\u2e80" or character in "“”‘’…—" else 0.5 for character in text)


def _place(region: Region, lines: tuple[int, int, int], room: float, text: str, number: int, vertical: bool) -> Place:
    """The part of a region's box from one of its lines to another, of all; `room` is what all of them would hold."""
    assert region.box is not None
    x, y, width, height = region.box
    left, top, right, bottom = (y, -x - width, y + height, -x) if vertical else (x, y, x + width, y + height)
    first, end, all_lines = lines
    depth = (bottom - top) / all_lines
    size = (width * height / max(1.0, room)) ** 0.5
    ends = text[-1:] in _NO_HEADING_ENDS
    return Place(left, top + depth * first, right, top + depth * end, size, region.kind, number, _extent(text), ends)


def _is_vertical(text: str, regions: Sequence[Region]) -> bool:
    """Whether lines run from top to bottom on most of the page: told by boxes with lines of their own, or of one short line.

    A line of print is about as high as a character is wide, and half as far again from the next; a page is higher than wide.
    """
    votes = 0
    for region in regions:
        lines = text[region.start : region.end].split("\n")
        longest = max(map(len, lines))
        if region.box is None or longest < SHORTEST_VOTER or (len(lines) == 1 and longest > LONGEST_VOTER):
            continue
        shape = region.box[2] / region.box[3]
        across = abs(math.log(shape * len(lines) / longest))
        upright = abs(math.log(shape * longest / len(lines) / 2))
        votes += (1 if upright < across else -1) * (region.end - region.start)
    return votes > 0
