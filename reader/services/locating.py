"""Where annotations that come from elsewhere belong in this library: by the very text, else by article and quote."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reader.formats import Brought
from reader.formats.annotation_reader import TextSpan
from reader.model import Annotation, Kind, Place, Role, Span, Status
from reader.services.carrying import settled
from reader.services.searching import EVERYTHING, Order, quoted, store_of
from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.place_in_print import label_order
from reader.store.whereabouts import (
    TextHere,
    articles_by_file,
    articles_by_source,
    articles_in_print,
    library_id,
    texts_by_hash,
)
from reader.text.quotations import AHEAD, LIKE_CONTEXT, Quotation, standing, standing_nearly
from reader.text.sheet import Sheet

LONG_ENOUGH = 16  # characters of a quote that without any context is looked for in the whole library
SOUGHT = 64  # characters of it that the search is asked for
MOST_FOUND = 20  # articles with these words, of which one is to be chosen
MOST_OF_A_FILE = 200  # articles of files of one name: of more the name, such as 1.txt, says nothing
NEAREST = 3  # articles, by the characters that they share with a quote, in which it is looked for with errors
_PARAGRAPHS = frozenset({Role.BODY, Role.SECTION, Role.DATELINE})
_KEPT = 400  # articles laid out, and texts


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation on its article: `exact` at the very place that the file names; `sure` where its words were found at all."""

    annotation: Annotation
    exact: bool = False
    sure: bool = True


class Placer:
    """Places annotations of one file; what it asks the library for it asks for all of them at once."""

    def __init__(self, library: Library, brought: Sequence[Brought]) -> None:
        self._library, self._archive = library, Archive(library)
        self._id = library_id(library)
        hashes = {s.sha256 for b in brought for s in (*b.spans, *filter(None, [b.where.opening]))}
        self._texts = texts_by_hash(library, hashes)
        self._by_source = articles_by_source(library, {b.where.link for b in brought})
        self._by_file = articles_by_file(library, {b.where.file for b in brought})
        self._sheet = lru_cache(_KEPT)(self._laid_out)
        self._head = lru_cache(100 * _KEPT)(self._archive.head)
        self._text = lru_cache(_KEPT)(self._archive.text)
        self._in_print = lru_cache(_KEPT)(lambda place: articles_in_print(library, place))

    def place(self, brought: Brought) -> Placed | None:
        """The annotation where it belongs; on its article and for review where only that is known; None where nothing is."""
        at_once = self._by_text(brought)
        if at_once is not None:
            return Placed(at_once, exact=True)
        tiers: list[list[int]] = []
        by_words = bool(brought.annotation.quote.strip())
        for tier in self._candidates(brought):
            tiers.append(tier)
            found = self._by_words(brought, tier) if by_words else self._on_article(brought, tier, len(tiers) == 1)
            if found is not None:
                return Placed(found, exact=not by_words and len(tiers) == 1)
        if not by_words:
            return None
        if not any(tiers):
            searched = self._by_words(brought, self._search(brought), LIKE_CONTEXT)
            return Placed(searched) if searched else None
        house = self._house(brought, tiers)
        return Placed(replace(brought.annotation, article_id=house, status=Status.NEEDS_REVIEW), sure=False) if house else None

    # --- by the very text -----------------------------------------------------------------------------------------

    def _by_text(self, brought: Brought) -> Annotation | None:
        """The annotation at its spans, where the text versions that they point into are here and hold its words."""
        here = [self._here(span, brought.where.place) for span in brought.spans]
        spans = tuple(Span(t.id, s.start, s.end) for t, s in zip(here, brought.spans, strict=True) if t is not None)
        if not spans or not all(here) or any(s.end > len(self._text(s.text_id)) for s in spans):
            return None
        annotation = replace(brought.annotation, spans=spans)
        words = "".join(self._text(s.text_id)[s.start : s.end] for s in spans)
        if annotation.status is not Status.NEEDS_REVIEW and _bare(words) != _bare(annotation.quote):
            return None
        home = self._home(annotation)
        if home is not None:
            return replace(annotation, article_id=home)
        beside = next(iter(self._beside(spans[0].text_id)), None)
        article = self._archive.article(beside) if beside is not None else None
        if article is None:
            return None
        carried = settled(self._library, replace(annotation, article_id=article.id), article)
        if self._home(carried) is None and carried.status is not Status.NEEDS_REVIEW:
            return replace(carried, status=Status.NEEDS_REVIEW)  # its words stand in no article any more
        return carried

    def _home(self, annotation: Annotation) -> int | None:
        """The article that holds the first of an annotation's words that are still there."""
        homes = (self._archive.article_holding(s.text_id, s.start) for s in annotation.spans)
        return next((home for home in homes if home is not None), None)

    def _here(self, span: TextSpan, place: Place) -> TextHere | None:
        """The text version of this hash; of several the one whose page was printed there."""
        fitting = [t for t in self._texts.get(span.sha256, ()) if not _contradict(t.place, place)]
        return min(fitting, key=lambda t: _other_page(t.place, place), default=None)

    def _beside(self, text_id: int) -> list[int]:
        return [self._archive.head(i) for i in self._archive.articles_beside(text_id) if self._archive.has_text(i)]

    # --- by article and words -------------------------------------------------------------------------------------

    def _candidates(self, brought: Brought) -> Iterator[list[int]]:
        """The articles that it may be on: those named by id or text, then those from its page, then those from its place."""
        where = brought.where
        named = [where.article_id] if where.library_id == self._id else []
        opening = where.opening and self._here(where.opening, where.place)
        if where.opening and opening and opening.is_current:
            named += filter(None, [self._archive.article_holding(opening.id, where.opening.start)])
        yield self._fitting(named, where.place)
        texts = [t for t in (self._here(span, where.place) for span in brought.spans) if t]
        yield self._fitting([i for t in texts for i in self._beside(t.id)], where.place)
        yield self._fitting(self._by_source.get(where.link, []), where.place)
        printed = where.place.newspaper and where.place.date and where.place.label
        yield self._fitting(self._in_print(where.place) if printed else [], where.place)
        of_file = self._by_file.get(where.file, [])
        yield self._fitting(of_file if len(of_file) <= MOST_OF_A_FILE else [], where.place)

    def _fitting(self, ids: Iterable[int], place: Place) -> list[int]:
        """The articles of these ids, each as a whole: of this issue, and of this page where there are such."""
        heads = dict.fromkeys(map(self._head, ids))
        places = {i: sheet.article.place for i in heads if (sheet := self._sheet(i))}
        fitting = [i for i, here in places.items() if not _contradict(here, place)]
        return [i for i in fitting if not _other_page(places[i], place)] or fitting

    def _house(self, brought: Brought, tiers: Sequence[Sequence[int]]) -> int | None:
        """The article under which a person will look for what has no place: the one on its page that is most like it."""
        whole = Quotation(brought.annotation.quote, brought.annotation.prefix, brought.annotation.suffix).whole()[0]
        *of_its_page, of_its_file = tiers
        tier = next(filter(None, of_its_page), of_its_file if len(of_its_file) == 1 else ())
        return max(tier, key=lambda i: _shared(self._sheet(i), whole), default=None)

    def _by_words(self, brought: Brought, ids: Sequence[int], least: float = 0.0) -> Annotation | None:
        """The annotation on its words, in the one of these articles where they stand; None where that is not sure.

        What stands beside them must be as like as `least` to what stood there, where that is known.
        """
        annotation = brought.annotation
        sought = Quotation(annotation.quote, annotation.prefix, annotation.suffix)
        sheets = [sheet for i in ids if (sheet := self._sheet(i))]
        for standing_in in (standing, standing_nearly):
            for some in (sheets, [read_on for sheet in sheets if (read_on := _read_on(sheet))]):
                near = some if standing_in is standing else [some[n] for n in _nearest(some, sought.whole()[0])]
                found = [(stand, sheet) for sheet in near if (stand := standing_in(sheet.text, sought))]
                found.sort(key=lambda pair: pair[0].score, reverse=True)
                if found:
                    (best, sheet), *others = found
                    sure = best.score >= least and all(best.score - other.score >= AHEAD for other, _ in others)
                    return _on(sheet, annotation, best.start, best.end, best.status) if sure else None
        return None

    def _search(self, brought: Brought) -> list[int]:
        """The articles of the library that hold the words, where these are enough to tell one place from all others."""
        annotation = brought.annotation
        context = len(_bare(annotation.prefix + annotation.suffix))
        bare = max((_bare(line) for line in annotation.quote.splitlines()), key=len, default="")[:SOUGHT]
        if len(bare) + context < LONG_ENOUGH:
            return []
        root = quoted(bare).root
        ids = store_of(self._library).find(root, EVERYTHING, Order.NEWEST, MOST_FOUND) if root else []
        return self._fitting(ids, brought.where.place)

    def _on_article(self, brought: Brought, tier: Sequence[int], named: bool) -> Annotation | None:
        """What is on a whole article: on the one that is `named`, or that begins with the same words."""
        first_words = brought.where.words
        same = [i for i in tier if _bare(first_words) and _begins(self._sheet(i), first_words)]
        chosen = tier if named else same if len(same) == 1 else tier if len(tier) == 1 and not first_words else []
        status = Status.NEEDS_REVIEW if brought.spans else brought.annotation.status  # a bookmark whose place is not here
        return replace(brought.annotation, article_id=chosen[0], status=status) if chosen else None

    def _laid_out(self, article_id: int) -> Sheet | None:
        article = self._archive.article(article_id)
        return Sheet(article) if article and article.fragments else None


def _on(sheet: Sheet, annotation: Annotation, start: int, end: int, status: Status) -> Annotation:
    """The annotation on a stretch of a sheet; what was marked for review there stays so."""
    spans = sheet.spans(start, end)
    prefix, suffix = sheet.context(start, end)
    words = sheet.quote(start, end)
    same = _bare(words) == _bare(annotation.quote)
    kept = annotation.status if annotation.status is not Status.OK else Status.OK if same else status
    return replace(
        annotation,
        article_id=sheet.article.id,
        kind=Kind.HIGHLIGHT if annotation.kind is Kind.NOTE else annotation.kind,
        spans=spans,
        quote=annotation.quote if same else words,
        prefix=annotation.prefix or prefix,
        suffix=annotation.suffix or suffix,
        status=kept if same or kept is Status.NEEDS_REVIEW else Status.CHANGED,
    )


def _read_on(sheet: Sheet) -> Sheet | None:
    """The paragraphs of an article over several pages without the jump lines at the turn, where it has such."""
    fragments = tuple(f for f in sheet.article.fragments if f.piece.role in _PARAGRAPHS)
    several = len({f.text_id for f in fragments}) > 1
    return Sheet(replace(sheet.article, fragments=fragments)) if several else None


def _nearest(sheets: Sequence[Sheet], words: str) -> list[int]:
    """The numbers of the sheets that share most with some words, and half of them at least."""
    shared = sorted(((_shared(sheet, words), -i) for i, sheet in enumerate(sheets)), reverse=True)
    return [-i for share, i in shared[:NEAREST] if share >= 0.5]


def _shared(sheet: Sheet | None, words: str) -> float:
    """Which part of the pairs of characters in some words stands in an article too, 0 to 1."""
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return sum(pair in sheet.text for pair in pairs) / len(pairs) if sheet and pairs else 0.0


def _begins(sheet: Sheet | None, words: str) -> bool:
    """Whether a piece of an article begins with words, one character in four aside."""
    if sheet is None:
        return False
    beginnings = (_bare(f.text)[: len(_bare(words))] for f in sheet.article.fragments)
    bare = _bare(words)
    return any(sum(a == b for a, b in zip(bare, found, strict=False)) * 4 >= len(bare) * 3 for found in beginnings)


def _contradict(one: Place, other: Place) -> bool:
    """Whether two places in print are not of one issue: newspaper or date are known of both and differ."""
    if one.newspaper and other.newspaper and one.newspaper != other.newspaper:
        return True
    return bool(one.date and other.date) and not (
        (one.date or "").startswith(other.date or "") or (other.date or "").startswith(one.date or "")
    )


def _other_page(one: Place, other: Place) -> bool:
    """Whether two places are known to be different pages; an article over two pages is named after its first."""
    return bool(one.label and other.label) and label_order(one.label or "") != label_order(other.label or "")


def _bare(text: str) -> str:
    return "".join(text.split())
