"""Saved articles of Founder's digital newspapers (方正): the classic templates with npm: comments, and the web CMS.

Classic: `<!--<npm:article-title>-->…<!--</npm:article-title>-->` and its like for pretitle, subtitle, author, content and
pic-text; elements `founder-title`, `founder-author`, `founder-content`. CMS: `<!--enpcontent-->…<!--/enpcontent-->`. Both tell
what they know in a comment at the end, `<!--enpproperty … /enpproperty-->` or mpproperty. Tags are in either case, attributes
without quotes.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reader.formats import facts
from reader.formats.composing import Part
from reader.formats.html_lines import Line, cut_off, elements, first, lines_in, lines_of, looks_like_html, parsed, text_of
from reader.formats.page_reader import Item
from reader.formats.press_page import Told, article, body_parts, window_title
from reader.formats.source import Source
from reader.model import Role

_SHAPE = re.compile(
    r"<!--\s*</?npm:|<founder-(?:title|author|content)\b|<!--\s*/?enp(?:content|property)|<!--\s*mpproperty"
    r"|\bid=[\"']?ozoom\b|name=[\"']?pagepicmap\b",
    re.I,
)
_PROPERTIES = (re.compile(r"<!--\s*(?:enp|mp)property\b", re.I), re.compile(r"/(?:enp|mp)property\s*-->", re.I))
_CONTENT = (re.compile(r"<!--\s*enpcontent\s*-->", re.I), re.compile(r"<!--\s*/enpcontent\s*-->", re.I))
_FIELD = re.compile(r"<([a-z][\w-]{0,40})>(.{0,2000}?)</\1>", re.I | re.S)
_MOST_PROPERTIES = 20_000  # characters
_TAG = re.compile(r"<[^<>]{0,500}>")
_BY = re.compile(r"^\s*作者\s*[：:]\s*[（(]?(.*?)[)）]?\s*$")
_PAGE = re.compile(r"第?\s*([A-Z]?\d{1,3})\s*版\s*[：:]?\s*([\u4e00-\u9fff·、]{0,20})")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the comment at the end tells: the place in print, and the article's headings and author where the page has none."""

    told: Told
    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    author: str = ""


def sniff(source: Source) -> bool:
    """Whether a file is HTML with one of Founder's marks."""
    return looks_like_html(source) and _SHAPE.search(source.start) is not None


def read(source: Source) -> Iterator[Item]:
    """The page with the one article of a file. Raises UnreadableFileError where the file is no text."""
    markup = text_of(source)
    root = parsed(_without(markup, _PROPERTIES), source.name)
    known = properties(markup)
    pictures = list(elements(root, "table", id="newspic"))
    body = _body(root, markup, source.name)
    heads = {role: _field(root, markup, name, source.name) for role, name in _FIELDS.items()}
    parts = [
        Part(Role.KICKER, heads[Role.KICKER] or known.kicker),
        Part(Role.HEADLINE, heads[Role.HEADLINE] or known.headline),
        Part(Role.SUBHEAD, heads[Role.SUBHEAD] or known.subhead),
        Part(Role.BYLINE, heads[Role.BYLINE] or known.author),
        *(body_parts(body)),
        *_captions(markup, pictures, source.name),
    ]
    if not body and not any(part.text for part in parts[4:]) and first(root, "map") is not None:
        parts = []  # the page that lists an issue's page: its headings come with their articles
    yield article(source.name, known.told.or_else(_layout(root, known.told.label)), parts, markup)
    yield from cut_off(markup, source.name)


_FIELDS = {Role.KICKER: "pretitle", Role.HEADLINE: "title", Role.SUBHEAD: "subtitle", Role.BYLINE: "author"}


def properties(markup: str) -> Properties:
    """What the last comment of properties in a page tells, nothing where it has none."""
    comments = [markup[start:end] for _, start, end, _ in _spans(markup, _PROPERTIES)]
    if not comments:
        return Properties(Told())
    fields = {
        m[1].lower().removeprefix("founder-"): html.unescape(_TAG.sub(" ", m[2])).strip()
        for m in _FIELD.finditer(comments[-1][:_MOST_PROPERTIES])
    }
    told = Told(
        fields.get("papername", ""),
        facts.iso_date(fields.get("date", "")),
        facts.label(fields.get("pagenum", "")),
    )
    return Properties(
        told, fields.get("introtitle", ""), fields.get("title", ""), fields.get("subtitle", ""), fields.get("author", "")
    )


def _between(markup: str, name: str) -> list[str]:
    """What stands between the comments of a name: npm:article-title."""
    marks = tuple(re.compile(rf"<!--\s*<{end}npm:article-{name}>\s*-->", re.I) for end in ("", "/"))
    return [markup[start:end] for _, start, end, _ in _spans(markup, marks)]


def _spans(markup: str, marks: tuple[re.Pattern[str], ...]) -> list[tuple[int, int, int, int]]:
    """Where each opening mark begins and ends, and the closing mark after it; in time that grows with the markup, as no one
    pattern for both would do where marks are left open.
    """
    found = []
    opening = marks[0].search(markup)
    while opening and (closing := marks[1].search(markup, opening.end())):
        found.append((opening.start(), opening.end(), closing.start(), closing.end()))
        opening = marks[0].search(markup, closing.end())
    return found


def _without(markup: str, marks: tuple[re.Pattern[str], ...]) -> str:
    """The markup without what stands between two marks, and these."""
    kept, position = [], 0
    for start, _, _, end in _spans(markup, marks):
        kept.append(markup[position:start])
        position = end
    return "".join([*kept, markup[position:]])


def _field(root: Any, markup: str, name: str, file: str) -> str:
    """A heading or the author, from the comments, else from the element of Founder's own."""
    for part in _between(markup, name):
        if lines := lines_in(part, file):
            return "\n".join(line.text.strip() for line in lines)
    element = first(root, f"founder-{name}")
    return "" if element is None else "\n".join(line.text.strip() for line in lines_of(element))


def _body(root: Any, markup: str, file: str) -> list[Line]:
    """The text: between the comments of either kind, else in the element that holds it."""
    for part in (
        *_between(markup, "content"),
        *(markup[start:end] for _, start, end, _ in _spans(markup, _CONTENT)),
    ):
        if lines := lines_in(part, file):
            return lines
    for element in (first(root, "founder-content"), first(root, id="ozoom"), first(root, id="articleContent")):
        if element is not None and (lines := lines_of(element)):
            return lines
    return []


def _captions(markup: str, pictures: list[Any], file: str) -> Iterator[Part]:
    """The words under pictures: 作者：(…) is who took it."""
    lines = [line for part in _between(markup, "pic-text") for line in lines_in(part, file)]
    for line in lines or lines_of(*pictures):
        author = _BY.match(line.text)
        yield Part(Role.CREDIT if author else Role.CAPTION, line.text, continues=bool(author))


def _layout(root: Any, label: str) -> Told:
    """What the list of the issue's pages calls this page, 第A01版：头版; for an unknown label, the only one in the list."""
    links = [found for link in elements(root, "a", id="pageLink") if (found := _PAGE.search("".join(link.itertext())))]
    for link in links:
        if len(links) == 1 or (label and facts.label(link[1]) == label):
            return Told(label=facts.label(link[1]), name=link[2])
    title = first(root, "title")
    told = window_title("" if title is None else "".join(title.itertext()))
    return told if told.label else Told()
