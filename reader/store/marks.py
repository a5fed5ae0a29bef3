"""What the reader did, apart from annotations: read, starred, where the caret stood, and what lay open."""

import json
from collections.abc import Sequence
from typing import Any

from reader.safe_mode import is_safe
from reader.store.library import Library, now

_LARGEST = 2**31 - 1  # pixels, rows: what Qt and SQLite both hold

class Marks:
    """Reading marks of articles and the session, in tables of their own: reading an article changes no article."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def is_read(self, article_id: int) -> bool:
        """Whether the article has been read."""
        return bool(self._library.value("SELECT read_at <> '' FROM reading_mark WHERE article_id = ?", (article_id,)))

    def set_read(self, article_ids: Sequence[int], read: bool) -> None:
        """Mark articles as read or unread."""
        self._set(article_ids, "read_at", now() if read else "")

    def is_starred(self, article_id: int) -> bool:
        """Whether the article carries a star."""
        return bool(self._library.value("SELECT starred FROM reading_mark WHERE article_id = ?", (article_id,)))

    def set_starred(self, article_ids: Sequence[int], starred: bool) -> None:
        """Give articles a star, or take it."""
        self._set(article_ids, "starred", int(starred))

    def position(self, article_id: int) -> int:
        """Where the caret stood in the article, in code points of the text as shown."""
        return self._library.value("SELECT position FROM reading_mark WHERE article_id = ?", (article_id,)) or 0

    def set_position(self, article_id: int, position: int) -> None:
        """Remember where the caret stands."""
        self._set([article_id], "position", position)

    def session(self, key: str, default: Any = None) -> Any:
        """
        A value of the session, as it was put in.

        The default for one that is not there, damaged or of another kind than the default (None allows any), or in safe mode.
        """
        value = None if is_safe() else self._library.value("SELECT value FROM session WHERE key = ?", (key,))
        try:
            found = default if value is None else json.loads(value, parse_int=_whole)
        except (TypeError, ValueError, RecursionError):
            return default
        return found if default is None or type(found) is type(default) else default

    def set_session(self, values: dict[str, Any]) -> None:
        """Remember values (anything JSON can hold) for the next start; in safe mode those of before stay."""
        if is_safe():
            return
        with self._library.transaction():
            self._library.execute_many(
                "INSERT INTO session (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()],
            )

    def _set(self, article_ids: Sequence[int], column: str, value: Any) -> None:
        with self._library.transaction(lasting=False):  # two for each article that is opened: nobody is to wait for them
            self._library.execute_many(
                # An article that another program's import took away has no marks.
                f"INSERT INTO reading_mark (article_id, {column}) SELECT id, ? FROM article WHERE id = ?"
                f" ON CONFLICT (article_id) DO UPDATE SET {column} = excluded.{column}",
                [(value, i) for i in article_ids],
            )


def _whole(digits: str) -> int:
    """A number that SQLite and Qt can take. Raises ValueError for a larger one, which no session ever held."""
    if abs(number := int(digits)) > _LARGEST:
        raise ValueError(digits)
    return number
