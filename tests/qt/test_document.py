"""Positions in code points and UTF-16, and the text as it is set."""

from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextDocument

from reader.model import Article, Flag, FlagKind, Fragment, Piece, Role
from reader.qt.document import Utf16, build_document, visible
from reader.qt.theme import LIGHT
from reader.settings import Settings
from reader.text.sheet import Sheet


def sheet_of(*parts: tuple[Role, str], flags: tuple[Flag, ...] = ()) -> Sheet:
    fragments, start = [], 0
    for number, (role, text) in enumerate(parts):
        fragments.append(Fragment(Piece(start, start + len(text), role, number), text, 1))
        start += len(text)
    return Sheet(Article(tuple(fragments), flags=flags), {FlagKind.TAIL_MISSING: "［缺］"})


@given(st.text())
def test_positions_agree_with_utf16(text: str) -> None:
    units = Utf16(text)
    for point in range(len(text) + 1):
        expected = len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert units.units(point) == expected
        assert units.point(expected) == point


def test_inside_a_pair_the_character_itself_is_meant() -> None:
    assert Utf16("𠮷野家").point(1) == 0


@given(st.text())
def test_visible_text_keeps_its_length(text: str) -> None:
    shown = visible(text)
    assert len(Utf16(shown)._points) == len(Utf16(text)._points)
    assert len(shown) == len(text)


@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\u2028", "\u200f", "\ufeff", "\u200b", "\u00ad", "\u3164", "\U000e0041"])
def test_what_deceives_the_eye_is_shown(hidden: str) -> None:
    assert hidden not in visible(f"本报{hidden}讯")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_separator_inside_a_paragraph_is_a_blank(separator: str) -> None:
    assert visible(f"本报{separator}讯") == "本报 讯"


def test_no_format_character_is_left_invisible() -> None:
    formats = {chr(code) for code in range(0x110000) if category(chr(code)) == "Cf"}
    assert formats & set(visible("".join(sorted(formats)))) == set()


def test_a_control_character_is_shown_by_its_picture() -> None:
    assert visible("\x01\x1b\x7f") == "␁␛␡"


@pytest.mark.usefixtures("application")
def test_the_document_holds_the_sheets_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    sheet = sheet_of((Role.HEADLINE, "𠮷野家 开业"), (Role.BYLINE, "本报记者 王五"), (Role.BODY, "近日，\x07店铺开业。"))
    document = build_document(sheet, LIGHT, Settings(tmp_path / "s"))
    assert document.toPlainText() == "\n".join(visible(line) for line in sheet.text.split("\n"))


@pytest.mark.usefixtures("application")
def test_a_long_headline_breaks_at_its_own_blank(tmp_path) -> None:  # type: ignore[no-untyped-def]
    first, second = "敢于战胜一切艰难险阻", "勇于攀登航天科技高峰"
    sheet = sheet_of((Role.HEADLINE, f"{first} {second}"), (Role.BODY, "正文。"))
    settings = Settings(tmp_path / "s", {"measure": 20})
    assert build_document(sheet, LIGHT, settings).firstBlock().text() == f"{first}\u2028{second}"


@pytest.mark.usefixtures("application")
def test_a_mark_of_loss_is_shown_where_text_is_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "精准施策，"
    sheet = sheet_of((Role.BODY, text), flags=(Flag(FlagKind.TAIL_MISSING, len(text)),))
    assert build_document(sheet, LIGHT, Settings(tmp_path / "s")).toPlainText() == "精准施策，［缺］"


def set_with(**values: str | int | bool) -> QTextBlock:
    """The first paragraph of a text that is set so."""
    sheet = sheet_of((Role.BODY, "昨日大桥通车。"))
    document = build_document(sheet, LIGHT, Settings(Path("none"), dict(values)))
    _DOCUMENTS.append(document)
    return document.firstBlock()


_DOCUMENTS: list[QTextDocument] = []  # a block lives as long as its document


@pytest.mark.usefixtures("application")
def test_indent_alignment_and_font_are_as_chosen() -> None:
    plain, other = set_with(), set_with(indent=False, justify=False, font="Some Font", text_size=20)
    assert (plain.blockFormat().textIndent(), other.blockFormat().textIndent()) == (36, 0)
    assert plain.blockFormat().alignment() == Qt.AlignmentFlag.AlignJustify
    assert other.blockFormat().alignment() == Qt.AlignmentFlag.AlignLeft
    font = other.begin().fragment().charFormat().font()
    assert (font.families()[0], font.pixelSize()) == ("Some Font", 20)
    assert len(font.families()) > 1  # for characters that the chosen one lacks


@pytest.mark.usefixtures("application")
def test_the_dense_profile_sets_by_its_own_rows() -> None:
    font = set_with(profile="dense", text_size=30).begin().fragment().charFormat().font()
    assert font.pixelSize() == 15
