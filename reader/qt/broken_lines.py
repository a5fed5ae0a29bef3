"""Texts and tags broken into the lines of a narrow list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

from reader.qt.document import Utf16, visible
from reader.translation import tr


def broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    """A text broken to a width in pixels into at most so many lines, the last ending in … where more would follow."""
    text = visible(" ".join(text.split()))[: width * most // 2]  # no character is narrower than two pixels
    units, lines = Utf16(text), list[str]()
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while text and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = units.point(line.textStart())
        if len(lines) == most - 1:
            lines.append(QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : units.point(line.textStart() + line.textLength())])
    layout.endLayout()
    return lines


def tag_lines(tags: Sequence[str], font: QFont, width: int, most: int) -> list[str]:
    """Tags broken to a width in pixels into at most so many lines, never inside a tag; the last line tells how many more."""
    metrics, lines = QFontMetrics(font), list[str]()
    words = [metrics.elidedText(visible(f"#{tag}"), Qt.TextElideMode.ElideRight, width) for tag in tags]
    while words:
        count = _fitting(words, metrics, width)
        if len(lines) == most - 1 and count < len(words):
            while count > 1 and metrics.horizontalAdvance(_with_rest(words, count)) > width:
                count -= 1
            return [*lines, _with_rest(words, count)]
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return lines


def _fitting(words: Sequence[str], metrics: QFontMetrics, width: int) -> int:
    """How many words fit into a line: one at least."""
    count = 1
    while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    return count


def _with_rest(words: Sequence[str], count: int) -> str:
    return " ".join((*words[:count], tr("+{count} more", count=len(words) - count)))
