"""Highlights that readers of books keep or export as JSON: KOReader's and Foliate's."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reader.formats.annotation_reader import AnnotationFile, Brought, BroughtItem, derived_id, each, made, mapping, said, words
from reader.formats.records import number, objects


def sniff(file: AnnotationFile) -> bool:
    """Whether a file has books with entries (KOReader), or a list of annotations each with a text and a place (Foliate)."""
    value = mapping(file.value)
    foliate = any("text" in entry and "value" in entry for entry in objects(value.get("annotations")))
    return foliate or any("text" in entry and "page" in entry for entry, _ in _of_koreader(value))


def read(file: AnnotationFile) -> Iterator[BroughtItem]:
    """The highlights; what a book is called is no place here, so they are found by their words alone."""
    value = mapping(file.value)
    if isinstance(value.get("annotations"), list):
        yield from each(value["annotations"], file, lambda entry: _brought(entry, "Foliate", said(entry, "value")))
        return
    entries = [entry for entry, _ in _of_koreader(value)]
    books = {id(entry): title for entry, title in _of_koreader(value)}
    yield from each(
        entries,
        file,
        lambda entry: _brought(entry, "KOReader", f"{books.get(id(entry), '')} {entry.get('page')} {entry.get('time')}"),
    )


def _of_koreader(value: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The entries of one book, or of several in `documents`, each with the title of its book."""
    documents = value["documents"] if isinstance(value.get("documents"), list) else [value]
    for book in objects(documents):
        for entry in objects(book.get("entries")):
            yield entry, said(book, "title")


def _brought(entry: Mapping[str, Any], origin: str, where: str) -> Brought:
    values = {
        "quote": words(entry, "text"),
        "note": words(entry, "note"),
        "color": entry.get("color"),
        "style": "underline" if "underscore" in (entry.get("drawer"), entry.get("color")) else None,
        "created": _time(entry.get("created") or entry.get("time")),
        "modified": _time(entry.get("modified")),
    }
    annotation = made(values, origin)
    return Brought(replace(annotation, id=derived_id(origin, where, annotation.quote or annotation.note)), has_id=False)


def _time(value: Any) -> Any:
    """KOReader counts seconds from 1970; Foliate writes ISO 8601."""
    seconds = number(value)
    return datetime.fromtimestamp(seconds, UTC).isoformat() if 0 < seconds < 2**33 else value
