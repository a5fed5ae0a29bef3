"""The command `jianbao` with its subcommands. The window is opened by what the caller hands over as click's `obj`."""

from importlib import import_module
from pathlib import Path

import click

from reader import __version__
from reader.cli.options import any_path, library_option, library_path_of

_COMMANDS = {
    "parse": ("reader.cli.pages", "parse"),
    "import": ("reader.cli.pages", "import_pages"),
    "articles": ("reader.cli.pages", "articles"),
    "search": ("reader.cli.finding", "search"),
    "concordance": ("reader.cli.finding", "concordance_lines"),
    "trend": ("reader.cli.finding", "trend_lines"),
    "annotate": ("reader.cli.notes", "annotate"),
    "annotations": ("reader.cli.notes", "annotations"),
    "export": ("reader.cli.notes", "export"),
    "check": ("reader.cli.upkeep", "check"),
    "stats": ("reader.cli.upkeep", "stats"),
}


class _Program(click.Group):
    """Imports a command's module when it is called, so that the window starts without the importer and the writers."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["open", *_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            module, name = _COMMANDS[cmd_name]
            found: click.Command = getattr(import_module(module), name)
            return found
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Program, invoke_without_command=True)
@click.option(
    "--library", "library_path", type=any_path, envvar="JIANBAO_LIBRARY", help="The library's file."
)
@click.version_option(__version__, prog_name="jianbao")
@click.pass_context
def program(context: click.Context, library_path: Path | None) -> None:
    """Jianbao 剪报: read archives of Chinese newspapers. Without a command, the window opens."""
    if context.invoked_subcommand is None:
        context.exit(context.obj(library_path_of(context, library_path)))


@program.command(name="open")
@click.argument("paths", nargs=-1, type=any_path)
@library_option
@click.option("--screenshot", type=any_path, help="Draw the window into a PNG file and quit.")
@click.option("--size", default="", help="The window's size in pixels, such as 1280x800.")
@click.option("--theme", default="", help="system, light, dark or sepia, for this time.")
@click.option("--language", default="", help="en or zh_CN, for this time.")
@click.pass_context
def open_window(
    context: click.Context,
    paths: tuple[Path, ...],
    library_path: Path | None,
    screenshot: Path | None,
    size: str,
    theme: str,
    language: str,
) -> int:
    """Open the window; PATHS are imported first."""
    opened: int = context.obj(library_path_of(context, library_path), paths, screenshot, size, theme, language)
    return opened
