"""Texts of others made harmless where a program shows, runs or reckons what stands in a file."""

import re
from html import escape

_LINE_ENDS = re.compile(r"\r\n?")
# Control characters, which no XML holds, and those of the bidirectional algorithm that turn round what stands after them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), in full width too, as East Asian ones do.
_RECKONED = "[\\s\ufeff\u200b-\u200f]*[=+\\-@＝＋－＠]|[\t\n]"
_FORMULA = re.compile(_RECKONED)
_HELD = re.compile(f"'*(?:{_RECKONED})")  # the same, also where it has an apostrophe of its own before it


def shown(text: str) -> str:
    """A text with `\\n` ends of line, where every character that would act unseen is named: [U+202E]."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """A text as `shown`, without line breaks, tabs and blanks at its ends."""
    return " ".join(shown(text).split())


def is_reckoned(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return _FORMULA.match(text) is not None


def cell(text: str) -> str:
    """A text as `shown` for a cell of CSV: with an apostrophe before what a spreadsheet would reckon.

    What begins with such an apostrophe already gets another one, so that `of_cell` gives every text back.
    """
    safe = shown(text)
    return f"'{safe}" if _HELD.match(safe) else safe


def of_cell(text: str) -> str:
    """The text that `cell` made a cell of."""
    return text[1:] if text.startswith("'") and _HELD.match(text) else text


def html(text: str) -> str:
    """A text as `shown` for HTML, within an element or a quoted attribute."""
    return escape(shown(text))
