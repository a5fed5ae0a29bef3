"""The annotations that a list shows: read in short stretches, kept in step with changes, narrowed, put in order and grouped.

Nothing here takes long at once: what may, is a generator that yields after each stretch, so that the window can go on between.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.model import COLOURS, Annotation, Place
from reader.services.view import Arrangement, Group, Order, Scope
from reader.store.annotations import Annotations
from reader.store.headings import Heading, Home, homes
from reader.store.library import Library

if TYPE_CHECKING:
    from reader.services.narrowing_notes import Folded

STRETCH = 500  # annotations read, or looked through, at once: some milliseconds
_NOWHERE = Home(Heading("", Place()), 0, ("", "", "", 0, 0))  # of an article that an import has just taken away


class Row(NamedTuple):
    """A row of the list; `group` is what the annotations around it have in common: a name that stands for it."""

    annotation: Annotation
    home: Home
    group: str


def local_day(moment: str) -> str:
    """The day on which something was done where the reader is, ISO, of a time in UTC; '' of none."""
    return _local_hour(moment[:13])[:10] if moment else ""


@cache
def _local_hour(hour: str) -> str:
    try:
        return datetime.fromisoformat(f"{hour}:00:00+00:00").astimezone().isoformat()
    except ValueError:
        return hour


class NoteListing:
    """The annotations of a scope of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._store = Annotations(library)
        self._held: dict[str, Annotation] = {}
        self._homes: dict[int, Home] = {}
        self._folded: Folded = {}
        self._scope, self._article, self._issue = Scope.ARTICLE, 0, 0

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, annotation_id: str) -> bool:
        return annotation_id in self._held

    def hold(self, article_id: int, annotations: Sequence[Annotation]) -> None:
        """Hold the annotations of one article, which are known already."""
        self._scope, self._article = Scope.ARTICLE, article_id
        self._held = {a.id: a for a in annotations}
        self._homes = {}
        self._find_homes([article_id])

    def read(self, scope: Scope, article_id: int) -> Iterator[None]:
        """Hold the annotations of the issue of an article, of the library, or of the bin; yields after each stretch."""
        found: dict[str, Annotation] = {}
        self._homes = {}
        self._find_homes([article_id])
        issue = self._homes[article_id].issue if scope is Scope.ISSUE and article_id in self._homes else 0
        row = 0
        while True:
            stretch, row = self._store.after(row, STRETCH, scope is Scope.BIN, issue)
            found |= {a.id: a for a in stretch}
            self._find_homes(a.article_id for a in stretch)
            if len(stretch) < STRETCH:
                break
            yield
        self._scope, self._article, self._issue, self._held = scope, article_id, issue, found

    def put(self, changed: Iterable[Annotation]) -> None:
        """Hold annotations as they are now, of those that belong here."""
        changed = list(changed)
        self._find_homes(a.article_id for a in changed)
        for annotation in changed:
            if self._belongs(annotation):
                self._held[annotation.id] = annotation
            else:
                self._held.pop(annotation.id, None)

    def _belongs(self, annotation: Annotation) -> bool:
        if bool(annotation.deleted) is not (self._scope is Scope.BIN):
            return False
        if self._scope is Scope.ISSUE:
            return self._home(annotation).issue == self._issue
        return self._scope is not Scope.ARTICLE or annotation.article_id == self._article

    def _find_homes(self, article_ids: Iterable[int]) -> None:
        missing = set(article_ids) - self._homes.keys()
        if missing:
            self._homes |= homes(self._library, missing)

    def _home(self, annotation: Annotation) -> Home:
        return self._homes.get(annotation.article_id, _NOWHERE)

    def rows(
        self,
        arrangement: Arrangement,
        show: Callable[[list[Row]], None],
        labels: Mapping[str, str],
        position: Callable[[Annotation], int] | None = None,
    ) -> Iterator[None]:
        """Narrow, order and group what is held and `show` it at the end; yields after each stretch.

        `labels` are the user's own names of colours. In the list of one article `position` tells where in it a mark begins.
        """
        kept = list(self._held.values())
        if arrangement.words.strip():
            from reader.services.narrowing_notes import NoteFilter  # not on the way to the first paint

            held, kept = kept, []
            wanted = NoteFilter(self._library, arrangement.words, labels, self._folded)
            for begun in range(0, len(held), STRETCH):
                kept += [a for a in held[begun : begun + STRETCH] if wanted.finds(a, self._home(a).heading)]
                if begun + STRETCH < len(held):
                    yield
        key, keyed = self._key(arrangement.order, position), []
        for number, annotation in enumerate(kept):
            keyed.append((key(annotation), number, annotation))
            if number % STRETCH == STRETCH - 1:
                yield
        keyed.sort(reverse=arrangement.order is not Order.PLACE)
        groups: dict[str, list[Row]] = {}
        for number, (_, _, annotation) in enumerate(keyed):
            home = self._home(annotation)
            for name in _groups_of(annotation, home.heading, arrangement.group):
                groups.setdefault(name, []).append(Row(annotation, home, name))
            if number % STRETCH == STRETCH - 1:
                yield
        show([row for name in _in_order(groups, arrangement.group) for row in groups[name]])

    def _key(self, order: Order, position: Callable[[Annotation], int] | None) -> Callable[[Annotation], tuple[object, ...]]:
        if order is Order.CREATED:
            return lambda a: (a.created,)
        if order is Order.CHANGED:
            return lambda a: (max(a.modified, a.deleted),)
        if position is not None and self._scope is Scope.ARTICLE:
            return lambda a: (position(a), a.created)
        ranked = sorted(self._homes, key=lambda article_id: self._homes[article_id].order)
        ranks = {article_id: rank for rank, article_id in enumerate(ranked)}
        return lambda a: (ranks.get(a.article_id, -1), a.spans[0].start if a.spans else -1, a.created)


def _groups_of(annotation: Annotation, heading: Heading, group: Group) -> Sequence[str]:
    match group:
        case Group.NONE:
            return ("",)
        case Group.TAG:
            return annotation.tags or ("",)
        case Group.COLOUR:
            return (annotation.colour,)
        case Group.DAY:
            return (local_day(annotation.created),)
        case Group.ISSUE:
            return (f"{heading.place.newspaper or ''}\n{heading.place.date or ''}",)
    return (f"{heading.title}\n{annotation.article_id}",)


def _in_order(names: Iterable[str], group: Group) -> list[str]:
    """The names of groups as they follow each other: places and articles as they come, tags by name, none of them last."""
    match group:
        case Group.COLOUR:
            return sorted(names, key=lambda name: COLOURS.index(name) if name in COLOURS else len(COLOURS))
        case Group.TAG:
            return sorted(names, key=lambda name: (not name, name))
        case Group.DAY:
            return sorted(names, reverse=True)
    return list(names)
