"""A page that comes back changed: its new text version takes the old one's place, and the annotations go with their words."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache

from reader.errors import LibraryError
from reader.model import Annotation, Article, Change, Reading, Span, Status
from reader.services.annotating import stamped
from reader.services.replaying import replay
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import bare
from reader.store.doubts import Doubts
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.store.page_merging import take_over
from reader.text.anchors import Carried, carry
from reader.translation import tr

SHINGLE = 6  # code points: long enough that chance does not make two articles alike
SAME_ARTICLE = 0.3  # the share of an old article's shingles that its continuation holds at least
_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the annotations of pages that came back changed, those in the bin left out.

    `moved` ones stand at another place of the order of the text, `changed` ones on corrected words, `review` ones are where
    they were: their words were not found again for sure, now or before.
    """

    unchanged: int = 0
    moved: int = 0
    changed: int = 0
    review: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Kept(*(mine + theirs for mine, theirs in pairs))


NOTHING_KEPT = Kept()


def replace_page(library: Library, page_id: int, reading: Reading) -> tuple[Kept, int]:
    """Put a new reading in the place of an old one, repair it as that was repaired, and carry the annotations over.

    Gives what became of the annotations, and how many repairs could not be done again. Belongs in a transaction.
    """
    archive, annotations = Archive(library), Annotations(library)
    old, repairs = archive.page(page_id), Layouts(library).repairs(page_id)
    by_hand = {repair.article_id for repair in repairs}  # these are split off again, if that is possible
    old_texts = {i: _body(archive, i) for i in archive.articles_of_page(page_id) if i not in by_hand}
    touched = {a.id: a for a in (*annotations.on_text(old.text_id), *annotations.of_page(page_id))}
    settled_doubts = Doubts(library).settled_on(page_id)
    archive.replace(page_id, reading, continuations(old_texts, reading))
    lost = replay(library, page_id, repairs)
    Doubts(library).keep_settled(page_id, old.text, settled_doubts)
    return carried_over(library, page_id, list(touched.values()), old.text_id, archive.page(page_id).text_id), lost


def become(library: Library, gone: int, into: int) -> tuple[Kept, int]:
    """Let a page that no file has any more go on as the one that its files have become, repaired as both were.

    Gives what became of the annotations, and how many repairs could not be done again. Belongs in a transaction.
    """
    archive, annotations = Archive(library), Annotations(library)
    old_texts = {i: _body(archive, i) for i in archive.articles_of_page(gone)}
    new_ids = [i for i in archive.articles_of_page(into) if archive.has_text(i)]
    pairs = zip(paired(old_texts, [_body(archive, i) for i in new_ids]), new_ids, strict=True)
    old, new = archive.page(gone).text_id, archive.page(into).text_id
    repairs, others = Layouts(library).repairs(gone), Layouts(library).repairs(into)
    take_over(library, gone, into, [(before, after) for before, after in pairs if before is not None])
    touched = {a.id: a for a in (*annotations.on_text(old), *annotations.on_text(new), *annotations.of_page(into))}
    if others and repairs:
        Layouts(library).set_repairs(into, [*others, *repairs])  # to be done again on the next reading
    lost = len(repairs) if others else replay(library, into, repairs)
    return carried_over(library, into, list(touched.values()), old, archive.page(into).text_id), lost


def carried_over(library: Library, page_id: int, touched: list[Annotation], old_text: int, new_text: int) -> Kept:
    """Carry annotations of a page to the text that it has now; gives what became of them. Belongs in a transaction."""
    archive = Archive(library)
    moved = _carried(archive, touched, old_text, new_text)
    present = [i for i in archive.articles_of_page(page_id) if archive.has_text(i)]
    homes = Homes(archive)
    after = tuple(_rehoused(archive, homes, a, next(iter(present), a.article_id)) for a, _ in moved)
    Annotations(library).write(Change("Import", before=tuple(touched), after=after))
    archive.drop_empty_articles(page_id)
    doubts = (Status.NEEDS_REVIEW if a.status is Status.NEEDS_REVIEW else Status.OK for a in after)
    pairs = zip(after, doubts, moved, strict=True)
    return _kept(_gravest({doubt, status}) for a, doubt, (_, status) in pairs if not a.deleted)


def bring_home(library: Library, page_id: int) -> None:
    """Bring the annotations to a page that were left behind for review on its very text, when no file had that.

    Belongs in a transaction.
    """
    archive, annotations = Archive(library), Annotations(library)
    new = archive.page(page_id).text_id
    for old in archive.versions_left_behind(new):
        for left in annotations.on_text(old):
            spans = tuple(replace(s, text_id=new) if s.text_id == old else s for s in left.spans)
            found = replace(left, spans=spans, status=Status.OK)
            home = home_of(archive, found)
            if left.status is Status.NEEDS_REVIEW and home and bare("".join(_words(archive, spans))) == bare(left.quote):
                annotations.write(Change("Import", before=(left,), after=(replace(found, article_id=home),)))


def _kept(statuses: Iterable[Status]) -> Kept:
    counts = Counter(statuses)
    return Kept(*(counts[status] for status in (Status.OK, Status.MOVED, Status.CHANGED, Status.NEEDS_REVIEW)))


def settled(library: Library, annotation: Annotation, article: Article) -> Annotation:
    """A new annotation on an article that its reader sees as it was read: carried along where an import has changed it since.

    A note on a whole article goes where the longest of its pieces has gone. Belongs in the transaction that stores it. Raises
    LibraryError where nothing is left that it could stand under.
    """
    archive = Archive(library)
    longest = max(article.fragments, key=lambda f: len(f.text))
    span = Span(longest.text_id, longest.piece.start, longest.piece.end)
    seen = annotation if annotation.spans else replace(annotation, spans=(span,))
    old = {s.text_id for s in seen.spans}
    if all(archive.current_text(i) == i for i in old) and home_of(archive, seen) == annotation.article_id:
        return annotation
    for text_id in old:
        if archive.current_text(text_id) != text_id:
            seen = _carried(archive, [seen], text_id, archive.current_text(text_id))[0][0]
    neighbours = [i for i in archive.articles_beside(span.text_id) if archive.has_text(i)]
    if not neighbours:
        raise LibraryError(tr("The article was taken away by an import, and its page has no other."))
    settled = _rehoused(archive, Homes(archive), seen, neighbours[0])
    return settled if annotation.spans else replace(annotation, article_id=settled.article_id, status=settled.status)


def continuations(old_texts: dict[int, str], reading: Reading) -> list[int | None]:
    """For each new article the old one that it continues: the pairs that share most of their text, the best first."""
    return paired(old_texts, ["".join(reading.page.text[p.start : p.end] for p in a.pieces) for a in reading.articles])


def paired(old_texts: dict[int, str], new_texts: Sequence[str]) -> list[int | None]:
    """For each new text of an article the old one that it continues."""
    old = {i: _shingles(text) for i, text in old_texts.items()}
    new = [_shingles(text) for text in new_texts]
    scores = [
        (len(shingles & mine) / max(1, len(shingles)), -n, i) for n, mine in enumerate(new) for i, shingles in old.items()
    ]
    chosen: dict[int, int] = {}
    for score, minus_n, i in sorted(scores, reverse=True):
        if score >= SAME_ARTICLE and -minus_n not in chosen and i not in chosen.values():
            chosen[-minus_n] = i
    return [chosen.get(n) for n in range(len(new_texts))]


def _carried(archive: Archive, annotations: Sequence[Annotation], old_id: int, new_id: int) -> list[tuple[Annotation, Status]]:
    """The annotations on the new text, those too that an earlier version had left behind; and what became of each."""
    text_of = cache(archive.text)
    versions = set(archive.versions(new_id)) - {new_id}
    spans = {s for a in annotations for s in a.spans if s.text_id in versions}
    places: dict[Span, Carried] = {}
    for text_id in {s.text_id for s in spans}:
        here = [s for s in spans if s.text_id == text_id]
        places |= zip(here, carry(text_of(text_id), text_of(new_id), [(s.start, s.end) for s in here]), strict=True)
    return [_moved(text_of, a, places, old_id, new_id) for a in annotations]


def _moved(
    text_of: Callable[[int], str], annotation: Annotation, places: dict[Span, Carried], old_id: int, new_id: int
) -> tuple[Annotation, Status]:
    """The annotation on the new text, or, where part of it was not found, where it was and marked for review."""
    found = [places[s] for s in annotation.spans if s in places]
    if not found:
        return annotation, Status.OK
    if any(c.start is None or c.end is None for c in found):
        return _for_review(annotation), Status.NEEDS_REVIEW
    spans = tuple(Span(new_id, places[s].start or 0, places[s].end or 0) if s in places else s for s in annotation.spans)
    status = _gravest({c.status for c in found})
    lasting = status
    if all(s.text_id == old_id for s in annotation.spans if s in places):
        lasting = _gravest({status, annotation.status})  # else it had been left behind for review, and has been found again
    quote = annotation.quote
    if status is Status.CHANGED:
        old, new = ([text_of(s.text_id)[s.start : s.end] for s in row] for row in (annotation.spans, spans))
        quote = requoted(quote, old, new)
    return replace(annotation, spans=spans, status=lasting, quote=quote), status


def _gravest(statuses: set[Status]) -> Status:
    return next(s for s in (Status.NEEDS_REVIEW, Status.CHANGED, Status.MOVED, Status.OK) if s in statuses)


def requoted(quote: str, old: Sequence[str], new: Sequence[str]) -> str:
    """A quote made anew of the words of its spans, parted by the white space that parted the old ones in the old quote."""
    parts, at = [], 0
    for words, better in zip(old, new, strict=True):
        begin, at = at, _past_blank(quote, at)
        parts += [quote[begin:at], _LINE_BREAK.sub("\n", better.strip())]
        for _ in "".join(words.split()):
            at = _past_blank(quote, at) + 1
    return "".join(parts)


def _past_blank(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _words(archive: Archive, spans: Sequence[Span]) -> list[str]:
    return [archive.text(s.text_id)[s.start : s.end] for s in spans]


def _for_review(annotation: Annotation) -> Annotation:
    if annotation.status is Status.NEEDS_REVIEW:
        return annotation
    return stamped(replace(annotation, status=Status.NEEDS_REVIEW))


def _rehoused(archive: Archive, homes: "Homes", annotation: Annotation, neighbour: int) -> Annotation:
    """The annotation under the article that now holds its words; one whose article has no text any more needs review."""
    home = homes.of(annotation)
    if home is not None:
        return replace(annotation, article_id=home)
    if archive.has_text(annotation.article_id):
        return annotation
    return _for_review(replace(annotation, article_id=neighbour))


class Homes:
    """Which articles hold the words of annotations, as long as no page changes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._pieces: dict[int, list[tuple[int, int, int]]] = {}

    def of(self, annotation: Annotation) -> int | None:
        """The article that holds the first of an annotation's words that are still there."""
        homes = (self._holding(span.text_id, span.start) for span in annotation.spans)
        return next((home for home in homes if home is not None), None)

    def _holding(self, text_id: int, position: int) -> int | None:
        if text_id not in self._pieces:
            self._pieces[text_id] = self._archive.pieces_of_articles(text_id)
        pieces = self._pieces[text_id]
        at = bisect_right(pieces, position, key=lambda piece: piece[0]) - 1
        return pieces[at][2] if at >= 0 and position < pieces[at][1] else None


def home_of(archive: Archive, annotation: Annotation) -> int | None:
    """The article that holds the first of an annotation's words that are still there."""
    return Homes(archive).of(annotation)


def _body(archive: Archive, article_id: int) -> str:
    part = archive.part(article_id)
    return "".join(f.text for f in part.fragments) if part else ""


def _shingles(text: str) -> set[str]:
    bare = "".join(text.split())
    return {bare[i : i + SHINGLE] for i in range(max(1, len(bare) - SHINGLE + 1))}
