"""Bringing annotations in: what a file of them would change in a library, and the change in one step after a backup."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.formats import Brought, Complaint, annotations_in
from reader.formats.annotation_reader import derived_id
from reader.model import Annotation, Change, Status
from reader.services.annotating import SHORT_ID_ALPHABET, SHORT_ID_LENGTH, short_id
from reader.services.backing_up import back_up
from reader.services.history import History
from reader.services.locating import Placed, Placer
from reader.store.annotations import Annotations
from reader.store.backups import Reason
from reader.store.library import Library, is_open, now
from reader.store.whereabouts import ids_by_original
from reader.translation import tr

Report = Callable[[int, int], None]


class Outcome(StrEnum):
    """What becomes of an annotation that is brought."""

    ADDED = "added"  # it was not here
    RE_ANCHORED = "re-anchored"  # nor was the text that it was made on: its words were found in another
    CHANGED = "changed"  # it was here, and what was brought is newer
    KEPT = "kept"  # it was here, as it is or newer
    UNMATCHED = "unmatched"  # its words are not here
    SKIPPED = "skipped"  # it cannot be read


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one annotation: with its quote and note in full, so that what found no place is not lost.

    `article` is the one that it is listed under, 0 for none. `conflict` tells that both what was here and what was brought are
    kept. `reason` is a sentence, or ''.
    """

    outcome: Outcome
    id: str = ""
    article: int = 0
    quote: str = ""
    note: str = ""
    conflict: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reception:
    """What a file of annotations changes in a library: each in the order of the file, and the one change of all of them."""

    received: tuple[Received, ...]
    change: Change
    backup: Path | None = None

    def counts(self) -> Counter[Outcome]:
        """How many there are of each outcome."""
        return Counter(r.outcome for r in self.received)

    @property
    def conflicts(self) -> int:
        """Of how many both what was here and what was brought are kept."""
        return sum(r.conflict for r in self.received)


def receive(library: Library, path: Path, report: Report = lambda done, total: None) -> Reception:
    """Bring the annotations of a file into a library, in one step and after a backup; nothing is written where nothing changes.

    `report` is told how many of how many are looked at; what it raises ends it before anything is written. Raises
    UnreadableFileError, naming the file, for one that holds no annotations, and LibraryError where it cannot be written.
    """
    return carry_out(library, plan(library, path, report))


def carry_out(library: Library, planned: Reception) -> Reception:
    """Do what was planned, all or nothing; gives it with the change as it was done, and the backup made before."""
    if not planned.change.after:
        return planned
    backup = back_up(library, Reason.IMPORT)
    return replace(planned, change=History(library).do(planned.change), backup=backup)


def remarks(found: Reception) -> list[str]:
    """What a person should read of a file's annotations: what has no place, cannot be read, or says something else.

    Each reason is followed by the quotes and notes that it is true of, in full.
    """
    told: dict[str, list[str]] = {}
    for r in found.received:
        if r.outcome in (Outcome.UNMATCHED, Outcome.SKIPPED) or r.conflict:
            quote, note = (" ".join(text.split()) for text in (r.quote, r.note))
            told.setdefault(r.reason, []).append("    " + "  ".join(filter(None, (quote and f"“{quote}”", note))))
    return [line for reason, lines in told.items() for line in (reason, *filter(str.strip, lines))]


def plan(library: Library, path: Path, report: Report = lambda done, total: None) -> Reception:
    """What `receive` would do, with nothing done. Raises as it does."""
    if is_open(path):
        raise UnreadableFileError(f"{path} is the open library: there are no annotations to import from it.")
    items = list(annotations_in(path))
    brought = [item for item in items if isinstance(item, Brought)]
    desk = _Reception(library, brought)
    received = []
    for number, item in enumerate(items):
        report(number, len(items))
        received.append(desk.take(item) if isinstance(item, Brought) else _complaint(item))
    report(len(items), len(items))
    return Reception(tuple(received), Change("Import annotations", tuple(desk.before.values()), tuple(desk.after.values())))


def summary(found: Reception) -> str:
    """What became of the annotations of a file, counted, in a sentence."""
    counts = found.counts()
    told = (
        (tr("{count} added", count=counts[Outcome.ADDED]), counts[Outcome.ADDED]),
        (tr("{count} found again in another text", count=counts[Outcome.RE_ANCHORED]), counts[Outcome.RE_ANCHORED]),
        (tr("{count} changed", count=counts[Outcome.CHANGED]), counts[Outcome.CHANGED]),
        (tr("{count} as they are here", count=counts[Outcome.KEPT]), counts[Outcome.KEPT]),
        (tr("{count} without a place", count=counts[Outcome.UNMATCHED]), counts[Outcome.UNMATCHED]),
        (tr("{count} not readable", count=counts[Outcome.SKIPPED]), counts[Outcome.SKIPPED]),
    )
    parts = " · ".join(words for words, count in told if count)
    sentence = tr("Annotations: {parts}.", parts=parts) if parts else tr("There are no annotations in the file.")
    if found.conflicts:
        sentence += " " + tr("{count} say something else than what is here: both are kept.", count=found.conflicts)
    return sentence


def _complaint(item: Complaint) -> Received:
    return Received(Outcome.SKIPPED, reason=item.sentence)


class _Reception:
    """The annotations of one file, one after the other, each met with what is here and what the file has brought before."""

    def __init__(self, library: Library, brought: Iterable[Brought]) -> None:
        self.before: dict[str, Annotation] = {}
        self.after: dict[str, Annotation] = {}
        self._annotations = Annotations(library)
        self._placer = Placer(library, list(brought))
        self._originals = ids_by_original(library)
        self._short_ids: set[str] = set()

    def take(self, brought: Brought) -> Received:
        """Meet one annotation with what is here."""
        placed = self._placer.place(brought)
        mine = placed.annotation if placed else brought.annotation
        stored = self._stored(brought, mine)
        if stored is not None:
            return self._meet(stored, mine, placed)
        return self._add(mine, placed, bool(brought.spans or brought.where.opening))

    def _stored(self, brought: Brought, mine: Annotation) -> Annotation | None:
        """The annotation that is here already: by id, by its id elsewhere, else by place and words."""
        foreign = mine.origin and mine.original_id  # ids of ours say it by themselves
        original = self._originals.get((mine.origin, mine.original_id)) if foreign else None
        found = self._get(mine.id) or (self._get(original) if original else None)
        if found is not None or not mine.article_id:
            return found
        here = self._annotations.of_article(mine.article_id)
        same = (a for a in here if (a.kind, a.spans) == (mine.kind, mine.spans) and not _by_others(a, mine))
        alike = (a for a in same if not brought.has_id or _work(a) == _work(mine))
        return next((self._get(a.id) for a in alike if a.spans or a.note == mine.note), None)

    def _get(self, annotation_id: str) -> Annotation | None:
        found = self.after.get(annotation_id) or self._annotations.get_any(annotation_id)
        return found if found and found.id == annotation_id else None

    def _add(self, mine: Annotation, placed: Placed | None, was_placed: bool) -> Received:
        if placed is None:
            reason = tr("Its words are in no article of this library: import the pages, then this file again.")
            return _received(Outcome.UNMATCHED, mine, reason=reason)
        self._write(None, replace(mine, short_id=self._free_short_id(mine)))
        if not placed.sure:
            reason = tr("Its words are not in the article: it is listed there for review.")
            return _received(Outcome.UNMATCHED, mine, reason=reason)
        return _received(Outcome.RE_ANCHORED if was_placed and not placed.exact else Outcome.ADDED, mine)

    def _meet(self, stored: Annotation, mine: Annotation, placed: Placed | None) -> Received:
        """What becomes of one that is here already: nobody's words are overwritten by older ones, or on another text."""
        if _work(stored) == _work(mine):
            if placed and placed.sure and not stored.spans and mine.spans:
                names = ("article_id", "spans", "quote", "prefix", "suffix", "status")
                self._write(stored, replace(stored, **{name: getattr(mine, name) for name in names}))
                return _received(Outcome.RE_ANCHORED, stored)
            return _received(Outcome.KEPT, stored)
        if _by_others(stored, mine):
            return self._beside(stored, mine, mine.status, mine.author)
        if mine.deleted and stored.deleted:
            return _received(Outcome.KEPT, stored)
        newer = _newer(mine, stored)
        if newer is False or (newer is None and bool(stored.deleted) != bool(mine.deleted)):
            return _received(Outcome.KEPT, stored, reason=tr("It was changed here later than in the file."))
        if not _same_words(stored, mine):
            return self._beside(stored, mine, Status.NEEDS_REVIEW, "words")
        if newer is None:
            return self._beside(stored, mine, Status.NEEDS_REVIEW, "note")
        self._write(stored, _renewed(stored, mine))
        return _received(Outcome.CHANGED, stored)

    def _beside(self, stored: Annotation, mine: Annotation, status: Status, why: str) -> Received:
        """Keep what was brought beside what is here, under an id of its own that is the same at every import."""
        if mine.deleted:
            return _received(Outcome.KEPT, stored)
        copy = replace(mine, id=derived_id(mine.id, why), original_id=mine.original_id or mine.id, status=status)
        copy = copy if copy.article_id else replace(copy, article_id=stored.article_id, status=Status.NEEDS_REVIEW)
        there = self._get(copy.id)
        if there is None:
            self._write(None, replace(copy, short_id=self._free_short_id(replace(copy, short_id=""))))
            reason = tr("It is here already and says something else: both are kept.")
            return _received(Outcome.ADDED, copy, conflict=True, reason=reason)
        if _work(there) == _work(copy) or not _newer(copy, there):
            return _received(Outcome.KEPT, there)
        self._write(there, _renewed(there, copy))
        return _received(Outcome.CHANGED, there)

    def _write(self, stored: Annotation | None, wanted: Annotation) -> None:
        created = wanted.created or now()
        if stored is not None and stored.id not in self.after:
            self.before[stored.id] = stored
        self.after[wanted.id] = replace(wanted, created=created, modified=wanted.modified or created)

    def _free_short_id(self, mine: Annotation) -> str:
        """Its own short id if that is one and no other annotation has it, else one made of its id."""
        wanted, turn = mine.short_id, 0
        while True:
            well_formed = len(wanted) == SHORT_ID_LENGTH and set(wanted) <= set(SHORT_ID_ALPHABET)
            holder = self._annotations.get_any(wanted) if well_formed else None
            if well_formed and wanted not in self._short_ids and (holder is None or holder.id == mine.id):
                self._short_ids.add(wanted)
                return wanted
            wanted, turn = short_id(derived_id(mine.id, str(turn))), turn + 1


def _work(annotation: Annotation) -> tuple[object, ...]:
    """What a person has done with an annotation, its place apart."""
    a = annotation
    return a.kind, a.note, a.tags, a.colour, a.style, a.quote_corrected, bool(a.deleted)


def _renewed(stored: Annotation, mine: Annotation) -> Annotation:
    """What is here with the work of what was brought."""
    names = ("note", "tags", "colour", "style", "quote_corrected", "deleted")
    values = {name: getattr(mine, name) for name in names}
    return replace(stored, **values, modified=mine.modified or now(), author=stored.author or mine.author)


def _by_others(one: Annotation, other: Annotation) -> bool:
    return bool(one.author and other.author) and one.author != other.author


def _same_words(one: Annotation, other: Annotation) -> bool:
    same_place = not one.spans or not other.spans or one.spans == other.spans
    return same_place and "".join(one.quote.split()) == "".join(other.quote.split())


def _newer(mine: Annotation, stored: Annotation) -> bool | None:
    """Whether what is brought was changed after what is here; None where both have the same time.

    What is brought without a time is newer than what is here as it came, and older than what was changed here since.
    """
    if not mine.modified:
        return stored.modified == stored.created and not stored.deleted
    times = max(mine.modified, mine.deleted), max(stored.modified, stored.deleted)
    return None if times[0] == times[1] else times[0] > times[1]


def _received(outcome: Outcome, annotation: Annotation, conflict: bool = False, reason: str = "") -> Received:
    a = annotation
    return Received(outcome, a.id, a.article_id, a.quote, a.note, conflict, reason)
