"""Where the pages of a library were imported from: a place leads to one page, and copies of one file share theirs."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from reader.store.library import Library

_IN_FILE = re.compile(r"[^/\\]*\.\w{2,8}#.*")  # a file with a place in it, which may be a link with slashes
_LINK = re.compile(r"#(\w+):/(?!/)")  # as an absolute path is left by `os.path.abspath`


def name_of(source: str) -> str:
    """What a person calls a file, or a place in one: its name without its folders."""
    found = _IN_FILE.search(source)
    return _LINK.sub(r"#\1://", found[0]) if found else PurePath(source).name


class PagePlaces:
    """The places (absolute paths, with what follows # where a file holds many pages) that lead to pages."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def page_at(self, path: str) -> int | None:
        """The page that was imported from this place last."""
        found: int | None = self._library.value("SELECT page_id FROM page_place WHERE path = ?", (path,))
        return found

    def of_page(self, page_id: int, beside: str = "") -> list[str]:
        """The places that a page was imported from, and that have not become another since, `beside` one."""
        sql = "SELECT path FROM page_place WHERE page_id = ? AND path <> ? ORDER BY path"
        return [row["path"] for row in self._library.rows(sql, (page_id, beside))]

    def is_called(self, page_id: int, path: str) -> bool:
        """Whether a page is called after this one of its places."""
        return self._library.value("SELECT 1 FROM page WHERE id = ? AND path = ?", (page_id, path)) is not None

    def put(self, path: str, page_id: int) -> None:
        """Let a place lead to a page, and no longer to another, which is called after a place that is left to it.

        Belongs in a transaction.
        """
        before = self.page_at(path)
        self._library.execute("INSERT OR REPLACE INTO page_place (path, page_id) VALUES (?, ?)", (path, page_id))
        if before is not None and before != page_id and self.is_called(before, path):
            for left in self.of_page(before)[:1]:
                self.call(before, left)

    def call(self, page_id: int, path: str) -> None:
        """Call a page after one of its places. Belongs in a transaction."""
        if not self.is_called(page_id, path):
            self._library.execute("UPDATE page SET path = ?, source = ? WHERE id = ?", (path, name_of(path), page_id))

    def forget(self, paths: Iterable[str]) -> None:
        """Let places lead to no page. Belongs in a transaction."""
        self._library.execute_many("DELETE FROM page_place WHERE path = ?", [(path,) for path in paths])
