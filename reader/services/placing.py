"""Correcting by hand where pages were printed: newspaper, date and page label."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reader.errors import RepairError
from reader.formats.facts import iso_date, label
from reader.model import Change, Known, Origin
from reader.services.repairing import Repairing
from reader.store.library import Library
from reader.translation import tr

FIELDS = ("newspaper", "date", "label")


def correct_place(library: Library, page_ids: Sequence[int], values: Mapping[str, str]) -> Change:
    """Say of pages where they were printed: `values` has those of FIELDS that are to change, '' for not known.

    What is said so stands above all that the pages or an import say. Raises RepairError for a date that is none.
    """
    facts: dict[str, Any] = {name: _known(name, value.strip()) for name, value in values.items()}
    work = Repairing(library)
    for page_id in page_ids:
        page = work.page(page_id)
        differ = {name: known for name, known in facts.items() if _value(getattr(page.facts, name)) != known.value}
        work.put(replace(page, facts=replace(page.facts, **differ)))
    return work.change("Correct newspaper, date, page")


def _known(name: str, value: str) -> Known:
    if name == "date" and value:
        written, value = value, iso_date(value)
        if not value:
            raise RepairError(tr("“{date}” is no date. Write it as 2021-03-05 or 2021年3月5日.", date=written))
    return Known(label(value) if name == "label" else value, Origin.CORRECTED)


def _value(known: Known | None) -> str:
    return known.value if known else ""
