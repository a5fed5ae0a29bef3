"""Options that several commands share."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from reader.errors import LibraryError
from reader.model import COLOURS, Status
from reader.settings import default_library
from reader.store.library import Library, open_library

_F = TypeVar("_F", bound=Callable[..., Any])


def iso_date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """An ISO date or its beginning: anything else would be compared with dates without a word, and find nothing."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value or "", re.ASCII)
    try:
        if found:
            date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        found = None
    if value and not found:
        raise click.BadParameter(f"{value!r} is no date: write it as 2021-01-20, 2021-01 or 2021.", context, option)
    return value


def one_line(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A name without line breaks and blanks around it."""
    return None if value is None else " ".join(value.split())


# What cannot be read is told by us, in a sentence and with code 1: click's own test would end the whole call with code 2.
any_path = click.Path(path_type=Path, readable=False)
number = click.IntRange(0, 2**63 - 1)  # what SQLite can count
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a line.")


def library_option(function: _F) -> _F:
    """`--library`, which may stand before the command too."""
    option = click.option("--library", "library_path", type=any_path, help="The library's file.")
    return option(function)


def filter_options(function: _F) -> _F:
    """Newspaper and dates of issues."""
    first, last = "The first date, such as 2021-01-20.", "The last date, or its beginning (2021-01)."
    function = click.option("--to", "end", callback=iso_date, default="", help=last)(function)
    function = click.option("--from", "start", callback=iso_date, default="", help=first)(function)
    return click.option("--newspaper", default="", help="Only this newspaper, by its whole name.")(function)


def mark_options(function: _F) -> _F:
    """Filters of annotations."""
    function = click.option("--status", type=click.Choice([s.value for s in Status]), help="Only of this status.")(function)
    function = click.option("--tag", default="", help="Only with this tag.")(function)
    function = click.option("--colour", type=click.Choice(COLOURS), help="Only of this colour.")(function)
    return filter_options(function)


def library_path_of(context: click.Context, named: Path | None) -> Path:
    """The library that the call names, before or after the command, or the user's own."""
    return named or (context.find_root().params.get("library_path")) or default_library()


@contextmanager
def opened(named: Path | None, must_exist: bool = True) -> Iterator[Library]:
    """The library of this call, closed at the end.

    Raises LibraryError where it cannot be opened, or is not there though it must be.
    """
    path = library_path_of(click.get_current_context(), named)
    if must_exist and not os.path.exists(path):  # Path.exists raises for names that are too long
        raise LibraryError(f"There is no library at {path}. `jianbao import` makes one; --library names another.")
    library = open_library(path)
    try:
        yield library
    finally:
        library.close()
