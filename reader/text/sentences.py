"""Where Chinese sentences and paragraphs begin and end."""

import re
from collections.abc import Iterator

# A sentence ends after 。！？… or a Western end mark followed by a blank, with the closing quotes and brackets that go with it.
_END = re.compile(r"(?:[。！？!?]|…+|\.(?=\s|$))+[”’」』）)》】\"']*")


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) in code points, without white space at their ends; a line break ends one too."""
    return list(_onward(text, 0))


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """The sentence that holds a position, or that next after it; an empty stretch at `position` in a text without sentences."""
    after = next((bounds for bounds in _onward(text, position) if position < bounds[1]), None)
    return after or next(_backward(text, position), (position, position))


def next_sentence(text: str, position: int) -> int:
    """The beginning of the first sentence after a position, or the text's end."""
    return next((start for start, _ in _onward(text, position) if start > position), len(text))


def previous_sentence(text: str, position: int) -> int:
    """The beginning of the last sentence that begins before a position, or 0."""
    return next((start for start, _ in _backward(text, position) if start < position), 0)


def _onward(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The sentences from the line on that holds a position: an article of any length is not read whole for one of them."""
    start = text.rfind("\n", 0, position) + 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield from _of_line(text, start, end)
        start = end + 1


def _backward(text: str, position: int) -> Iterator[tuple[int, int]]:
    """The sentences from the last of the line that holds a position back to the first of the text."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        yield from reversed(_of_line(text, start, end))
        end = start - 1


def _of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    bounds = []
    begin = start
    for mark in _END.finditer(text, start, end):
        bounds.append(_trimmed(text, begin, mark.end()))
        begin = mark.end()
    bounds.append(_trimmed(text, begin, end))
    return [(first, last) for first, last in bounds if first < last]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
