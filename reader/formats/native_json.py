"""The format that loses nothing: everything that the library knows of annotations, to be read back."""

import json
from collections.abc import Sequence
from typing import Any, TextIO

from reader.formats.clipping import Clipping, Context, fields, in_order, opening

FORMAT = "jianbao-annotations"
VERSION = 1


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write the annotations, those in the bin too (`deleted`), with their spans, and the articles that they are on.

    Spans name their text version by its SHA-256 beside the library's own id. The keys and the annotations are sorted, so that
    two exports can be compared line by line.
    """
    articles = {c.article.id: c for c in clippings}
    document = {
        "$format": FORMAT,
        "version": VERSION,
        "exported_at": context.exported_at,
        "app_version": context.app_version,
        "archive": {"id": context.library_id, "title": context.library_title},
        "articles": [_article(articles[number], context) for number in sorted(articles)],
        "annotations": [_annotation(c, context) for c in context.told(in_order(clippings, context))],
    }
    json.dump(document, to, ensure_ascii=False, indent=2, sort_keys=True)
    to.write("\n")


def _annotation(clipping: Clipping, context: Context) -> dict[str, Any]:
    annotation = clipping.annotation
    spans = [
        {"start": s.start, "end": s.end, "text_id": s.text_id, "text_sha256": context.text_sha256.get(s.text_id)}
        for s in annotation.spans
    ]
    return fields(clipping, context) | {
        "spans": spans,
        "deleted": annotation.deleted or None,
        "origin": annotation.origin,
        "original_id": annotation.original_id,
    }


def _article(clipping: Clipping, context: Context) -> dict[str, Any]:
    article = clipping.article
    texts = dict.fromkeys(f.text_id for f in article.fragments)
    known = ("newspaper", "issue_date", "issue_no", "page_no", "page_name", "headline", "byline", "source")
    every = fields(clipping, context)
    return {name: every[name] for name in known} | {
        "id": article.id,
        "source_id": article.source,
        "text_sha256": [context.text_sha256.get(text) for text in texts],
        "opening": opening(article, context),
    }
