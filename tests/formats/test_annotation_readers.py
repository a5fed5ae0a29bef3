"""Files of annotations: each known by what it holds, and none, however broken, brings more than sentences."""

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.errors import UnreadableFileError
from reader.formats import ANNOTATION_READERS, WRITERS, Brought, BroughtItem, Complaint, TextSpan, annotations_in
from reader.formats.annotation_reader import AnnotationFile, colour, moment
from reader.model import Annotation, Kind, Place, Style
from tests.formats.everything import BINNED, CLIPPINGS, CONTEXT, HASHES
from tests.formats.sources import source

HYPOTHESIS = {
    "export_date": "2026-01-01",
    "annotations": [
        {
            "id": "Xy_1-z",
            "uri": "https://rb.cn/1.html",
            "user": "acct:wang@hypothes.is",
            "user_info": {"display_name": "王五"},
            "created": "2026-01-02T03:04:05.678901+08:00",
            "updated": "2026-01-03",
            "text": "**好**",
            "tags": ["#桥", "路,桥"],
            "target": [
                {
                    "source": "x",
                    "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "桥通了", "prefix": "。"}],
                }
            ],
        }
    ],
}
READIUM = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
    "type": "AnnotationSet",
    "generator": {"id": "https://thorium.edrlab.org", "type": "Software", "name": "Thorium", "version": "3.2"},
    "items": [
        {
            "id": "urn:uuid:3a84e2b4-7b0c-4d4f-8ac6-0b2f5a1d5a10",
            "type": "Annotation",
            "created": "2024-07-10T09:45:00Z",
            "creator": {"id": "urn:uuid:1", "type": "Person", "name": "李四"},
            "target": {
                "source": "OEBPS/1.xhtml",
                "selector": [
                    {
                        "type": "CssSelector",
                        "value": "#p",
                        "refinedBy": {"type": "TextQuoteSelector", "exact": "桥通了", "suffix": "！"},
                    },
                    {"type": "ProgressionSelector", "value": 0.5},
                ],
                "meta": {"headings": [{"level": 1, "txt": "第一章"}]},
            },
            "body": {"type": "TextualBody", "value": "好", "color": "magenta", "highlight": "underline", "tag": "桥"},
        }
    ],
}
READWISE = "Highlight,Title,Author,URL,Note,Location,Date\n桥通了,题,张三,https://rb.cn/1.html,好,3,2026-01-02 03:04:05\n"


def taken(tmp_path: Path, value: Any) -> list[BroughtItem]:
    path = tmp_path / "notes"
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return list(annotations_in(path))


def only(items: list[BroughtItem]) -> Brought:
    [item] = items
    assert isinstance(item, Brought), item
    return item


def test_hypothesis_is_read(tmp_path: Path) -> None:
    brought = only(taken(tmp_path, HYPOTHESIS))
    found = brought.annotation
    assert (found.quote, found.prefix, found.note, found.tags) == ("桥通了", "。", "**好**", ("桥", "路"))
    assert (found.author, found.origin, found.original_id) == ("王五", "hypothesis", "Xy_1-z")
    assert (found.created, found.modified) == ("2026-01-01T19:04:05.678Z", "2026-01-03T00:00:00.000Z")
    assert brought.where.link == "https://rb.cn/1.html"


def test_one_annotation_has_one_id_in_either_form_of_hypothesis(tmp_path: Path) -> None:
    linked = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://hypothes.is/a/Xy_1-z",
        "type": "Annotation",
        "body": [
            {"type": "TextualBody", "value": "**好**", "format": "text/markdown"},
            {"type": "TextualBody", "value": "桥", "purpose": "tagging"},
        ],
        "creator": "acct:wang@hypothes.is",
        "target": [{"source": "https://rb.cn/1.html", "selector": {"type": "TextQuoteSelector", "exact": "桥通了"}}],
    }
    found = only(taken(tmp_path, linked))
    assert found.annotation.id == only(taken(tmp_path, HYPOTHESIS)).annotation.id
    assert (found.annotation.note, found.annotation.tags, found.annotation.author) == ("**好**", ("桥",), "wang")
    assert found.where.link == "https://rb.cn/1.html"


def test_readium_is_read(tmp_path: Path) -> None:
    found = only(taken(tmp_path, READIUM)).annotation
    assert (found.id, found.origin) == ("3a84e2b4-7b0c-4d4f-8ac6-0b2f5a1d5a10", "Thorium")
    assert (found.quote, found.suffix, found.note, found.tags) == ("桥通了", "！", "好", ("桥",))
    assert (found.colour, found.style, found.author) == ("pink", Style.UNDERLINE, "李四")


def test_koreader_is_read(tmp_path: Path) -> None:
    entry = {
        "text": "桥通了",
        "note": "好",
        "page": 3,
        "time": 1700000000,
        "drawer": "underscore",
        "color": "olive",
        "chapter": "一",
    }
    found = only(taken(tmp_path, {"documents": [{"title": "剪报", "entries": [entry]}], "version": "json/1.0.0"})).annotation
    assert (found.quote, found.note, found.colour, found.style, found.origin) == (
        "桥通了",
        "好",
        "green",
        Style.UNDERLINE,
        "KOReader",
    )
    assert found.created == "2023-11-14T22:13:20.000Z"
    assert only(taken(tmp_path, {"title": "剪报", "entries": [entry]})).annotation == found


def test_foliate_is_read(tmp_path: Path) -> None:
    entry = {"value": "epubcfi(/6/4)", "text": "桥通了", "note": "好", "color": "aqua", "created": "2024-07-10T09:45:00Z"}
    found = only(taken(tmp_path, {"annotations": [entry], "metadata": {"title": "剪报"}})).annotation
    assert (found.quote, found.note, found.colour, found.origin) == ("桥通了", "好", "blue", "Foliate")
    assert found.created == "2024-07-10T09:45:00.000Z"


def test_readwise_is_read(tmp_path: Path) -> None:
    brought = only(taken(tmp_path, READWISE))
    found = brought.annotation
    assert (found.quote, found.note, found.author, found.created) == ("桥通了", "好", "", "2026-01-02T03:04:05.000Z")
    assert (brought.has_id, brought.where.link, found.origin) == (False, "https://rb.cn/1.html", "CSV")
    assert only(taken(tmp_path, READWISE)).annotation.id == found.id


@pytest.mark.parametrize(
    "packed",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [item]}},
    ],
)
def test_a_web_annotation_is_found_however_it_is_packed(tmp_path: Path, packed: Any) -> None:
    item = {"type": "Annotation", "bodyValue": "好", "target": "https://rb.cn/1.html"}
    brought = only(taken(tmp_path, packed(item)))
    assert (brought.annotation.note, brought.annotation.kind, brought.where.link) == ("好", Kind.NOTE, "https://rb.cn/1.html")


@pytest.mark.parametrize("name", ["json", "w3c"])
def test_our_own_formats_are_read_back(tmp_path: Path, name: str) -> None:
    buffer = StringIO()
    WRITERS[name].write(CLIPPINGS, buffer, CONTEXT)
    found = {b.annotation.id: b for b in taken(tmp_path, buffer.getvalue()) if isinstance(b, Brought)}
    for clipping in CLIPPINGS:
        ours = clipping.annotation
        if ours is BINNED and name == "w3c":
            continue
        brought = found[ours.id]
        values = {f: getattr(brought.annotation, f) for f in Annotation.__slots__ if f not in ("article_id", "spans")}
        assert values == {f: getattr(ours, f) for f in values}
        if ours.kind is not Kind.BOOKMARK:  # this one has an empty span, which no library holds
            assert brought.spans == tuple(TextSpan(HASHES[s.text_id], s.start, s.end) for s in ours.spans)
        place = clipping.article.place
        assert brought.where.place == Place(place.newspaper, place.date, place.label, place.name)
        assert (brought.where.article_id, brought.where.library_id) == (clipping.article.id, CONTEXT.library_id)
        assert brought.where.file == clipping.article.source


def test_a_file_of_a_newer_version_is_read_and_says_so(tmp_path: Path) -> None:
    items = taken(tmp_path, {"$format": "jianbao-annotations", "version": 2, "annotations": [{"id": "a", "quote": "桥"}]})
    assert isinstance(items[0], Complaint)
    assert "newer Jianbao" in items[0].sentence
    assert isinstance(items[1], Brought)


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    items = taken(tmp_path, "quote,note\n桥,好\n桥,好,坏,更坏\n路,\n")
    assert [type(item) for item in items] == [Brought, Complaint, Brought]
    assert "Line 3 of" in str(items[1])


@pytest.mark.parametrize(
    ("given_", "ours"), [(None, "yellow"), ("", "yellow"), ("Red", "red"), ("gray", "grey"), ("#ff0", "grey"), (7, "grey")]
)
def test_colours_are_taken_for_ours(given_: Any, ours: str) -> None:
    assert colour(given_) == ours


@pytest.mark.parametrize(
    ("given_", "ours"),
    [
        ("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z"),
        ("2026-01-02", "2026-01-02T00:00:00.000Z"),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
        (7, ""),
    ],
)
def test_times_are_read(given_: Any, ours: str) -> None:
    assert moment(given_) == ours


# --- whatever comes ---------------------------------------------------------------------------------------------------

_odd = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["Annotation", "\ud800"])
_names = st.sampled_from(
    [
        *(
            "id",
            "type",
            "@context",
            "items",
            "first",
            "target",
            "selector",
            "source",
            "body",
            "value",
            "tags",
            "quote",
            "spans",
        ),
        *(
            "start",
            "end",
            "text_sha256",
            "meta",
            "opening",
            "article_id",
            "annotations",
            "rows",
            "uri",
            "user",
            "created",
            "$format",
        ),
    ]
)
_values = st.recursive(
    _odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=5), max_leaves=20
)
_HEADS = [
    {"$format": "jianbao-annotations"},
    {"type": "AnnotationSet"},
    {"uri": "", "user": "", "target": []},
    {"entries": [{"text": "桥", "page": 1, "time": 1e400}, {"text": 7, "page": None}]},
    {"type": "Annotation", "target": {"meta": {"anchor_status": "ok", "short_id": "X"}}},
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_values, st.sampled_from(_HEADS))
@example({"annotations": [{"spans": [{"start": 2**40, "end": -1}], "quote": "桥", "article_id": 2**70}]}, _HEADS[0])
def test_any_json_brings_annotations_or_sentences(value: Any, head: dict[str, Any]) -> None:
    whole = head | value if isinstance(value, dict) else head | {"items": value, "annotations": value}
    file = AnnotationFile(source(json.dumps(whole).encode(), "odd.json"))
    for reader in ANNOTATION_READERS.values():
        if reader.sniff(file):
            for item in reader.read(file):
                assert isinstance(item, Brought | Complaint)
                assert not isinstance(item, Brought) or item.annotation.id
                str(item).encode()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60) | st.text('quote,note\n";\t桥\r\x00', max_size=60).map(lambda t: f"quote,note\n{t}"))
def test_any_text_brings_annotations_or_sentences(text: str) -> None:
    file = AnnotationFile(source(text.encode("utf-8", "surrogatepass"), "odd.csv"))
    with suppress(UnreadableFileError):
        if any(r.sniff(file) for r in ANNOTATION_READERS.values()):
            assert all(isinstance(item, Brought | Complaint) for item in ANNOTATION_READERS["table"].read(file))
