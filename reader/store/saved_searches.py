"""Searches that a person keeps by name, with the library that they search."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count

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

    def keep(self, search: SavedSearch) -> str:
        """Keep a search; gives its name, with a number where another search has the name already, which stays."""
        return self._change((), search)

    def rename(self, name: str, new: str) -> str:
        """Give a search another name; gives the name that it has then, with a number where another search has it."""
        found = next((search for search in self.all() if search.name == name), None)
        return self._change((name,), replace(found, name=new)) if found is not None else ""

    def remove(self, name: str) -> None:
        """Forget a search."""
        self._change((name,))

    def _change(self, gone: Sequence[str], new: SavedSearch | None = None) -> str:
        with self._library.transaction():
            kept = [search for search in self.all() if search.name not in gone]
            if new is not None and new not in kept:
                new = _named_apart(new, {search.name for search in kept})
                kept.append(new)
            rows = [asdict(search) for search in sorted(kept, key=lambda search: search.name)]
            self._library.execute(
                "INSERT INTO session (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_KEY, json.dumps(rows, ensure_ascii=False)),
            )
        return new.name if new is not None else ""


def _named_apart(search: SavedSearch, taken: Collection[str]) -> SavedSearch:
    numbered = (f"{search.name} ({number})" for number in count(2))
    return search if search.name not in taken else replace(search, name=next(name for name in numbered if name not in taken))
