"""Every format from one library that has everything, against golden files; then what each format promises.

After a change that is meant, `python -m tests.formats.test_writers` writes the golden files anew: read the difference.
"""

import csv
import json
import random
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.formats import WRITERS, Clipping, Form
from reader.formats.harmless import of_cell, shown
from reader.model import Annotation, Article, Kind, Place, Span, Status, Style
from tests.formats.everything import BINNED, CLIPPINGS, CONTEXT, FLOOD, HASHES, LOST, TEXTS, TURNING
from tests.formats.fake_folder import FakeFolder

GOLDEN = Path(__file__).parent / "golden"


def written(name: str, clippings: list[Clipping] | None = None) -> str:
    found = CLIPPINGS if clippings is None else clippings
    form = WRITERS[name].form
    if form is Form.BYTES:
        return listed(parts_of(name, found))
    if form is Form.FOLDER:
        folder = FakeFolder()
        WRITERS[name].write(found, folder, CONTEXT)
        return listed(folder.held)
    out = StringIO(newline="")
    WRITERS[name].write(found, out, CONTEXT)
    return out.getvalue()


def parts_of(name: str, clippings: list[Clipping]) -> dict[str, str]:
    """The parts of a packed export."""
    packed = BytesIO()
    WRITERS[name].write(clippings, packed, CONTEXT)
    with ZipFile(packed) as archive:
        return {part: archive.read(part).decode("utf-8") for part in archive.namelist()}


def listed(parts: dict[str, str]) -> str:
    """The parts of an export one after the other, to be compared as a text."""
    return "".join(f"===== {name}\n{text}" for name, text in parts.items())


def golden(name: str) -> Path:
    return GOLDEN / (f"{name}{WRITERS[name].suffix}" if WRITERS[name].form is Form.TEXT else f"{name}.parts.txt")


@pytest.mark.parametrize("name", WRITERS)
def test_the_golden_file(name: str) -> None:
    assert written(name) == golden(name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", WRITERS)
def test_the_order_given_does_not_matter(name: str) -> None:
    shuffled = CLIPPINGS[:]
    random.Random(4).shuffle(shuffled)
    assert written(name, shuffled) == written(name)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_ends_its_last_line_and_has_no_mark(name: str) -> None:
    text = written(name).removeprefix("\ufeff" if name == "csv" else "")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\ufeff")
    assert "\r" not in text


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_to_export_is_written_too(name: str) -> None:
    text = written(name, [])
    assert name not in ("json", "w3c") or json.loads(text)


@pytest.mark.parametrize("name", WRITERS)
def test_only_a_format_that_keeps_the_bin_writes_what_is_in_it(name: str) -> None:
    assert (BINNED.short_id in written(name)) == WRITERS[name].keeps_deleted


@pytest.mark.parametrize("name", WRITERS)
def test_what_needs_review_is_written_and_says_so(name: str) -> None:
    assert "needs review" in written(name, [c for c in CLIPPINGS if c.annotation is LOST])


def read_back(entry: dict[str, Any]) -> Annotation:
    ids = {sha: number for number, sha in HASHES.items()}
    return Annotation(
        id=entry["id"],
        short_id=entry["short_id"],
        article_id=entry["article_id"],
        kind=Kind(entry["kind"]),
        quote=entry["quote"],
        spans=tuple(Span(ids[s["text_sha256"]], s["start"], s["end"]) for s in entry["spans"]),
        prefix=entry["prefix"],
        suffix=entry["suffix"],
        style=Style(entry["style"]),
        colour=entry["color"],
        note=entry["note"],
        tags=tuple(entry["tags"]),
        quote_corrected=entry["quote_corrected"],
        status=Status(entry["anchor_status"]),
        created=entry["created"],
        modified=entry["modified"],
        deleted=entry["deleted"] or "",
        author=entry["author"],
        origin=entry["origin"],
        original_id=entry["original_id"],
    )


def test_native_json_loses_nothing() -> None:
    document = json.loads(written("json"))
    assert (document["$format"], document["version"]) == ("jianbao-annotations", 1)
    annotations = [read_back(entry) for entry in document["annotations"]]
    assert sorted(annotations, key=lambda a: a.id) == sorted((c.annotation for c in CLIPPINGS), key=lambda a: a.id)
    assert {a["id"] for a in document["articles"]} == {c.article.id for c in CLIPPINGS}


_HARMFUL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "\t@SUM(A1)",
    "'＝1",
    "\0\x0b",
    "\u202e",
    "]]>&x;",
)
_RECKONED = tuple("=+-@＝＋－＠")
_texts = st.lists(st.text() | st.sampled_from(_HARMFUL), max_size=3).map("".join)


class _Page(HTMLParser):
    """What a browser makes of an export: the elements with their attributes, and what stands where a note does."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.note, self._in_note = "", False
        self.feed(markup[markup.index("<body>") : markup.rindex("<script>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        self._in_note = ("class", "note") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._in_note = False

    def handle_data(self, data: str) -> None:
        self.note += data if self._in_note else ""


@cache
def plain_elements() -> set[tuple[str, ...]]:
    """The elements of a page with a quote, a note and a tag in which nothing is harmful."""
    return _Page(written("html", [Clipping(replace(BINNED, deleted="", quote="x", note="x", tags=("x",)), FLOOD)])).elements


@settings(deadline=None, max_examples=60)
@given(_texts, _texts, st.lists(_texts.filter(bool)))
@example("x", "".join(_HARMFUL), list(_HARMFUL))
@example("=1+1", " \ufeff＝1\r\n<b>", ["@x"])
def test_any_text_comes_back_and_stops_no_format(quote: str, note: str, tags: list[str]) -> None:
    annotation = replace(BINNED, deleted="", quote=quote, note=note, tags=tuple(tags))
    clippings = [Clipping(annotation, FLOOD)]
    [entry] = json.loads(written("json", clippings))["annotations"]
    assert read_back(entry) == annotation
    [item] = json.loads(written("w3c", clippings))["items"]
    assert (item["body"]["value"], item["body"]["tags"]) == (note, tags)
    assert all(written(name, clippings) for name in WRITERS)
    header, row = csv.reader(StringIO(written("csv", clippings).removeprefix("\ufeff"), newline=""))
    assert not [cell for cell in row if cell.startswith(("\t", "\n")) or cell.lstrip("\ufeff \n\t").startswith(_RECKONED)]
    assert [of_cell(row[header.index(name)]) for name in ("quote", "note")] == [shown(quote), shown(note)]
    page = _Page(written("html", clippings))
    assert (page.elements <= plain_elements(), page.note) == (True, shown(note))
    for name in ("docx", "xlsx"):
        for part in parts_of(name, clippings).values():
            ElementTree.fromstring(part)


def test_w3c_positions_are_code_points_of_the_text_named() -> None:
    texts = {f"urn:x-jianbao:text/{sha}": TEXTS[number] for number, sha in HASHES.items()}
    items = json.loads(written("w3c"))["items"]
    pairs = []
    for item in items:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            by_type = {s["type"]: s for s in target.get("selector", [])}
            if "TextQuoteSelector" in by_type:
                position = by_type["TextPositionSelector"]
                text = texts[target["source"]][position["start"] : position["end"]]
                pairs.append((item["id"], by_type["TextQuoteSelector"]["exact"], text))
    assert len(pairs) == 6
    assert all(exact == text for name, exact, text in pairs if not name.endswith("4"))


def test_w3c_has_a_target_for_each_span() -> None:
    [item] = json.loads(written("w3c", [c for c in CLIPPINGS if c.annotation is TURNING]))["items"]
    first, second = item["target"]
    assert first["selector"][0] == {"type": "TextQuoteSelector", "exact": "工期_两年_。", "prefix": "元；2) "}
    assert second["selector"][0]["suffix"] == "，=SUM"


def test_w3c_keeps_the_quote_of_spans_that_the_article_has_lost() -> None:
    lost = replace(TURNING, spans=(Span(98, 0, 7), TURNING.spans[1]), status=Status.NEEDS_REVIEW)
    [item] = json.loads(written("w3c", [Clipping(lost, FLOOD)]))["items"]
    assert item["target"][0]["selector"][0]["exact"] == lost.quote


def test_w3c_every_annotation_has_what_the_model_asks_for() -> None:
    document = json.loads(written("w3c"))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in document["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:")
        assert item["motivation"] in {"highlighting", "commenting", "bookmarking"}
        assert item["body"]["type"] == "TextualBody"
    assert len({item["id"] for item in document["items"]}) == len(document["items"])


def test_the_same_fields_are_in_both_json_formats() -> None:
    ours = {e["id"].rpartition("-")[2]: e for e in json.loads(written("json"))["annotations"] if not e["deleted"]}
    theirs = {e["id"].rpartition("-")[2]: e for e in json.loads(written("w3c"))["items"]}
    for name in ours.keys() & theirs.keys():
        target = theirs[name]["target"]
        meta = (target[0] if isinstance(target, list) else target)["meta"]
        assert all(meta[key] == ours[name][key] for key in ("citation", "link", "headline", "anchor_status", "quote_corrected"))


def test_unknown_places_come_last_and_pages_in_their_order() -> None:
    places = [Place("乙报", "2020-01-01", "3"), Place("甲报", "2020-01-02", "10"), Place("甲报", "2020-01-02", "9"), Place()]
    clippings = [
        Clipping(Annotation(f"{i}", f"ID{i}", i, Kind.NOTE, note="x"), Article((), place, id=i))
        for i, place in enumerate(places)
    ]
    ids = [entry["id"] for entry in json.loads(written("json", clippings[::-1]))["annotations"]]
    # By code point, as every list of newspapers here: 乙 U+4E59 before 甲 U+7532.
    assert ids == ["0", "2", "1", "3"]


def test_a_text_version_without_a_hash_is_no_error() -> None:
    clipping = Clipping(Annotation("x", "X", 3, Kind.HIGHLIGHT, quote="昨", spans=(Span(99, 0, 1),)), FLOOD)
    [entry] = json.loads(written("json", [clipping]))["annotations"]
    assert entry["spans"] == [{"start": 0, "end": 1, "text_id": 99, "text_sha256": None}]
    [item] = json.loads(written("w3c", [clipping]))["items"]
    assert item["target"]["source"].endswith("/article/3")
    assert item["id"] == "urn:x-jianbao:annotation/x"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for format_name in WRITERS:
        golden(format_name).write_bytes(written(format_name).encode("utf-8"))
