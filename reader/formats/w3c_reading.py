"""W3C Web Annotations in JSON-LD: ours, Readium's annotation sets, Hypothesis' and those of other programs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from reader.formats.annotation_reader import (
    AnnotationFile,
    Brought,
    BroughtItem,
    TextSpan,
    Whereabouts,
    derived_id,
    each,
    first,
    made,
    mapping,
    opened,
    place,
    said,
    span,
    words,
)
from reader.formats.records import objects
from reader.model import Kind
from reader.text.citations import is_link

_DEEPEST = 20  # pages within collections
_LISTS = frozenset({"AnnotationSet", "AnnotationPage", "AnnotationCollection"})
_TEXT = "urn:x-jianbao:text/"
_ARTICLE = re.compile(r"urn:x-jianbao:library/([^/]+)/article/(\d{1,18})")
_OURS = "urn:x-jianbao:annotation/"
_HYPOTHESIS = re.compile(r"https?://(?:www\.)?hypothes\.is/(?:a|api/annotations)/([\w-]+)")
_ACCOUNT = re.compile(r"acct:(.+)@[^@]+")
_KINDS = {"bookmarking": Kind.BOOKMARK, "commenting": Kind.NOTE}


def sniff(file: AnnotationFile) -> bool:
    """Whether a file is a Web Annotation, a list of them, or a set, page or collection of them."""
    head = mapping(first(file.value))
    kinds = _types(head)
    return "anno.jsonld" in str(head.get("@context")) or "Annotation" in kinds or not _LISTS.isdisjoint(kinds)


def read(file: AnnotationFile) -> Iterator[BroughtItem]:
    """The annotations; one of several spans has a target for each."""
    program = _name(mapping(file.value).get("generator"))
    yield from each(_entries(file.value), file, lambda entry: _brought(entry, _name(entry.get("generator")) or program))


def _types(entry: Mapping[str, Any]) -> frozenset[str]:
    value = entry.get("type", entry.get("@type"))
    return frozenset(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str))


def _entries(value: Any, depth: int = 0) -> list[Any]:
    """The annotations in a set, page or collection, however they are packed."""
    if isinstance(value, list):
        return value
    holder = mapping(value)
    if isinstance(holder.get("items"), list):
        found: list[Any] = holder["items"]
        return found
    if isinstance(holder.get("first"), dict) and depth < _DEEPEST:
        return _entries(holder["first"], depth + 1)
    return [] if not _LISTS.isdisjoint(_types(holder)) else [value]


def _brought(entry: Mapping[str, Any], program: str) -> Brought:
    targets = [t if isinstance(t, dict) else {"source": t} for t in _listed(entry.get("target"))]
    meta = mapping(next((t["meta"] for t in targets if isinstance(t.get("meta"), dict)), None))
    ours = "anchor_status" in meta and "short_id" in meta
    quotes = [q for t in targets for q in _selectors(t.get("selector"), "TextQuoteSelector")]
    values: dict[str, Any] = dict(meta) if ours else {}
    exact = "\n".join(filter(None, (words(q, "exact") for q in quotes)))
    values |= {"quote": words(values, "quote") or exact, "created": entry.get("created"), "modified": entry.get("modified")}
    values |= {"prefix": words(first(quotes) or {}, "prefix"), "suffix": words(first(quotes[-1:]) or {}, "suffix")}
    values |= _said_of(entry) | ({} if ours else _kind(entry, exact))
    values["author"] = _account(_name(entry.get("creator")))
    identifier = said(entry, "id") or said(entry, "@id")
    spans = [_span(target) for target in targets]
    where = _where(first(targets) or {}, meta)
    brought = Brought(made(values | {"id": ""}), tuple(s for s in spans if s) if all(spans) else (), where, bool(identifier))
    return _named(brought, identifier, ours, program)


def _named(brought: Brought, identifier: str, ours: bool, program: str) -> Brought:
    """With the id that it has here, and, if it is from another program, with which one and its id there."""
    annotation = brought.annotation
    uuid = identifier.removeprefix("urn:uuid:")
    if ours and identifier:
        return replace(brought, annotation=replace(annotation, id=uuid.removeprefix(_OURS)))
    if found := _HYPOTHESIS.fullmatch(identifier):
        name = derived_id("hypothesis", found[1])
        return replace(brought, annotation=replace(annotation, id=name, origin="hypothesis", original_id=found[1]))
    origin = program or "W3C"
    if not identifier:
        source = brought.where.link or brought.where.file
        name = derived_id(origin, source, annotation.quote, annotation.prefix, annotation.created)
        return replace(brought, annotation=replace(annotation, id=name, origin=origin))
    name = uuid if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uuid) else derived_id(identifier)
    return replace(brought, annotation=replace(annotation, id=name, origin=origin, original_id=identifier))


def _said_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Note, tags, colour and style out of the bodies; several notes are parted by an empty line."""
    notes: list[Any] = [words(entry, "bodyValue")]
    tags: list[Any] = []
    look: dict[str, Any] = {}
    for body in _listed(entry.get("body")):
        if isinstance(body, str):
            notes.append(words({"body": body}, "body"))
            continue
        body = mapping(body)
        text = words(body, "value")
        (tags if "tagging" in str(body.get("purpose")) else notes).append(text)
        for name in ("tags", "tag", "keyword"):
            tags += body[name] if isinstance(body.get(name), list) else [body[name]] if body.get(name) else []
        look |= {name: body[theirs] for name, theirs in (("color", "color"), ("style", "highlight")) if body.get(theirs)}
    return {"note": "\n\n".join(filter(None, notes)), "tags": [t for t in tags if t != ""]} | look


def _kind(entry: Mapping[str, Any], quote: str) -> dict[str, Any]:
    motivation = first(entry.get("motivation"))
    kind = _KINDS.get(motivation) if isinstance(motivation, str) else None
    return {} if kind is None or (quote and kind is Kind.NOTE) else {"kind": str(kind)}


def _span(target: Mapping[str, Any]) -> TextSpan | None:
    source = _source(target)
    if not source.startswith(_TEXT):
        return None
    found = (span(s, source.removeprefix(_TEXT)) for s in _selectors(target.get("selector"), "TextPositionSelector"))
    return next(found, None)


def _where(target: Mapping[str, Any], meta: Mapping[str, Any]) -> Whereabouts:
    source = _source(target)
    article = _ARTICLE.fullmatch(source)
    opening, exact = opened(meta.get("opening"))
    link = source if is_link(source) else said(meta, "source")
    number = meta.get("article_id")
    library_id = article[1] if article else said(meta, "library_id")
    article_id = int(article[2]) if article else number if type(number) is int and 0 < number < 2**63 else 0
    return Whereabouts(place(meta, "page"), library_id, article_id, link, said(meta, "source_id"), opening, exact)


def _source(target: Mapping[str, Any]) -> str:
    source = target.get("source", target.get("id"))
    return said(source, "id") if isinstance(source, dict) else source if isinstance(source, str) else ""


def _selectors(value: Any, kind: str) -> list[Mapping[str, Any]]:
    """The selectors of a kind, those too that refine others."""
    found: list[Mapping[str, Any]] = []
    waiting = list(objects(_listed(value)))
    while waiting and len(found) < _DEEPEST:
        selector = waiting.pop(0)
        found += [selector] if kind in _types(selector) else []
        waiting += objects(_listed(selector.get("refinedBy")))
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    agent = first(value)
    if isinstance(agent, dict):
        return said(agent, "name") or said(agent, "nickname") or said(agent, "id")
    return said({"agent": agent}, "agent")


def _account(name: str) -> str:
    """王五 for acct:王五@hypothes.is; any other name as it stands."""
    found = _ACCOUNT.fullmatch(name)
    return found[1] if found else name
