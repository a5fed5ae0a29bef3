"""The command that makes the program known to the desktop, and unknown again."""

import click

from reader.cli.output import complain, say
from reader.services.desktop_files import install_desktop_files, remove_desktop_files, this_command


@click.command()
@click.option(
    "--install", "action", flag_value="install", help="Put menu entry, icon, file type and link type into your data folder."
)
@click.option("--remove", "action", flag_value="remove", help="Take them out again.")
def desktop(action: str | None) -> None:
    """Make the program known to a Linux desktop, for you alone: its menu, .jianbao files, jianbao: links. One line a file."""
    if action is None:
        raise click.UsageError("Say --install or --remove.")
    paths = install_desktop_files(this_command()) if action == "install" else remove_desktop_files()
    for path in paths:
        say(str(path))
    if not paths:
        complain("Nothing was installed.")
