"""A page whose text no file has any more, made one with the page that its files have become."""

from collections.abc import Iterable

from reader.store.archive import Archive
from reader.store.library import Library
from reader.store.page_rows import UPDATE_ARTICLE


def take_over(library: Library, gone: int, into: int, same: Iterable[tuple[int, int]]) -> None:
    """Make the texts of one page older versions of another's, and end the page and its pieces. Belongs in a transaction.

    `same` are pairs of an article that goes and the one that it has become: the older of the two ids stays, with what the
    reader noted of either. Annotations are to be carried over, repairs done again, and empty articles dropped, after it.
    """
    archive = Archive(library)
    text_id, issue_id = archive.page(gone).text_id, archive.issue_of(gone)
    archive.loosen(gone)
    archive.loosen(into)
    for table in ("piece", "region"):
        library.execute(f"DELETE FROM {table} WHERE text_id = ?", (text_id,))
    library.execute("DELETE FROM flag WHERE page_id = ?", (gone,))
    library.execute("UPDATE article SET page_id = ? WHERE page_id = ?", (into, gone))
    for one, other in same:
        _join(library, min(one, other), max(one, other))
    library.execute("UPDATE settled_doubt SET page_id = ? WHERE page_id = ?", (into, gone))
    library.execute("DELETE FROM repair WHERE page_id = ?", (gone,))
    library.execute(_TEXTS_GO, (into, gone))
    library.execute("DELETE FROM page WHERE id = ?", (gone,))
    library.execute("DELETE FROM issue WHERE id = ? AND id NOT IN (SELECT issue_id FROM page)", (issue_id,))
    archive.seal(into)


# 'import' would say that the page was imported with it last.
_TEXTS_GO = "UPDATE text_version SET page_id = ?, made_by = replace(made_by, 'import', 'joined') WHERE page_id = ?"


def _join(library: Library, kept: int, lost: int) -> None:
    """Give one article what two have, of which only one has pieces."""
    row = library.row(
        "SELECT page_id, place, title, confidence, source FROM article"
        " WHERE id IN (?, ?) AND id IN (SELECT article_id FROM piece WHERE article_id = article.id)",
        (kept, lost),
    )
    assert row is not None, (kept, lost)
    library.execute(UPDATE_ARTICLE, (*row, kept))
    for table in ("piece", "flag", "annotation"):
        library.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (kept, lost))
    library.execute("UPDATE OR IGNORE reading_mark SET article_id = ? WHERE article_id = ?", (kept, lost))
