"""Files for word processors and spreadsheets: whole packages, whose XML says what was marked and acts on nothing."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from reader.formats import WRITERS, Clipping
from reader.formats.rows import COLUMNS
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, OVERLAPPED, OVERLAPPING, annotation
from tests.formats.test_export_tables import FORMULAS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(name: str, clippings: list[Clipping] = CLIPPINGS) -> dict[str, etree._Element]:
    packed = BytesIO()
    WRITERS[name].write(clippings, packed, CONTEXT)
    with ZipFile(packed) as archive:
        assert archive.testzip() is None
        return {part: etree.fromstring(archive.read(part)) for part in archive.namelist()}


def words(element: etree._Element, space: str) -> str:
    return "".join("\t" if e.tag == f"{space}tab" else e.text or "" for e in element.iter(f"{space}t", f"{space}tab"))


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_every_part_is_named_and_every_relation_leads_somewhere(name: str) -> None:
    found = parts(name)
    typed = {e.get("PartName", "").lstrip("/") for e in found["[Content_Types].xml"] if e.get("PartName")}
    assert typed == {part for part in found if not part.endswith(".rels") and part != "[Content_Types].xml"}
    for part, root in found.items():
        if part.endswith(".rels"):
            folder = part.replace("_rels/", "").rpartition("/")[0]
            assert {f"{folder}/{e.get('Target')}".lstrip("/") for e in root} <= set(found)


def sheet(clippings: list[Clipping] = CLIPPINGS) -> list[dict[str, tuple[str, str]]]:
    """Each row after the header: text and cell format by column."""
    rows = []
    for row in parts("xlsx", clippings)["xl/worksheets/sheet1.xml"].iter(f"{S}row"):
        cells = {re.sub(r"\d", "", c.get("r") or ""): (words(c, S) or c.findtext(f"{S}v") or "", c.get("s") or "") for c in row}
        assert [c.get("r") for c in row] == [f"{letters}{row.get('r')}" for letters in cells]
        assert not list(row.iter(f"{S}f"))
        rows.append(cells)
    names = {letters: text for letters, (text, _) in rows[0].items()}
    assert tuple(names.values()) == COLUMNS
    return [{names[letters]: value for letters, value in row.items()} for row in rows[1:]]


def test_a_workbook_has_every_field() -> None:
    found = {row["id"][0]: row for row in sheet()}
    assert set(found) == {c.annotation.id for c in CLIPPINGS if not c.annotation.deleted}
    row = found[OVERLAPPING.id]
    assert (row["quote"][0], row["note"][0], row["tags"][0]) == (OVERLAPPING.quote, OVERLAPPING.note, "桥; 民 生; 2021")
    assert row["start"][0] == str(OVERLAPPING.spans[0].start)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_stays_a_text_when_its_cell_is_edited(formula: str) -> None:
    [row] = sheet([Clipping(annotation(1, BRIDGE, "桥", note=formula), BRIDGE)])
    assert row["note"][1] == "3"  # the format with quotePrefix
    assert row["quote"][1] == "2"


def test_what_is_too_long_for_a_cell_goes_on_below() -> None:
    note = "长" * 40_000
    rows = sheet([Clipping(annotation(1, BRIDGE, "桥", note=note), BRIDGE)])
    assert "".join(row["note"][0] for row in rows) == note
    assert max(len(row["note"][0]) for row in rows) <= 16_000


def test_an_escape_of_excel_in_a_text_stays_letters() -> None:
    [row] = sheet([Clipping(annotation(1, BRIDGE, "_x0041_ a_b"), BRIDGE)])
    assert row["quote"][0] == "_x005F_x0041_ a_b"


def test_a_document_has_headings_quotes_footnotes_and_comments() -> None:
    found = parts("docx")
    by_style: dict[str, list[str]] = {}
    for paragraph in found["word/document.xml"].iter(f"{W}p"):
        [style] = paragraph.iter(f"{W}pStyle")
        by_style.setdefault(style.get(f"{W}val") or "", []).append(words(paragraph, W))
    assert by_style["Heading1"] == ["江北日报 2021-03-05", "Unknown newspaper"]
    assert by_style["Heading2"] == ["江北*新桥*<b>通车</b>", "[无题] 昨日河水上涨三尺，无人受伤。"]
    assert OVERLAPPING.quote in by_style["Quote"]
    assert any("needs review" in text for text in by_style["Facts"])
    notes = {e.get(f"{W}id"): words(e, W) for e in found["word/footnotes.xml"]}
    assert sum("江北日报，2021-03-05（A02）" in text for text in notes.values()) == 5
    referred = [e.get(f"{W}id") for e in found["word/document.xml"].iter(f"{W}footnoteReference")]
    assert set(referred) == set(notes) - {"-1", "0"}


def test_notes_are_comments_on_their_quotes() -> None:
    found = parts("docx")
    comments = {e.get(f"{W}id"): "\n".join(words(p, W) for p in e) for e in found["word/comments.xml"]}
    assert OVERLAPPING.note in comments.values()
    document = found["word/document.xml"]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [e.get(f"{W}id") for e in document.iter(f"{W}{mark}")] == list(comments)


def test_what_turns_text_round_is_named() -> None:
    for name, part in (("docx", "word/comments.xml"), ("xlsx", "xl/worksheets/sheet1.xml")):
        text = etree.tostring(parts(name, [Clipping(OVERLAPPED, BRIDGE)])[part], encoding="unicode")
        assert "[U+202E]gnp.exe[U+202C]" in text
        assert "\u202e" not in text
