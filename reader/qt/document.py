"""The article as it is set: a QTextDocument in newspaper typography, made from a sheet."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from reader.model import Role
from reader.qt.theme import SANS, SERIF, Theme
from reader.settings import Settings
from reader.text.sheet import Block, Run, Sheet

_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_HEADINGS = frozenset({Role.KICKER, Role.HEADLINE, Role.SUBHEAD, Role.BYLINE})


class Utf16:
    """Positions of a text in code points, as everything below Qt counts, and in UTF-16 units, as Qt does."""

    def __init__(self, text: str) -> None:
        # Characters beyond the BMP take two units; a text hardly ever has any, so only their places are kept.
        self._points = [found.start() for found in _BEYOND_BMP.finditer(text)]
        self._units = [point + n for n, point in enumerate(self._points)]

    def units(self, point: int) -> int:
        """The UTF-16 position of a code point."""
        return point + bisect_right(self._points, point - 1)

    def point(self, units: int) -> int:
        """The code point at a UTF-16 position; inside a pair, that of the character."""
        return units - bisect_right(self._units, units - 1)


def build_document(sheet: Sheet, theme: Theme, settings: Settings) -> QTextDocument:
    """Set an article. The document's text is the sheet's, character by character (`visible` apart)."""
    return build_flow([sheet], theme, settings)


def build_flow(sheets: Sequence[Sheet], theme: Theme, settings: Settings) -> QTextDocument:
    """Set articles one under another, parted by a wide gap; each begins a block, and its text is its sheet's."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    typesetter = _Typesetter(theme, settings)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, sheet in enumerate(sheets):
        before: Role | None = None
        for block in sheet.blocks:
            block_format = typesetter.block_format(block, before)
            if before is None and number:
                block_format.setTopMargin(typesetter.gap)
            if before is None and not number:
                cursor.setBlockFormat(block_format)
            else:
                cursor.insertBlock(block_format)
            typesetter.insert(cursor, sheet, block)
            before = block.role
    cursor.endEditBlock()
    return document


def _forms_of(characters: str) -> Callable[[str], str]:
    """What shows a text in the chosen characters, one for one."""
    if characters == "printed":
        return str
    from reader.text.folding import simplified, traditional  # most articles are read as they were printed

    return simplified if characters == "simplified" else traditional


# What Unicode 15 calls formats (soft hyphen, zero-width space, directions): invisible, and some make a text show other than
# it is. Written out, for to look for them among all characters takes a fifth of a second.
_FORMATS = (
    *((0x00AD, 0x00AD), (0x0600, 0x0605), (0x061C, 0x061C), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891)),
    *((0x08E2, 0x08E2), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF)),
    *((0xFFF9, 0xFFFB), (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3)),
    *((0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F)),
)
# Fillers and joiners that are letters or marks to Unicode but leave nothing to see.
_BLANK_LETTERS = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC)
_BOX, _WIDE_BOX = 0x25AF, 0x1F78E  # ▯, and one beyond the BMP: a sign takes as many UTF-16 units as what it stands for
_SYMBOLS = (
    {code: _BOX if code <= 0xFFFF else _WIDE_BOX for first, last in _FORMATS for code in range(first, last + 1)}
    | dict.fromkeys(_BLANK_LETTERS, _BOX)
    | {code: 0x2400 + code for code in range(0x20)}
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
    | {0x85: 0x20, 0x2028: 0x20, 0x2029: 0x20}  # as white space: Qt would break the paragraph at them
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)
del _SYMBOLS[0x09]


def visible(text: str) -> str:
    """The text with a symbol for each character that would break lines, hide, or change direction; of the same length.

    Variation selectors stay: they choose the form of the character before them.
    """
    return text.translate(_SYMBOLS)


class _Typesetter:
    """Block and character formats by role, in pixels of the chosen text size."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._theme = theme
        self._size = settings.number("text_size")
        self._line_height = settings.number("line_height")
        self._formed = _forms_of(settings.text("characters"))
        self._measure = settings.number("measure") * self._size
        self._indent = self._size * 2 if settings.flag("indent") else 0
        self._justify = Qt.AlignmentFlag.AlignJustify if settings.flag("justify") else Qt.AlignmentFlag.AlignLeft
        self._serif = [name for name in (settings.text("font"), *SERIF) if name]
        face = QFont(self._serif)
        face.setPixelSize(self._size)
        # Qt's 100 % is what the font asks for, which is far more than the size of its characters in Chinese fonts.
        self._font_line = QFontMetricsF(face).height() / self._size
        self.gap = 3.5 * self._size  # pixels between two articles of a page

    def insert(self, cursor: QTextCursor, sheet: Sheet, block: Block) -> None:
        """Set the words of a block."""
        for run in block.runs:
            char_format = self.char_format(block, run)
            text = visible(self._formed(sheet.text[run.start : run.end]))
            if block.role in _HEADINGS:
                text = self.broken(text, char_format.font())
            cursor.insertText(text, char_format)

    def broken(self, text: str, font: QFont) -> str:
        """A heading that is too long for a line, broken at blanks that the paper itself printed as breaks."""
        metrics, line_start, last_blank = QFontMetricsF(font), 0, -1
        characters = list(text)
        for place, character in enumerate(text + " "):
            if not character.isspace():
                continue
            if metrics.horizontalAdvance(text[line_start:place]) > self._measure and last_blank >= line_start:
                characters[last_blank] = "\u2028"
                line_start = last_blank + 1
            last_blank = place
        return "".join(characters)

    def _percent(self, of_size: int) -> float:
        return of_size / self._font_line

    def block_format(self, block: Block, before: Role | None) -> QTextBlockFormat:
        """Alignment, indent and distances of a block after one of another role (None at the top)."""
        size = self._size
        heading = block.role in _HEADINGS
        made = QTextBlockFormat()
        made.setLineHeight(self._percent(130 if heading else self._line_height), _PROPORTIONAL)
        made.setBottomMargin(size * 0.3)
        if heading:
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            if block.role is Role.HEADLINE:
                made.setHeadingLevel(1)
            if block.role is Role.BYLINE:
                made.setTopMargin(size * 0.5)
        elif block.role is Role.SECTION:
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            made.setHeadingLevel(2)
            made.setTopMargin(size * 0.8)
        elif block.role is Role.CAPTION:
            made.setAlignment(Qt.AlignmentFlag.AlignLeft)
            made.setLeftMargin(size * 2)
            made.setRightMargin(size * 2)
            made.setTopMargin(size * 0.8)
            made.setBottomMargin(size * 0.8)
            made.setLineHeight(self._percent(150), _PROPORTIONAL)
            made.setBackground(QColor(self._theme.panel))
        elif block.role is Role.JUMP:
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            made.setAlignment(self._justify)
            made.setTextIndent(0 if block.goes_on else self._indent)
        if before in _HEADINGS and not heading:
            made.setTopMargin(size * 1.2)
        return made

    def char_format(self, block: Block, run: Run) -> QTextCharFormat:
        """Face, size, weight and colour of a run."""
        role = run.role if run.role is not Role.BODY else block.role
        theme, made = self._theme, QTextCharFormat()
        serif, scale, weight, colour = _FACES.get(role, (True, 1.0, QFont.Weight.Normal, "ink"))
        if run.flag is not None:
            serif, scale, weight, colour = False, 0.8, QFont.Weight.Normal, "warning"
        if run.role is Role.CREDIT:
            scale, colour = 0.8, "muted"
        font = QFont(self._serif if serif else list(SANS))
        font.setPixelSize(round(self._size * scale))
        font.setWeight(weight)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        made.setFont(font)
        made.setForeground(QColor(getattr(theme, colour)))
        return made


# serif?, size in text sizes, weight, colour of the theme
_FACES = {
    Role.KICKER: (True, 1.15, QFont.Weight.Normal, "muted"),
    Role.HEADLINE: (True, 1.75, QFont.Weight.Bold, "ink"),
    Role.SUBHEAD: (True, 1.1, QFont.Weight.Normal, "ink"),
    Role.BYLINE: (False, 0.85, QFont.Weight.Normal, "muted"),
    Role.DATELINE: (False, 0.95, QFont.Weight.Bold, "ink"),
    Role.SECTION: (False, 1.05, QFont.Weight.Bold, "ink"),
    Role.CAPTION: (False, 0.85, QFont.Weight.Normal, "ink"),
    Role.CREDIT: (False, 0.8, QFont.Weight.Normal, "muted"),
    Role.JUMP: (False, 0.85, QFont.Weight.Normal, "accent"),
}
