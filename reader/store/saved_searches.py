"""Searches that a person keeps by name, with the library that they search."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from reader.store.library import Library

_KEY = "saved searches"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query as typed, what the articles have to be besides ('' is any), and their order, under a name."""

    name: str
    query: str
    newspaper: str = ""
    year: str = ""
    page: str = ""
    order: str = ""


class SavedSearches:
    """The saved searches of a library, by name. Each change reads them anew: another window may have changed them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> list[SavedSearch]:
        """All of them, in the order of their names."""
        value = self._library.value("SELECT value FROM session WHERE key = ?", (_KEY,))
        return [SavedSearch(**row) for row in json.loads(value)] if value else []

    def keep(self, search: SavedSearch) -> None:
        """Keep a search in place of the one of the same name, if there is one."""
        self._change((search.name,), search)

    def rename(self, name: str, new: str) -> None:
        """Give a search another name, in place of the one that has it."""
        found = next((search for search in self.all() if search.name == name), None)
        if found is not None:
            self._change((name, new), replace(found, name=new))

    def remove(self, name: str) -> None:
        """Forget a search."""
        self._change((name,))

    def _change(self, gone: Sequence[str], *new: SavedSearch) -> None:
        with self._library.transaction():
            kept = [search for search in self.all() if search.name not in gone]
            rows = [asdict(search) for search in sorted([*kept, *new], key=lambda search: search.name)]
            self._library.execute(
                "INSERT INTO session (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_KEY, json.dumps(rows, ensure_ascii=False)),
            )
