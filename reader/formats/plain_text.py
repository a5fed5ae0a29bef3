"""Plain text, to be pasted anywhere: headline, quote in 「」, source and note."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from reader.formats.clipping import Clipping, Context, fields
from reader.formats.harmless import one_line, shown
from reader.formats.rows import colour_words, kept
from reader.model import Kind, Status, Style
from reader.translation import tr


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write the annotations by place, under the title of each article; nothing in them is markup. The bin is left out."""
    blocks: list[str] = []
    above = None
    for clipping in context.told(kept(clippings, context)):
        article = clipping.article
        if article.id != above:
            blocks.append("\n".join(filter(None, (one_line(article.title), one_line(article.subhead)))))
        above = article.id
        blocks.append("\n".join(_lines(clipping, context)))
    to.write("\n\n".join([*blocks, ""])[:-1])


def _lines(clipping: Clipping, context: Context) -> Iterator[str]:
    annotation, every = clipping.annotation, fields(clipping, context)
    if annotation.quote:
        yield f"「{_inside(shown(annotation.quote).strip())}」"
    if annotation.quote_corrected:
        yield tr("Corrected: {words}", words=one_line(annotation.quote_corrected))
    yield f"—— {one_line(every['citation'])}"
    if every["source"] and not every["source_url"]:
        yield tr("Source: {source}", source=one_line(every["source"]))
    if annotation.note.strip():
        yield tr("Note: {note}", note=shown(annotation.note).strip())
    yield " · ".join(_facts(clipping, context))
    yield every["link"]


def _inside(quote: str) -> str:
    """A quote as it stands within 「」, where its own 「」 become 『』."""
    return quote.translate(str.maketrans("「」", "『』"))


def _facts(clipping: Clipping, context: Context) -> Iterator[str]:
    annotation = clipping.annotation
    if annotation.status is not Status.OK:
        yield tr(str(annotation.status))
    yield one_line(colour_words(annotation.colour, context))
    yield from (str(k) for k in (annotation.kind, annotation.style) if k in (Kind.BOOKMARK, Style.UNDERLINE))
    yield from (f"#{one_line(tag)}" for tag in annotation.tags)
    yield from filter(None, (annotation.modified[:10], one_line(annotation.author)))
