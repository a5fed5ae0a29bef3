"""Flash cards for Anki: a text parted by tabs, whose first lines say how it is to be read (docs.ankiweb.net/importing)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from reader.formats.clipping import Clipping, Context, fields
from reader.formats.harmless import html
from reader.formats.rows import COLUMNS, kept

_FURTHER = tuple(name for name in COLUMNS if name not in ("id", "quote", "note", "tags"))
_HEADERS = ("id", "quote", "note", "tags", *_FURTHER)
# Anki takes these for fields, clozes, sounds, LaTeX and, at the beginning of a line, for a remark.
_ACTING = re.compile(r"[{}\[\]\\#]")
_NO_TAG = re.compile(r"\s+")


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write a card for each annotation: in front the quote, behind it note, citation and link, then the other fields.

    The id keeps a card one card when it is imported again. Nothing in the texts is HTML to Anki. The bin is left out.
    """
    lines = ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4", "#columns:" + "\t".join(_HEADERS)]
    lines += ["\t".join(_row(clipping, fields(clipping, context))) for clipping in context.told(kept(clippings, context))]
    to.write("\n".join([*lines, ""]))


def _row(clipping: Clipping, every: dict[str, Any]) -> Iterator[str]:
    annotation = clipping.annotation
    behind = filter(None, (annotation.note, annotation.quote_corrected, every["citation"], every["link"]))
    yield _field(annotation.id)
    yield _field(annotation.quote or clipping.article.title)
    yield _field("\n".join(behind))
    yield " ".join(_field(_NO_TAG.sub("-", tag)) for tag in (annotation.colour, *annotation.tags))
    yield from (_field("" if every[name] is None else str(every[name])) for name in _FURTHER)


def _field(text: str) -> str:
    """A text as HTML on one line, none of whose characters mean anything to Anki."""
    safe = _ACTING.sub(lambda found: f"&#{ord(found[0])};", html(text).replace("&#x27;", "'"))  # the one entity with a #
    return safe.replace("\n", "<br>").replace("\t", "&emsp;")
