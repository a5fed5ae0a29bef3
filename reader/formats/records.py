"""JSON as others write it, taken apart without trusting its shape."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from reader.errors import UnreadableFileError
from reader.formats.page_reader import Complaint
from reader.formats.source import WHOLE, Source
from reader.text.decoding import decode

_NESTED = "it is nested too deep"


class _OddError(ValueError):
    """Something that JSON does not allow, or that has two meanings."""


def parsed(text: str, place: str, strict: bool = True) -> dict[str, Any] | Complaint:
    """The object in a text, or a complaint that names the place: cut off, no object, a key twice, NaN, nested too deep."""
    try:
        record = loads(text, strict)
    except ValueError as error:
        return Complaint(f"{place} is left out: {error}.")
    if not isinstance(record, dict):
        return Complaint(f"{place} is left out: it is no object.")
    return record


def document(source: Source, limit: int = WHOLE) -> Any:
    """A whole file of JSON, in which numbers may be NaN, as OCR engines write boxes that they failed to find.

    Raises UnreadableFileError, naming the file, for one that is too large or no JSON.
    """
    text = decode(source.read(limit), source.name).text
    try:
        return loads(text, strict=False)
    except ValueError as error:
        raise UnreadableFileError(f"{source.name} is not JSON as it should be: {error}. Export it anew.") from error


def loads(text: str, strict: bool = True) -> Any:
    """A JSON value. Raises ValueError with the reason; an object with a key twice has two meanings and is refused."""
    try:
        return (_STRICT if strict else _LENIENT).decode(text)
    except RecursionError as error:
        raise ValueError(_NESTED) from error
    except json.JSONDecodeError as error:
        end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        raise ValueError("it is cut off" if end else f"{error.msg} at character {error.pos + 1}") from error
    except _OddError:
        raise
    except ValueError as error:  # an integer of more digits than Python reads
        raise ValueError("it holds a number that is too long") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _OddError(f"it holds {json.dumps(twice[:40], ensure_ascii=False)} twice")
    return found


def _constant(name: str) -> NoReturn:
    raise _OddError(f"{name} is no number of JSON")


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_LENIENT = json.JSONDecoder(object_pairs_hook=_object)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a list; nothing where it is no list."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def words(value: Any) -> str:
    """A text; '' for what is none."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> float:
    """A number as a float; NaN for what is none or too large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return float("nan")
    try:
        return float(value)
    except OverflowError:
        return float("nan")


def corners(value: Any) -> tuple[float, float, float, float]:
    """A list of left, top, right and bottom; all NaN where it is none."""
    left, top, right, bottom = numbers(value, 4)
    return left, top, right, bottom


def numbers(value: Any, count: int) -> tuple[float, ...]:
    """A list of so many numbers, each NaN where it is none; all NaN where it is no such list."""
    fits = isinstance(value, list) and len(value) == count
    return tuple(number(item) for item in value) if fits else (float("nan"),) * count
