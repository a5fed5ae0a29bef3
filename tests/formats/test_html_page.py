"""The exported web page: read by a parser of HTML, it holds what was marked and nothing that runs or loads."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats import WRITERS, Clipping
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, FLOOD, LOST, OVERLAPPING, TURNING, annotation

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "form", "input", "select", "option"),
    *("output", "div", "nav", "ul", "li", "a", "main", "section", "p", "article", "blockquote", "span", "cite", "footer"),
    "script",
}
VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, the text within each, and whether all are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[int] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for number in self._open:
            self.texts[number] += data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(given, text) for (name, given), text in zip(self.elements, self.texts, strict=True) if name == tag]


def page(clippings: list[Clipping] = CLIPPINGS) -> Page:
    out = StringIO()
    WRITERS["html"].write(clippings, out, CONTEXT)
    return Page(out.getvalue())


def test_every_annotation_is_there_with_its_words() -> None:
    found = {given["id"]: (given, text) for given, text in page().all("article")}
    alive = [c.annotation for c in CLIPPINGS if not c.annotation.deleted]
    assert set(found) == {a.short_id for a in alive}
    for mark in (LOST, OVERLAPPING, TURNING):
        given_, text = found[mark.short_id]
        assert mark.quote in text
        assert mark.note in text
        assert mark.quote_corrected in text
        assert (given_["data-color"], json.loads(given_["data-tags"] or "")) == (mark.colour, list(mark.tags))
    assert "needs review" in found[LOST.short_id][1]


def test_the_outline_leads_to_every_article() -> None:
    read = page()
    sections = [given["id"] for given, _ in read.all("section")]
    assert sections == ["article-7", "article-3"]
    assert [given["data-of"] for given, _ in read.all("li")] == sections
    assert [given["href"] for given, _ in read.all("a") if str(given["href"]).startswith("#")] == [f"#{s}" for s in sections]


def test_the_filters_offer_what_there_is() -> None:
    options = [given["value"] for given, _ in page().all("option")]
    assert options == ["", "yellow", "green", "blue", "red", "grey", "", "2021", "待核", "桥", "民 生"]


@pytest.mark.parametrize(
    "foul", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "</article></main>", "{{7*7}}"]
)
def test_nothing_in_a_text_becomes_markup(foul: str) -> None:
    marked = annotation(1, BRIDGE, foul, note=foul, tags=(foul,), author=foul, quote_corrected=foul, colour=foul, short_id=foul)
    fragments = tuple(replace(f, text=foul) for f in FLOOD.fragments)
    article = replace(FLOOD, fragments=fragments, origin=foul, place=replace(BRIDGE.place, newspaper=foul, name=foul))
    read = page([Clipping(marked, article)])
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert not any(name.startswith("on") or name == "src" for _, given in read.elements for name in given)
    assert read.all("article")[0][0]["id"] == foul
    assert len(read.all("script")) == 1


@given(st.text(), st.text())
def test_whatever_is_marked_the_page_is_whole(quote: str, note: str) -> None:
    read = page([Clipping(annotation(1, BRIDGE, quote, note=note), BRIDGE)])
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert len(read.all("article")) == 1


def test_the_page_asks_nothing_of_the_network_and_runs_only_its_own_script() -> None:
    read = page()
    [policy] = [str(given["content"]) for given, _ in read.all("meta") if given.get("http-equiv")]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        [(given_, text)] = read.all(tag)
        assert not given_
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
        assert not re.search(r"https?:|url\(|@import|fetch|innerHTML|eval", text)


def test_an_address_of_an_article_can_be_opened_and_nothing_else_can() -> None:
    for origin, count in (("https://rb.cn/1.html", 1), ("javascript:alert(1)", 0), ("data:text/html,x", 0)):
        article = replace(FLOOD, origin=origin)
        read = page([Clipping(annotation(1, article, "昨日"), article)])
        assert [given["href"] for given, _ in read.all("a")].count(origin) == count
