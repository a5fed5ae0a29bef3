"""Where words, paragraphs and quoted phrases begin and end in a text that is walked by them.

Positions are code points of the text, whose lines are its paragraphs. Words come from `part`, which parts a clause into strings
that together are the clause: jieba, or single characters until that is loaded. One clause is parted at a time, so that a motion
takes no longer in a paragraph of 10,000 characters than in one of ten; jieba's own words never run over the end of a clause.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

Part = Callable[[str], list[str]]
Stretch = tuple[int, int]

_LONGEST = 400  # characters of a clause: where OCR gave no punctuation, a word is cut there rather than waited for
BREAKS = '，。！？；：、…—“”「」『』《》〈〉（）【】〔〕!?;:()"\\s'
_CLAUSE = re.compile(f"[^{BREAKS}]{{0,{_LONGEST}}}[{BREAKS}]*")
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LETTERS = rf"(?:[^\W\d_{_HAN}]|[\u0300-\u036f])+"
# jieba parts é from caf and 1 from 234.5: nobody reads them so.
_UNIT = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*|\d+(?:[.,．，]\d+)*[%％‰]?")
_JOINERS = "\u200d\u20e3"
_SKINS = ("\U0001f3fb", "\U0001f3ff")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", '"': '"', "＂": "＂"}
_SAME = {'"': "“”", "＂": "“”"}  # a straight quote closes a curly one, and the other way round: OCR mixes them


def characters(clause: str) -> list[str]:
    """Part a clause into what is seen as single characters: for as long as words are not known."""
    stops = [at for at in range(len(clause)) if not inside_character(clause, at)]
    return [clause[start:end] for start, end in zip(stops, [*stops[1:], len(clause)], strict=True)]


def inside_character(text: str, at: int) -> bool:
    """Whether a position stands inside of what is seen as one character (UAX 29, the syllables of some scripts aside)."""
    if not 0 < at < len(text) or text[at - 1] == "\n":
        return False
    before, after = text[at - 1], text[at]
    if after in _JOINERS or unicodedata.category(after)[0] == "M" or _SKINS[0] <= after <= _SKINS[1]:
        return True
    if before == "\u200d" and unicodedata.category(after) == "So":
        return True
    if not (_FLAGS[0] <= after <= _FLAGS[1]):
        return False
    letters = len(text[:at]) - len(text[:at].rstrip("".join(map(chr, range(ord(_FLAGS[0]), ord(_FLAGS[1]) + 1)))))
    return letters % 2 == 1


def next_word(text: str, position: int, part: Part) -> int:
    """Where the next word or run of punctuation begins, or before that the paragraph ends; from its end, the next paragraph."""
    start, end = _line(text, position)
    if position == end:
        return min(end + 1, len(text))
    clauses = [c for c in _clauses(text, start, end) if c[1] > position]
    return next((word for clause in clauses for word, _ in _tokens(text, clause, part) if word > position), end)


def previous_word(text: str, position: int, part: Part) -> int:
    """Where the word or run of punctuation before a position begins; from a paragraph's beginning, the end of that before."""
    start, end = _line(text, position)
    if position == start:
        return max(0, start - 1)
    clauses = [c for c in _clauses(text, start, end) if c[0] < position]
    tokens = (word for clause in reversed(clauses) for word, _ in reversed(_tokens(text, clause, part)))
    return next((word for word in tokens if word < position), start)


def word_at(text: str, position: int, part: Part) -> Stretch:
    """The word that holds a position, else the one that ends there; an empty stretch where there is none."""
    clauses = [c for c in _clauses(text, *_line(text, position)) if c[0] <= position <= c[1]]
    tokens = [t for clause in clauses for t in _tokens(text, clause, part) if _is_word(text[t[0] : t[1]])]
    inside = [t for t in tokens if t[0] <= position < t[1]]
    return next(iter(inside + [t for t in tokens if t[1] == position]), (position, position))


def next_paragraph(text: str, position: int) -> int:
    """Where the next paragraph begins; the text's end in the last."""
    return text.find("\n", position) + 1 or len(text)


def previous_paragraph(text: str, position: int) -> int:
    """Where this paragraph begins, or the one before if the position is there already."""
    return text.rfind("\n", 0, max(0, position - 1)) + 1


def quoted_phrases(text: str, position: int) -> list[Stretch]:
    """What stands in quotes around a position within its paragraph, without the quotes; the innermost first."""
    start, end = _line(text, position)
    opened: list[int] = []
    found = []
    for at in range(start, end):
        sign = text[at]
        pair = next((n for n in reversed(range(len(opened))) if _closes(text[opened[n]], sign)), None)
        if pair is not None and not _is_apostrophe(text, at):
            found.append((opened[pair] + 1, at))
            del opened[pair:]
        elif sign in _CLOSING:
            opened.append(at)
    around = [(left, right) for left, right in found if left <= position <= right and left < right]
    return sorted(around, key=lambda phrase: phrase[1] - phrase[0])


def _closes(opening: str, sign: str) -> bool:
    return sign == _CLOSING[opening] or sign in _SAME.get(opening, "") or (sign in _SAME and opening == "“")


def _is_apostrophe(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] == "’" and len(around) == 2 and around.isascii() and around.isalpha()


def _line(text: str, position: int) -> Stretch:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _clauses(text: str, start: int, end: int) -> Iterator[Stretch]:
    return (found.span() for found in _CLAUSE.finditer(text, start, end) if found[0])


def _tokens(text: str, clause: Stretch, part: Part) -> Sequence[Stretch]:
    """The words and the runs of punctuation of a clause, without what is blank."""
    start, end = clause
    stops, at = [], start
    for piece in part(text[start:end]):
        stops.append(at)
        at += len(piece)
    units = [found.span() for found in _UNIT.finditer(text, start, end)]
    inside = {at for left, right in units for at in range(left + 1, right)}
    stops = [at for at in stops if at not in inside and not inside_character(text, at)]
    tokens: list[Stretch] = []
    for left, right in zip(stops, [*stops[1:], end], strict=True):
        kind = _kind(text[left:right])
        if tokens and tokens[-1][1] == left and kind == _kind(text[slice(*tokens[-1])]) == "mark":
            tokens[-1] = (tokens[-1][0], right)
        elif kind != "blank":
            tokens.append((left, right))
    return tokens


def _kind(piece: str) -> str:
    return "blank" if piece.isspace() else "word" if _is_word(piece) else "mark"


def _is_word(piece: str) -> bool:
    return any(character.isalnum() for character in piece)
