"""Where the blocks of a page stand, from the boxes of its regions: edges, size of type, and which way the lines run."""

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
VERTICAL_VOTERS = range(4, 21)  # characters of blocks that are lines of their own, and tell how the page is printed


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
    places = list(_places(page.text, regions, blocks))
    boxed = sum(len(block.text) for block, place in zip(blocks, places, strict=True) if place)
    few = sum(place is not None for place in places) < FEWEST
    if few or boxed < BOXED * sum(len(block.text) for block in blocks):
        return None
    pictures = [_place(region, 0, 1, 1, "", -1) for region in page.regions if region.box and region.end == region.start]
    if _is_vertical(blocks, places):
        return [place and _turned(place) for place in places], [_turned(place) for place in pictures]
    return places, pictures


def _places(text: str, regions: Sequence[Region], blocks: Sequence[Block]) -> Iterator[Place | None]:
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
            lines = text.count("\n", region.start, region.end) + 1
        line += text.count("\n", counted, block.start)
        first = line
        line += text.count("\n", block.start, block.spans[-1][1])
        counted = block.spans[-1][1]
        yield _place(region, first, line + 1, lines, block.text, number)


def _extent(text: str) -> float:
    """The room that a text takes, in Chinese characters."""
    return sum(1.0 if character > "\u2e80" or character in "“”‘’…—" else 0.5 for character in text)


def _place(region: Region, first: int, end: int, lines: int, text: str, number: int) -> Place:
    """The part of a region's box in which some of its lines stand."""
    assert region.box is not None
    x, y, width, height = region.box
    extent = _extent(text)
    size = (width * height * (end - first) / lines / max(1.0, extent)) ** 0.5
    top, bottom = y + height * first / lines, y + height * end / lines
    return Place(x, top, x + width, bottom, size, region.kind, number, extent, text[-1:] in _NO_HEADING_ENDS)


def _is_vertical(blocks: Sequence[Block], places: Sequence[Place | None]) -> bool:
    """Whether the lines run from top to bottom: told by blocks that are lines of their own."""
    votes = 0
    for block, place in zip(blocks, places, strict=True):
        if place and len(block.text) in VERTICAL_VOTERS and len(block.spans) == 1:
            votes += len(block.text) * (1 if place.bottom - place.top > 2 * place.width else -1)
    return votes > 0


def _turned(place: Place) -> Place:
    return place._replace(left=place.top, top=-place.right, right=place.bottom, bottom=-place.left)
