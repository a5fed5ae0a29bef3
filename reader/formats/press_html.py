"""Saved articles of other digital newspapers: mrdx.cn (新华每日电讯), studytimes.cn (学习时报), blocks of gmw.cn."""

import re
from collections.abc import Iterator
from typing import Any

from reader.formats.composing import Part
from reader.formats.html_lines import Line, cut_off, elements, first, lines_of, looks_like_html, parsed, text_of, words
from reader.formats.page_reader import Item
from reader.formats.people_html import words_of_title
from reader.formats.press_page import Told, article, body_parts, source_line, window_title
from reader.formats.source import Source
from reader.model import Role

_SHAPE = re.compile(r"<cms-content\b|\bid=[\"']?(?:contenttext|news_content|articleContent)\b", re.I)
_COUNT = re.compile(r"(?<!\s)\s*字数\s*[：:]?\s*\d*\s*$")
_ORIGIN = re.compile(r"稿件来源\s*[：:]\s*([\u4e00-\u9fff]{2,12})(?:\s+([\u4e00-\u9fff]{1,10}))?")


def sniff(source: Source) -> bool:
    """Whether a file is HTML with the element that holds the text in one of these."""
    return looks_like_html(source) and _SHAPE.search(source.start) is not None


def read(source: Source) -> Iterator[Item]:
    """The page with the one article of a file. Raises UnreadableFileError where the file is no text."""
    markup = text_of(source)
    root = parsed(markup, source.name)
    title = window_title(words_of_title(root))
    study, telegraph, block = first(root, id="news_content"), first(root, id="contenttext"), first(root, id="articleContent")
    if study is not None or first(root, "cms-content") is not None:
        told, parts = _study(root if study is None else study)
    elif telegraph is not None:
        told, parts = _telegraph(telegraph)
    else:
        told, parts = _block(root, block)
    if not any(part.role is Role.HEADLINE and part.text.strip() for part in parts):
        parts.append(Part(Role.HEADLINE, title.title))
    yield article(source.name, told.or_else(title), parts, markup)
    yield from cut_off(markup, source.name)


def _study(block: Any) -> tuple[Told, list[Part]]:
    lines = [words(line).replace("\n", " ") for line in elements(block, class_="datesource")]
    sources = [line for line in lines if "《" in line]
    bylines = [_COUNT.sub("", line) for line in lines if "《" not in line]
    body = first(block, "cms-content")
    parts = [
        Part(Role.KICKER, words(first(block, "h3", class_="headline"))),
        Part(Role.HEADLINE, words(first(block, "h1"))),
        Part(Role.SUBHEAD, words(first(block, "h3", class_="subtitle"))),
        Part(Role.BYLINE, "\n".join(filter(None, bylines))),
        *(body_parts(lines_of(body)) if body is not None else ()),
    ]
    return source_line(" ".join(sources)), parts


def _telegraph(block: Any) -> tuple[Told, list[Part]]:
    """Headings in a table, one font for each; the first line of the text is the byline if it stands by itself."""
    table = first(block, "table")
    heads = [] if table is None else [(_points(font), words(font)) for font in table.iter("font")]
    largest = max((points for points, text in heads if text), default=0.0)
    at = next((n for n, (points, text) in enumerate(heads) if text and points == largest), 0)
    headers = [Role.KICKER if n < at else Role.HEADLINE if n == at else Role.SUBHEAD for n in range(len(heads))]
    origin = _ORIGIN.search(words(table)) if table is not None else None
    told = source_line(re.sub(r"[（(）)]", " ", _line_with(words(table), "稿件来源")))
    if origin:
        told = Told(origin[1], told.date, told.label, origin[2] or "")
    inside = set() if table is None else set(table.iter())
    body = [line for div in _outermost(block, inside) for line in lines_of(div)]
    return told, [*(Part(role, text) for role, (_, text) in zip(headers, heads, strict=True)), *_with_byline(body)]


def _with_byline(lines: list[Line]) -> Iterator[Part]:
    """The parts of a text; its first line is the byline where an empty line parts it from an indented paragraph."""
    by = len(lines) > 1 and lines[1].gap and not lines[0].text.startswith(("　", " ")) and lines[1].text.startswith("　")
    if by and len(lines[0].text) <= 60:
        yield Part(Role.BYLINE, lines[0].text)
        lines = lines[1:]
    yield from body_parts(lines)


def _outermost(block: Any, inside: set[Any]) -> Iterator[Any]:
    """The elements of a block beside its table of headings."""
    for child in block:
        if child in inside:
            continue
        if any(descendant in inside for descendant in child.iter()):
            yield from _outermost(child, inside)
        else:
            yield child


def _points(font: Any) -> float:
    found = re.search(r"font-size:\s*(\d{1,3})", font.get("style") or "", re.I)
    return float(found[1]) if found else 0.0


def _line_with(text: str, word: str) -> str:
    return next((line for line in text.split("\n") if word in line), "")


def _block(root: Any, block: Any) -> tuple[Told, list[Part]]:
    """An article block: its date above it, its pictures' words beside it, its heading in the window's title alone."""
    captions = [words(span) for div in root.iter("div") if (span := _picture(div)) is not None]
    above = next((words(div) for div in root.iter("div") if div is not block and source_line(words(div)).date), "")
    body = [] if block is None else lines_of(block)
    return source_line(above), [*body_parts(body), *(Part(Role.CAPTION, caption) for caption in captions)]


def _picture(div: Any) -> Any:
    """What stands under the picture of an element that holds only that."""
    return next(div.iter("span"), None) if div.find("img") is not None else None
