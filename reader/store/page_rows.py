"""The rows of a page: how its articles, pieces, regions and flags are written."""

from collections.abc import Sequence
from typing import Any

from reader.model import Flag, Piece, Region

INSERT_ARTICLE = "INSERT INTO article (id, page_id, place, title, confidence) VALUES (?, ?, ?, ?, ?)"
UPDATE_ARTICLE = "UPDATE article SET page_id = ?, place = ?, title = ?, confidence = ? WHERE id = ?"
INSERT_PIECE = (
    "INSERT INTO piece (text_id, start, stop, role, article_id, place, paragraph, confidence, why)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SEAL = "UPDATE page SET pieces_sha256 = ? WHERE id = ?"
INSERT_FLAG = "INSERT INTO flag (page_id, article_id, kind, at, paragraph, note, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_REGION = "INSERT INTO region (text_id, start, stop, kind, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def piece_rows(text_id: int, pieces: Sequence[Piece], article_id: int | None) -> list[tuple[Any, ...]]:
    """The rows of pieces in their reading order; of what stands in no article, without one."""
    return [
        (text_id, p.start, p.end, p.role.value, article_id, place, p.paragraph, p.confidence, p.why or None)
        for place, p in enumerate(pieces)
    ]


def region_rows(text_id: int, regions: Sequence[Region]) -> list[tuple[Any, ...]]:
    """The rows of a text's regions."""
    return [(text_id, r.start, r.end, r.kind, *(r.box or (None, None, None, None))) for r in regions]


def flag_rows(page_id: int, flags: Sequence[Flag], article_id: int | None) -> list[tuple[Any, ...]]:
    """The rows of flags, of an article or of the page itself."""
    return [(page_id, article_id, f.kind, f.at, f.paragraph, f.note, f.confidence) for f in flags]
