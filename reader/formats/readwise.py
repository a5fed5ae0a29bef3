"""The table (CSV) that Readwise imports: readwise.io/import_bulk."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from reader.formats.clipping import Clipping, Context, fields
from reader.formats.harmless import cell, one_line
from reader.formats.rows import kept
from reader.model import Article, Status
from reader.translation import tr

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_NO_TAG = re.compile(r"[^\w/-]+")


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write a row for each annotation; Location is its place in the whole export, colour and tags are Readwise's `.tag`.

    What has no quote, as a note on an article, stands with the title. The bin is left out.
    """
    table = csv.writer(to, lineterminator="\n")
    table.writerow(COLUMNS)
    for number, clipping in enumerate(context.told(kept(clippings, context)), 1):
        article, annotation, every = clipping.article, clipping.annotation, fields(clipping, context)
        note = " ".join(_note(clipping, context))
        who = article.byline or article.place.newspaper or ""
        address = every["source_url"] or every["link"]
        row = (
            annotation.quote or article.title,
            _title(article, every),
            one_line(who),
            address,
            note,
            number,
            every["created"],
        )
        table.writerow([cell(str(value)) for value in row])


def _title(article: Article, every: dict[str, Any]) -> str:
    """标题（报名 日期 第N版）."""
    label = every["page_no"]
    page = f"第{label}版" if label and re.fullmatch(r"[A-Za-z]*\d+", label) else label
    place = " ".join(filter(None, (every["newspaper"], every["issue_date"], page)))
    return one_line(f"{article.title}（{place}）" if place else article.title)


def _note(clipping: Clipping, context: Context) -> Iterator[str]:
    annotation = clipping.annotation
    if annotation.note:
        yield annotation.note
    if annotation.quote_corrected:
        yield tr("Corrected: {words}", words=annotation.quote_corrected)
    if annotation.status is not Status.OK:
        yield f"[{tr(str(annotation.status))}]"
    label = context.colour_names.get(annotation.colour, "")
    yield from (
        f".{tag}" for tag in (_NO_TAG.sub("-", t).strip("-") for t in (annotation.colour, label, *annotation.tags)) if tag
    )
