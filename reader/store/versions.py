"""The texts that stand now where an older version of one stood: of its page, and of the pages of its issue."""

from reader.store.library import Library


def page_of(library: Library, text_id: int) -> int:
    """The page that a text version belongs to, 0 where there is no such text."""
    return library.value("SELECT page_id FROM text_version WHERE id = ?", (text_id,)) or 0


def page_of_article(library: Library, article_id: int) -> int:
    """The page on which an article begins, 0 where there is no such article."""
    return library.value("SELECT page_id FROM article WHERE id = ?", (article_id,)) or 0


def issue_of_article(library: Library, article_id: int) -> int:
    """The issue in which an article stands, 0 where there is no such article."""
    where = "SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = ?"
    return library.value(where, (article_id,)) or 0


def current_texts(library: Library, page_id: int, whole_issue: bool = False) -> dict[int, str]:
    """The current text of a page, by its id, and with `whole_issue` after it those of the other pages of its issue."""
    same_issue = "issue_id = (SELECT issue_id FROM page WHERE id = :page)" if whole_issue else "page.id = :page"
    rows = library.rows(
        "SELECT text_version.id, text FROM page JOIN text_version ON text_version.id = text_id"
        f" WHERE {same_issue} ORDER BY page.id <> :page, label_order, page.id",
        {"page": page_id},
    )
    return {row["id"]: row["text"] for row in rows}
