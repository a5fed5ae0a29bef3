"""The rows that a page taken apart is stored as: articles, pieces, flags and regions."""

from collections.abc import Sequence
from typing import Any

from reader.model import Article, Draft, Flag, Fragment, Piece, Region, Role

INSERT_ARTICLE = "INSERT INTO article (id, page_id, place, title, confidence, source) VALUES (?, ?, ?, ?, ?, ?)"
UPDATE_ARTICLE = "UPDATE article SET page_id = ?, place = ?, title = ?, confidence = ?, source = ? WHERE id = ?"
INSERT_PIECE = (
    "INSERT INTO piece (text_id, start, stop, role, article_id, place, paragraph, confidence, why)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_FLAG = "INSERT INTO flag (page_id, article_id, kind, at, paragraph, note, confidence) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_REGION = "INSERT INTO region (text_id, start, stop, kind, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def title_of(draft: Draft, parts: Sequence[tuple[Role, int, str]]) -> str:
    """What to call an article in a list, as Article.title says."""
    headlines = [text for role, _, text in parts if role is Role.HEADLINE]
    if len(headlines) == 1 and headlines[0]:
        return headlines[0]  # as Article.title says; most articles, and an import makes no Article for them
    return Article(tuple(Fragment(p, part[2]) for p, part in zip(draft.pieces, parts, strict=True))).title


def piece_rows(text_id: int, pieces: Sequence[Piece], article_id: int | None) -> list[tuple[Any, ...]]:
    """The rows of pieces in reading order; those of no article have no id."""
    return [
        (text_id, p.start, p.end, p.role.value, article_id, place, p.paragraph, p.confidence, p.why or None)
        for place, p in enumerate(pieces)
    ]


def region_rows(text_id: int, regions: Sequence[Region]) -> list[tuple[Any, ...]]:
    """The rows of the regions of a page."""
    return [(text_id, r.start, r.end, r.kind, *(r.box or (None, None, None, None))) for r in regions]


def flag_rows(page_id: int, flags: Sequence[Flag], article_id: int | None) -> list[tuple[Any, ...]]:
    """The rows of doubts about an article, or about its page."""
    return [(page_id, article_id, f.kind, f.at, f.paragraph, f.note, f.confidence) for f in flags]
