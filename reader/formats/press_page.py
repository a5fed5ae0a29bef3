"""What saved articles of digital newspapers have in common: a printed line of source, and a body with its headings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reader.formats import facts
from reader.formats.composing import Part, in_print_order, reading
from reader.formats.html_lines import Line
from reader.formats.page_reader import Complaint
from reader.model import Known, Origin, Page, Reading, Role

_PAPER = re.compile(r"《\s*([^《》\n]{2,20}?)\s*》")
_LABEL = re.compile(r"第\s*([A-Za-z]{0,2}\s*\d{1,3})\s*版")
_TITLE = re.compile(r"\[?\s*第?([A-Z]?\d{1,3})版[：:]?\s*([\u4e00-\u9fff·、\w]{0,20}?)\s*(?:\]| - |$)\s*(.*)", re.S)
_EDITORS = re.compile(r"(?:[一二三四五六七八九十\d]{0,3}版|本版)?(?:责编|责任编辑|编辑)\s*[：:]?")
_SECTION_ENDS = "。！？…；，）)”"
_LONGEST_SECTION = 30
_LIST = re.compile(r"name=[\"']?pagepicmap\b|id=[\"']?pageLink\b", re.I)
_ADDRESS = re.compile(r"https?://[\w./-]{5,200}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a saved article tells of where it was printed, '' where nothing; `title` is the window's title, after the page."""

    newspaper: str = ""
    date: str = ""
    label: str = ""
    name: str = ""
    title: str = ""

    def or_else(self, other: "Told") -> "Told":
        """This, and what the other knows more."""
        return Told(
            self.newspaper or other.newspaper,
            self.date or other.date,
            self.label or other.label,
            self.name or other.name,
            self.title or other.title,
        )


def source_line(text: str) -> Told:
    """What a line such as 《人民日报》（2026年05月05日 第 03 版） tells."""
    paper, label = _PAPER.search(text), _LABEL.search(text)
    return Told(paper[1] if paper else "", facts.iso_date(text), facts.label(label[1]) if label else "")


def window_title(text: str) -> Told:
    """What a title such as "[03版：要闻] …" or "03版综合新闻 - …" tells."""
    found = _TITLE.match(text.strip())
    return Told(label=facts.label(found[1]), name=found[2], title=found[3].strip()) if found else Told(title=text.strip())


def body_parts(lines: Iterable[Line]) -> Iterator[Part]:
    """Paragraphs, and headings between them where they are set as such: bold, short and without a final stop, or centred."""
    for at, line in enumerate(lines):
        words = line.text.strip()
        heading = line.strong and at and len(words) <= _LONGEST_SECTION and words[-1] not in _SECTION_ENDS
        yield Part(Role.SECTION if heading or (line.strong and line.centred) else Role.BODY, line.text)


def article(name: str, told: Told, parts: Iterable[Part], markup: str = "") -> Reading | Complaint:
    """The page of one article; what the page does not say, its name or the addresses in it may. An editors' line is aside."""
    kept = in_print_order(parts)
    if not kept and _LIST.search(markup):
        return Complaint(f"{name} has no article in it: it is the list of a page's articles.", grave=False, foreign=True)
    if not kept:
        return Complaint(f"{name} has no article in it: perhaps an error page was saved. Save the article anew.")
    newspaper = facts.printed(told.newspaper) or facts.named_newspaper(name) or _addressed(markup)
    page = Page(
        name,
        "",
        newspaper=newspaper,
        date=facts.printed(told.date) or facts.named_date(name),
        label=facts.printed(facts.label(told.label)) or facts.named_label(name),
        name=facts.printed(told.name),
    )
    headline = next((part.text for part in kept if part.role is Role.HEADLINE), "")
    if _EDITORS.match(headline) and sum(len(part.text) for part in kept) < 200:
        return reading(page, (), aside=(replace(part, role=Role.FURNITURE) for part in kept))
    return reading(page, [kept])


def _addressed(markup: str) -> Known | None:
    """The newspaper by the code in the first address of the page's own that has one."""
    for address in _ADDRESS.findall(markup)[:200]:
        if found := facts.named_newspaper(address):
            return Known(found.value, Origin.INFERRED)
    return None
