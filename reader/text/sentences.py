"""Where Chinese sentences and paragraphs begin and end."""

import re

# A sentence ends after 。！？… or a Western end mark followed by a blank, with the closing quotes and brackets that go with it.
_END = re.compile(r"(?:[。！？!?]|…+|\.(?=\s|$))+[”’」』）)》】\"']*")


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) in code points, without white space at their ends; a line break ends one too."""
    bounds = []
    for line in re.finditer(r"[^\n]+", text):
        begin = line.start()
        for mark in _END.finditer(text, line.start(), line.end()):
            bounds.append(_trimmed(text, begin, mark.end()))
            begin = mark.end()
        bounds.append(_trimmed(text, begin, line.end()))
    return [(start, end) for start, end in bounds if start < end]


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """The sentence that holds a position, or that next after it; an empty stretch at `position` in a text without sentences."""
    bounds = sentence_bounds(text)
    for start, end in bounds:
        if position < end:
            return start, end
    return bounds[-1] if bounds else (position, position)


def next_sentence(text: str, position: int) -> int:
    """The beginning of the first sentence after a position, or the text's end."""
    return next((start for start, _ in sentence_bounds(text) if start > position), len(text))


def previous_sentence(text: str, position: int) -> int:
    """The beginning of the last sentence that begins before a position, or 0."""
    return max((start for start, _ in sentence_bounds(text) if start < position), default=0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
