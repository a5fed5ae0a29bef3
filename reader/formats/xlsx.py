"""A workbook for spreadsheets (XLSX): the few parts that one sheet of texts needs."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from reader.formats.clipping import Clipping, Context
from reader.formats.harmless import html, is_reckoned, shown
from reader.formats.ooxml import RELATIONS, relations, write_package
from reader.formats.rows import COLUMNS, rows

LONGEST = 16_000  # code points in a cell: Excel takes 32,767 units of UTF-16 and calls a file with more broken
_NUMBERS = frozenset({"start", "end", "article_id"})
_NARROW, _LINE, _MOST_LINES = 14, 15.0, 12  # columns of a cell, points of a line, lines that a row shows at first
_WIDTHS = {
    **dict.fromkeys(("quote", "quote_corrected", "note", "citation", "headline"), 50),
    **dict.fromkeys(("id", "link", "source", "source_url", "prefix", "suffix"), 38),
    **dict.fromkeys(("created", "modified", "byline", "kicker", "subhead"), 26),
    "text_version": 68,
}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # _x0041_ in a cell means the character (ECMA-376, ST_Xstring)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEADER, TEXT, RECKONED = 1, 2, 3  # cell formats by their place in _STYLES
_ALIGNED = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/>'
    '<xf fontId="1" applyFont="1"/>'
    f'<xf applyAlignment="1">{_ALIGNED}</xf><xf quotePrefix="1" applyAlignment="1">{_ALIGNED}</xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write(clippings: Sequence[Clipping], to: BinaryIO, context: Context) -> None:
    """Write a workbook of one sheet: a header that stays in sight, and a row for each annotation out of the bin.

    Texts are texts, also to who edits a cell, and never formulas. What is too long for a cell goes on in a row below.
    """
    parts = {
        "xl/workbook.xml": (
            f"{_KIND}.sheet.main+xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="批注" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ),
        "xl/_rels/workbook.xml.rels": ("", relations([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])),
        "xl/styles.xml": (f"{_KIND}.styles+xml", _STYLES),
        "xl/worksheets/sheet1.xml": (f"{_KIND}.worksheet+xml", "".join(_sheet(clippings, context))),
    }
    write_package(to, parts, "xl/workbook.xml")


def _sheet(clippings: Sequence[Clipping], context: Context) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for number, name in enumerate(COLUMNS, 1):
        yield f'<col min="{number}" max="{number}" width="{_WIDTHS.get(name, _NARROW)}" customWidth="1"/>'
    yield "</cols><sheetData>\n"
    number = 1
    yield _row(number, [_text(column, number, name, HEADER) for column, name in enumerate(COLUMNS)])
    for values in rows(clippings, context):
        for chunk in _chunks(values):
            number += 1
            yield _row(number, [_cell(column, number, value) for column, value in enumerate(chunk) if value], _lines(chunk))
    last = f"{_letters(len(COLUMNS) - 1)}{number}"
    yield f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _chunks(values: Sequence[str]) -> Iterator[list[str]]:
    """The rows that hold these values: one, or more where a value is too long for a cell."""
    texts = [shown(value) for value in values]
    longest = max(map(len, texts))
    for start in range(0, max(longest, 1), LONGEST):
        yield [text[start : start + LONGEST] for text in texts]


def _row(number: int, cells: Sequence[str], lines: int = 1) -> str:
    """A row as high as its texts need: not every program sees to that by itself."""
    return f'<row r="{number}" ht="{_LINE * lines}" customHeight="1">{"".join(cells)}</row>\n'


def _lines(values: Sequence[str]) -> int:
    """The lines that the longest text of a row takes in its column, as far as a row is to show them."""
    return max(1, *(_lines_of(value, _WIDTHS.get(name, _NARROW)) for name, value in zip(COLUMNS, values, strict=True)))


def _lines_of(text: str, width: int) -> int:
    shown = text[: width * _MOST_LINES]
    columns = (len(line) if line.isascii() else sum(1 + (c > "\u2e7f") for c in line) for line in shown.split("\n"))
    return min(_MOST_LINES, sum(1 + max(0, count - 1) // (width - 1) for count in columns))


def _cell(column: int, row: int, value: str) -> str:
    if COLUMNS[column] in _NUMBERS and value.isascii() and value.isdecimal():
        return f'<c r="{_letters(column)}{row}" s="{TEXT}"><v>{value}</v></c>'
    return _text(column, row, value, RECKONED if is_reckoned(value) else TEXT)


def _text(column: int, row: int, value: str, style: int) -> str:
    words = _ESCAPE.sub("_x005F_", html(value))
    return f'<c r="{_letters(column)}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _letters(column: int) -> str:
    """The name of a column counted from 0: A to Z, then AA."""
    first, second = divmod(column, 26)
    return f"{chr(64 + first) if first else ''}{chr(65 + second)}"
