"""A table for spreadsheets (CSV), one row an annotation."""

import csv
from collections.abc import Sequence
from typing import TextIO

from reader.formats.clipping import Clipping, Context
from reader.formats.harmless import cell
from reader.formats.rows import COLUMNS, rows

BOM = "\ufeff"  # without it Excel takes UTF-8 for the system's own encoding


def write(clippings: Sequence[Clipping], to: TextIO, context: Context) -> None:
    """Write a header and a row for each annotation, with a byte order mark; tags are parted by `; `.

    What a spreadsheet would take for a formula has an apostrophe before it.
    """
    to.write(BOM)
    table = csv.writer(to, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([cell(value) for value in row] for row in rows(clippings, context))
