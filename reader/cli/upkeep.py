"""Commands on the library itself: check, stats."""

from pathlib import Path

import click

from reader.cli.options import json_option, library_option, opened
from reader.cli.output import say, say_json
from reader.store.checks import faults, make_derived_anew
from reader.store.statistics import statistics


@click.command()
@click.option("--repair", is_flag=True, help="First make the search index anew.")
@library_option
@json_option
def check(repair: bool, library_path: Path | None, as_json: bool) -> int:
    """Prove that no text and no note is lost; says what is wrong, and exits with 1, where something is."""
    found = 0
    with opened(library_path) as library:
        if repair:
            make_derived_anew(library)
        for fault in faults(library):
            found += 1
            if as_json:
                say_json({"fault": fault})
            else:
                say(fault)
        if not found and not as_json:
            say(f"{library.path}: every character is in its place, every annotation on its words.")
    return 1 if found else 0


@click.command()
@library_option
@json_option
def stats(library_path: Path | None, as_json: bool) -> None:
    """Count what is in the library."""
    with opened(library_path) as library:
        counts = statistics(library)
    if as_json:
        say_json(counts)
        return
    for name, count in counts.items():
        say(f"{name}\t{count}")
