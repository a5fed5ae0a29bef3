"""The parts of an article over the pages of an issue: joined, with their annotations under the whole."""

from collections.abc import Iterable
from dataclasses import replace

from reader.model import Change, Repair
from reader.pages.continuation import Part, pair_parts
from reader.services.carrying import Homes
from reader.services.replaying import JOINS, placed
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.continuations import Continuations
from reader.store.layouts import Layouts
from reader.store.library import Library


def join_issues(library: Library, issue_ids: Iterable[int]) -> None:
    """Join the parts of articles that 下转 and 上接 lines send over the pages of issues, and gather their annotations.

    Belongs in a transaction.
    """
    issue_ids = list(issue_ids)
    for issue_id in issue_ids:
        _join(library, issue_id)
    for issue_id in issue_ids:  # when all are joined: a page that went elsewhere may have marks under the other part
        _gather(library, issue_id)


def _join(library: Library, issue_id: int) -> None:
    archive, joins = Archive(library), Continuations(library)
    parts = []
    for article_id in joins.part_ids(issue_id):
        part = archive.part(article_id)
        if part is not None:
            text = "".join(part.paragraphs)
            parts.append(Part(article_id, part.place.label or "", part.kicker + part.headline, part.jump, text))
    joins.join_parts(pair_parts(parts))
    _join_by_hand(library, issue_id)


def _gather(library: Library, issue_id: int) -> None:
    """Put the annotations of an issue under the articles that hold their words."""
    archive, annotations = Archive(library), Annotations(library)
    present, homes = annotations.of_issue(issue_id), Homes(archive)
    housed = [replace(a, article_id=homes.of(a) or archive.head(a.article_id)) for a in present]
    moved = [(old, new) for old, new in zip(present, housed, strict=True) if old.article_id != new.article_id]
    annotations.write(Change("Import", after=tuple(new for _, new in moved)))


def _join_by_hand(library: Library, issue_id: int) -> None:
    """Join and part what was joined and parted by hand, whatever the jump lines say."""
    archive, joins, layouts = Archive(library), Continuations(library), Layouts(library)
    for page_id in layouts.pages_with_links(issue_id):
        text_id = archive.page(page_id).text_id
        for repair in layouts.repairs(page_id):
            at = placed(archive, repair.at, text_id) if repair.kind in JOINS else None
            part = archive.part_holding(at.text_id, at.start) if at else None
            if part is not None:
                earlier = _earlier(archive, repair)
                joins.join_to(part, earlier if earlier and joins.issue_of_article(earlier) == issue_id else None)


def _earlier(archive: Archive, repair: Repair) -> int | None:
    """The part that is gone on, by a repair; None where it is to go on none, or its place is not known any more."""
    to = placed(archive, repair.to, archive.current_text(repair.to.text_id)) if repair.to else None
    return archive.part_holding(to.text_id, to.start) if to else None
