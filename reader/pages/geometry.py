"""Where the blocks of a page were printed, and what follows from how newspapers are set: for pages whose source gives boxes.

An article's heading spans its columns. Its text stands below it, down each column and then on at the head of the next; it ends
at the next heading or at a wider gap. So every block has a frame: that of the heading or text above it in its column, or, where
there is none or a gap parts them, that of what stands to the left of it.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from reader.model import Page
from reader.pages.blocks import Block
from reader.pages.places import Place, in_column, places_of

LARGE = 1.35  # times the size of body text from which a block is set as a heading
TITLED = 1.1  # the same where the engine calls it a title
LONGEST_HEAD = 60  # characters
LONGEST_LINE = 40  # characters of a line between heading and text
SLACK = 0.006  # of the page, by which edges that are printed in one line differ
PARTING = 1.3  # lines of white beyond the usual distance of paragraphs that part two articles
CLOSE = 2.0  # lines of white within which the lines of a heading stand
SHORT = 0.1  # share of blocks that have one line


def _down(here: Place, there: Place) -> float:
    return here.top - there.bottom


def _up(here: Place, there: Place) -> float:
    return there.top - here.bottom


class Geometry:
    """The places of a page's blocks, by number, and those of its pictures; `aside` are the blocks that stand in no column."""

    def __init__(self, places: Sequence[Place | None], pictures: Sequence[Place], aside: Collection[int] = ()) -> None:
        self._all = places
        self._aside = aside
        self._places = [None if at in aside else place for at, place in enumerate(places)]
        self._pictures = [*pictures, *(p for at in aside if (p := places[at]) and p.kind == "caption")]
        self._body = _body_size([place for place in places if place])
        heights = sorted(place.height for place in places if place)
        self._line = heights[int(SHORT * len(heights))]  # the height of a line of text
        self._slack = self._line / 2  # by which what is printed at one height differs

    def without(self, aside: Collection[int]) -> "Geometry":
        """The same page with some blocks set aside."""
        return Geometry(self._all, self._pictures, aside)

    def reordered(self, order: Sequence[int]) -> "Geometry":
        """The same for the blocks in another order."""
        new = {old: at for at, old in enumerate(order)}
        found = Geometry([self._all[old] for old in order], self._pictures, {new[old] for old in self._aside})
        found.heads = [self.heads[old] for old in order]
        found.frames = [self.frames[old] for old in order]
        found.following = {new[a]: new[b] for a, b in self.following.items()}
        return found

    def kind(self, at: int) -> str:
        """What the engine called a block."""
        place = self._all[at]
        return place.kind if place else ""

    def size(self, at: int) -> float | None:
        """The size of a block's type, in that of body text; None where its place is not known."""
        place = self._all[at]
        return place.size / self._body if place else None

    def ends(self, count: int) -> list[int]:
        """The blocks that stand nearest to the head and the foot of the page."""
        known = sorted((place.top, at) for at, place in enumerate(self._all) if place)
        feet = sorted((-place.bottom, at) for at, place in enumerate(self._all) if place)
        return sorted({at for _, at in (*known[:count], *feet[:count])})

    def pictured(self, at: int) -> bool:
        """Whether a block stands right under or over a picture, within its width."""
        place = self._all[at]
        return place is not None and any(
            picture.left - SLACK <= place.left
            and place.right <= picture.right + SLACK
            and (abs(place.top - picture.bottom) <= CLOSE * self._line or abs(picture.top - place.bottom) <= self._line)
            for picture in self._pictures
            if picture.kind == "image"
        )

    def promised(self, tail: int, head: int) -> bool:
        """Whether the engine says that one block goes on the other."""
        a, b = self._all[tail], self._all[head]
        return a is not None and b is not None and a.kind == "continues" and b.region == a.region + 1

    def apart(self, one: int, other: int) -> bool:
        """Whether two blocks stand in different frames."""
        return -1 != self.frames[one] != self.frames[other] != -1

    def next_in_frame(self, tail: int, head: int) -> bool:
        """Whether a block is the next text of its frame after another."""
        return self.following.get(tail) == head

    @cached_property
    def heads(self) -> list[bool]:
        """Whether each block is set as a line of an article's heading."""
        found = [place is not None and self._is_large(place) for place in self._places]
        for at, below in enumerate(self._below):
            if below >= 0 and found[below] and not found[at] and self._is_line_over(at, below):
                found[at] = True
        return found

    def _is_large(self, place: Place) -> bool:
        size = place.size / self._body
        return place.extent <= LONGEST_HEAD and not place.ends and (size > LARGE or (place.kind == "title" and size > TITLED))

    def _is_line_over(self, at: int, head: int) -> bool:
        """Whether a block in small type is the first line of the heading under it: close to it, parted from what is above."""
        place, above = self._places[at], self._above[at]
        if place is None or place.extent > LONGEST_HEAD or self._gap(at, head) > CLOSE * self._line:
            return False
        return above < 0 or self._gap(above, at) > self._parting

    @cached_property
    def _spans(self) -> list[Place | None]:
        """The places, those in large type as wide as the columns over whose middle they stand: up to what is beside them."""
        return [self._reach(place) if place and self._is_large(place) else place for place in self._all]

    def _reach(self, head: Place) -> Place:
        top, bottom = head.top + self._slack, head.bottom - self._slack
        beside = [p for p in (*self._places, *self._pictures) if p and p.top < bottom and p.bottom > top]
        left = max((p.right for p in beside if p.right <= head.left + SLACK), default=self._edges[0])
        right = min((p.left for p in beside if p.left >= head.right - SLACK), default=self._edges[1])
        white = max(0.0, min(head.left - left, right - head.right))
        return head._replace(left=head.left - white, right=head.right + white)

    @cached_property
    def _edges(self) -> tuple[float, float]:
        """Where the print begins and ends from side to side."""
        known = [place for place in self._places if place]
        return min((p.left for p in known), default=0.0), max((p.right for p in known), default=1.0)

    @cached_property
    def frames(self) -> list[int]:
        """The frame of each block: the number of a block that stands first in it; -1 for a block without a place."""
        frames = [-1] * len(self._places)
        for _, at in sorted((p.top, at) for at, p in enumerate(self._places) if p):
            above = self._above[at]
            if above >= 0 and self._is_under(above, at):
                frames[at] = frames[above]
            else:
                beside = -1 if self.heads[at] else self._beside(at, frames)
                frames[at] = frames[beside] if beside >= 0 else at
        return frames

    def _is_under(self, above: int, at: int) -> bool:
        """Whether a block belongs to what stands above it."""
        gap = self._gap(above, at)
        if self.heads[at]:
            return self.heads[above] and gap <= CLOSE * self._line
        return gap <= (3 if self.heads[above] else 1) * self._parting

    def _gap(self, above: int, at: int) -> float:
        """The white between two blocks one below the other; none where a picture stands between them."""
        a, b = self._places[above], self._places[at]
        if a is None or b is None:
            return 0.0
        top, bottom = a.bottom - self._slack, b.top + self._slack
        filled = any(top <= p.top and p.bottom <= bottom and in_column(p, b) for p in self._pictures)
        return 0.0 if filled else b.top - a.bottom

    @cached_property
    def _parting(self) -> float:
        """The white between two blocks from which they are parted."""
        gaps = [self._gap(above, at) for at, above in enumerate(self._above) if above >= 0]
        return max(0.0, median(gaps)) + PARTING * self._line if gaps else 0.0

    @cached_property
    def _above(self) -> list[int]:
        """For each block the one next above it in its column; -1 where there is none."""
        return [self._next(at, _down) for at in range(len(self._places))]

    @cached_property
    def _below(self) -> list[int]:
        """For each block the one next below it in its column; -1 where there is none."""
        return [self._next(at, _up) for at in range(len(self._places))]

    @cached_property
    def _standing(self) -> list[tuple[int, Place]]:
        """The blocks that stand in columns, with their spans."""
        return [(at, span) for at, span in enumerate(self._spans) if span and at not in self._aside]

    def _next(self, at: int, distance: Callable[[Place, Place], float]) -> int:
        here = self._spans[at]
        found, nearest = -1, 2.0
        if here is None:
            return found
        for other, there in self._standing:
            if there.left >= here.right or here.left >= there.right or other == at:
                continue
            away = distance(here, there)
            if -self._slack <= away < nearest and away > distance(there, here) and in_column(here, there):
                found, nearest = other, away
        return found

    def _beside(self, at: int, frames: Sequence[int]) -> int:
        """The block to the left at the height of a block's head; -1 where there is none."""
        here = self._places[at]
        found, nearest = -1, -2.0
        if here is None:
            return found
        for other, there in enumerate(self._places):
            if there is None or frames[other] < 0 or not nearest < there.right <= here.left + SLACK:
                continue
            if there.top <= here.top + self._slack and here.top <= there.bottom:
                found, nearest = other, there.right
        return found

    @cached_property
    def _columns(self) -> dict[int, list[list[int]]]:
        """The text of each frame, column by column from the left, each from top to bottom."""
        texts: dict[int, list[int]] = {}
        for at in self._by(lambda place: place.left):
            if not self.heads[at]:
                texts.setdefault(self.frames[at], []).append(at)
        columns = {}
        for frame, found in texts.items():
            over = [at for at in found if self._is_over(at, found)]
            columns[frame] = [[at] for at in over] + self._parted([at for at in found if at not in over])
        return columns

    def _is_over(self, at: int, texts: Sequence[int]) -> bool:
        """Whether a block is a line between the heading and all columns, as a byline is."""
        here, above = self._places[at], self._above[at]
        if here is None or above < 0 or not self.heads[above] or here.extent > LONGEST_LINE:
            return False
        others = [p for other in texts if other != at and (p := self._places[other])]
        over = [p for p in self._pictures if any(p.bottom <= b.top + self._slack and in_column(p, b) for b in others)]
        below = [p.top for p in (*others, *over) if p.bottom > here.top]
        return all(here.bottom <= top + self._slack for top in below)

    def _parted(self, blocks: list[int]) -> list[list[int]]:
        columns: list[list[tuple[Place, int]]] = []
        for at in blocks:
            here = self._places[at]
            if here and columns and in_column(here, columns[-1][0][0]):
                columns[-1].append((here, at))
            elif here:
                columns.append([(here, at)])
        return [[at for _, at in sorted(column, key=lambda pair: pair[0].top)] for column in columns]

    @cached_property
    def following(self) -> dict[int, int]:
        """The text that goes on each in its frame."""
        texts = [[at for column in columns for at in column] for columns in self._columns.values()]
        return {a: b for text in texts for a, b in pairwise(text)}

    def _by(self, key: Callable[[Place], float]) -> list[int]:
        return [at for _, at in sorted((key(place), at) for at, place in enumerate(self._places) if place)]

    def order(self) -> list[int]:
        """The numbers of the blocks as they are read: frame by frame, in each down the columns.

        What is set aside stands after the block above it, and a block without a place after the one before it in the text.
        """
        rank: dict[int, int] = {}
        by_top = self._by(lambda place: place.top)
        for frame in dict.fromkeys(self.frames[at] for at in by_top):
            heads = [at for at in by_top if self.heads[at] and self.frames[at] == frame]
            for at in (*heads, *(at for column in self._columns.get(frame, []) for at in column)):
                rank[at] = len(rank)
        keys = []
        last = -1
        for at in range(len(self._places)):
            above = self._next(at, _down) if at in self._aside else at
            last = rank.get(above, -1 if at in self._aside else last)
            keys.append((last, at not in rank, at))
        return [at for *_, at in sorted(keys)]


def _body_size(places: Sequence[Place]) -> float:
    """The size of the type in which most of the page's characters are set."""
    sizes = sorted((place.size, place.extent) for place in places)
    half = sum(extent for _, extent in sizes) / 2
    for size, extent in sizes:
        half -= extent
        if half <= 0:
            return size
    return 1.0


def geometry_of(page: Page, blocks: Sequence[Block]) -> Geometry | None:
    """The geometry of a page's blocks, which stand in the order of its text; None where too few of them have boxes."""
    found = places_of(page, blocks)
    return Geometry(*found) if found else None
