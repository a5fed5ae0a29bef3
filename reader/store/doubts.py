"""The importer's doubts that nobody has settled yet, and those that a person has."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from reader.model import Flag, FlagKind, Status
from reader.store.library import Library, now
from reader.text.anchors import carry

WORDS = 6  # code points by which a doubtful place is known again

# Where `flag` stands for a row of the table of flags: whether a person has said of it that all is right.
SETTLED = (
    "EXISTS (SELECT 1 FROM settled_doubt JOIN page ON page.id = settled_doubt.page_id"
    " JOIN text_version ON text_version.id = page.text_id"
    " WHERE settled_doubt.page_id = flag.page_id AND settled_doubt.kind = flag.kind AND settled_doubt.at = flag.at"
    " AND settled_doubt.text_sha256 = text_version.sha256)"
)
_SETTLE = (
    "INSERT INTO settled_doubt (page_id, kind, at, text_sha256, settled)"
    " SELECT page.id, ?, ?, sha256, ? FROM page JOIN text_version ON text_version.id = page.text_id WHERE page.id = ?"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag, the article that it belongs to, and the text of its page that it points into."""

    page_id: int
    article_id: int
    text_id: int
    flag: Flag


class Doubts:
    """The doubts of a library. A doubt is settled for the text that it was about."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def open(self, kinds: Sequence[FlagKind], article_id: int = 0, issue_id: int = 0, most: int = -1) -> list[Doubt]:
        """The doubts of some kinds that nobody has settled, by page and place: of one article, of one issue, or of all."""
        where = "flag.article_id IS NOT NULL"
        if article_id:
            where = "flag.article_id IN (SELECT id FROM article WHERE id = :article OR continues = :article)"
        elif issue_id:
            where = "flag.page_id IN (SELECT id FROM page WHERE issue_id = :issue)"
        rows = self._library.rows(  # pages in the order in which they came: to sort a million would take too long
            "SELECT flag.*, page.text_id FROM flag CROSS JOIN page CROSS JOIN article"
            f" WHERE page.id = flag.page_id AND article.id = flag.article_id AND {where}"
            f" AND flag.kind IN (SELECT value FROM json_each(:kinds)) AND NOT {SETTLED}"
            " ORDER BY flag.page_id, article.place, flag.at LIMIT :most",
            {"kinds": json.dumps(list(kinds)), "article": article_id, "issue": issue_id, "most": most},
        )
        return [
            Doubt(
                row["page_id"],
                row["article_id"],
                row["text_id"],
                Flag(FlagKind(row["kind"]), row["at"], row["paragraph"], row["note"], row["confidence"]),
            )
            for row in rows
        ]

    def left_out(self, text_id: int) -> list[tuple[int, int]]:
        """Start and end of the passages of a text that were dropped."""
        dropped = "SELECT start, stop FROM piece WHERE text_id = ? AND role = 'dropped' ORDER BY start"
        rows = self._library.rows(dropped, (text_id,))
        return [(row["start"], row["stop"]) for row in rows]

    def settle(self, doubt: Doubt, settled: bool = True) -> None:
        """Say that the importer was right, or take that back; the doubt is not shown again for this text."""
        with self._library.transaction():
            self._forget(doubt)
            if settled:
                self._library.execute(_SETTLE, (doubt.flag.kind, doubt.flag.at, now(), doubt.page_id))

    def settled_on(self, page_id: int) -> list[tuple[str, int]]:
        """Kind and place of the settled doubts about a page's current text."""
        rows = self._library.rows(
            "SELECT kind, at FROM settled_doubt AS settled JOIN page ON page.id = settled.page_id"
            " JOIN text_version ON text_version.id = page.text_id WHERE settled.page_id = ? AND text_sha256 = sha256",
            (page_id,),
        )
        return [(row["kind"], row["at"]) for row in rows]

    def keep_settled(self, page_id: int, old: str, places: Sequence[tuple[str, int]]) -> None:
        """Let doubts that were settled at places (kind, code point) of an older text of a page be so on its current one.

        Where the words at a place have changed the doubt is open again. Belongs in a transaction.
        """
        if not places:
            return
        new: str = self._library.value(
            "SELECT text FROM page JOIN text_version ON text_version.id = page.text_id WHERE page.id = ?", (page_id,)
        )
        ending = [not old[at : at + 1].strip() for _, at in places]  # at the end of a passage, not at its beginning
        spans = [(max(0, at - WORDS), at) if e else (at, at + WORDS) for (_, at), e in zip(places, ending, strict=True)]
        found = zip(places, ending, carry(old, new, spans), strict=True)
        same = [(kind, c.end if e else c.start) for (kind, _), e, c in found if c.status in (Status.OK, Status.MOVED)]
        known = self.settled_on(page_id)
        rows = [(kind, at, now(), page_id) for kind, at in same if at is not None and (kind, at) not in known]
        self._library.execute_many(_SETTLE, rows)

    def _forget(self, doubt: Doubt) -> None:
        self._library.execute(
            "DELETE FROM settled_doubt WHERE page_id = ? AND kind = ? AND at = ?"
            " AND text_sha256 = (SELECT sha256 FROM text_version WHERE id = ?)",
            (doubt.page_id, doubt.flag.kind, doubt.flag.at, doubt.text_id),
        )
