"""Saved articles of People's Daily and of the papers on its platform, in three layouts.

paper.people.com.cn since 2020 (nw.D110000renmrb_….htm) and since December 2024 (content_….html): `div.article` with the
headings h3 (引题), h1 (主题), h2 (副题), `p.sec` with author and source, `#ozoom` with the text, pictures in tables before it.
The data base data.people.com.cn (1946 to today): `#detail_pop_content`, where the words under a picture are part of the text.
"""

import re
from collections.abc import Iterator
from typing import Any

from reader.formats.composing import Part
from reader.formats.founder_html import properties
from reader.formats.html_lines import cut_off, elements, first, lines_of, looks_like_html, parsed, text_of, words
from reader.formats.page_reader import Item
from reader.formats.press_page import Told, article, body_parts, source_line, window_title
from reader.formats.source import Source
from reader.model import Role

_ARTICLE = re.compile(r"""class=["']?article\b""", re.I)
_WITHIN = re.compile(r"""class=["']?sec\b|id=["']?ozoom""", re.I)
_DATABASE = re.compile(r"""id=["']?detail_pop_content""", re.I)
_AUTHOR = re.compile(r"^【?\s*作者\s*[：:]\s*(.*?)\s*】?$", re.S)
_PAGE_NAME = re.compile(r"版\s*[：:]\s*([\u4e00-\u9fff·、]{1,20})|版\s*([\u4e00-\u9fff·、]{1,20})\s*】")


def sniff(source: Source) -> bool:
    """Whether a file is HTML with an article as these layouts have it."""
    start = source.start
    article = _ARTICLE.search(start)
    within = article and _WITHIN.search(start, article.end())
    return looks_like_html(source) and (within or _DATABASE.search(start)) is not None


def read(source: Source) -> Iterator[Item]:
    """The page with the one article of a file. Raises UnreadableFileError where the file is no text."""
    markup = text_of(source)
    root = parsed(markup, source.name)
    old = first(root, id="detail_pop_content")
    told, parts = _database(old) if old is not None else _paper(root, markup)
    title = window_title(words_of_title(root))
    if title.label:
        told = told.or_else(title)
    yield article(source.name, told, parts, markup)
    yield from cut_off(markup, source.name)


def words_of_title(root: Any) -> str:
    """The title of the window."""
    element = first(root, "title")
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _paper(root: Any, markup: str) -> tuple[Told, list[Part]]:
    block = next((e for e in elements(root, class_="article") if first(e, id="ozoom") is not None), None)
    block = root if block is None else block
    line = first(block, "p", class_="sec")
    dated = None if line is None else first(line, class_="date")
    known = properties(markup)
    told = source_line(words(line).replace("\n", " ")).or_else(known.told)
    body = first(block, id="ozoom")
    parts = [
        Part(Role.KICKER, words(first(block, "h3"))),
        Part(Role.HEADLINE, words(first(block, "h1")) or known.headline),
        Part(Role.SUBHEAD, words(first(block, "h2"))),
        Part(Role.BYLINE, words(line)[: -len(words(dated)) or None] if dated is not None else words(line)),
        *(body_parts(lines_of(body)) if body is not None else ()),
        *_captions(block, body),
    ]
    return told.or_else(_layout(root)), parts


def _captions(block: Any, body: Any) -> Iterator[Part]:
    """The words under the pictures that stand outside the text: a line of their own for who took it."""
    inside = set() if body is None else set(body.iter("table"))
    for table in (*elements(block, "table", class_="pci_c"), *elements(block, "div", class_="attachment")):
        if table not in inside:
            for at, line in enumerate(lines_of(table)):
                yield Part(
                    Role.CREDIT if at and re.search("摄|供图|发$|制图", line.text) else Role.CAPTION,
                    line.text,
                    continues=at > 0,
                )


def _layout(root: Any) -> Told:
    """The page's name in the list of the issue's pages: 第01版:要闻."""
    line = words(first(root, "p", class_="ban"))
    found = _PAGE_NAME.search(line)
    return source_line(line).or_else(Told(name=found[1] or found[2] or "" if found else ""))


def _database(block: Any) -> tuple[Told, list[Part]]:
    line = words(first(block, class_="sha_left")).replace("\n", "")
    paper = re.search(r"【\s*([^\d【】]{2,20})", line)
    name = _PAGE_NAME.search(line)
    author = _AUTHOR.match(words(first(block, class_="author")))
    body = first(block, id="FontZoom")
    told = source_line(line).or_else(Told(newspaper=paper[1].strip() if paper else "", name=name[2] or "" if name else ""))
    kicker = words(first(block, class_="introtitle"))
    parts = [
        Part(Role.KICKER, kicker),
        Part(Role.HEADLINE, words(first(block, class_="title"))),
        Part(Role.SUBHEAD, words(first(block, class_="subtitle"))),
        Part(Role.BYLINE, author[1] if author else ""),
        *(body_parts(lines_of(body)) if body is not None else ()),
    ]
    return told, parts
