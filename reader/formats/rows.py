"""Annotations as rows of a table: the field set of every format, in the order of its columns."""

from collections.abc import Iterator, Sequence

from reader.formats.clipping import Clipping, Context, fields, in_order

# Hypothesis' order where it has the field (docs/notes/exports.md); what its own table lacks stands at the end.
COLUMNS = (
    *("id", "created", "modified", "author", "newspaper", "issue_date", "page_no", "page_name", "headline", "byline"),
    *("kind", "color", "style", "quote", "quote_corrected", "note", "tags", "prefix", "suffix", "start", "end"),
    *("anchor_status", "citation", "link"),
    *("short_id", "text_version", "article_id", "issue_no", "kicker", "subhead", "section", "source", "source_url"),
)


def kept(clippings: Sequence[Clipping]) -> list[Clipping]:
    """The clippings by place, without those in the bin."""
    return in_order([c for c in clippings if not c.annotation.deleted])


def rows(clippings: Sequence[Clipping], context: Context) -> Iterator[list[str]]:
    """A row for each annotation out of the bin: its fields in the order of COLUMNS, '' for what is not known."""
    for clipping in kept(clippings):
        every = fields(clipping, context)
        yield [_text(every[name]) for name in COLUMNS]


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
