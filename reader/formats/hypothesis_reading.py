"""Annotations of Hypothesis: what its API gives (`rows`), and what its sidebar exports as JSON (`annotations`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reader.formats.annotation_reader import (
    AnnotationFile,
    Brought,
    BroughtItem,
    Whereabouts,
    derived_id,
    each,
    first,
    made,
    mapping,
    said,
    words,
)
from reader.formats.records import objects
from reader.text.citations import is_link

ORIGIN = "hypothesis"
_ACCOUNT = re.compile(r"acct:(.+)@[^@]+")


def sniff(file: AnnotationFile) -> bool:
    """Whether the first of the entries looks like one of Hypothesis: with an address, a user and targets."""
    entry = mapping(first(_entries(file.value)))
    return "uri" in entry and "target" in entry and "user" in entry


def read(file: AnnotationFile) -> Iterator[BroughtItem]:
    """The annotations, highlights, page notes and replies."""
    yield from each(_entries(file.value), file, _brought)


def _entries(value: Any) -> list[Any]:
    for name in ("rows", "annotations"):
        if isinstance(mapping(value).get(name), list):
            found: list[Any] = mapping(value)[name]
            return found
    return value if isinstance(value, list) else [value]


def _brought(entry: Mapping[str, Any]) -> Brought:
    selectors = [s for target in objects(entry.get("target")) for s in objects(target.get("selector"))]
    quote = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), {})
    original_id = words(entry, "id")
    values = {
        "quote": words(quote, "exact"),
        "prefix": words(quote, "prefix"),
        "suffix": words(quote, "suffix"),
        "note": words(entry, "text"),
        "tags": entry.get("tags"),
        "author": _author(entry),
        "created": entry.get("created"),
        "modified": entry.get("updated"),
        "original_id": original_id,
    }
    annotation = made(values, ORIGIN)
    address = words(entry, "uri")
    known_by = (original_id,) if original_id else (address, annotation.quote, annotation.prefix, annotation.created)
    named = replace(annotation, id=derived_id(ORIGIN, *known_by))
    return Brought(named, where=Whereabouts(link=address if is_link(address) else ""), has_id=bool(original_id))


def _author(entry: Mapping[str, Any]) -> str:
    """The name that the user shows, else the name of the account without its server."""
    user = words(entry, "user")
    found = _ACCOUNT.fullmatch(user)
    return said(mapping(entry.get("user_info")), "display_name") or (found[1] if found else user)
