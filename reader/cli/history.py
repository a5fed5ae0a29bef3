"""Commands on the journal of steps: undo, redo, steps."""

from pathlib import Path

import click

from reader.cli.options import json_option, library_option, opened
from reader.cli.output import say, say_json
from reader.errors import NotFoundError
from reader.services.history import History
from reader.store.journal import Journal


@click.command()
@library_option
def undo(library_path: Path | None) -> None:
    """Take back the last step that changed annotations or pages, in the window or here; what else was changed stays."""
    _turn(library_path, "undo", "Undone")


@click.command()
@library_option
def redo(library_path: Path | None) -> None:
    """Do again the step that was taken back last."""
    _turn(library_path, "redo", "Done again")


def _turn(library_path: Path | None, way: str, said: str) -> None:
    with opened(library_path) as library:
        history = History(library)
        if not (history.undoable if way == "undo" else history.redoable):
            raise NotFoundError(f"There is nothing to {way} in {library.path}.")
        step, _ = history.undo() if way == "undo" else history.redo()
        say(f"{said}: {step.label}")


@click.command()
@library_option
@json_option
def steps(library_path: Path | None, as_json: bool) -> None:
    """List the steps that can be undone, the last one first, after those that can be done again."""
    with opened(library_path) as library:
        journal = Journal(library)
        undone, done = journal.steps(undone=True), journal.steps(undone=False)
    for state, listed in (("undone", undone), ("done", reversed(done))):
        for number, label in listed:
            if as_json:
                say_json({"id": number, "step": label, "state": state})
            else:
                say(f"{label}\t({state})" if state == "undone" else label)
