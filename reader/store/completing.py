"""Making a whole library of the rows that were saved: what they name and is lost is put in as far as the laws ask for it."""

from collections.abc import Iterator

from reader.model import Piece, Role
from reader.store.archive import Archive, text_hash
from reader.store.library import Library, now
from reader.text.accounting import partition_faults

LOST = "(lost)"  # what is called so whose name was lost


def complete(library: Library) -> list[str]:
    """Give every text a page, every piece an article, and every page pieces that hold all of it. Says what was done.

    Belongs in a transaction of a connection that does not hold to foreign keys meanwhile.
    """
    return [sentence for work in (_pages, _articles, _pieces, _annotations, _hashes) for sentence in work(library)]


def _pages(library: Library) -> Iterator[str]:
    library.execute("UPDATE text_version SET supersedes = NULL WHERE supersedes NOT IN (SELECT id FROM text_version)")
    for row in library.rows("SELECT DISTINCT page_id FROM text_version WHERE page_id NOT IN (SELECT id FROM page) ORDER BY 1"):
        _add_page(library, row["page_id"])
        yield f"Page {row['page_id']} lost its newspaper, date and page; its text is there."
    for row in library.rows("SELECT id, source FROM page WHERE text_id NOT IN (SELECT id FROM text_version) ORDER BY id"):
        newest = library.value("SELECT max(id) FROM text_version WHERE page_id = ?", (row["id"],))
        library.execute("UPDATE page SET text_id = ? WHERE id = ?", (newest or _add_text(library, row["id"], ""), row["id"]))
        yield f"Page {row['id']} ({row['source']}) lost its text." if not newest else (
            f"Page {row['id']} ({row['source']}) lost its newest text and has the one before."
        )
    library.execute("INSERT INTO newspaper (name) SELECT '' WHERE NOT EXISTS (SELECT 1 FROM newspaper WHERE name = '')")
    unknown = "(SELECT id FROM newspaper WHERE name = '')"
    library.execute(f"UPDATE issue SET newspaper_id = {unknown} WHERE newspaper_id NOT IN (SELECT id FROM newspaper)")
    library.execute(f"INSERT OR IGNORE INTO issue (newspaper_id, date) VALUES ({unknown}, '')")
    nowhere = f"(SELECT id FROM issue WHERE newspaper_id = {unknown} AND date = '' AND edition = '')"
    library.execute(f"UPDATE page SET issue_id = {nowhere} WHERE issue_id NOT IN (SELECT id FROM issue)")
    library.execute("DELETE FROM issue WHERE id NOT IN (SELECT issue_id FROM page)")


def _add_page(library: Library, page_id: int) -> None:
    newest = library.value("SELECT max(id) FROM text_version WHERE page_id = ?", (page_id,)) or _add_text(library, page_id, "")
    library.execute(
        "INSERT INTO page (id, issue_id, source, path, label, label_order, name, text_id) VALUES (?, 0, ?, '', '', '', '', ?)",
        (page_id, LOST, newest),
    )


def _add_text(library: Library, page_id: int, text: str) -> int:
    return library.execute(
        "INSERT INTO text_version (page_id, sha256, text, made_by, created) VALUES (?, ?, ?, 'import', ?)",
        (page_id, text_hash(text), text, now()),
    )


def _articles(library: Library) -> Iterator[str]:
    """Articles that pieces or annotations name, on the page of their words, or on any where nothing tells."""
    library.execute("DELETE FROM piece WHERE text_id NOT IN (SELECT id FROM text_version)")
    named = "SELECT article_id FROM piece WHERE article_id IS NOT NULL UNION SELECT article_id FROM annotation"
    lost = f"SELECT article_id AS id FROM ({named}) WHERE article_id NOT IN (SELECT id FROM article) ORDER BY 1"
    for row in library.rows(lost):
        library.execute(
            "INSERT INTO article (id, page_id, place, title, confidence) VALUES (?, ?, 9999, ?, 0.0)",
            (row["id"], _page_of(library, row["id"]), LOST),
        )
        yield f"Article {row['id']} lost its place on its page."
    for row in library.rows("SELECT id FROM article WHERE page_id NOT IN (SELECT id FROM page)"):
        library.execute("UPDATE article SET page_id = ? WHERE id = ?", (_page_of(library, row["id"]), row["id"]))


def _page_of(library: Library, article_id: int) -> int:
    found = library.value(
        "SELECT page_id FROM piece JOIN text_version ON text_version.id = text_id WHERE article_id = ?", (article_id,)
    ) or library.value(
        "SELECT page_id FROM annotation JOIN annotation_span ON annotation_id = annotation.id"
        " JOIN text_version ON text_version.id = text_id WHERE article_id = ?",
        (article_id,),
    )
    if found is None:
        found = library.value("SELECT min(id) FROM page")
    if found is None:
        _add_page(library, 1)
        library.execute("INSERT OR IGNORE INTO newspaper (id, name) VALUES (1, '')")
        library.execute("INSERT OR IGNORE INTO issue (id, newspaper_id, date) VALUES (1, 1, '')")
        library.execute("UPDATE page SET issue_id = 1 WHERE id = 1")
        found = 1
    return int(found)


def _pieces(library: Library) -> Iterator[str]:
    """What of a page's text is in no piece any more stands in an article of its own; of two pieces on one place one stays."""
    archive = Archive(library)
    roles = {role.value for role in Role}
    for page in library.rows("SELECT id, source, text_id FROM page ORDER BY id"):
        text = archive.text(page["text_id"])
        rows = library.rows("SELECT start, stop, role FROM piece WHERE text_id = ? ORDER BY start, stop", (page["text_id"],))
        spans = [Piece(row["start"], row["stop"], Role.BODY) for row in rows]
        if not partition_faults(text, spans) and all(row["role"] in roles for row in rows):
            continue
        reached, gaps = 0, []
        for row in rows:
            if row["start"] < reached or row["stop"] > len(text) or row["role"] not in roles:
                library.execute("DELETE FROM piece WHERE text_id = ? AND start = ?", (page["text_id"], row["start"]))
                continue
            gaps.append((reached, row["start"]))
            reached = row["stop"]
        gaps.append((reached, len(text)))
        found = [(start, end) for start, end in gaps if text[start:end].strip()]
        if found:
            _put_apart(library, page["id"], page["text_id"], found)
        yield f"Page {page['id']} ({page['source']}): what lost its place in an article stands at the end of the page."
    library.execute(
        "DELETE FROM article WHERE NOT EXISTS (SELECT 1 FROM piece WHERE article_id = article.id)"
        " AND NOT EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id)"
    )


def _put_apart(library: Library, page_id: int, text_id: int, gaps: list[tuple[int, int]]) -> None:
    article = library.execute(
        "INSERT INTO article (page_id, place, title, confidence) VALUES (?, 99999, ?, 0.0)", (page_id, LOST)
    )
    for place, (start, end) in enumerate(gaps):
        library.execute(
            "INSERT INTO piece (text_id, start, stop, role, article_id, place, paragraph, confidence)"
            " VALUES (?, ?, ?, 'body', ?, ?, ?, 0.0)",
            (text_id, start, end, article, place, place),
        )


def _annotations(library: Library) -> Iterator[str]:
    """Spans in texts that are lost go; what is then not on its words goes to the review when all is mended."""
    gone = "text_id NOT IN (SELECT id FROM text_version) OR annotation_id NOT IN (SELECT id FROM annotation)"
    if number := library.value(f"SELECT count(*) FROM annotation_span WHERE {gone}"):
        library.execute(f"DELETE FROM annotation_span WHERE {gone}")
        yield f"Places of annotations in what is lost: {number}."
    library.execute("DELETE FROM annotation_tag WHERE annotation_id NOT IN (SELECT id FROM annotation)")


def _hashes(library: Library) -> Iterator[str]:
    archive = Archive(library)
    for row in library.rows("SELECT id, pieces_sha256 FROM page"):
        if (found := archive.pieces_hash(row["id"])) != row["pieces_sha256"]:
            library.execute("UPDATE page SET pieces_sha256 = ? WHERE id = ?", (found, row["id"]))
    yield from ()
