"""The parts of an article over its pages: each row of `article` names the one that it goes on, the head names none.

Where a broken library has parts in a circle, each of them counts as a head, and nothing runs for ever.
"""

import sqlite3
from collections.abc import Callable, Iterable

Query = Callable[..., Iterable[sqlite3.Row]]

_HEAD = (
    "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT continues FROM up JOIN article USING (id) WHERE continues IS NOT NULL)"
    " SELECT id FROM up JOIN article USING (id) WHERE continues IS NULL"
)
_PARTS = (
    "WITH RECURSIVE down (id) AS (SELECT ? UNION SELECT article.id FROM down JOIN article ON continues = down.id)"
    " SELECT id FROM down"
)


def head_of(query: Query, article_id: int) -> int:
    """The first part of the article that this one is a part of; itself where it continues none."""
    return next((row[0] for row in query(_HEAD, (article_id,))), article_id)


def parts_of(query: Query, article_id: int) -> list[int]:
    """The ids of the parts of an article over its pages, its first part first."""
    return [row[0] for row in query(_PARTS, (article_id,))]
