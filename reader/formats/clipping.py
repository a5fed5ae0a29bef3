"""What a writer of annotations is given, and the field set that every format writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from reader.errors import ReaderError
from reader.model import Annotation, Article, ExportOrder
from reader.text.citations import cite, is_link
from reader.translation import tr

LINK = "jianbao://"  # what the links in exports begin with
T = TypeVar("T")
OPENING = 64  # characters by which an article is known again whose page was read anew


@dataclass(frozen=True, slots=True)
class Clipping:
    """An annotation with the article that it is on."""

    annotation: Annotation
    article: Article


@dataclass(frozen=True, slots=True)
class Context:
    """What an export says of itself and of the library, so that the same clippings and context give the same bytes.

    `exported_at` is ISO 8601 in UTC. `text_sha256` gives the SHA-256 (hexadecimal, of the UTF-8 text) of each text version that
    a span points into or an article stands in, by its id: ids are a library's own, hashes are the same wherever the same page
    is read.
    `citation_style` is one of reader.text.citations.STYLES; `colour_names` are the user's own, of the colours that have one.
    `step` is told how many more annotations are written; it may raise Cancelled to stop the export.
    """

    exported_at: str
    app_version: str
    library_id: str
    library_title: str
    text_sha256: Mapping[int, str] = field(default_factory=dict)
    citation_style: str = "gbt7714-2025"
    colour_names: Mapping[str, str] = field(default_factory=dict)
    order: ExportOrder = ExportOrder.PLACE
    step: Callable[[int], None] = field(default=lambda done: None, compare=False)

    def told(self, items: Iterable[T]) -> Iterator[T]:
        """The items one by one, each told to `step` once it was taken."""
        for item in items:
            yield item
            self.step(1)


class Form(Enum):
    """What an export is: a text in UTF-8 with `\\n` ends of line, a file of bytes, or a folder of texts."""

    TEXT = auto()
    BYTES = auto()
    FOLDER = auto()


class Folder(Protocol):
    """The folder that a format of many files is written into."""

    def texts(self) -> Iterable[tuple[str, str]]:
        """The files there that a writer of the same format may have written before: their names, and what stands in them."""

    def names(self) -> Iterable[str]:
        """The names of everything there."""

    def write(self, name: str, text: str) -> None:
        """Write one file whole."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that annotations go out in: `write(clippings, to, context)`, `to` being a TextIO, BinaryIO or Folder by `form`.

    `suffix` is that of the file's name, with the dot, or of those in a folder. Annotations in the bin are left out by every
    format but those that `keeps_deleted`. One `of_articles` takes articles with the marks on them (MarkedArticle) instead.
    """

    name: str
    suffix: str
    title: str
    write: Callable[[Sequence[Any], Any, Context], None]
    keeps_deleted: bool = False
    form: Form = Form.TEXT
    of_articles: bool = False


def link(clipping: Clipping) -> str:
    """The link that opens the article at the annotation."""
    query = {"article": clipping.article.id, "annotation": clipping.annotation.short_id}
    return f"{LINK}open?{urlencode(query)}"


def linked(link: str) -> tuple[int, str]:
    """The article that a link leads to, and the short id of the annotation on it, '' where it names none.

    Raises ReaderError for what is no link of Jianbao.
    """
    try:
        address = urlsplit(link)
    except ValueError:  # a bracket where no address has one
        address = urlsplit("")
    query = dict(parse_qsl(address.query))
    article = query.get("article", "")
    if address.netloc != "open" or not (article.isascii() and article.isdecimal()) or len(article) > 18:
        words = "{link} is no link of Jianbao, which reads {form}. Copy it whole."
        raise ReaderError(tr(words, link=link, form=f"{LINK}open?article=1&annotation=ABCD1234"))
    return int(article), query.get("annotation", "")


def in_order(clippings: Sequence[Clipping], context: Context) -> list[Clipping]:
    """The clippings by place: newspaper, date, page, article, then as the spans stand in the article, notes on it first.

    In the order of their making those of an article stay together, where the first of them stands.
    """
    if context.order is ExportOrder.PLACE:
        return sorted(clippings, key=_place_key)
    first: dict[int, str] = {}
    for clipping in clippings:
        first[clipping.article.id] = min(clipping.annotation.created, first.get(clipping.article.id, "\uffff"))
    return sorted(clippings, key=lambda c: (first[c.article.id], c.article.id, c.annotation.created, c.annotation.id))


def _place_key(clipping: Clipping) -> tuple[Any, ...]:
    annotation, article = clipping.annotation, clipping.article
    place = article.place
    label = place.label or ""
    number = int("0" + "".join(c for c in label if c.isascii() and c.isdigit())[:9])
    letters = "".join(c for c in label if c.isascii() and c.isalpha())
    known = (place.newspaper is None, place.newspaper or "", place.date is None, place.date or "")
    return (*known, letters, number, label, article.id, _reading_position(clipping), annotation.created, annotation.id)


def _reading_position(clipping: Clipping) -> tuple[int, int]:
    """Which fragment of the article an annotation begins in, and where in it; before all of them if it has no span there."""
    for span in clipping.annotation.spans[:1]:
        for number, fragment in enumerate(clipping.article.fragments):
            piece = fragment.piece
            if fragment.text_id == span.text_id and piece.start <= span.start < max(piece.end, piece.start + 1):
                return number, span.start
        return len(clipping.article.fragments), span.start
    return -1, 0


def fields(clipping: Clipping, context: Context) -> dict[str, Any]:
    """The field set that every format writes, by the names of docs/notes/exports.md, with null for what is not known.

    `start` and `end` are those of the first span, in code points of the text version whose SHA-256 is `text_version`.
    """
    annotation = clipping.annotation
    first = annotation.spans[0] if annotation.spans else None
    marked = {
        "id": annotation.id,
        "short_id": annotation.short_id,
        "kind": str(annotation.kind),
        "color": annotation.colour,
        "color_label": context.colour_names.get(annotation.colour),
        "style": str(annotation.style),
        "quote": annotation.quote,
        "quote_corrected": annotation.quote_corrected,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "text_version": context.text_sha256.get(first.text_id) if first else None,
        "anchor_status": str(annotation.status),
    }
    used = {"created": annotation.created, "modified": annotation.modified, "author": annotation.author}
    return marked | _printed(clipping.article, context) | {"link": link(clipping)} | used


def opening(article: Article, context: Context) -> dict[str, Any] | None:
    """Where the longest piece of an article stands, and its first words: by these another library knows it again."""
    longest = max(article.fragments, key=lambda f: len(f.text), default=None)
    if longest is None:
        return None
    place = {"text_sha256": context.text_sha256.get(longest.text_id), "start": longest.piece.start, "end": longest.piece.end}
    return place | {"exact": longest.text[:OPENING]}


def _printed(article: Article, context: Context) -> dict[str, Any]:
    """The fields of the article; what the model does not know yet is null."""
    place = article.place
    return {
        "newspaper": place.newspaper,
        "issue_date": place.date,
        "issue_no": None,
        "page_no": place.label,
        "page_name": place.name,
        "article_id": article.id,
        "headline": article.headline,
        "kicker": article.kicker,
        "subhead": article.subhead,
        "byline": article.byline,
        "section": None,
        "source": article.origin or None,
        "source_url": article.origin if is_link(article.origin) else None,
        "citation": cite(place, article, context.citation_style),
    }
