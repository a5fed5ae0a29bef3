"""Options that several commands share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from reader.errors import LibraryError
from reader.model import COLOURS, Status
from reader.settings import default_library
from reader.store.library import Library, open_library

_F = TypeVar("_F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a line.")


def library_option(function: _F) -> _F:
    """`--library`, which may stand before the command too."""
    option = click.option("--library", "library_path", type=click.Path(path_type=Path), help="The library's file.")
    return option(function)


def filter_options(function: _F) -> _F:
    """Newspaper and dates of issues."""
    function = click.option("--to", "end", default="", help="The last date, or its beginning (2021-01).")(function)
    function = click.option("--from", "start", default="", help="The first date, such as 2021-01-20.")(function)
    return click.option("--newspaper", default="", help="Only this newspaper.")(function)


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
    if must_exist and not path.exists():
        raise LibraryError(f"There is no library at {path}. `jianbao import` makes one; --library names another.")
    library = open_library(path)
    try:
        yield library
    finally:
        library.close()
