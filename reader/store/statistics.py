"""What a library holds, in numbers."""

from reader.store.library import Library

_COUNTS = {
    "newspapers": "SELECT count(*) FROM newspaper WHERE id IN (SELECT newspaper_id FROM issue)",
    "issues": "SELECT count(*) FROM issue WHERE id IN (SELECT issue_id FROM page)",
    "pages": "SELECT count(*) FROM page",
    "articles": "SELECT count(*) FROM article WHERE continues IS NULL",
    "read": "SELECT count(*) FROM reading_mark WHERE read_at <> ''",
    "characters": "SELECT coalesce(sum(length(text)), 0) FROM text_version WHERE id IN (SELECT text_id FROM page)",
    "annotations": "SELECT count(*) FROM annotation WHERE deleted = ''",
    "needs_review": "SELECT count(*) FROM annotation WHERE deleted = '' AND status = 'needs review'",
    "flags": "SELECT count(*) FROM flag",
}


def statistics(library: Library) -> dict[str, int | str]:
    """The counts of a library, its file and that file's size in bytes."""
    counts: dict[str, int | str] = {name: library.value(sql) for name, sql in _COUNTS.items()}
    return {"library": str(library.path), "bytes": library.path.stat().st_size, **counts}
