"""Commands on the library itself: check, salvage, stats."""

from pathlib import Path

import click

from reader.cli.options import any_path, json_option, library_option, opened
from reader.cli.output import complain, say, say_json
from reader.services.salvaging import Rescue, repaired, rescue
from reader.services.surroundings import warning_of
from reader.store.checks import faults
from reader.store.statistics import statistics


@click.command()
@click.option("--repair", is_flag=True, help="First mend what can be derived, after a backup.")
@library_option
@json_option
def check(repair: bool, library_path: Path | None, as_json: bool) -> int:
    """Prove that no text and no note is lost; says what is wrong, and exits with 1, where something is."""
    found = 0
    with opened(library_path) as library:
        if warning := warning_of(library.path):
            complain(warning)
        if repair:
            backup, mended = repaired(library)
            for sentence in mended:
                complain(sentence)
            if backup is not None:
                complain(f"What the library was before is kept as {backup}.")
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
@click.argument("damaged", type=any_path)
@click.argument("new", type=any_path)
@json_option
def salvage(damaged: Path, new: Path, as_json: bool) -> int:
    """Save what can be read of a DAMAGED library into a NEW one, annotations first; exits with 1 where something is lost."""
    found = rescue(damaged.absolute(), new.absolute())
    if as_json:
        say_json(_rescue_json(found))
    else:
        for table in ("annotation", "text_version", "page", "article"):
            say(f"{table}\t{found.salvaged.rows[table]}")
        for sentence in (*found.losses(), *found.salvaged.mended, *found.faults):
            say(sentence)
        say(f"{new} holds what could be saved; {damaged} was left as it is.")
    return 1 if found.losses() or found.faults else 0


def _rescue_json(found: Rescue) -> dict[str, object]:
    saved = found.salvaged
    return {
        "annotations": saved.rows["annotation"],
        "texts": saved.rows["text_version"],
        "pages": saved.rows["page"],
        "articles": saved.rows["article"],
        "from_backups": found.from_backups,
        "lost_annotations": found.lost_annotations,
        "lost_texts": saved.lost_texts,
        "changed_texts": saved.changed_texts,
        "mended": saved.mended,
        "faults": found.faults,
    }


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
