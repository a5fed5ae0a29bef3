"""Mending a library after a backup, and saving what is left of a damaged one."""

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reader.errors import LibraryError, ReaderError
from reader.services.backing_up import back_up_somehow
from reader.services.history import History
from reader.services.receiving import Outcome, plan
from reader.store.annotations import Annotations
from reader.store.backups import Reason, backups_of
from reader.store.checks import faults
from reader.store.library import Library, open_library
from reader.store.mending import mend
from reader.store.salvage import Salvaged, salvage


@dataclass(frozen=True, slots=True)
class Rescue:
    """What was saved of a damaged library, with the annotations that came from its backups, and what is wrong even so."""

    salvaged: Salvaged
    from_backups: int
    faults: tuple[str, ...]

    @property
    def lost_annotations(self) -> int:
        """How many annotations are lost for sure."""
        return max(0, self.salvaged.lost_annotations - self.from_backups)

    def losses(self) -> list[str]:
        """What is lost, in sentences."""
        s = self.salvaged
        counts = (
            (self.lost_annotations, "Annotations that could not be saved: {}."),
            (s.lost_texts, "Texts of pages that could not be saved: {}. Import those pages again."),
            (s.changed_texts, "Texts of pages in which characters were damaged: {}. Import those pages again."),
        )
        return [words.format(number) for number, words in counts if number]


def repaired(library: Library) -> tuple[Path | None, list[str]]:
    """Back a library up and mend what can be derived; gives the backup and what was mended, in sentences.

    Raises LibraryError where the file is too damaged for it.
    """
    backup = back_up_somehow(library, Reason.REPAIR)
    return backup, mend(library)


def rescue(damaged: Path, new: Path) -> Rescue:
    """Save what can be read of a library into a new file, and what its backups have besides of annotations.

    Raises LibraryError where nothing can be read, or the new file is there already.
    """
    saved = salvage(damaged, new)
    with closing(open_library(new)) as library:
        return Rescue(saved, _from_backups(library, damaged), tuple(faults(library)))


def _from_backups(library: Library, damaged: Path) -> int:
    """Bring in the annotations of the newest copy of them that are not here; those that are here stay as they are."""
    with suppress(LibraryError):
        for backup in backups_of(damaged):
            if backup.notes is None:
                continue
            with suppress(ReaderError):
                return _bring(library, backup.notes)
    return 0


def _bring(library: Library, notes: Path) -> int:
    planned = plan(library, notes)
    here = {a.id for a in Annotations(library).find(with_bin=True)}
    after = tuple(a for a in planned.change.after if a.id not in here)
    if not after:
        return 0
    History(library).do(replace(planned.change, before=(), after=after))
    return sum(r.outcome in (Outcome.ADDED, Outcome.RE_ANCHORED) for r in planned.received)
