"""The words of a library that a person joined or split by hand, kept with it."""

import json
from collections.abc import Callable
from functools import lru_cache

from reader.store.library import Library
from reader.text.lexicon import Lexicon

_KEY = "lexicon"


class StoredLexicon:
    """The lexicon of a library. It is read anew each time, in no time: another window may have changed it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def read(self) -> Lexicon:
        """The lexicon as it is now; an empty one where no word was joined or split."""
        return _understood(self._library.value("SELECT value FROM session WHERE key = ?", (_KEY,)) or "{}")

    def change(self, change: Callable[[Lexicon], Lexicon]) -> None:
        """Keep the lexicon as a function makes it of the one that there is."""
        with self._library.transaction():
            new = change(self.read())
            value = json.dumps({"joined": new.joined, "cuts": dict(new.cuts)}, ensure_ascii=False)
            self._library.execute(
                "INSERT INTO session (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (_KEY, value),
            )


@lru_cache(maxsize=4)
def _understood(value: str) -> Lexicon:
    stored = json.loads(value)
    return Lexicon(tuple(stored.get("joined", ())), stored.get("cuts", {}))
