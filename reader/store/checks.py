"""The proof of the laws over a library: what `jianbao check` says."""

from collections import Counter
from collections.abc import Iterator

from reader.errors import LibraryError
from reader.model import Piece, Role, Status
from reader.store.annotations import Annotations
from reader.store.archive import Archive, text_hash
from reader.store.index_proof import index_faults
from reader.store.library import Library
from reader.text.accounting import partition_faults


def faults(library: Library) -> Iterator[str]:
    """Say in sentences what is wrong with a library; nothing where all laws hold.

    Raises LibraryError where the file is too damaged to go on.
    """
    yield from _sqlite_faults(library)
    yield from _text_faults(library)
    yield from _article_faults(library)
    yield from _joining_faults(library)
    yield from _reading_faults(library)
    yield from _annotation_faults(library)
    if library.writable:
        yield from index_faults(library)


def _sqlite_faults(library: Library) -> Iterator[str]:
    for row in library.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"SQLite's own check: {row[0]}"
    for row in library.rows("PRAGMA foreign_key_check"):
        yield f"A row of the table {row['table']} names a row of {row['parent']} that does not exist."


def _text_faults(library: Library) -> Iterator[str]:
    archive = Archive(library)
    for row in library.rows("SELECT id, source, text_id, pieces_sha256 FROM page ORDER BY id"):
        spans = library.rows("SELECT start, stop FROM piece WHERE text_id = ?", (row["text_id"],))
        found = partition_faults(archive.text(row["text_id"]), [Piece(s["start"], s["stop"], Role.BODY) for s in spans])
        if not found and archive.pieces_hash(row["id"]) != row["pieces_sha256"]:
            found = ["its pieces are not as they were written (their hash differs)"]
        for fault in found:
            yield f"Page {row['id']} ({row['source']}): {fault}."
    for row in library.rows("SELECT id, page_id, sha256, text FROM text_version ORDER BY id"):
        if text_hash(row["text"]) != row["sha256"]:
            yield f"Page {row['page_id']}: the stored text {row['id']} is not the one that was read (its hash differs)."


def _article_faults(library: Library) -> Iterator[str]:
    archive = Archive(library)
    # An article that lost all its text to a new version of its page stays while annotations name it.
    rows = library.rows("SELECT id, title, id IN (SELECT article_id FROM annotation) AS held FROM article ORDER BY id")
    for row in rows:
        try:
            article = archive.part(row["id"])
        except LibraryError as error:
            yield f"Article {row['id']} ({row['title']}): {error}"
            continue
        if article is None or not article.fragments:
            if article is None or not row["held"]:
                yield f"Article {row['id']} ({row['title']}) has no text."
        elif article.title != row["title"]:
            yield f"Article {row['id']} is listed as “{row['title']}”, but its heading reads “{article.title}”."


def _joining_faults(library: Library) -> Iterator[str]:
    rows = library.rows("SELECT id, title, continues FROM article WHERE continues IS NOT NULL ORDER BY id")
    before = {row["id"]: row["continues"] for row in rows}
    continued = Counter(before.values())
    for row in rows:
        ways = {row["id"]}
        at = row["continues"]
        while at in before and at not in ways:
            ways.add(at)
            at = before[at]
        if at in ways:
            yield f"Article {row['id']} ({row['title']}) goes on itself."
        elif continued[row["continues"]] > 1:
            yield f"Article {row['id']} ({row['title']}) is not the only one that goes on article {row['continues']}."


def _reading_faults(library: Library) -> Iterator[str]:
    """What is passed over as read though an article of it is not; to look at one too many does no harm."""
    for row in library.rows("SELECT issue_id FROM issue_read WHERE issue_id IN (SELECT issue_id FROM unread)"):
        what = f"Something unread is in issue {row['issue_id']}, which is passed over as read"
        yield f"{what}; `jianbao check --repair` puts that right."


def _annotation_faults(library: Library) -> Iterator[str]:
    archive, annotations = Archive(library), Annotations(library)
    for row in library.rows("SELECT id, short_id FROM annotation ORDER BY created, id"):
        try:
            annotation = annotations.get(row["id"])
        except LibraryError as error:
            yield f"Annotation {row['short_id']}: {error}"
            continue
        found = "".join(archive.text(s.text_id)[s.start : s.end] for s in annotation.spans)
        if annotation.status is not Status.NEEDS_REVIEW and bare(found) != bare(annotation.quote):
            yield f"Annotation {annotation.short_id}: the text at its place reads “{found}”, its quote “{annotation.quote}”."


def bare(text: str) -> str:
    """A text without its white space, which never counts in a comparison."""
    return "".join(text.split())
