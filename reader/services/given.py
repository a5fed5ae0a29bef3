"""What the person who imports pages says of them, against what the pages say themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reader.formats import ReadOptions
from reader.formats.facts import label as as_printed
from reader.model import Flag, FlagKind, Known, Origin, Page, Reading
from reader.store.place_in_print import label_order

BY_PERSON = frozenset({Origin.USER, Origin.CORRECTED})
_FIELDS = ("newspaper", "date", "label")
_CALLED = {"newspaper": "newspaper", "date": "date", "label": "page"}  # as a person knows them


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of all pages of an import: None where nothing, '' to take back what was said at an earlier one.

    What is said is for pages that do not say it themselves, and stands above what they say where it contradicts them. It
    does not stand above what says the same more exactly (2021 and 2021-01-20). What was said at an earlier import stays
    where nothing is said now, but not against the page. `options` say how files of articles name their fields. With `again`
    pages whose text is there already are taken apart anew, as a newer program may do it better.
    """

    newspaper: str | None = None
    date: str | None = None
    label: str | None = None
    options: ReadOptions | None = None
    again: bool = False

    def settled(self, reading: Reading, stored: Page | None = None) -> tuple[Reading, list[str]]:
        """The reading of a page with what is to be kept of it, and sentences on what was given against what the page says.

        `stored` is what the library knows of the page by now.
        """
        told = []
        facts: dict[str, Any] = {}
        for name in _FIELDS:
            own: Known | None = getattr(reading.page, name)
            before: Known | None = getattr(stored, name, None)
            said = self._said(name)
            if said is None and before is not None and before.origin is Origin.CORRECTED:
                facts[name] = before
                continue
            if said is None:
                said = _said_before(name, own, before)
            elif own and said and not _agree(name, own.value, said):
                told.append(f"the {_CALLED[name]} {own.value} ({own.origin}) gives way to {said}, as given")
            facts[name] = _put_together(name, own, said)
        settled = replace(reading, page=replace(reading.page, **facts))
        date = settled.page.date
        return (_sure_of_its_date(settled) if date and date.origin in BY_PERSON else settled), told

    def _said(self, name: str) -> str | None:
        said: str | None = getattr(self, name)
        return as_printed(said) if said and name == "label" else said


def said_by_person(page: Page) -> bool:
    """Whether any of what is known of a page was said by a person."""
    return any(known.origin in BY_PERSON for name in _FIELDS if (known := getattr(page, name)))


def filled(reading: Reading, stored: Page, of_this_file: bool) -> Reading:
    """A reading with what the library knows of its page beyond it, such as what a copy of the file tells by its name."""
    facts: dict[str, Any] = {}
    for name in (*_FIELDS, "name", "edition"):
        own, known = getattr(reading.page, name), getattr(stored, name)
        by_person = known is not None and known.origin in BY_PERSON  # of this file, what still holds is in the reading
        facts[name] = own or (None if by_person else known) if of_this_file else known or own
    return replace(reading, page=replace(reading.page, **facts))


def surer(copy: Reading, stored: Page) -> bool:
    """Whether a copy says the date that the library has only inferred."""
    date, known = copy.page.date, stored.date
    return bool(date and known and known.origin is Origin.INFERRED is not date.origin and date.value == known.value)


def of_copy(copy: Reading, stored: Page, sources: Sequence[str], flags: tuple[Flag, ...]) -> Reading:
    """A reading of a copy with what the library knows beyond it, and better than it.

    Doubts are kept as they are: those of a copy may be about a date that is known.
    """
    known = stored if not surer(copy, stored) else replace(stored, date=copy.page.date)
    kept = copy.flags if surer(copy, stored) or stored.date is None else flags
    return replace(_with_sources(filled(copy, known, of_this_file=False), sources), flags=kept)


def _with_sources(reading: Reading, stored: Sequence[str]) -> Reading:
    """A reading of a copy with the sources that the library knows of its articles, and its own where it knows none.

    A copy that was taken apart into other articles has none of its own to give.
    """
    alike = len(stored) == len(reading.articles)
    known = (*stored, *[""] * len(reading.articles))
    articles = (
        replace(draft, source=source or (draft.source if alike else ""))
        for draft, source in zip(reading.articles, known, strict=False)
    )
    return replace(reading, articles=tuple(articles))


def same_place(one: Page, other: Page) -> bool:
    """Whether two pages stand at the same place in print, whatever tells it."""
    names = (*_FIELDS, "name", "edition")
    return all(_value(getattr(one, name)) == _value(getattr(other, name)) for name in names)


def _agree(name: str, one: str, other: str) -> bool:
    """Whether two values can both be true: A01 and A1, 2021 and 2021-01-20."""
    if name == "label":
        return label_order(one) == label_order(other)
    return one == other or (name == "date" and (one.startswith(other) or other.startswith(one)))


def _put_together(name: str, own: Known | None, said: str) -> Known | None:
    """Of what a page says and what a person says of it: what stands above, or is more exact."""
    if not said or (own and _agree(name, own.value, said) and (name == "label" or len(own.value) >= len(said))):
        return own
    return Known(said, Origin.USER)


def _said_before(name: str, own: Known | None, stored: Known | None) -> str:
    """What a person said at an earlier import, where the page does not contradict it; '' for nothing."""
    if stored is None or stored.origin is not Origin.USER:
        return ""
    return stored.value if own is None or _agree(name, own.value, stored.value) else ""


def _sure_of_its_date(reading: Reading) -> Reading:
    """A reading without the doubts about the date that its page was thought to be of."""
    return replace(reading, flags=tuple(f for f in reading.flags if f.kind is not FlagKind.DOUBTFUL_SOURCE))


def _value(known: Known | None) -> str:
    return known.value if known else ""
