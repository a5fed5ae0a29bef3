"""The cited articles as RIS, BibTeX and CSL-JSON, each with what was marked and noted on it."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from reader.formats.clipping import Clipping, Context, link
from reader.formats.harmless import one_line, shown
from reader.formats.rows import colour_words, kept
from reader.model import Status
from reader.text.references import refer
from reader.translation import tr


def write(style: str, clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write a reference for each article with annotations out of the bin; `style` is ris, bibtex or csl-json.

    A note is a quote in 「」 with what was written to it and its link back; tags are keywords.
    """
    entries = []
    for _, group in groupby(context.told(kept(clippings, context)), lambda c: c.article.id):
        held = list(group)
        tags = dict.fromkeys(one_line(tag) for clipping in held for tag in clipping.annotation.tags)
        notes = [" ".join(_note(clipping, context)) for clipping in held]
        entries.append(shown(refer(held[0].article, style, notes, list(tags))))
    if style == "csl-json":
        json.dump([entry for text in entries for entry in json.loads(text)], to, ensure_ascii=False, indent=2)
        to.write("\n")
    else:
        to.write("".join(f"{entry}\n" for entry in entries))


def _note(clipping: Clipping, context: Context) -> Iterator[str]:
    annotation = clipping.annotation
    if annotation.quote:
        yield f"「{one_line(annotation.quote)}」"
    if annotation.quote_corrected:
        yield tr("Corrected: {words}", words=one_line(annotation.quote_corrected))
    yield from filter(None, (one_line(annotation.note),))
    facts = [tr(str(annotation.status))] if annotation.status is not Status.OK else []
    yield f"({', '.join([*facts, one_line(colour_words(annotation.colour, context)), link(clipping)])})"
