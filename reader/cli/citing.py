"""The command that cites an article."""

from pathlib import Path

import click

from reader.cli.options import library_option, number, opened
from reader.cli.output import one_line, say_all
from reader.errors import NotFoundError
from reader.settings import load_settings
from reader.store.archive import Archive
from reader.text.references import refer, styles


@click.command()
@click.argument("article", type=number)
@click.option("--style", type=click.Choice(styles()), help="The style or format; that of the settings, where none is given.")
@library_option
def cite(article: int, style: str | None, library_path: Path | None) -> None:
    """Cite an article."""
    with opened(library_path) as library:
        found = Archive(library).article(article)
        if found is None:
            raise NotFoundError(f"There is no article {article} in {library.path}; `jianbao articles` lists them.")
    lines = refer(found, style or load_settings().text("citation_style")).split("\n")
    say_all("".join(f"{one_line(line)}\n" for line in lines))
