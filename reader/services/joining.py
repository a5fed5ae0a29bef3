"""The parts of an article over the pages of an issue: joined, with their annotations under the whole."""

from dataclasses import replace

from reader.model import Change
from reader.pages.continuation import Part, pair_parts
from reader.services.carrying import home_of
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.library import Library


def join_issue(library: Library, issue_id: int) -> None:
    """Join the parts of articles that 下转 and 上接 lines send over the pages of an issue, and gather their annotations.

    Belongs in a transaction.
    """
    archive, annotations = Archive(library), Annotations(library)
    parts = []
    for article_id in archive.part_ids(issue_id):
        part = archive.part(article_id)
        if part is not None:
            text = "".join(part.paragraphs)
            parts.append(Part(article_id, part.place.label or "", part.kicker + part.headline, part.jump, text))
    archive.join_parts(pair_parts(parts))
    present = annotations.of_issue(issue_id)
    housed = [replace(a, article_id=home_of(archive, a) or archive.head(a.article_id)) for a in present]
    annotations.write(Change("Import", after=tuple(a for a in housed if a not in present)))
