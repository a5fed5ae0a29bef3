"""Commands on backups: backup, backups, restore."""

from datetime import datetime
from pathlib import Path

import click

from reader.cli.options import any_path, json_option, library_option, library_path_of, opened
from reader.cli.output import ProgressLine, complain, say, say_json
from reader.services.backing_up import Shown, back_up, copied_to, go_back_to, listed, wanted_file
from reader.store.backups import Reason
from reader.translation import counted


@click.command()
@click.argument("file", type=any_path, required=False)
@library_option
def backup(file: Path | None, library_path: Path | None) -> None:
    """Copy the whole library, beside its other backups or to FILE, and verify the copy; prints its name."""
    with opened(library_path) as library:
        made = copied_to(library, file) if file else back_up(library, Reason.HAND, always=True)
    say(str(made))


@click.command()
@library_option
@json_option
def backups(library_path: Path | None, as_json: bool) -> int:
    """List the backups of the library, the newest first, each verified byte by byte; exits with 1 where one is damaged."""
    path = library_path_of(click.get_current_context(), library_path).absolute()
    line = ProgressLine()
    found = listed(path, verified=True, wanted=lambda: line.show(lambda: str(path)))
    line.clear()
    for shown in found:
        if as_json:
            say_json(_json(shown))
        else:
            say(_line(shown))
    if not found:
        complain(f"There are no backups of {path} yet. `jianbao backup` makes one.")
    return 1 if any(shown.sound is False for shown in found) else 0


def _json(shown: Shown) -> dict[str, object]:
    b = shown.backup
    return {
        "id": b.id,
        "made": b.made.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "reason": str(b.reason),
        "bytes": b.bytes,
        "pages": shown.pages,
        "annotations": shown.annotations,
        "sound": shown.sound,
        "library": str(b.whole) if b.whole else None,
        "notes": str(b.notes) if b.notes else None,
    }


def _line(shown: Shown) -> str:
    b = shown.backup
    holds = "annotations alone" if b.whole is None else ""
    if shown.pages is not None:
        holds = f"{counted(shown.pages, 'page', 'pages')}, {counted(shown.annotations or 0, 'annotation', 'annotations')}"
    state = "" if shown.sound else "damaged"
    return "\t".join((b.id, _local(b.made), b.reason, f"{b.bytes / 1e6:.1f} MB", holds, state)).rstrip("\t")


def _local(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time.year > 1 else "?"


@click.command()
@click.argument("name", metavar="BACKUP")
@library_option
def restore(name: str, library_path: Path | None) -> None:
    """Make the library what BACKUP was, an id that `backups` lists or a file; what it is now is backed up first."""
    path = library_path_of(click.get_current_context(), library_path).absolute()
    file = wanted_file(path, name)
    line = ProgressLine()
    before = go_back_to(path, file.absolute(), wanted=lambda: line.show(lambda: str(file)))
    line.clear()
    say(f"{path} is now what {file} was.")
    if before is not None:
        complain(f"What it was before is kept as {before}.")
