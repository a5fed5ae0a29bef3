"""What `check --repair` mends: all that can be derived from what stands elsewhere. No text and no note is touched."""

from collections.abc import Iterator

from reader.errors import LibraryError
from reader.model import FlagKind, Status
from reader.store.annotations import Annotations
from reader.store.archive import Archive
from reader.store.checks import bare
from reader.store.index import index_of
from reader.store.library import Library, now

# Rows that say something of others, and nothing where those are gone.
_BESIDE = ("region", "flag", "reading_mark", "settled_doubt", "page_place", "old_reading", "repair", "issue_read")
_UNREAD = "SELECT issue_id FROM unread"


def mend(library: Library) -> list[str]:
    """Mend a library in one transaction; says what was mended. Raises LibraryError where the file is too damaged for it."""
    with library.transaction():
        index = index_of(library)
        library.execute("REINDEX")  # SQLite's own indexes, from the tables
        done = [sentence for work in (_orphans, _continuations, _titles, _read_issues, _places) for sentence in work(library)]
        index.rebuild()
    return done


def _orphans(library: Library) -> Iterator[str]:
    """Rows of what has gone, among those that nobody wrote."""
    for table in _BESIDE:
        for key in library.rows(f"PRAGMA foreign_key_list({table})"):
            to = key["to"] or library.value(f"SELECT name FROM pragma_table_info('{key['table']}') WHERE pk = 1")
            gone = f"{key['from']} IS NOT NULL AND {key['from']} NOT IN (SELECT {to} FROM {key['table']})"
            if number := library.value(f"SELECT count(*) FROM {table} WHERE {gone}"):
                library.execute(f"DELETE FROM {table} WHERE {gone}")
                yield f"Rows of the table {table} that named what is not there were taken out: {number}."
    kinds = ", ".join(f"'{kind}'" for kind in FlagKind)
    if number := library.value(f"SELECT count(*) FROM flag WHERE kind NOT IN ({kinds})"):
        library.execute(f"DELETE FROM flag WHERE kind NOT IN ({kinds})")
        yield f"Doubts of a kind that there is not were taken out: {number}."


def _continuations(library: Library) -> Iterator[str]:
    """Of articles that go on one another in a circle, on what is not there, or two on one, the later stand alone."""
    rows = library.rows("SELECT id, continues FROM article WHERE continues IS NOT NULL ORDER BY id")
    known = {row["id"] for row in library.rows("SELECT id FROM article")}
    before: dict[int, int] = {}
    taken: set[int] = set()
    for row in rows:
        at, ways = row["continues"], {row["id"]}
        while at in before and at not in ways:
            ways.add(at)
            at = before[at]
        if row["continues"] in known and row["continues"] not in taken and at not in ways:
            before[row["id"]] = row["continues"]
            taken.add(row["continues"])
            continue
        library.execute("UPDATE article SET continues = NULL WHERE id = ?", (row["id"],))
        yield f"What article {row['id']} was to go on cannot be: it is an article of its own again."


def _titles(library: Library) -> Iterator[str]:
    archive = Archive(library)
    for row in library.rows("SELECT id, title FROM article ORDER BY id"):
        try:
            article = archive.part(row["id"])
        except LibraryError:
            continue  # `check` names it
        if article is not None and article.fragments and article.title != row["title"]:
            library.execute("UPDATE article SET title = ? WHERE id = ?", (article.title, row["id"]))
            yield f"Article {row['id']} is listed by its heading again: “{article.title}”."


def _read_issues(library: Library) -> Iterator[str]:
    wrong = library.value(f"SELECT count(*) FROM issue_read WHERE issue_id IN ({_UNREAD})")
    if wrong:
        library.execute("DELETE FROM issue_read")
        library.execute(f"INSERT INTO issue_read SELECT id FROM issue WHERE id NOT IN ({_UNREAD})")
        yield f"The count of what is unread was made anew, in this number of issues: {wrong}."


def _places(library: Library) -> Iterator[str]:
    """Annotations that do not stand on their words go to the review; nothing of them is changed."""
    archive, annotations = Archive(library), Annotations(library)
    placed = "SELECT id FROM annotation WHERE status <> ? ORDER BY created, id"
    for row in library.rows(placed, (Status.NEEDS_REVIEW,)):
        try:
            annotation = annotations.get(row["id"])
        except LibraryError:
            continue
        found = "".join(archive.text(span.text_id)[span.start : span.end] for span in annotation.spans)
        if bare(found) != bare(annotation.quote):
            sql = "UPDATE annotation SET status = ?, modified = ? WHERE id = ?"
            library.execute(sql, (Status.NEEDS_REVIEW, now(), annotation.id))
            yield f"Annotation {annotation.short_id} does not stand on its words, and needs review."
