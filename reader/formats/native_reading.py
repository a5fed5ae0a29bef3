"""Native JSON read back: the annotations of another library, or of this one as it was."""

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
    made,
    mapping,
    opened,
    place,
    said,
    span,
)
from reader.formats.native_json import FORMAT, VERSION
from reader.formats.page_reader import Complaint
from reader.formats.records import objects


def sniff(file: AnnotationFile) -> bool:
    """Whether a file says that it is of this format."""
    return mapping(file.value).get("$format") == FORMAT


def read(file: AnnotationFile) -> Iterator[BroughtItem]:
    """The annotations, those in the bin too, with the articles that the file says they are on."""
    document = mapping(file.value)
    version = document.get("version")
    if type(version) is int and version > VERSION:
        yield Complaint(
            f"{file.name} was written by a newer Jianbao (form {version}; this one knows {VERSION}): what it adds is left out.",
            grave=False,
        )
    if not isinstance(document.get("annotations"), list):
        yield Complaint(f"{file.name} has no list of annotations: export it anew.")
        return
    library_id = said(mapping(document.get("archive")), "id")
    articles = {a["id"]: a for a in objects(document.get("articles")) if type(a.get("id")) is int}
    yield from each(document["annotations"], file, lambda entry: _brought(entry, articles, library_id))


def _brought(entry: Mapping[str, Any], articles: Mapping[int, Mapping[str, Any]], library_id: str) -> Brought:
    annotation = made(entry)
    article_id = entry.get("article_id")
    article_id = article_id if type(article_id) is int and 0 < article_id < 2**63 else 0
    where = _where(entry, articles.get(article_id, {}), library_id, article_id)
    if annotation.id:
        return Brought(annotation, spans(entry.get("spans")), where)
    made_id = derived_id("json", library_id, str(article_id), annotation.quote, annotation.prefix, annotation.created)
    return Brought(replace(annotation, id=made_id), spans(entry.get("spans")), where, has_id=False)


def _where(entry: Mapping[str, Any], article: Mapping[str, Any], library_id: str, article_id: int) -> Whereabouts:
    opening, exact = opened(article.get("opening"))
    link, file = said(entry, "source"), said(article, "source_id")
    return Whereabouts(place(entry, "page_no"), library_id, article_id, link, file, opening, exact)


def spans(value: Any) -> tuple[TextSpan, ...]:
    """The stretches in a list; none at all where one of them is none, because a part would not stand for the whole."""
    found = [span(entry, entry.get("text_sha256")) for entry in objects(value)]
    return tuple(s for s in found if s) if all(found) else ()
