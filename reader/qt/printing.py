"""An article with its notes on paper: set for print, drawn page by page on a printer or into a PDF."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)

from reader.errors import ExportError
from reader.formats.pdf_characters import with_meant_characters
from reader.model import Annotation, Kind, Status
from reader.qt.document import Utf16, build_document, visible
from reader.qt.mark_drawing import Stretches, drawn, look
from reader.qt.theme import LIGHT, SANS
from reader.settings import Settings, Value
from reader.text.sheet import Sheet
from reader.translation import tr

PAPER = replace(LIGHT, name="paper", paper="#ffffff", ink="#000000", panel="#f4f4f4")
_DPI = 96  # of the pixels that the text is set in
# 10.5 points, 五号, as books have it; and the characters that were printed
_TYPE: dict[str, Value] = {"profile": "reading", "text_size": 14, "line_height": 160, "measure": 44, "characters": "printed"}
_SMALL = 11  # pixels: notes, source and the foot of the page
_MARGINS = QMarginsF(20, 18, 20, 16)  # millimetres
_FOOT = 34  # pixels at the end of each page for its number
_UNSHAPED = QFont.StyleStrategy.PreferNoShaping
GoOn = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What is printed: an article, the marks on it, where it was printed, and how it is cited."""

    sheet: Sheet
    marks: Sequence[Annotation]
    place: str
    citation: str


def write_pdf(sheaf: Sheaf, path: Path, settings: Settings, go_on: GoOn) -> None:
    """Write a PDF; the old file, if there was one, is whole until the new one is. Raises ExportError."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(visible(sheaf.sheet.article.title))
    writer.setCreator("Jianbao")
    print_on(writer, sheaf, settings, go_on)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        unfinished.write_bytes(with_meant_characters(bytes(buffer.data().data())))
        os.replace(unfinished, path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise ExportError(tr("{path} cannot be written ({reason}).", path=path, reason=error.strerror)) from error


def print_on(device: QPagedPaintDevice, sheaf: Sheaf, settings: Settings, go_on: GoOn) -> None:
    """Draw an article with its notes on a printer or into a PDF. Raises ExportError where the device takes nothing."""
    device.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
    document = laid_out(sheaf, settings)
    resolution = device.logicalDpiX()
    room, scale = device.pageLayout().paintRectPixels(resolution), resolution / _DPI
    width, height = room.width() / scale, room.height() / scale - _FOOT
    document.setPageSize(QSizeF(width, height))
    painter = QPainter()
    if not painter.begin(device):
        raise ExportError(tr("The printer takes nothing now."))
    try:
        painter.scale(scale, scale)
        for page in range(document.pageCount()):
            go_on()
            if page:
                device.newPage()
            painter.save()
            painter.translate(0, -page * height)
            document.drawContents(painter, QRectF(0, page * height + 1, width, height - 2))
            painter.restore()
            _draw_foot(painter, QRectF(0, height, width, _FOOT), sheaf, f"{page + 1} / {document.pageCount()}")
    finally:
        painter.end()


def _draw_foot(painter: QPainter, room: QRectF, sheaf: Sheaf, number: str) -> None:
    painter.setPen(QColor(PAPER.muted))
    painter.setFont(_small())
    bottom = Qt.AlignmentFlag.AlignBottom
    metrics = painter.fontMetrics()
    title = metrics.elidedText(visible(sheaf.sheet.article.title), Qt.TextElideMode.ElideRight, round(room.width() * 0.8))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | bottom, title)
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | bottom, number)


def laid_out(sheaf: Sheaf, settings: Settings) -> QTextDocument:
    """What is printed: where the article was printed, its text with marks and the numbers of notes, the notes, the citation."""
    document = build_document(sheaf.sheet, PAPER, Settings(settings.path, {**settings.values, **_TYPE}))
    document.setUseDesignMetrics(True)
    _leave_shapes(document)
    units = Utf16(sheaf.sheet.text)
    ranges = {a.id: sheaf.sheet.ranges(a.spans) for a in sheaf.marks}
    _draw_marks(document, units, [(ranges[a.id], a) for a in sheaf.marks], len(sheaf.sheet.text))
    end = len(sheaf.sheet.text)
    noted = sorted(filter(_has_words, sheaf.marks), key=lambda a: (ranges[a.id][0] if ranges[a.id] else (end + 1, 0)))
    placed = [(ranges[a.id][-1][1], number) for number, a in enumerate(noted, start=1) if ranges[a.id]]
    for at, number in sorted(placed, reverse=True):
        _put_number(document, units.units(at), number)
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if noted:
        _add(cursor, tr("Notes"), bold=True, above=24)
    for number, annotation in enumerate(noted, start=1):
        for first, line in enumerate(_lines(annotation, number, bool(ranges[annotation.id]))):
            _add(cursor, line, above=0 if first else 6)
    _add(cursor, sheaf.citation, above=24)
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertBlock(cursor.blockFormat(), cursor.charFormat())
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    source = _block(0)
    source.setBottomMargin(18)
    cursor.setBlockFormat(source)
    cursor.insertText(visible(sheaf.place), _letters())
    return document


def _leave_shapes(document: QTextDocument) -> None:
    """Draw the glyph that a font has for each character: for digits shaped by it a PDF would not know what they are."""
    block = document.begin()
    while block.isValid():
        for piece in _fragments(block):
            font = piece.charFormat().font()
            font.setStyleStrategy(_UNSHAPED)
            letters = QTextCharFormat()
            letters.setFont(font)
            cursor = QTextCursor(document)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found, place = [], block.begin()
    while not place.atEnd():
        found.append(place.fragment())
        place += 1
    return found


def _has_words(annotation: Annotation) -> bool:
    """Whether there is more to an annotation than a mark on the text."""
    unplaced = annotation.status is Status.NEEDS_REVIEW
    return bool(annotation.note or annotation.tags or annotation.quote_corrected or unplaced)


def _lines(annotation: Annotation, number: int, is_placed: bool) -> list[str]:
    """What stands under the text for an annotation: its words, how they should read, the note, the tags, and its state."""
    quote = tr("“{quote}”", quote=annotation.quote) if annotation.quote else tr("On the whole article")
    found = [f"[{number}] {quote}"]
    if annotation.quote_corrected:
        found.append(tr("Corrected: {words}", words=annotation.quote_corrected))
    found += annotation.note.splitlines()
    if annotation.tags:
        found.append("  ".join(f"#{tag}" for tag in annotation.tags))
    if annotation.status is Status.NEEDS_REVIEW or not (is_placed or annotation.kind is Kind.NOTE):
        found.append(tr("This annotation needs review: it is not sure where it stands."))
    return found


def _draw_marks(
    document: QTextDocument, units: Utf16, marks: Sequence[tuple[Sequence[tuple[int, int]], Annotation]], end: int
) -> None:
    cursor = QTextCursor(document)
    for stretch in Stretches(marks).between(0, end):
        cursor.setPosition(units.units(stretch.start))
        cursor.setPosition(units.units(stretch.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(drawn(look(stretch, ""), PAPER))


def _put_number(document: QTextDocument, at: int, number: int) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(at)
    letters = _letters()
    font = letters.font()
    font.setPixelSize(round(_SMALL * 1.4))  # of which Qt takes two thirds
    letters.setFont(font)
    letters.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    cursor.insertText(f"[{number}]", letters)


def _add(cursor: QTextCursor, words: str, bold: bool = False, above: float = 0) -> None:
    """Add a paragraph of small type."""
    cursor.insertBlock(_block(above))
    cursor.insertText(visible(words), _letters(bold))


def _block(above: float) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(3)
    return made


def _letters(bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    font = _small()
    font.setBold(bold)
    made.setFont(font)
    made.setForeground(QColor(PAPER.ink))
    return made


def _small() -> QFont:
    font = QFont(list(SANS))
    font.setPixelSize(_SMALL)
    font.setStyleStrategy(_UNSHAPED)
    return font
