"""Forms of one character made one, so that any of them finds the others: width, case, traditional and variant characters.

Every fold gives one character for one character, so that a place in the folded text is the same place in the text. White space
is left as it is; whoever compares drops it. The Chinese forms are OpenCC's single-character tables, read from the files of the
`opencc` package without importing it: a character goes to the first of its simplified forms. Forms of Taiwan and Hong Kong are
folded only where GB 2312 lacks them, because 著, 吃 and 群 are ordinary characters of the mainland.

A fold also takes the characters that no index can hold as they are (controls, lone surrogates) to noncharacters of Unicode,
which stand in no text; none of them goes to BREAK, which parts paragraphs.
"""

import importlib.util
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

BREAK = "\ufdd0"  # between two paragraphs of folded text
_CONTROLS = [*range(0x09), *range(0x0E, 0x1C), 0x7F]  # all that are not white space
UNFIT = "\ufdef"  # for what cannot be told apart: lone surrogates and the noncharacters themselves
_CASED = (range(0x41, 0x5B), range(0xC0, 0x590), range(0x1E00, 0x2000), range(0x2C60, 0x2C80), range(0xA640, 0xA7C0))
_FREQUENT = "，；：？！（）"  # of all that is folded in today's newspapers, 99 of 100
_TABLES = ("TSCharacters.txt", "TWVariantsRev.txt", "HKVariantsRev.txt")


def fold(text: str) -> str:
    """The text with width, case, traditional and variant forms made one, character by character."""
    return _folder()(text)


def narrow(text: str) -> str:
    """The text with width and case made one, and Chinese characters as they stand."""
    return _narrower()(text)


def unite_forms(narrowed: str) -> str:
    """What `fold` makes of a text that `narrow` has folded already."""
    return narrowed.translate(_forms())


def simplified(text: str) -> str:
    """The text in simplified characters, each in the place of its traditional or variant form.

    The length stays the same, in code points and in UTF-16 units.
    """
    return text.translate(_simplified())


def traditional(text: str) -> str:
    """The text in traditional characters, of the same length as `simplified`.

    A character that is the simplified form of several (发 of 發 and 髮, 后 of 後 and 后) stays: which is meant, only its sense
    tells.
    """
    return text.translate(_traditional())


def has_forms(text: str) -> bool:
    """Whether a character of the text has traditional, simplified or variant forms that `fold` makes one with it."""
    return not _with_forms().isdisjoint(text)


def other_forms(narrowed: str) -> frozenset[str]:
    """The characters that `fold` makes one with a character of a narrowed text, and `narrow` does not."""
    return _kin(narrowed) - own_forms(narrowed)


def own_forms(narrowed: str) -> frozenset[str]:
    """The characters that `narrow` makes one with a character of a narrowed text that has other forms besides."""
    return frozenset(form for form in _kin(narrowed) if _width_and_case().get(ord(form), form) in narrowed)


def _kin(narrowed: str) -> frozenset[str]:
    """All forms of those characters of a text that have several."""
    return frozenset().union(*(_alike().get(_forms().get(ord(c), c), ()) for c in set(narrowed) if c in _with_forms()))


def bare(text: str) -> str:
    """The text without its white space, which never counts."""
    return "".join(text.split())


@cache
def fold_signature() -> str:
    """A hash of all folds: an index made under another signature has to be made anew."""
    import hashlib

    table = "".join(f"{chr(k)}{v}" for k, v in sorted(_folds().items()) if not 0xD800 <= k < 0xE000)
    return hashlib.sha256(table.encode()).hexdigest()[:16]


@cache
def _folder() -> Callable[[str], str]:
    return _mapper(_folds())


@cache
def _narrower() -> Callable[[str], str]:
    return _mapper(_width_and_case())


def _mapper(table: dict[int, str]) -> Callable[[str], str]:
    """A function that maps characters: 100 MB/s and more, where `str.translate` on everything does 40 (docs/notes/search.md).

    The commonest go first, by `str.replace`; the search for others stays inside the basic plane, where `re` has bit maps.
    """
    frequent = [(c, table[ord(c)]) for c in _FREQUENT]
    changes = {chr(point): to for point, to in table.items()}
    others = re.compile(f"[{_character_class(sorted(p for p in table if p < 0x10000))}]").sub
    beyond = re.compile("[\U00010000-\U0010ffff]").search

    def mapped(text: str) -> str:
        if beyond(text):
            return text.translate(table)
        for character, to in frequent:
            text = text.replace(character, to)
        return others(lambda found: changes[found[0]], text)

    return mapped


def _character_class(points: list[int]) -> str:
    parts, first, last = [], points[0], points[0]
    for point in [*points[1:], sys.maxunicode + 2]:
        if point != last + 1:
            parts.append(f"\\u{first:04x}-\\u{last:04x}" if first < last else f"\\u{first:04x}")
            first = point
        last = point
    return "".join(parts)


@cache
def _width_and_case() -> dict[int, str]:
    table = {_CONTROLS[i]: chr(0xFDD1 + i) for i in range(len(_CONTROLS))}
    table |= dict.fromkeys(range(0xD800, 0xE000), UNFIT) | dict.fromkeys(range(0xFDD1, 0xFDEF), UNFIT)
    for point in (p for block in _CASED for p in block):
        lower = chr(point).lower()
        if len(lower) == 1 and lower != chr(point):
            table[point] = lower
    for point in range(0xFF01, 0xFF5F):
        table[point] = chr(point - 0xFEE0).lower()
    return table


@cache
def _folds() -> dict[int, str]:
    forms: dict[str, str] = {}
    simplified, *regional = (_opencc(name) for name in _TABLES)
    for variants in regional:
        forms |= {c: simplified.get(to, to) for c, to in variants.items() if not _in_gb2312(c)}
    forms |= simplified
    table = _width_and_case().copy()
    for character in forms:
        end = character
        for _ in range(3):  # a form may lead to another form; no chain of the tables is longer
            end = forms.get(end, end)
        if end != character:
            table[ord(character)] = end
    return table


@cache
def _forms() -> dict[int, str]:
    return {point: to for point, to in _folds().items() if point not in _width_and_case()}


@cache
def _alike() -> dict[str, frozenset[str]]:
    """All characters that go to one, with that one."""
    found: dict[str, set[str]] = {}
    for point, to in _folds().items():
        found.setdefault(to, {to}).add(chr(point))
    return {to: frozenset(characters) for to, characters in found.items()}


@cache
def _with_forms() -> frozenset[str]:
    return frozenset(map(chr, _forms())) | frozenset(_forms().values())


@cache
def _simplified() -> dict[int, str]:
    return {point: to for point, to in _forms().items() if (point > 0xFFFF) == (to > "\uffff")}


@cache
def _traditional() -> dict[int, str]:
    forms = {c: to[0] for c, to in _candidates("STCharacters.txt").items() if len(to) == 1}
    return {ord(c): to for c, to in forms.items() if len(to) == 1 and (c > "\uffff") == (to > "\uffff") and c != to}


def _opencc(name: str) -> dict[str, str]:
    table = {character: forms[0] for character, forms in _candidates(name).items()}
    return {c: to for c, to in table.items() if len(c) == len(to) == 1}


def _candidates(name: str) -> dict[str, list[str]]:
    """Characters and the forms that a table of OpenCC gives them, the likeliest first."""
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc-python-reimplemented is not installed")
    lines = (Path(spec.origin).parent / "dictionary" / name).read_text(encoding="utf-8-sig").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    return {pair[0]: pair[1].split(" ") for pair in pairs if len(pair) == 2}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
