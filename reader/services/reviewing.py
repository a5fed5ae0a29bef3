"""What needs a person's look: annotations whose place is not sure, and what the importer decided in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.errors import NotFoundError
from reader.model import Annotation, FlagKind, Place, Span, Status
from reader.services.annotating import highlight_on, stamped
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.doubts import Doubt, Doubts
from reader.store.headings import heading
from reader.store.library import Library
from reader.store.versions import current_texts, issue_of_article, page_of, page_of_article
from reader.text.candidates import Candidate, Wanted, candidates, where_it_stood
from reader.text.sheet import Sheet
from reader.translation import tr

AROUND = 260  # characters shown on either side of a place
MOST = 500  # doubts listed at a time: as they are settled, others follow
SHOWN_OF_DOUBT = 40  # characters marked at a doubtful place
_NOWHERE_IN_PRINT = Place()
# What the importer decided where it was in doubt, and why.
DECISIONS = {
    FlagKind.DOUBTFUL_JOIN: (
        "The importer let these words go on the paragraph: they fit best there, but nothing printed proves it."
    ),
    FlagKind.DOUBTFUL_HEADING: "The importer took this for the heading of the article below it. It may belong to another.",
    FlagKind.DOUBTFUL_ARTICLE: "The importer made this an article of its own, though it found no heading that begins it.",
    FlagKind.REPEAT_DROPPED: (
        "The page gives these words twice. The importer left them out here; on the right is where they stay."
    ),
    FlagKind.REPEAT_KEPT: "The page gives these words twice. The importer kept both, not being sure that it is a mistake.",
}


class Extent(StrEnum):
    """What of the library is looked through."""

    ARTICLE = "article"
    ISSUE = "issue"
    LIBRARY = "library"


Item = Annotation | Doubt


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with what stands around them, the title of the article that they stand in and its place in print."""

    before: str
    marked: str
    after: str
    title: str = ""
    place: Place = _NOWHERE_IN_PRINT


@dataclass(frozen=True, slots=True)
class Offer:
    """A place for an annotation: the span, None to leave it under its article as it is, and how well it fits (0 to 1)."""

    passage: Passage
    span: Span | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """An item as it is shown: what is asked in a sentence, how it was, and what it may be now, the best first.

    Where nothing is offered, `now` is what stands where it was.
    """

    sentence: str
    was: Passage
    offers: tuple[Offer, ...]
    now: Passage | None = None


def pending(library: Library, extent: Extent, article_id: int = 0) -> list[Item]:
    """What needs review, annotations first, each by place; of an article and its issue where one is named.

    Of the importer's doubts at most MOST.
    """
    issue_id = issue_of_article(library, article_id) if extent is Extent.ISSUE else 0
    notes = Annotations(library)
    if extent is Extent.ISSUE:
        marked = [a for a in notes.of_issue(issue_id) if a.status is Status.NEEDS_REVIEW and not a.deleted]
    else:
        marked = notes.find(status=Status.NEEDS_REVIEW, article=article_id if extent is Extent.ARTICLE else 0)
    article = article_id if extent is Extent.ARTICLE else 0
    return [*marked, *Doubts(library).open(tuple(DECISIONS), article, issue_id, MOST)]


def case_of(library: Library, item: Item, whole_issue: bool = False) -> Case:
    """How an item is shown; places for an annotation are looked for on its page, and on those of its issue if wanted."""
    return _case_of_doubt(library, item) if isinstance(item, Doubt) else _case_of_annotation(library, item, whole_issue)


def accepted(library: Library, annotation: Annotation, span: Span | None) -> Annotation:
    """The annotation at a place that a person says is right, with the words that stand there; where it is, for None.

    Raises NotFoundError where no article holds the place (any more).
    """
    if span is None:
        return stamped(replace(annotation, status=Status.OK))
    archive = Archive(library)
    home = archive.article_holding(span.text_id, span.start)
    article = archive.article(home) if home is not None else None
    if article is None:
        raise NotFoundError(tr("This place is in no article any more."))
    sheet = Sheet(article)
    parts = [highlight_on(sheet, start, end, annotation.colour) for start, end in sheet.ranges([span])]
    if not parts:
        raise NotFoundError(tr("There are no words of the article to mark here."))
    quote = "\n".join(part.quote for part in parts)
    same = "".join(quote.split()) == "".join(annotation.quote.split())
    moved = replace(
        annotation,
        article_id=article.id,
        quote=annotation.quote if same else quote,
        spans=tuple(span for part in parts for span in part.spans),
        prefix=parts[0].prefix,
        suffix=parts[-1].suffix,
        quote_corrected=annotation.quote_corrected if same else "",
        status=Status.OK,
    )
    return stamped(moved)


# --- annotations ----------------------------------------------------------------------------------------------------------


def _case_of_annotation(library: Library, annotation: Annotation, whole_issue: bool) -> Case:
    archive = Archive(library)
    if not annotation.spans and not annotation.quote:  # a note on an article as a whole
        words = "The article of this note is no more. Does the note belong to the one on the right?"
        return Case(tr(words), Passage("", annotation.note, ""), (Offer(_beginning(archive, annotation.article_id)),))
    was, wanted = _as_it_was(library, annotation)
    told = heading(library, annotation.article_id)
    was = replace(was, title=told.title if told else "")
    page_id = page_of(library, annotation.spans[0].text_id) if annotation.spans else 0
    texts = current_texts(library, page_id or page_of_article(library, annotation.article_id), whole_issue)
    offers = tuple(_offers(library, texts, candidates(wanted, list(texts.values()))))
    words = "These words are no longer on the page; on the right is where they stood. M gives the annotation other words."
    if offers:
        return Case(tr("The place of this annotation was not found again for sure. Is it here?"), was, offers)
    return Case(tr(words), was, (), _where_it_was(archive, annotation, next(iter(texts.values()), "")))


def _as_it_was(library: Library, annotation: Annotation) -> tuple[Passage, Wanted]:
    """The words of an annotation in the text version that they were marked in, and what to look for."""
    if not annotation.spans:
        passage = Passage(annotation.prefix, annotation.quote, annotation.suffix)
        return passage, Wanted(annotation.quote, annotation.prefix, annotation.suffix)
    text_id = annotation.spans[0].text_id
    here = [span for span in annotation.spans if span.text_id == text_id]
    start, end = min(span.start for span in here), max(span.end for span in here)
    text = Archive(library).text(text_id)
    around = Wanted.at(text, start, end)
    return _passage(text, start, end), replace(around, quote="".join(text[span.start : span.end] for span in here))


def _where_it_was(archive: Archive, annotation: Annotation, text: str) -> Passage | None:
    if not annotation.spans:
        return None
    span = annotation.spans[0]
    at = where_it_stood(archive.text(span.text_id), text, span.start)
    return _passage(text, at, at)


def _offers(library: Library, texts: dict[int, str], found: Sequence[Candidate]) -> list[Offer]:
    """Places in articles; words that stand in none (the folio, what was left out) are no place for an annotation."""
    archive, ids, offers = Archive(library), list(texts), []
    for candidate in found:
        span = Span(ids[candidate.text], candidate.start, candidate.end)
        home = archive.article_holding(span.text_id, span.start)
        told = heading(library, home) if home is not None else None
        if told is not None:
            passage = _passage(texts[span.text_id], span.start, span.end)
            offers.append(Offer(replace(passage, title=told.title, place=told.place), span, candidate.score))
    return offers


def _beginning(archive: Archive, article_id: int) -> Passage:
    article = archive.article(article_id)
    if article is None:
        return Passage("", "", "")
    return Passage("", article.title, "\n" + Sheet(article).text[: 2 * AROUND], article.title, article.place)


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])


# --- the importer's doubts --------------------------------------------------------------------------------------------------


def _case_of_doubt(library: Library, doubt: Doubt) -> Case:
    archive, flag = Archive(library), doubt.flag
    article = archive.article(doubt.article_id)
    if article is None:
        raise NotFoundError(tr("Article {number} is not in this library.", number=doubt.article_id))
    text, sheet = archive.text(doubt.text_id), Sheet(article)
    repeats = Doubts(library).left_out(doubt.text_id) if flag.kind is FlagKind.REPEAT_DROPPED else []
    if repeats:
        start, end = min(repeats, key=lambda piece: abs(piece[0] - flag.at))
        found = candidates(Wanted(text[start:end], "", ""), [sheet.text], most=1)
        ranges: Sequence[tuple[int, int]] = [(c.start, c.end) for c in found]
    else:
        start, end = _words_at(text, flag.at)
        ranges = sheet.ranges([Span(doubt.text_id, start, end)])
    low, high = (ranges[0][0], ranges[-1][1]) if ranges else (0, 0)
    now = replace(_passage(sheet.text, low, high), title=article.title, place=article.place)
    return Case(tr(DECISIONS[flag.kind]), _passage(text, start, end), (Offer(now),))


def _words_at(text: str, at: int) -> tuple[int, int]:
    """The words that begin at a place, no more than a line of them."""
    at += len(text[at:]) - len(text[at:].lstrip())
    line_end = text.find("\n", at)
    return at, min(at + SHOWN_OF_DOUBT, line_end if line_end > at else len(text))
