"""Exports that programs take in as tables: read back by their own readers, and harmless in a spreadsheet."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formats import WRITERS, Clipping
from reader.formats.clipping import fields
from reader.formats.harmless import cell, of_cell, shown
from reader.formats.rows import COLUMNS
from tests.formats.everything import BRIDGE, CLIPPINGS, CONTEXT, OVERLAPPED, OVERLAPPING, annotation

FORMULAS = [
    *("=cmd()|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\tx", "\n=1", "  =1", "\u200b=1", "\ufeff@x", "\r=1"),
    *("＝1+1", "＋1", "－1", "＠A"),
]


def written(name: str, clippings: list[Clipping]) -> str:
    out = StringIO(newline="")
    WRITERS[name].write(clippings, out, CONTEXT)
    return out.getvalue()


def csv_rows(clippings: list[Clipping] = CLIPPINGS) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written("csv", clippings).removeprefix("\ufeff"), newline="")))


def test_csv_begins_with_a_mark_and_its_header() -> None:
    header = "id,created,modified,author,newspaper,issue_date,page_no,page_name,headline,byline,kind,color,style,quote,"
    assert written("csv", []).startswith(f"\ufeff{header}")


def test_csv_has_every_field_of_every_annotation() -> None:
    found = {row["id"]: row for row in csv_rows()}
    alive = [c for c in CLIPPINGS if not c.annotation.deleted]
    assert set(found) == {c.annotation.id for c in alive}
    for clipping in alive:
        every = fields(clipping, CONTEXT)
        assert set(COLUMNS) == set(every) == set(found[clipping.annotation.id])
    row = found[OVERLAPPING.id]
    assert (row["quote"], row["note"], row["tags"]) == (OVERLAPPING.quote, OVERLAPPING.note, "桥; 民 生; 2021")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_no_formula_in_a_cell(formula: str) -> None:
    for changes in ({"note": formula}, {"words": formula}, {"tags": (formula,)}, {"author": formula}):
        words = changes.pop("words", "桥")
        [row] = csv_rows([Clipping(annotation(1, BRIDGE, words, **changes), BRIDGE)])
        assert not any(
            value[:1] in set("=+-@\t\r\n＝＋－＠") or value.lstrip("\u200b\ufeff \n\t")[:1] == "=" for value in row.values()
        )
    assert cell(formula).startswith("'")


@settings(deadline=None)
@given(st.text() | st.builds(str.__add__, st.sampled_from(["'", "''", "'=", "＝", " ", "\t"]), st.text()))
def test_every_cell_gives_its_text_back(text: str) -> None:
    assert of_cell(cell(text)) == shown(text)


@pytest.mark.parametrize("words", ["桥", "——两岸", "《报》", "1. 造价", "a=b", "“=”", ""])
def test_what_is_no_formula_stays_as_it_is(words: str) -> None:
    assert cell(words) == words


@pytest.mark.parametrize("name", ["csv", "text", "html"])
def test_what_turns_text_round_is_named(name: str) -> None:
    text = written(name, [Clipping(OVERLAPPED, BRIDGE)])
    assert "[U+202E]gnp.exe[U+202C]" in text
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


def test_a_row_stays_a_row_whatever_is_in_it() -> None:
    odd = annotation(1, BRIDGE, 'a"b,c\r\nd\re\n"', note="x\0y\x1f")
    [row] = csv_rows([Clipping(odd, BRIDGE)])
    assert (row["quote"], row["note"]) == ('a"b,c\nd\ne\n"', "x[U+0000]y[U+001F]")


# --- Readwise and Anki ------------------------------------------------------------------------------------------------


def test_readwise_has_its_columns_and_every_quote() -> None:
    rows = list(csv.DictReader(StringIO(written("readwise", CLIPPINGS), newline="")))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert [row["Location"] for row in rows] == [str(n) for n in range(1, 8)]
    [row] = [row for row in rows if row["Highlight"] == OVERLAPPING.quote]
    assert row["Title"] == "江北*新桥*<b>通车</b>（江北日报 2021-03-05 第A02版）"
    assert row["Note"] == f"{OVERLAPPING.note} .yellow .桥 .民-生 .2021"
    assert all(row["Highlight"] for row in rows)


@pytest.mark.parametrize("formula", FORMULAS)
def test_readwise_holds_no_formula(formula: str) -> None:
    marked = [Clipping(annotation(1, BRIDGE, formula, note=formula), BRIDGE)]
    [row] = csv.DictReader(StringIO(written("readwise", marked), newline=""))
    assert (row["Highlight"][:1], row["Note"][:1]) == ("'", "'")


def anki_rows(clippings: list[Clipping]) -> list[list[str]]:
    return [line.split("\t") for line in written("anki", clippings).splitlines() if not line.startswith("#")]


def test_anki_is_told_how_to_read_the_cards() -> None:
    head = [line for line in written("anki", CLIPPINGS).splitlines() if line.startswith("#")]
    assert head[:4] == ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4"]
    names = head[4].removeprefix("#columns:").split("\t")
    assert set(names) == set(COLUMNS)
    rows = anki_rows(CLIPPINGS)
    assert {len(row) for row in rows} == {len(names)}
    [row] = [row for row in rows if row[0] == OVERLAPPING.id]
    assert row[1] == "𠮷野家住桥西，他说：“桥通了😀"
    assert row[3] == "yellow 桥 民-生 2021"


@pytest.mark.parametrize(
    "foul", ["<img src=x onerror=a()>", "{{c1::x}}", "[sound:a.mp3]", "[latex]\\input", "\\(x\\)", "a\tb\nc", '"', "#x"]
)
def test_nothing_in_a_text_acts_in_anki(foul: str) -> None:
    [row] = anki_rows([Clipping(annotation(1, BRIDGE, foul, note=foul, id=foul), BRIDGE)])
    for field in row:
        assert not set('{}[]\\"') & set(field)
        assert set(re.findall(r"<[^>]*>", field)) <= {"<br>"}
    assert unescape(row[1].replace("<br>", "\n")).replace("\u2003", "\t") == foul
