"""Repairs by hand done again on a new reading of their page: the same file read by a better importer, or the page read anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reader.errors import RepairError
from reader.model import Layout, Repair, RepairKind, Span
from reader.pages.correction import corrected, moved_regions
from reader.pages.repair import repaired
from reader.store.archive import Archive
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.text.anchors import carry
from reader.text.edits import Edit, Edited

JOINS = frozenset({RepairKind.LINK, RepairKind.UNLINK})  # of parts on several pages: joining.py does them again


def replay(library: Library, page_id: int, repairs: Sequence[Repair]) -> int:
    """Do repairs again on a page that was laid anew; gives how many could not be. Belongs in a transaction.

    Those too are kept: another reading of the page may have their place again.
    """
    if not repairs:
        return 0
    layouts = Layouts(library)
    before = layouts.of_page(page_id)
    work = _Replay(library, replace(before, repairs=()))
    for group in _groups(repairs):
        work.do(group)
    layouts.put([work.layout], [before])
    layouts.sweep([before], [work.layout])
    return work.lost


def placed(archive: Archive, span: Span, text_id: int) -> Span | None:
    """Where a stretch of one text version stands in another one of its page; None where that is not known for sure."""
    if span.text_id == text_id:
        return span
    [found] = carry(archive.text(span.text_id), archive.text(text_id), [(span.start, span.end)])
    return None if found.start is None or found.end is None else Span(text_id, found.start, found.end)


def _groups(repairs: Sequence[Repair]) -> Iterator[list[Repair]]:
    """Repairs one by one, but corrections that made one text version together."""
    for (kind, _), group in groupby(repairs, key=lambda r: (r.kind, r.at.text_id)):
        if kind is RepairKind.CORRECT:
            yield list(group)
        else:
            yield from ([repair] for repair in group)


class _Replay:
    """The layout of a page while repairs are done again on it."""

    def __init__(self, library: Library, layout: Layout) -> None:
        self._archive, self._layouts = Archive(library), Layouts(library)
        self.layout = layout
        self.lost = 0

    def do(self, group: list[Repair]) -> None:
        """Do repairs that belong together."""
        if group[0].kind is RepairKind.CORRECT:
            self._correct(group)
            return
        [repair] = group
        here = self._placed(repair)
        try:
            if here is not None and here.kind in JOINS:
                self._keep(here)
            elif here is not None:
                self.layout = repaired(self.layout, self._archive.text(self.layout.text_id), here)
            else:
                self._lose(repair)
        except RepairError:
            self._lose(repair)

    def _placed(self, repair: Repair) -> Repair | None:
        """The repair at its places in the text that now is."""
        at = placed(self._archive, repair.at, self.layout.text_id)
        to = repair.to
        if to is not None and repair.kind not in JOINS:
            to = placed(self._archive, to, self.layout.text_id)
            if to is None:
                return None
        return None if at is None else replace(repair, at=at, to=to)

    def _correct(self, group: list[Repair]) -> None:
        """Correct words that are as wrong in this reading as they were in that one; those that are right now need nothing."""
        text = self._archive.text(self.layout.text_id)
        edits: list[Edit] = []
        for repair in group:
            here = placed(self._archive, repair.at, self.layout.text_id)
            wrong = self._archive.text(repair.at.text_id)[repair.at.start : repair.at.end]
            found = "" if here is None else text[here.start : here.end]
            if here is not None and found == wrong and not any(e.start < here.end and here.start < e.end for e in edits):
                edits.append(Edit(here.start, here.end, repair.value))
                self._keep(replace(repair, at=here))
            elif found != repair.value:
                self._lose(repair)
        if edits:
            edited, before = Edited(text, edits), self.layout.text_id
            regions = moved_regions(self._layouts.regions(before), edited)
            text_id = self._layouts.add_version(self.layout.page_id, edited.text, before, regions)
            self.layout = corrected(self.layout, text, edits, text_id)

    def _keep(self, repair: Repair) -> None:
        self.layout = replace(self.layout, repairs=(*self.layout.repairs, repair))

    def _lose(self, repair: Repair) -> None:
        self._keep(repair)
        self.lost += 1
