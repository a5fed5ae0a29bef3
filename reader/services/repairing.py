"""Repairs by hand as steps that can be undone: from a place on the sheet to the pages as they are after it.

None touches a stored text. What is done is kept with the page (`Layout.repairs`), so that it is done again when the page is
read anew (services/replaying.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.errors import NotFoundError, RepairError
from reader.model import Change, Layout, Part, Repair, RepairKind, Role, Span
from reader.pages.repair import part_at, repaired
from reader.pages.shown import shown
from reader.store.archive import Archive
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.text.sheet import Sheet
from reader.translation import tr

ANCHOR = 24  # code points kept of what a repair is about, by which it is found again in another reading of the page


class Repairing:
    """Repairs being put together: the pages that they change, as they were and as they will be."""

    def __init__(self, library: Library) -> None:
        self.archive = Archive(library)
        self.layouts = Layouts(library)
        self._before: dict[int, Layout] = {}
        self._after: dict[int, Layout] = {}
        self._fresh = 0

    def page(self, page_id: int) -> Layout:
        """A page as it is after what was done until now."""
        if page_id not in self._after:
            self._before[page_id] = self._after[page_id] = self.layouts.of_page(page_id)
        return self._after[page_id]

    def page_at(self, place: Span) -> Layout:
        """The page that a place of a text stands on.

        Raises NotFoundError where its text has another version by now.
        """
        layout = self.page(self.layouts.page_of_text(place.text_id))
        if layout.text_id != place.text_id:
            raise NotFoundError(tr("The page was changed meanwhile; look at it again."))
        return layout

    def put(self, layout: Layout) -> None:
        """Change a page."""
        self.page(layout.page_id)
        self._after[layout.page_id] = layout

    def do(self, repair: Repair) -> Layout:
        """Do a repair on its page; gives the page as it is then."""
        layout = self.page_at(repair.at)
        self.put(repaired(layout, self.archive.text(layout.text_id), repair))
        return self.page(layout.page_id)

    def fresh_id(self) -> int:
        """An id for an article that a repair makes."""
        self._fresh = max(self._fresh + 1, self.layouts.fresh_article_id())
        return self._fresh

    def link(self, later: Part, page: Layout, earlier: int, end: Span | None) -> None:
        """Let a part on another page go on the article `earlier`, which ends at `end`; 0 for on none."""
        first = shown(later.pieces)[0]
        kind = RepairKind.LINK if earlier else RepairKind.UNLINK
        self.do(Repair(kind, _anchor(page.text_id, first.start, first.end), end, article_id=earlier))

    def _free_of_gone(self, page_id: int) -> None:
        """Let what went on a part that lost all its words go on what that went on, or on none."""
        present = {part.id for part in self._after[page_id].parts}
        for gone in self._before[page_id].parts:
            for later in self.layouts.parts_after(gone.id) if gone.id not in present else ():
                other = self.page(self.layouts.page_of(later))
                freed = (replace(p, continues=gone.continues) if p.continues == gone.id else p for p in other.parts)
                self.put(replace(other, parts=tuple(freed)))

    def relink(self, before: int, after: Part, page: Layout) -> None:
        """Let the parts on other pages that went on one article go on another one."""
        for later in self.layouts.parts_after(before):
            other = self.page(self.layouts.page_of(later))
            part = next((p for p in other.parts if p.id == later and p.continues == before), None)
            if part is not None and other.page_id != page.page_id:
                self.link(part, other, after.id, end_of(page, after))

    def change(self, label: str) -> Change:
        """What was done, as a step."""
        for page_id in list(self._after):
            self._free_of_gone(page_id)
        ids = [i for i in self._before if self._before[i] != self._after[i]]
        before, after = (tuple(pages[i] for i in ids) for pages in (self._before, self._after))
        return Change(label, pages_before=before, pages_after=after)


def anchor(sheet: Sheet, position: int) -> Span:
    """The place of the page's text at a position of the sheet, with up to ANCHOR characters that stand there.

    Raises RepairError where none of the article's own words stand there.
    """
    block = sheet.block_at(position)
    runs = [run for run in block.runs if run.fragment is not None] if block else []
    if not runs:
        raise RepairError(tr("There are no words of the article here."))
    run = next((r for r in runs if r.end > position), runs[-1])
    assert run.fragment is not None
    left = min(max(position, run.start), run.end - 1)
    at = run.offset + left - run.start
    return Span(run.fragment.text_id, at, min(at + ANCHOR, run.offset + run.end - run.start))


def split(library: Library, sheet: Sheet, position: int) -> Change:
    """Make what follows a position an article of its own; over the turn of a page too."""
    work, at = Repairing(library), anchor(sheet, position)
    page = work.page_at(at)
    part = part_at(page, at.start)
    ordered = shown(part.pieces)
    if part.continues and ordered[0].start == at.start:
        work.link(part, page, 0, None)
        return work.change("Split article")
    new_id = work.fresh_id()
    page = work.do(Repair(RepairKind.SPLIT, at, article_id=new_id))
    work.relink(part.id, _part(page, new_id), page)
    return work.change("Split article")


def merge(library: Library, first_id: int, second_id: int) -> Change:
    """Let one article go on another, on the same page or on another page of the issue."""
    work = Repairing(library)
    first_id, second_id = work.archive.head(first_id), work.archive.head(second_id)
    if first_id == second_id:
        raise RepairError(tr("That is one article already."))
    last_id = work.archive.parts(first_id)[-1]
    page, other = (work.page(work.layouts.page_of(i)) for i in (last_id, second_id))
    if work.archive.issue_of(page.page_id) != work.archive.issue_of(other.page_id):
        raise RepairError(tr("They stand in two issues: only articles of one issue can be joined."))
    last, second = _part(page, last_id), _part(other, second_id)
    if page.page_id != other.page_id:
        work.link(second, other, last_id, end_of(page, last))
        return work.change("Merge articles")
    first = shown(second.pieces)[0]
    at = _anchor(page.text_id, first.start, first.end)
    page = work.do(Repair(RepairKind.MERGE, at, end_of(page, last)))
    work.relink(second_id, _part(page, last_id), page)
    return work.change("Merge articles")


def move(library: Library, sheet: Sheet, position: int, to: Span, before: bool = False) -> Change:
    """Put the paragraph or caption at a position after, or before, another one of the same page."""
    work, at = Repairing(library), anchor(sheet, position)
    if work.page_at(at).page_id != work.page_at(to).page_id:
        raise RepairError(tr("It stands on another page. Make it an article of its own, and join the two."))
    work.do(Repair(RepairKind.MOVE, at, to, "before" if before else "after"))
    return work.change("Move paragraph")


def take_out(library: Library, sheet: Sheet, position: int) -> Change:
    """Make the paragraph or caption at a position an article of its own."""
    work = Repairing(library)
    work.do(Repair(RepairKind.MOVE, anchor(sheet, position), article_id=work.fresh_id()))
    return work.change("Move paragraph")


def set_role(library: Library, sheet: Sheet, start: int, end: int, role: Role) -> Change:
    """Say what the selected words are, or, where nothing is selected, the paragraph, line or caption at `start`."""
    work = Repairing(library)
    if start == end:
        work.do(Repair(RepairKind.ROLE, anchor(sheet, start), value=role))
    else:
        _each_span(sheet, start, end, lambda at: work.do(Repair(RepairKind.ROLE_OF_WORDS, at, value=role)))
    return work.change("Change role")


def cut(library: Library, sheet: Sheet, position: int) -> Change:
    """Begin a new paragraph at a position."""
    work = Repairing(library)
    work.do(Repair(RepairKind.CUT, anchor(sheet, position)))
    return work.change("Cut paragraph")


def join(library: Library, sheet: Sheet, position: int) -> Change:
    """Read the paragraph at a position on in the next one."""
    work = Repairing(library)
    work.do(Repair(RepairKind.JOIN, anchor(sheet, position)))
    return work.change("Join paragraphs")


def set_aside(library: Library, sheet: Sheet, start: int, end: int) -> Change:
    """Take the selected words, or the paragraph, line or caption at `start`, out of the article; they stay with the page."""
    work = Repairing(library)
    if start == end:
        block = sheet.block_at(start)
        start, end = (block.start, block.end) if block else (0, 0)
    _each_span(sheet, start, end, lambda at: work.do(Repair(RepairKind.SET_ASIDE, at)))
    return work.change("Set aside")


def bring_back(library: Library, sheet: Sheet, position: int, aside: Span) -> Change:
    """Put words that were set aside after the paragraph at a position."""
    work, to = Repairing(library), anchor(sheet, position)
    work.page_at(to)
    work.do(Repair(RepairKind.BRING_BACK, aside, to))
    return work.change("Bring back")


def aside_on(library: Library, sheet: Sheet) -> list[tuple[Span, str, str]]:
    """What stands in no article on the pages of the sheet: where, its words, and why."""
    archive = Archive(library)
    found = Layouts(library).aside(list(dict.fromkeys(f.text_id for f in sheet.article.fragments)))
    return [(span, archive.text(span.text_id)[span.start : span.end], why) for span, why in found]


def articles_near(library: Library, text_id: int) -> list[tuple[int, str]]:
    """The articles of the issue that a text belongs to, those of its own page first: their ids, and page and title."""
    return [(i, f"{label}  {title}".strip()) for i, label, title in Layouts(library).articles_near(text_id)]


def pages_around(library: Library, text_id: int) -> tuple[list[int], list[int]]:
    """The page of a text, and all pages of its issue."""
    layouts = Layouts(library)
    page_id = layouts.page_of_text(text_id)
    return [page_id], layouts.pages_beside(page_id)


def pages_of_branches(library: Library, branches: Sequence[Sequence[int | str]]) -> list[int]:
    """The pages in branches of the tree, each once."""
    layouts = Layouts(library)
    return list(dict.fromkeys(page for keys in branches if keys for page in layouts.pages_of_branch(keys)))


def end_of(page: Layout, part: Part) -> Span:
    """The place where what stands of an article on a page ends."""
    last = shown(part.pieces)[-1]
    return Span(page.text_id, max(last.start, last.end - ANCHOR), last.end)


def _each_span(sheet: Sheet, start: int, end: int, do: Callable[[Span], object]) -> None:
    spans = sheet.spans(start, end)
    if not spans:
        raise RepairError(tr("There are no words of the article here."))
    for span in spans:
        do(span)


def _anchor(text_id: int, start: int, end: int) -> Span:
    return Span(text_id, start, min(start + ANCHOR, end))


def _part(page: Layout, part_id: int) -> Part:
    found = next((part for part in page.parts if part.id == part_id), None)
    if found is None:  # it lost all its words to a new version of its page, and is there for its annotations alone
        raise RepairError(tr("One of the two has no words on its page any more, so there is nothing to join."))
    return found
