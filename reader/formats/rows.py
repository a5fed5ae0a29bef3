"""Annotations as rows of a table: the field set of every format, in the order of its columns."""

from collections.abc import Iterator, Sequence

from reader.formats.clipping import Clipping, Context, fields, in_order
from reader.model import COLOURS
from reader.translation import tr

# Hypothesis' order where it has the field (docs/notes/exports.md); what its own table lacks stands at the end.
COLUMNS = (
    *("id", "created", "modified", "author", "newspaper", "issue_date", "page_no", "page_name", "headline", "byline"),
    *("kind", "color", "style", "quote", "quote_corrected", "note", "tags", "prefix", "suffix", "start", "end"),
    *("anchor_status", "citation", "link"),
    *(
        "short_id",
        "text_version",
        "article_id",
        "issue_no",
        "kicker",
        "subhead",
        "section",
        "source",
        "source_url",
        "color_label",
    ),
)


def kept(clippings: Sequence[Clipping], context: Context) -> list[Clipping]:
    """The clippings in their order, without those in the bin."""
    return in_order([c for c in clippings if not c.annotation.deleted], context)


def colour_words(colour: str, context: Context) -> str:
    """The name of a colour: the user's own, or the usual one in the language of the interface."""
    return context.colour_names.get(colour, "") or (tr(colour) if colour in COLOURS else colour)


def rows(clippings: Sequence[Clipping], context: Context) -> Iterator[list[str]]:
    """A row for each annotation out of the bin: its fields in the order of COLUMNS, '' for what is not known."""
    for clipping in context.told(kept(clippings, context)):
        every = fields(clipping, context)
        yield [_text(every[name]) for name in COLUMNS]


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
