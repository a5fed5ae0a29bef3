"""Which part of an article goes on which: written, and kept in step with the index."""

from collections.abc import Iterable

from reader.store.index import index_of
from reader.store.joins import parts_of
from reader.store.library import Library


class Continuations:
    """The parts of articles being joined. All of it belongs in a transaction."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._index = index_of(library)

    def join_parts(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join parts of articles (first, the one that goes on it). Belongs in a transaction."""
        for first, second in pairs:
            self._index.touch((first, second))
            self._library.execute("UPDATE article SET continues = ? WHERE id = ?", (first, second))

    def join_to(self, part_id: int, earlier_id: int | None) -> None:
        """Let a part go on another one, and nothing else go on that; on none with None. Belongs in a transaction."""
        free = "UPDATE article SET continues = NULL WHERE continues = ? AND id <> ?"
        self._index.touch(row["id"] for row in self._library.rows("SELECT id FROM article WHERE continues = ?", (earlier_id,)))
        self._library.execute(free, (earlier_id, part_id))
        if earlier_id not in parts_of(self._library.rows, part_id):  # else it would go in a circle
            self._index.touch((part_id, earlier_id or part_id))
            self._library.execute("UPDATE article SET continues = ? WHERE id = ?", (earlier_id, part_id))

    def issue_of_article(self, article_id: int) -> int:
        """The issue that an article, or this part of it, stands in."""
        of_page = "SELECT issue_id FROM article JOIN page ON page.id = page_id WHERE article.id = ?"
        found: int = self._library.value(of_page, (article_id,))
        return found

    def part_ids(self, issue_id: int) -> list[int]:
        """The parts in an issue that have a jump line, freed of the joins they had. Belongs in a transaction."""
        where = "page_id IN (SELECT id FROM page WHERE issue_id = ?)"
        freed = self._library.rows(f"SELECT id FROM article WHERE continues IS NOT NULL AND {where}", (issue_id,))
        self._index.touch(row["id"] for row in freed)
        self._library.execute(f"UPDATE article SET continues = NULL WHERE continues IS NOT NULL AND {where}", (issue_id,))
        rows = self._library.rows(
            f"SELECT id FROM article WHERE {where}"
            " AND id IN (SELECT article_id FROM piece WHERE role = 'jump' AND article_id = article.id) ORDER BY id",
            (issue_id,),
        )
        return [row["id"] for row in rows]
