"""METS with ALTO: an issue whose logical structure says which blocks make which article (loc.gov/standards/mets).

The divisions of the logical structMap lead by FILEID and BEGIN to blocks of the ALTO files beside the METS file. An article on
two pages is a draft on each, flagged where it is cut. Types as docWorks and other programs write them, in any case.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats import alto, facts, markup
from reader.formats.alto import TextBlock
from reader.formats.composing import Part, in_print_order, reading
from reader.formats.page_reader import Complaint, Item
from reader.formats.source import Source, relative, source_of
from reader.model import Draft, Flag, FlagKind, Page, Role

_ROOT = re.compile(r"<(?:\w+:)?mets\b", re.I)
_ARTICLES = frozenset(
    {
        *("ARTICLE", "ADVERTISEMENT", "ADVERTISING", "ADVERT", "OBITUARY", "DEATH_NOTICE", "LETTER", "WEATHER"),
        *("EDITORIAL", "REVIEW", "POEM", "NOTICE", "ANNOUNCEMENT"),
    }
)
_ROLES = {
    "OVERLINE": Role.KICKER,
    "HEADING": Role.HEADLINE,
    "TITLE": Role.HEADLINE,
    "HEADLINE": Role.HEADLINE,
    "SUBHEADLINE": Role.SUBHEAD,
    "SUBTITLE": Role.SUBHEAD,
    "SUBHEADING": Role.SUBHEAD,
    "AUTHOR": Role.BYLINE,
    "BYLINE": Role.BYLINE,
    "BODY": Role.BODY,
    "PARAGRAPH": Role.BODY,
    "TEXT": Role.BODY,
    "TABLE": Role.BODY,
    "CROSSHEADING": Role.SECTION,
    "CAPTION": Role.CAPTION,
    "ILLUSTRATION": Role.CAPTION,
}
_FLOCAT = re.compile(rb"<(?:\w+:)?FLocat\b[^<>]{0,2000}?href\s*=\s*[\"']([^\"']{1,500})[\"']")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_PAGE_TYPES = ("PAGE",)
_MODS = ("dateIssued", "dateCreated", "date")


@dataclass(frozen=True, slots=True)
class _Area:
    """A stretch of an article on a page: a block, or a composed one, with its role; it may go on the paragraph before."""

    article: int  # -1 for what is in none
    role: Role
    begin: str
    continues: bool


@dataclass(slots=True)
class _Structure:
    """What the logical structure says of each file: its areas in order; and on which files each article stands."""

    areas: dict[str, list[_Area]] = field(default_factory=lambda: defaultdict(list))
    files: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    articles: int = 0

    def add(self, file: str, area: _Area) -> None:
        self.areas[file].append(area)
        if area.article >= 0 and file not in self.files[area.article]:
            self.files[area.article].append(file)


def sniff(source: Source) -> bool:
    """Whether a file's root element is that of METS."""
    return _ROOT.search(source.start[:4096]) is not None


def read(source: Source) -> Iterator[Item]:
    """The pages of an issue, each a Reading where the file tells its articles; a Complaint for a file that is not there.

    Raises UnreadableFileError, naming the METS file, where it is no XML, not safe to read, or leads to no ALTO.
    """
    root = markup.xml(source)
    files = _files(root)
    structure = _logical(root)
    place = _place(root, source.name)
    pages = list(_pages(root, files))
    if not pages:
        raise UnreadableFileError(f"{source.name} names no ALTO files: Jianbao cannot tell where its text is.")
    for number, (file, label) in enumerate(pages, 1):
        found = source.beside(files[file])
        if found is None:
            name = files[file] or file
            yield Complaint(
                f"{source.name} names {name}, which is not beside it: that page is left out. Put it there and import again."
            )
            continue
        try:
            blocks = [block for page in alto.pages(found) for block in page]
        except UnreadableFileError as error:
            yield Complaint(str(error))
            continue
        page = replace(place, source=f"{source.name}#{number}", label=facts.printed(facts.label(label)))
        yield _page(page, blocks, structure, file, found.name)


def may_be_mets(name: str) -> bool:
    """Whether a file is called as METS files are; only of such is asked what they bring with them."""
    return "mets" in PurePosixPath(name).name.lower() and name.lower().endswith(".xml")


def references(mets: bytes) -> set[str]:
    """The files that a METS file names, as relative paths; those that it names otherwise are left out."""
    return {relative(found.decode("utf-8", "replace")) for found in _FLOCAT.findall(mets)} - {""}


def brought(path: Path) -> set[Path]:
    """The files on disk that are read with a METS file, so that a walk through a folder does not read them a second time."""
    try:
        return {path.parent / name for name in references(source_of(path).read())}
    except UnreadableFileError:
        return set()  # what is wrong with it is told when it is read


def _files(root: Any) -> dict[str, str]:
    """Where each file is: by its id a relative path, '' where that leads elsewhere."""
    found = {}
    for element in markup.named(root, "file"):
        place = next(iter(markup.children(element, "FLocat")), None)
        found[element.get("ID", "")] = relative(place.get(_XLINK) or place.get("href") or "") if place is not None else ""
    return found


def _pages(root: Any, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The ALTO file of each page with the page's label, from the physical structure, else all files that may be ALTO."""
    told = []
    for division in (d for m in _maps(root, "PHYSICAL") for d in markup.named(m, "div")):
        if division.get("TYPE", "").upper() in _PAGE_TYPES:
            for name in _file_ids(division):
                if _may_be_alto(name, files):
                    told.append((name, division.get("ORDERLABEL") or division.get("ORDER") or ""))
                    break
    if told:
        yield from dict(told).items()
        return
    yield from ((name, "") for name in files if _may_be_alto(name, files))


def _file_ids(division: Any) -> Iterator[str]:
    for child in division:
        if markup.local(child) == "fptr":
            yield from (e.get("FILEID", "") for e in child.iter() if e.get("FILEID"))


def _may_be_alto(name: str, files: dict[str, str]) -> bool:
    path = files.get(name)
    return path is not None and (path.lower().endswith((".xml", ".alto")) or "alto" in name.lower())


def _maps(root: Any, kind: str) -> Iterator[Any]:
    return (m for m in markup.named(root, "structMap") if m.get("TYPE", "").upper() == kind)


def _logical(root: Any) -> _Structure:
    structure = _Structure()
    for tree in _maps(root, "LOGICAL"):
        for division in markup.children(tree, "div"):
            _walk(division, structure, -1, Role.FURNITURE)
    return structure


def _walk(division: Any, structure: _Structure, article: int, role: Role) -> None:
    kind = division.get("TYPE", "").upper()
    if kind in _ARTICLES or (kind == "SECTION" and _has_text_of_its_own(division)):
        article, role = structure.articles, Role.BODY
        structure.articles += 1
    elif article >= 0:
        role = _ROLES.get(kind, role)
        if kind == "HEADING" and any(d.get("TYPE", "").upper() == "BODY" for d in division.iterancestors()):
            role = Role.SECTION
    elif kind == "SECTION":
        role = Role.FURNITURE
    first = True
    for child in division:
        name = markup.local(child)
        if name == "fptr":
            for area in _areas(child):
                continues = not first and role is Role.BODY and article >= 0
                structure.add(area.get("FILEID", ""), _Area(article, role, area.get("BEGIN", ""), continues))
                first = False
        elif name == "div":
            nested = child.get("TYPE", "").upper() in (*_ARTICLES, "SECTION")
            _walk(child, structure, -1 if nested else article, Role.FURNITURE if nested else role)


def _areas(pointer: Any) -> Iterator[Any]:
    return (e for e in markup.named(pointer, "area") if e.get("BEGIN") and e.get("BETYPE", "IDREF").upper() == "IDREF")


def _has_text_of_its_own(section: Any) -> bool:
    return any(child.get("TYPE", "").upper() in ("BODY", "PARAGRAPH", "TEXT") for child in markup.children(section, "div"))


def _place(root: Any, name: str) -> Page:
    """Newspaper and date by the descriptions that the outermost divisions point to, else by labels and the file's name."""
    sections = {section.get("ID", ""): section for section in markup.named(root, "dmdSec")}
    outer = [d for m in markup.named(root, "structMap") for d in m.iter() if d.get("TYPE", "").upper() in _OUTER]
    described = [sections[i] for d in outer for i in d.get("DMDID", "").split() if i in sections] or list(sections.values())[:1]
    title = next((text for section in described for text in _texts(section, "title")), "")
    dates = [facts.iso_date(text) for section in described for kind in _MODS for text in _texts(section, kind)]
    dates += [facts.iso_date(label.replace("_", " ")) for d in (root, *outer) if (label := d.get("LABEL"))]
    day = max((d for d in dates if d), key=len, default="")
    return Page(
        name,
        "",
        newspaper=facts.printed(title) or facts.named_newspaper(name),
        date=facts.printed(day) or facts.named_date(name),
    )


_OUTER = ("NEWSPAPER", "VOLUME", "ISSUE", "SERIAL")


def _texts(element: Any, name: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in markup.named(element, name)]


def _page(page: Page, blocks: list[TextBlock], structure: _Structure, file: str, alto_name: str) -> Item:
    """The page's reading, or, where nothing says what its articles are, the page."""
    areas = structure.areas.get(file, [])
    if not structure.articles:
        whole = alto.page_of_blocks(page, blocks)
        return whole if whole.text else Complaint(f"{alto_name} has no text in it.")
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for name in {block.id, *block.within} - {""}:
            by_name[name].append(at)
    taken: set[int] = set()
    told: dict[int, list[Part]] = defaultdict(list)
    for area in areas:
        for nth, at in enumerate(n for n in by_name.get(area.begin, ()) if n not in taken):
            taken.add(at)
            continues = area.continues or (nth > 0 and area.role is Role.BODY)
            told[area.article].append(Part(area.role, _words(blocks[at], area.role), blocks[at].box, continues))
    rest = [Part(Role.FURNITURE, _words(b, Role.FURNITURE), b.box) for at, b in enumerate(blocks) if at not in taken]
    numbers = [number for number in told if number >= 0 and any(part.text.strip() for part in told[number])]
    found = reading(page, (in_print_order(told[number]) for number in numbers), aside=[*told.get(-1, ()), *rest])
    if not found.page.text.strip():
        return Complaint(f"{alto_name} has no text in it.")
    drafts = tuple(_flagged(draft, number, file, structure) for draft, number in zip(found.articles, numbers, strict=True))
    return replace(found, articles=drafts)


def _words(block: TextBlock, role: Role) -> str:
    """A paragraph read on as one; headings and what is set aside line for line."""
    return block.paragraph if role in (Role.BODY, Role.CAPTION) else "\n".join(block.lines)


def _flagged(draft: Draft, number: int, file: str, structure: _Structure) -> Draft:
    """The draft with a flag where its article goes on, or comes from, another page."""
    on = structure.files[number]
    flags = []
    first, last = draft.pieces[0], draft.pieces[-1]
    if on and on[0] != file:
        flags.append(Flag(FlagKind.HEAD_MISSING, first.start, first.paragraph, "it begins on another page", 1.0))
    if on and on[-1] != file:
        flags.append(Flag(FlagKind.TAIL_MISSING, last.end - 1, last.paragraph, "it goes on on another page", 1.0))
    return replace(draft, flags=tuple(flags))
