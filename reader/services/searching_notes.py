"""Searching annotations: quotes, notes, corrected quotes and tags, by a plain scan, since even 10,000 are a small text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reader.model import Annotation, Place
from reader.services.searching import EVERYTHING, store_of
from reader.store.annotations import Annotations
from reader.store.library import Library
from reader.store.matching import Filters
from reader.store.place_in_print import label_order
from reader.text.excerpts import AROUND, Ranges, excerpt, tidy
from reader.text.folding import bare, fold
from reader.text.note_words import kinds, named
from reader.text.passages import Field, Passages
from reader.text.query import About, Label, Query, Word, satisfies

NO_LABELS: Mapping[str, str] = {}  # where colours have no names of the user's own


@dataclass(frozen=True, slots=True)
class FoundNote:
    """An annotation found: `marks` are the places of all hits in `snippet`, `title` is that of its article."""

    annotation: Annotation
    place: Place
    title: str
    snippet: str
    marks: Ranges


@dataclass(frozen=True, slots=True)
class _Strings:
    """What is searched of an annotation; `headline:` and `byline:` ask for those of its article."""

    own: tuple[str, ...]
    article: Passages

    def of(self, field: Field | None) -> Sequence[str]:
        return self.own if field is None else self.article.of(field)


def search_annotations(
    library: Library, query: Query, filters: Filters = EVERYTHING, labels: Mapping[str, str] = NO_LABELS
) -> Iterator[FoundNote]:
    """The annotations that a query finds, by place; nothing for an empty query."""
    if query.root is None:
        return
    store = store_of(library)
    found = Annotations(library).find(filters.newspaper, filters.start, filters.end)
    cards = {card.id: card for card in store.cards(list(dict.fromkeys(a.article_id for a in found)))}
    begun = library.interruptions
    for annotation in found:
        library.go_on(begun)
        card = cards[annotation.article_id]
        if filters.page and label_order(card.place.label or "") != label_order(filters.page):
            continue
        strings = _Strings(_own(annotation), store.passages(card.id) if _needs_article(query) else Passages())
        if satisfies(query.root, strings, partial(is_labelled, annotation, card.place, labels)):
            snippet, marks = excerpt([(Field.BODY, string) for string in strings.own], _plain(query))
            shown = snippet or tidy((strings.own or ("",))[0][: 2 * AROUND])
            yield FoundNote(annotation, card.place, card.title, shown, marks)


def _own(annotation: Annotation) -> tuple[str, ...]:
    return tuple(filter(None, (annotation.quote, annotation.quote_corrected, annotation.note, *annotation.tags)))


def _plain(query: Query) -> tuple[Word, ...]:
    return tuple(word for word in query.sought if word.field is None)


def _needs_article(query: Query) -> bool:
    return any(name in query.text.lower() for name in ("headline", "byline"))


def is_labelled(annotation: Annotation, place: Place, labels: Mapping[str, str], label: Label) -> bool:
    """Whether an annotation, and the place of its article, is what a label of a query says; `labels` are of the colours."""
    match label.about:
        case About.TAG:
            return label.value in annotation.tags
        case About.COLOUR:
            return annotation.colour in named((annotation.colour,), label.value, labels)
        case About.KIND:
            return bool(named(kinds(annotation), label.value))
        case About.STATUS:
            return bool(named((annotation.status,), label.value))
        case About.PAGE:
            return label_order(label.value) == label_order(place.label or "")
        case About.DATE:
            return (place.date or "").startswith(label.value)
    return fold(bare(label.value)) in fold(bare(place.newspaper or ""))
