"""A step, whatever it changes: annotations, and pages repaired by hand with the annotations on them. All in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.errors import PastUndoError
from reader.model import Annotation, Change, Layout
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.layouts import Layouts
from reader.store.library import Library
from reader.translation import tr


def as_it_is(annotation: Annotation) -> Annotation:
    """The annotation itself: where nothing is to be settled about it."""
    return annotation


def take(
    library: Library, change: Change, gives_way: bool = False, settle: Callable[[Annotation], Annotation] = as_it_is
) -> Change:
    """Do a step inside the transaction that runs; gives it as it was done, with all annotations that it touched.

    As `Annotations.write` for the annotations. Raises PastUndoError where a page is not as the step found it.
    """
    if not change.pages_after:
        return Annotations(library).write(change, gives_way, settle)
    layouts, annotations = Layouts(library), Annotations(library)
    archive = Archive(library)  # a page that became one with a copy is no more
    met = [layouts.of_page(page.page_id) for page in change.pages_before if archive.is_there(page.page_id)]
    elsewhere = [_comparable(page) for page in met] != [_comparable(page) for page in change.pages_before]
    if elsewhere or any(map(layouts.taken, change.pages_after)):
        raise PastUndoError(tr("The page was changed elsewhere since then: this step is not possible any more."))
    concerned, issues = _concerned(library, change), _issues(library, change)
    layouts.put(change.pages_after, change.pages_before)
    done = annotations.write(Change(change.label, change.before, change.after), gives_way, settle)
    housed = annotations.write(Change(change.label, after=_rehoused(library, change, concerned)))
    layouts.sweep(change.pages_before, change.pages_after)
    _join_again(library, change, issues)
    return replace(change, before=_first(done.before, housed.before), after=_first(housed.after, done.after))


def _comparable(page: Layout) -> Layout:
    """A page without what an import of other pages of its issue may change."""
    return replace(page, parts=tuple(replace(part, continues=0) for part in page.parts))


def _concerned(library: Library, change: Change) -> list[Annotation]:
    """The annotations on the pages of a step and under the articles of their parts, the bin included."""
    annotations, archive = Annotations(library), Archive(library)
    found = [a for page in change.pages_before for a in annotations.on_text(page.text_id)]
    heads = {archive.head(part.id) for page in change.pages_before for part in page.parts}
    found += [a for head in sorted(heads) for a in annotations.under(head)]
    return list({a.id: a for a in found}.values())


def _rehoused(library: Library, change: Change, concerned: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The annotations that stand under another article now, as those that hold their words."""
    from reader.services.carrying import home_of  # which repairs too, when a page is read anew

    archive, annotations, moved = Archive(library), Annotations(library), []
    for annotation in annotations.of_ids([was.id for was in concerned]):
        home = home_of(archive, annotation) or _home_of_article(archive, change, annotation.article_id)
        if home and home != annotation.article_id:
            moved.append(replace(annotation, article_id=home))
    return tuple(moved)


def _home_of_article(archive: Archive, change: Change, article_id: int) -> int | None:
    """Where a note on a whole article goes: with it, or to the article that holds the longest of its pieces now."""
    if archive.has_text(article_id):
        return archive.head(article_id)
    for page, after in zip(change.pages_before, change.pages_after, strict=True):
        for part in page.parts:
            if part.id == article_id and page.text_id == after.text_id:
                longest = max(part.pieces, key=lambda piece: piece.end - piece.start)
                return archive.article_holding(after.text_id, longest.start)
    return None


def _issues(library: Library, change: Change) -> set[int]:
    return {Archive(library).issue_of(page.page_id) for page in change.pages_before}


def _join_again(library: Library, change: Change, issues: set[int]) -> None:
    """Join the parts of articles anew in the issues between which pages went."""
    from reader.services.joining import join_issues

    if any(b.facts != a.facts for b, a in zip(change.pages_before, change.pages_after, strict=True)):
        join_issues(library, sorted(issues | _issues(library, change)))


def _first(*several: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Each annotation of several lists once, as it stands first."""
    found: dict[str, Annotation] = {}
    for annotations in several:
        for annotation in annotations:
            found.setdefault(annotation.id, annotation)
    return tuple(found.values())
