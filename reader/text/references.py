"""References to an article for programs that keep them (RIS, BibTeX, CSL-JSON), beside the citations that people read."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reader.model import Article
from reader.text.citations import STYLES, authors, cite, is_link, labels

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {c: "\\" + c for c in "{}#$%&_"}


def refer(article: Article, style: str, notes: Sequence[str] = (), keywords: Sequence[str] = ()) -> str:
    """The reference to an article in a style of `styles()`, without a line break at its end. Raises KeyError for another.

    The formats for programs hold notes and keywords too.
    """
    return cite(article.place, article, style) if style in STYLES else _FORMS[style](article, notes, keywords)


def styles() -> tuple[str, ...]:
    """The styles and formats that an article can be cited in."""
    return (*STYLES, *_FORMS)


def _ris(article: Article, notes: Sequence[str], keywords: Sequence[str]) -> str:
    """As Zotero and EndNote read it: one field a line, authors as they are printed, the page of the newspaper in SP."""
    place = article.place
    date = (place.date or "").replace("-", "/") if _DATE.fullmatch(place.date or "") else ""
    fields: list[tuple[str, str | None]] = [
        ("TY", "NEWS"),
        ("TI", _title(article)),
        *(("AU", name) for name in authors(article.byline)),
    ]
    fields += [("T2", place.newspaper), ("DA", date), ("PY", date[:4]), ("SP", ", ".join(labels(place, article)))]
    fields += [("UR", _link(article)), ("LA", "zh"), *(("N1", note) for note in notes), *(("KW", word) for word in keywords)]
    return "\n".join([*(f"{name}  - {_line(value)}" for name, value in fields if value), "ER  - "])


def _bibtex(article: Article, notes: Sequence[str], keywords: Sequence[str]) -> str:
    """As biblatex with the styles of gbt7714 reads it; names in braces, because their order is not to be turned round."""
    place = article.place
    date = place.date if _DATE.fullmatch(place.date or "") else ""
    pages = labels(place, article)
    fields = [
        ("entrysubtype", "newspaper"),
        ("title", f"{{{_tex(_title(article))}}}"),
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in authors(article.byline))),
        ("journaltitle", _tex(place.newspaper or "")),
        ("date", date),
        ("pages", _tex(", ".join(pages))),
        ("url", "".join(c if c not in "{}\\" else f"%{ord(c):02X}" for c in _link(article))),
        ("langid", "chinese"),
        ("annotation", _tex("\n\n".join(notes))),
        ("keywords", _tex(", ".join(keywords))),
    ]
    key = "-".join(
        filter(None, ("jianbao", date, *("".join(re.findall("[A-Za-z0-9]+", label)) for label in pages[:1]), str(article.id)))
    )
    lines = (f"  {name} = {{{value}}}," for name, value in fields if value)
    return "\n".join([f"@article{{{key},", *lines, "}"])


def _csl_json(article: Article, notes: Sequence[str], keywords: Sequence[str]) -> str:
    """As citation processors read it: a list of one; names literal, because their order is not to be turned round."""
    return json.dumps([dict(_csl(article, notes, keywords))], ensure_ascii=False, indent=2)


def _csl(article: Article, notes: Sequence[str], keywords: Sequence[str]) -> Iterator[tuple[str, Any]]:
    place = article.place
    yield "id", f"jianbao-{article.id}"
    yield "type", "article-newspaper"
    yield "title", _title(article)
    if names := authors(article.byline):
        yield "author", [{"literal": name} for name in names]
    if place.newspaper:
        yield "container-title", _line(place.newspaper)
    if _DATE.fullmatch(place.date or ""):
        yield "issued", {"date-parts": [[int(part) for part in (place.date or "").split("-")]]}
    if pages := labels(place, article):
        yield "page", ", ".join(pages)
    if link := _link(article):
        yield "URL", link
    yield "language", "zh-CN"
    if notes:
        yield "note", "\n".join(notes)
    if keywords:
        yield "keyword", ", ".join(keywords)


_FORMS: dict[str, Callable[[Article, Sequence[str], Sequence[str]], str]] = {
    "ris": _ris,
    "bibtex": _bibtex,
    "csl-json": _csl_json,
}


def _title(article: Article) -> str:
    return "：".join(filter(None, (_line(article.title), _line(article.subhead).lstrip("—–-― "))))


def _link(article: Article) -> str:
    return article.origin if is_link(article.origin) else ""


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in _line(text))
