"""ALTO, versions 1 to 4: a page's blocks, lines and strings with their boxes (loc.gov/standards/alto).

Blocks stand in the order of `ReadingOrder` (4.2), else of the chain of IDNEXT, else of the file, which engines write in reading
order. Between two strings stands a blank where an SP is, or where both are Latin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reader.formats import markup
from reader.formats.composing import Block, box, clean, joined, page_of
from reader.formats.page_reader import Complaint, Item
from reader.formats.reading_order import Corners, around, columns, rows
from reader.formats.source import Source
from reader.model import Box, Page

_ROOT = re.compile(r"<(?:\w+:)?alto\b", re.I)
_MARGINS = {"TopMargin": "header", "BottomMargin": "footer", "LeftMargin": "", "RightMargin": ""}
_TAG_KINDS = {
    "heading": "title",
    "headline": "title",
    "title": "title",
    "caption": "caption",
    "header": "header",
    "footer": "footer",
    "page-number": "page number",
    "table": "table",
    "list": "list",
}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a page: its lines as printed, and `whole` words for each, of which a hyphen at the line's end is undone."""

    id: str
    lines: tuple[str, ...]
    whole: tuple[str, ...]
    box: Box | None
    kind: str = ""
    within: tuple[str, ...] = ()  # the ids of the composed blocks that it is part of

    @property
    def paragraph(self) -> str:
        """The lines read on as one."""
        return joined(self.whole)


def sniff(source: Source) -> bool:
    """Whether a file's root element is ALTO's."""
    return _ROOT.search(source.start[:4096]) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of a file. Raises UnreadableFileError, naming it, where it is no XML or not safe to read."""
    sheets = list(markup.named(markup.xml(source), "Page"))
    found = False
    for number, sheet in enumerate(sheets, 1):
        name = f"{source.name}#{number}" if len(sheets) > 1 else source.name
        page = page_of_blocks(Page(name, ""), blocks_of(sheet))
        if page.text:
            found = True
            yield page
    if not found:
        yield Complaint(f"{source.name} has nothing to read in it: there is no text in its ALTO.")


def page_of_blocks(facts: Page, blocks: list[TextBlock]) -> Page:
    """The page of these blocks, line for line."""
    return page_of(facts, [Block("\n".join(block.lines), block.box, block.kind) for block in blocks])


def pages(source: Source) -> list[list[TextBlock]]:
    """The blocks of each page of a file, for METS. Raises UnreadableFileError as `read` does."""
    return [blocks_of(sheet) for sheet in markup.named(markup.xml(source), "Page")]


def blocks_of(sheet: Any) -> list[TextBlock]:
    """The blocks of a Page element in reading order."""
    root = sheet.getroottree().getroot()
    kinds = {tag.get("ID", ""): _TAG_KINDS.get(tag.get("LABEL", "").lower(), "") for tag in _tags(root)}
    size = markup.number(sheet, "WIDTH"), markup.number(sheet, "HEIGHT")
    if not (size[0] > 0 and size[1] > 0):
        size = _extent(sheet)
    blocks: list[TextBlock] = []
    _collect(sheet, size, kinds, (), "text", blocks)
    return _ordered(root, sheet, blocks)


def _tags(root: Any) -> Iterator[Any]:
    return (tag for tags in markup.named(root, "Tags") for tag in tags)


def _collect(
    element: Any, size: tuple[float, float], kinds: dict[str, str], within: tuple[str, ...], kind: str, blocks: list[TextBlock]
) -> None:
    for child in element:
        name = markup.local(child)
        if name in _MARGINS:
            _collect(child, size, kinds, within, _MARGINS[name], blocks)
        elif name in ("PrintSpace", "ComposedBlock", "Page"):
            _collect(child, size, kinds, (*within, child.get("ID", "")), kind, blocks)
        elif name == "TextBlock":
            tagged = next((kinds[tag] for tag in child.get("TAGREFS", "").split() if kinds.get(tag)), kind)
            blocks += _blocks(child, size, tagged, within)
        elif name == "Illustration":
            blocks.append(TextBlock(child.get("ID", ""), (), (), box(*corners(child), *size), "image", within))


def _blocks(element: Any, size: tuple[float, float], kind: str, within: tuple[str, ...]) -> Iterator[TextBlock]:
    """The block of a TextBlock element, or several where it covers columns side by side, as some engines write them."""
    lines = [line for line in markup.children(element, "TextLine") if _line(line)[0].strip()]
    places = [corners(line) for line in lines]
    sound = all(edge == edge for place in places for edge in place)
    groups = columns(places) if sound else [list(range(len(lines)))]
    for group in filter(None, groups):
        pairs = [_row([_line(lines[at]) for at in row]) for row in (rows(group, places) if sound else [[at] for at in group])]
        place = around([places[at] for at in group]) if len(groups) > 1 else corners(element)
        yield TextBlock(
            element.get("ID", ""),
            tuple(printed for printed, _ in pairs),
            tuple(whole for _, whole in pairs if whole.strip()),
            box(*place, *size),
            kind,
            within,
        )


def _row(parts: list[tuple[str, str]]) -> tuple[str, str]:
    return " ".join(printed for printed, _ in parts), " ".join(whole for _, whole in parts if whole)


def _line(line: Any) -> tuple[str, str]:
    """A line as printed, and with the whole of a word that its end or that of the line before parts."""
    printed = whole = ""
    blank = False
    for child in line:
        name = markup.local(child)
        if name == "SP":
            blank = True
        elif name == "HYP":
            hyphen = clean(child.get("CONTENT", "-"))
            printed += "" if printed.endswith(hyphen) else hyphen
        elif name == "String":
            words = clean(child.get("CONTENT", ""))
            part, undone = child.get("SUBS_TYPE", ""), clean(child.get("SUBS_CONTENT", ""))
            printed = f"{printed} {words}" if blank and printed else joined((printed, words))
            if not (part == "HypPart2" and undone):
                words = undone if part == "HypPart1" and undone else words
                whole = f"{whole} {words}" if blank and whole else joined((whole, words))
            blank = False
    return printed, whole


def corners(element: Any) -> Corners:
    """An element's box in the units of the page."""
    left, top = markup.number(element, "HPOS"), markup.number(element, "VPOS")
    return left, top, left + markup.number(element, "WIDTH"), top + markup.number(element, "HEIGHT")


def _extent(sheet: Any) -> tuple[float, float]:
    """What the blocks cover, where the page does not tell its size."""
    boxes = [corners(block) for block in markup.named(sheet, "TextBlock", "PrintSpace")]
    right = max((b[2] for b in boxes if b[2] == b[2]), default=float("nan"))
    return right, max((b[3] for b in boxes if b[3] == b[3]), default=float("nan"))


def _ordered(root: Any, sheet: Any, blocks: list[TextBlock]) -> list[TextBlock]:
    """The blocks as ReadingOrder or IDNEXT say; what neither names stays after the block before it."""
    told = [ref.get("REF", "") for order in markup.named(root, "ReadingOrder") for ref in markup.named(order, "ElementRef")]
    following = {
        e.get("ID", ""): e.get("IDNEXT", "") for e in markup.named(sheet, "TextBlock", "ComposedBlock") if e.get("IDNEXT")
    }
    if not told and following:
        told = _chained(following)
    if not told:
        return blocks
    rank = {name: at for at, name in reversed(list(enumerate(told)))}
    keys: list[tuple[int, int]] = []
    last = -1
    for at, block in enumerate(blocks):
        last = next((rank[name] for name in (block.id, *reversed(block.within)) if name in rank), last)
        keys.append((last, at))
    return [blocks[at] for _, at in sorted(keys)]


def _chained(following: dict[str, str]) -> list[str]:
    starts = [name for name in following if name not in set(following.values())]
    told: list[str] = []
    seen: set[str] = set()
    for start in starts or list(following)[:1]:
        name = start
        while name and name not in seen:
            seen.add(name)
            told.append(name)
            name = following.get(name, "")
    return told
