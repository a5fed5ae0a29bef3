"""From a page's immutable text to the pieces and articles that partition it.

`reconstruct` is pure and total: any text gives a reading, the same one each time. It takes four steps: the page's text into
blocks (blocks, repeats), what each block may be (furniture, conventions, evidence), the best whole reading (decision), and its
pieces (assembly).
"""

from pathlib import PurePosixPath
from typing import Any

from reader.model import Article, Flag, Fragment, Known, Place, Reading, Role
from reader.pages.reconstruction import reconstruct

__all__ = ["articles_of", "parsed", "reconstruct"]


def articles_of(reading: Reading) -> list[Article]:
    """The articles of a reading, in reading order, with the page's place in print."""
    page = reading.page
    place = Place(*(known.value if known else None for known in (page.newspaper, page.date, page.label, page.name)))
    return [
        Article(
            fragments=tuple(Fragment(piece, page.text[piece.start : piece.end]) for piece in draft.pieces),
            place=place,
            source=page.source,
            flags=draft.flags,
            confidence=draft.confidence,
            origin=draft.source,
        )
        for draft in reading.articles
    ]


def parsed(reading: Reading) -> dict[str, Any]:
    """A reading as the JSON object that `jianbao parse` prints for its page; null where nothing is known."""
    page = reading.page
    record: dict[str, Any] = {"source": PurePosixPath(page.source.replace("\\", "/")).name}
    for key, known in (("newspaper", page.newspaper), ("date", page.date), ("page", page.label)):
        record |= {key: _value(known), f"{key}_origin": known.origin.value if known else None}
    record["page_name"] = _value(page.name)
    record["articles"] = [_article(article, page.text) for article in articles_of(reading)]
    aside = [piece for piece in reading.aside if piece.role is not Role.MARKUP]
    record["dropped"] = [{"text": page.text[piece.start : piece.end], "why": piece.why} for piece in aside]
    record["flags"] = [_flag(flag, page.text) for flag in reading.flags]
    return record


def _value(known: Known | None) -> str | None:
    return known.value if known else None


def _article(article: Article, text: str) -> dict[str, Any]:
    fields = ("kicker", "headline", "subhead", "byline", "dateline")
    record: dict[str, Any] = {field: getattr(article, field) or None for field in fields}
    record["paragraphs"] = article.paragraphs
    record["captions"] = [{"text": caption.text, "credit": caption.credit} for caption in article.captions]
    record["jump"] = article.jump or None
    record["confidence"] = article.confidence
    record["flags"] = [_flag(flag, text) for flag in article.flags]
    return record


def _flag(flag: Flag, text: str) -> dict[str, Any]:
    return {
        "kind": flag.kind.value,
        "paragraph": flag.paragraph,
        "text": text[max(0, flag.at - 12) : flag.at + 12],
        "note": flag.note,
        "confidence": round(flag.confidence, 3),
    }
