"""The proof of the laws over a library: what `jianbao check` says."""

from collections.abc import Iterator

from reader.model import Status
from reader.store.annotations import Annotations
from reader.store.archive import Archive, piece_of, text_hash
from reader.store.index import index_faults
from reader.store.library import Library
from reader.text.accounting import partition_faults


def faults(library: Library) -> Iterator[str]:
    """Say in sentences what is wrong with a library; nothing where all laws hold."""
    yield from _sqlite_faults(library)
    yield from _text_faults(library)
    yield from _article_faults(library)
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
    for row in library.rows("SELECT id, source, text_id FROM page ORDER BY id"):
        pieces = library.rows("SELECT * FROM piece WHERE text_id = ? ORDER BY start", (row["text_id"],))
        text = library.value("SELECT text FROM text_version WHERE id = ?", (row["text_id"],))
        for fault in partition_faults(text or "", [piece_of(p) for p in pieces]):
            yield f"Page {row['id']} ({row['source']}): {fault}"
    for row in library.rows("SELECT id, page_id, sha256, text FROM text_version ORDER BY id"):
        if text_hash(row["text"]) != row["sha256"]:
            yield f"Page {row['page_id']}: the stored text {row['id']} is not the one that was read (its hash differs)."


def _article_faults(library: Library) -> Iterator[str]:
    archive = Archive(library)
    for row in library.rows("SELECT id, title FROM article ORDER BY id"):
        article = archive.article(row["id"])
        if article is None or not article.fragments:
            yield f"Article {row['id']} ({row['title']}) has no text."
        elif article.title != row["title"]:
            yield f"Article {row['id']} is listed as “{row['title']}”, but its heading reads “{article.title}”."


def _annotation_faults(library: Library) -> Iterator[str]:
    for annotation in Annotations(library).all():
        if annotation.status is Status.NEEDS_REVIEW:
            continue
        found = ""
        for span in annotation.spans:
            text = library.value("SELECT text FROM text_version WHERE id = ?", (span.text_id,)) or ""
            found += text[span.start : span.end]
        if bare(found) != bare(annotation.quote):
            yield f"Annotation {annotation.short_id}: the text at its place reads “{found}”, its quote “{annotation.quote}”."


def bare(text: str) -> str:
    """A text without its white space, which never counts in a comparison."""
    return "".join(text.split())
