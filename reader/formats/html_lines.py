"""The lines of a saved web page as a browser would show them; nothing of it is run or loaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reader.errors import UnreadableFileError
from reader.formats.page_reader import Complaint
from reader.formats.source import Source
from reader.text.decoding import decode

LARGEST = 16 * 1024 * 1024
_OPENED = re.compile(r"<html[\s>]", re.I)
_CLOSED = re.compile(r"</html\s*>", re.I)
_START = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<[a-z!?]", re.I | re.S)
_HEADING = re.compile(r"<(h[1-6])\b[^<>]{0,500}>(?:(?!<h[1-6]\b).){0,2000}?</\1\s*>", re.I | re.S)
_PARAGRAPH = re.compile(r"</?p\b[^<>]*>", re.I)  # libxml2 ends a heading where a paragraph begins in it, as papers write it
_BREAKS = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "head",
        "title",
        "select",
        "option",
        "textarea",
        "button",
        "iframe",
        "object",
        "template",
        "svg",
    ]
)
_BLOCKS = frozenset(
    [
        *(
            "p",
            "div",
            "td",
            "th",
            "tr",
            "table",
            "tbody",
            "li",
            "ul",
            "ol",
            "dl",
            "dd",
            "dt",
            "center",
            "blockquote",
            "section",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "article", "header", "footer", "form", "body", "html", "pre", "img"),
        *("founder-content", "cms-content", "caption", "figure", "figcaption"),
    ]
)
_STRONG = frozenset({"b", "strong", "h1", "h2", "h3", "h4"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space at its end, `gap` for one after an empty line, `strong` for one that is bold all through.

    Blanks that may not break are plain ones, as a browser copies them.
    """

    text: str
    strong: bool = False
    centred: bool = False
    gap: bool = False


def looks_like_html(source: Source) -> bool:
    """Whether a file begins with a tag."""
    return _START.match(source.start[:4096]) is not None


def text_of(source: Source) -> str:
    """A file's markup as text, whatever its encoding. Raises UnreadableFileError, naming it, where it has none."""
    return decode(source.read(LARGEST), source.name).text


def cut_off(markup: str, name: str) -> Iterator[Complaint]:
    """A complaint about a page that begins as a whole one and does not end: it was not saved, or not copied, to its end."""
    if _OPENED.search(markup) and not _CLOSED.search(markup):
        yield Complaint(f"{name} breaks off before its page ends: text may be missing. Save it anew.")


def parsed(markup: str, name: str) -> Any:
    """The root of a page or of a part of one. Raises UnreadableFileError, naming it, where it is nested too deep."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    markup = _HEADING.sub(lambda heading: _PARAGRAPH.sub("<br>", heading[0]), markup)
    data = markup.replace("\x00", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise UnreadableFileError(f"{name} is HTML that is nested too deep to be a page of a newspaper.")
    return root if root is not None else etree.Element("html")


def lines_in(markup: str, name: str) -> list[Line]:
    """The lines of a part of a page."""
    return lines_of(parsed(f"<div>{markup}</div>", name)) if markup.strip() else []


def lines_of(*elements: Any) -> list[Line]:
    """The lines of elements, one after the other."""
    collected = _Lines()
    for element in elements:
        collected.walk(element, strong=False, centred=False)
        collected.end()
    return collected.lines


@dataclass(slots=True)
class _Lines:
    lines: list[Line] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)
    breaks: int = 0
    centred: bool = False

    def walk(self, element: Any, strong: bool, centred: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _SKIPPED:
            block = tag in _BLOCKS
            style = (element.get("style") or "").replace(" ", "").lower()
            if "display:none" in style:
                return
            if block:
                self.end()
                centred = centred or (element.get("align") or "").lower() == "center" or tag == "center"
            strong = strong or tag in _STRONG
            if tag == "br":
                self.end()
                self.breaks += 1
            self.say(element.text, strong, centred)
            for child in element:
                self.walk(child, strong, centred)
                self.say(child.tail, strong, centred)
            if block:
                self.end()

    def say(self, text: str | None, strong: bool, centred: bool) -> None:
        if text:
            self.parts.append((text, strong))
            self.centred = self.centred or centred

    def end(self) -> None:
        text = _BREAKS.sub(_joint, "".join(part for part, _ in self.parts)).replace("\xa0", " ").rstrip()
        if text.strip():
            strong = all(bold for part, bold in self.parts if part.strip())
            self.lines.append(Line(text, strong, self.centred, gap=self.breaks > 1))
            self.breaks = 0
        self.parts = []
        self.centred = False


def _joint(found: re.Match[str]) -> str:
    """A line end in the markup is no line end of the text: nothing beside Chinese, a blank between Latin words."""
    text, start, end = found.string, found.start(), found.end()
    latin = start > 0 and end < len(text) and text[start - 1] < "\u2e80" and text[end] < "\u2e80"
    return " " if latin else ""


def elements(root: Any, tag: str = "*", **attributes: str) -> Iterator[Any]:
    """The elements of a tag of which each attribute is, or has as one of its words, what is asked for, in any case."""
    for element in root.iter() if tag == "*" else root.iter(tag):
        if isinstance(element.tag, str) and all(
            wanted.lower() in (element.get(name.rstrip("_")) or "").lower().split() for name, wanted in attributes.items()
        ):
            yield element


def first(root: Any, tag: str = "*", **attributes: str) -> Any:
    """The first of these elements, None where there is none."""
    return next(elements(root, tag, **attributes), None)


def words(element: Any) -> str:
    """The lines of an element as one text, one under the other and without white space around them; '' for None."""
    return "" if element is None else "\n".join(line.text.strip() for line in lines_of(element))
