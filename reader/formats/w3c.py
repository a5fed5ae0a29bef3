"""W3C Web Annotation in JSON-LD, with the set, body and meta of the Readium profile."""

import json
from collections.abc import Sequence
from typing import Any, TextIO
from uuid import NAMESPACE_URL, UUID, uuid5

from reader.formats.clipping import Clipping, Context, fields, in_order, opening
from reader.model import Annotation, Article, Kind, Span

ANNO = "http://www.w3.org/ns/anno.jsonld"
# Web Annotation Data Model 3.3.5, by what the user did.
_MOTIVATIONS = {Kind.HIGHLIGHT: "highlighting", Kind.NOTE: "commenting", Kind.BOOKMARK: "bookmarking"}
# Fields of ours that the model has no place for: they go into `meta`, which Readium leaves to the program.
_META = (
    "short_id",
    "kind",
    "color_label",
    "quote_corrected",
    "anchor_status",
    "newspaper",
    "issue_date",
    "issue_no",
    "page_name",
    "article_id",
    "headline",
    "kicker",
    "subhead",
    "byline",
    "section",
    "source",
    "source_url",
    "citation",
    "link",
)


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write an AnnotationSet: a target for each span, with the quote and the position in code points of its page's text.

    A target's source is a text version, named by its SHA-256. Annotations in the bin are left out: the model has no tombstones.
    """
    kept = [c for c in in_order(clippings, context) if not c.annotation.deleted]
    document = {
        "@context": ANNO,
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'jianbao:{context.library_id}/{context.exported_at}')}",
        "type": "AnnotationSet",
        "generator": {"type": "Software", "name": "Jianbao", "version": context.app_version},
        "generated": context.exported_at,
        "title": context.library_title,
        "about": _about(kept, context),
    }
    head = json.dumps(document, ensure_ascii=False, indent=2).removesuffix("\n}")
    # An item a line: with an indent Python's encoder in C is not used, and takes three times as long.
    items = ",\n".join(json.dumps(_item(c, context), ensure_ascii=False) for c in context.told(kept))
    to.write(f'{head},\n  "items": [\n{items}\n  ]\n}}\n')


def _about(clippings: Sequence[Clipping], context: Context) -> dict[str, Any]:
    places = [c.article.place for c in clippings]
    return {
        "dc:identifier": [f"urn:x-jianbao:library/{context.library_id}"],
        "dc:title": context.library_title,
        "dc:format": "text/plain",
        "dc:publisher": sorted({p.newspaper for p in places if p.newspaper}),
        "dc:date": sorted({p.date for p in places if p.date}),
    }


def _item(clipping: Clipping, context: Context) -> dict[str, Any]:
    annotation = clipping.annotation
    item: dict[str, Any] = {
        "@context": ANNO,
        "id": _identifier(annotation.id),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[annotation.kind],
        "created": annotation.created,
        "modified": annotation.modified,
    }
    if annotation.author:
        item["creator"] = {"type": "Person", "name": annotation.author}
    body = {
        "type": "TextualBody",
        "value": annotation.note,
        "format": "text/markdown",
        "language": "zh",
        "color": annotation.colour,
        "highlight": str(annotation.style),
        "tags": list(annotation.tags),
    }
    return item | {"target": _targets(clipping, context), "body": body}


def _identifier(name: str) -> str:
    """An annotation's id as an IRI; one that came from elsewhere may be no UUID."""
    try:
        return f"urn:uuid:{UUID(name)}"
    except ValueError:
        return f"urn:x-jianbao:annotation/{name}"


def _targets(clipping: Clipping, context: Context) -> dict[str, Any] | list[dict[str, Any]]:
    """The target, or a list of them where an annotation has several spans, as one that goes over a page turn."""
    annotation, article = clipping.annotation, clipping.article
    meta = _meta(clipping, context)
    if not annotation.spans:
        target = {"source": f"urn:x-jianbao:library/{context.library_id}/article/{article.id}", "meta": meta}
        return target | ({"selector": [_quote(annotation, annotation.quote, True, True)]} if annotation.quote else {})
    state = {"type": "TimeState", "sourceDate": annotation.modified or annotation.created}
    targets = [
        {"source": _source(span, article, context), "selector": selectors, "state": state, "meta": meta}
        for span, selectors in zip(annotation.spans, _selectors(annotation, article), strict=True)
    ]
    return targets[0] if len(targets) == 1 else targets


def _source(span: Span, article: Article, context: Context) -> str:
    version = context.text_sha256.get(span.text_id)
    if version:
        return f"urn:x-jianbao:text/{version}"
    return f"urn:x-jianbao:library/{context.library_id}/article/{article.id}"


def _meta(clipping: Clipping, context: Context) -> dict[str, Any]:
    every = fields(clipping, context)
    label = every["page_no"]
    headings = [{"level": 1, "txt": label}] if label else []
    headings += [{"level": 2, "txt": every["headline"]}] if every["headline"] else []
    ours = {name: every[name] for name in _META}
    annotation = clipping.annotation
    ours |= {"origin": annotation.origin, "original_id": annotation.original_id}
    ours |= {"library_id": context.library_id, "source_id": clipping.article.source}
    ours |= {"quote": annotation.quote} if len(annotation.spans) > 1 else {}  # of one span it is what its selector says
    return {"headings": headings, "page": label} | ours | {"opening": opening(clipping.article, context)}


def _selectors(annotation: Annotation, article: Article) -> list[list[dict[str, Any]]]:
    """For each span two ways to find it. The quote's neighbours belong to its first and its last span.

    Where the words of a span are not in the article any more (it needs review), the whole quote stands with the first span.
    """
    exact = [annotation.quote]
    if len(annotation.spans) > 1:
        exact = [_words(article, span) for span in annotation.spans]
        if not all(exact):
            exact = [annotation.quote, *[""] * (len(exact) - 1)]
    found: list[list[dict[str, Any]]] = []
    last = len(annotation.spans) - 1
    for number, span in enumerate(annotation.spans):
        quote = _quote(annotation, exact[number], number == 0, number == last)
        position: dict[str, Any] = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        found.append([quote, position] if quote["exact"] else [position])
    return found


def _quote(annotation: Annotation, exact: str, begins: bool, ends: bool) -> dict[str, Any]:
    prefix = {"prefix": annotation.prefix} if begins and annotation.prefix else {}
    suffix = {"suffix": annotation.suffix} if ends and annotation.suffix else {}
    return {"type": "TextQuoteSelector", "exact": exact} | prefix | suffix


def _words(article: Article, span: Span) -> str:
    """The text under a span, as far as the article's fragments hold it."""
    parts = []
    for fragment in article.fragments:
        piece = fragment.piece
        if fragment.text_id == span.text_id and piece.start < span.end and span.start < piece.end:
            parts.append(fragment.text[max(0, span.start - piece.start) : span.end - piece.start])
    return "".join(parts)
