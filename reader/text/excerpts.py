"""Where the words of a query stand in a text, and a short excerpt that shows them."""

import re
from collections.abc import Iterable, Sequence

from reader.model import Fragment, Span
from reader.text.folding import fold, narrow
from reader.text.passages import Field, strings_of
from reader.text.query import Query, Word
from reader.text.sheet import Sheet

Ranges = tuple[tuple[int, int], ...]

AROUND = 24  # characters shown on either side of a hit
SHOWN = 3  # different words of a query that an excerpt looks for
_BLANK_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def occurrences(text: str, words: Sequence[Word]) -> Ranges:
    """Where words stand in a text (code points), in order; those that overlap or touch are one. White space never counts."""
    found = list(each_occurrence(text, words))
    if len(found) < 2:
        return tuple(found)
    merged = [min(found)]
    for start, end in sorted(found):
        if start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def each_occurrence(text: str, words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Where each word stands in a text, one word after the other; occurrences of one word do not overlap."""
    kept = [i for i, c in enumerate(text) if not c.isspace()] if text.split(None, 1) != [text] else None
    solid = text if kept is None else "".join([text[i] for i in kept])
    shapes: dict[bool, str] = {}
    for word in words:
        shaped = shapes.get(word.exact)
        if shaped is None:
            shaped = shapes[word.exact] = narrow(solid) if word.exact else fold(solid)
        size, at = len(word.text), shaped.find(word.text)
        while at >= 0:
            yield (at, at + size) if kept is None else (kept[at], kept[at + size - 1] + 1)
            at = shaped.find(word.text, at + size)


def excerpt(strings: Sequence[tuple[Field, str]], words: Sequence[Word]) -> tuple[str, Ranges]:
    """A stretch of an article around the first hits of its words, and the hits in it (code points of the excerpt).

    `strings` are looked through in their order. White space is made one blank, and none beside a Chinese character.
    """
    hits = []
    for word in words[:SHOWN]:
        for number, (field, string) in enumerate(strings):
            hit = next(iter(each_occurrence(string, [word])), None) if word.field in (None, field) else None
            if hit:
                hits.append((number, *hit))
                break
    return excerpt_around(strings, hits, words)


def excerpt_around(
    strings: Sequence[tuple[Field, str]], hits: Sequence[tuple[int, int, int]], words: Sequence[Word]
) -> tuple[str, Ranges]:
    """An excerpt around hits that are known: the number of the string, start and end in it."""
    text, marks = "", []
    for number, start, end in _windows(strings, hits):
        field, string = strings[number]
        shown = tidy(string[start:end])
        text += "…" if (start or text) and not text.endswith("…") else ""
        fitting = [word for word in words if word.field in (None, field)]
        marks += [(a + len(text), b + len(text)) for a, b in occurrences(shown, fitting)]
        text += shown + ("…" if end < len(string) else "")
    return text, tuple(marks)


def tidy(text: str) -> str:
    """A text on one line, as it would be printed: no blank beside a Chinese character."""
    words = text.split()
    return words[0] if len(words) == 1 else _BLANK_BESIDE_HAN.sub("", " ".join(words))


def _windows(strings: Sequence[tuple[Field, str]], hits: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """What to show around hits, in order: the number of the string, start and end; those that overlap or touch are one."""
    joined: list[tuple[int, int, int]] = []
    for number, first, last in sorted(hits) if len(hits) > 1 else hits:
        start, end = max(0, first - AROUND), min(len(strings[number][1]), last + AROUND)
        if joined and number == joined[-1][0] and start <= joined[-1][2]:
            joined[-1] = (number, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((number, start, end))
    return joined


def hits_on(sheet: Sheet, query: Query) -> Ranges:
    """Where the words of a query stand on a sheet, in order: what to mark, and to go through with next and previous.

    A hit that the sheet interrupts, by a line break in a heading or a mark of loss, is one range from its beginning to its end;
    one that other words interrupt, the jump lines where the page turns or a caption, is a range on either side of them.
    """
    hits: list[tuple[int, int]] = []
    for field, fragments in strings_of(sheet.article.fragments):
        words = [word for word in query.sought if word.field in (None, field)]
        for start, end in occurrences("".join([f.text for f in fragments]), words):
            hits += _uninterrupted(sheet, sheet.ranges(_spans(fragments, start, end)))
    return tuple(sorted(hits))


def _uninterrupted(sheet: Sheet, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of a sheet, made one where no other words of the article stand between them."""
    whole: list[tuple[int, int]] = []
    for start, end in ranges:
        if whole and not sheet.spans(whole[-1][1], start):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _spans(fragments: Sequence[Fragment], start: int, end: int) -> list[Span]:
    spans, begun = [], 0
    for fragment in fragments:
        left, right = max(start - begun, 0), min(end - begun, len(fragment.text))
        if left < right:
            spans.append(Span(fragment.text_id, fragment.piece.start + left, fragment.piece.start + right))
        begun += len(fragment.text)
    return spans
