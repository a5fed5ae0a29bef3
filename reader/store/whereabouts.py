"""Where annotations that come from elsewhere belong: text versions by their hash, articles by what is known of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from reader.model import Place
from reader.store.library import Library
from reader.store.place_in_print import label_order

_PLACE = (
    "JOIN issue ON issue.id = page.issue_id JOIN newspaper ON newspaper.id = issue.newspaper_id"  # of a page, for its place
)
_MANY = 400  # parameters of one statement


@dataclass(frozen=True, slots=True)
class TextHere:
    """A text version of this library, and where its page was printed; `is_current` where it is the one that is read now."""

    id: int
    is_current: bool
    place: Place


def texts_by_hash(library: Library, hashes: Iterable[str]) -> dict[str, list[TextHere]]:
    """The text versions with these hashes, those first that are current: several pages may hold the same text."""
    found: dict[str, list[TextHere]] = {}
    for some in _listed(hashes):
        for row in library.rows(
            "SELECT text_version.id, sha256, page.text_id = text_version.id AS is_current, newspaper.name AS newspaper, date,"
            f" label, page.name AS name FROM text_version JOIN page ON page.id = page_id {_PLACE}"
            " WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY is_current DESC, text_version.id",
            (some,),
        ):
            place = Place(row["newspaper"] or None, row["date"] or None, row["label"] or None, row["name"] or None)
            found.setdefault(row["sha256"], []).append(TextHere(row["id"], bool(row["is_current"]), place))
    return found


def articles_by_source(library: Library, sources: Iterable[str]) -> dict[str, list[int]]:
    """The articles that say that they come from one of these addresses, by address."""
    return _grouped(library, "SELECT source AS name, id FROM article WHERE source IN (SELECT value FROM json_each(?))", sources)


def articles_by_file(library: Library, names: Iterable[str]) -> dict[str, list[int]]:
    """The articles of pages that were read from files of these names, by name."""
    of_pages = "SELECT page.source AS name, article.id FROM page JOIN article ON article.page_id = page.id"
    return _grouped(library, f"{of_pages} WHERE page.source IN (SELECT value FROM json_each(?)) ORDER BY article.id", names)


def articles_in_print(library: Library, place: Place) -> list[int]:
    """The articles of the pages with this newspaper, date and label, all of which must be known."""
    rows = library.rows(
        f"SELECT article.id FROM article JOIN page ON page.id = page_id {_PLACE}"
        " WHERE newspaper.name = ? AND date = ? AND label_order = ? ORDER BY article.id",
        (place.newspaper or "", place.date or "", label_order(place.label or "")),
    )
    return [row["id"] for row in rows]


def ids_by_original(library: Library) -> dict[tuple[str, str], str]:
    """The ids of the annotations that came from elsewhere, by where from and their ids there."""
    rows = library.rows("SELECT id, origin, original_id FROM annotation WHERE original_id <> '' ORDER BY rowid DESC")
    return {(row["origin"], row["original_id"]): row["id"] for row in rows}


def library_id(library: Library) -> str:
    """The id that names this library in exports."""
    return str(library.value("SELECT id FROM library") or "")


def _grouped(library: Library, sql: str, names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for some in _listed(names):
        for row in library.rows(sql, (some,)):
            found.setdefault(row["name"], []).append(row["id"])
    return found


def _listed(names: Iterable[str]) -> list[str]:
    """Names as JSON lists for one statement each; none of them is empty."""
    known = sorted({name for name in names if name})
    return [json.dumps(known[i : i + _MANY]) for i in range(0, len(known), _MANY)]
