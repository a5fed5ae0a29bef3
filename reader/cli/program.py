"""The command `jianbao` with its subcommands. The window is opened by what the caller hands over as click's `obj`."""

import os
import re
from importlib import import_module
from pathlib import Path

import click

from reader import __version__
from reader.cli.options import any_path, library_option, library_path_of
from reader.debugging import LOG, begin_debugging
from reader.errors import ReaderError
from reader.safe_mode import start_safely
from reader.settings import LIBRARY_SUFFIX, choices

_SMALLEST, _LARGEST = 200, 16384  # pixels of a window's side

_COMMANDS = {
    "parse": ("reader.cli.pages", "parse"),
    "import": ("reader.cli.pages", "import_pages"),
    "articles": ("reader.cli.pages", "articles"),
    "search": ("reader.cli.finding", "search"),
    "concordance": ("reader.cli.finding", "concordance_lines"),
    "trend": ("reader.cli.finding", "trend_lines"),
    "annotate": ("reader.cli.notes", "annotate"),
    "annotations": ("reader.cli.notes", "annotations"),
    "export": ("reader.cli.exporting", "export"),
    "import-annotations": ("reader.cli.notes", "import_annotations"),
    "cite": ("reader.cli.citing", "cite"),
    "check": ("reader.cli.upkeep", "check"),
    "backup": ("reader.cli.backups", "backup"),
    "backups": ("reader.cli.backups", "backups"),
    "restore": ("reader.cli.backups", "restore"),
    "salvage": ("reader.cli.upkeep", "salvage"),
    "undo": ("reader.cli.history", "undo"),
    "redo": ("reader.cli.history", "redo"),
    "steps": ("reader.cli.history", "steps"),
    "stats": ("reader.cli.upkeep", "stats"),
    "desktop": ("reader.cli.desktop", "desktop"),
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


@click.group(cls=_Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", "library_path", type=any_path, envvar="JIANBAO_LIBRARY", help="The library's file.")
@click.option("--debug", is_flag=True, help="Say on stderr and in the state folder what is done, for who looks for a fault.")
@click.version_option(__version__, prog_name="jianbao")
@click.pass_context
def program(context: click.Context, library_path: Path | None, debug: bool) -> None:
    """Jianbao 剪报: read archives of Chinese newspapers. Without a command, the window opens."""
    if debug:
        begin_debugging()
        LOG.debug("command line: %s", context.invoked_subcommand or "the window")
    if context.invoked_subcommand is None:
        # What is to be watched is this program, not one that runs already.
        own = {"new_instance": True} if debug else {}
        context.exit(context.obj(library_path_of(context, library_path), **own))


def _size(context: click.Context, option: click.Parameter, value: str) -> str:
    """A width and a height in pixels that a window can have."""
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", value, re.ASCII)
    if value and not (found and all(_SMALLEST <= int(n) <= _LARGEST for n in found.groups())):
        words = f"{value!r} is no size: write width, x and height in pixels, as 1280x800, each {_SMALLEST} to {_LARGEST}."
        raise click.BadParameter(words, context, option)
    return value


def _target(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """A file that a picture can be written to."""
    if value is None:
        return None
    folder = value.absolute().parent
    if not os.path.isdir(folder):
        raise ReaderError(f"The folder {folder} does not exist. Make it, or choose another place for the picture.")
    if os.path.isdir(value) or not os.access(value if os.path.exists(value) else folder, os.W_OK):
        raise ReaderError(f"{value} cannot be written. Choose another place for the picture.")
    return value


def _parted(words: tuple[str, ...]) -> tuple[tuple[Path, ...], str, Path | None]:
    """What `open` is to import, the link that it is to follow, and the library among the files, as a desktop names them.

    Raises ReaderError for what is not there.
    """
    links = [word for word in words if word.startswith("jianbao:")]
    paths = [_path(word) for word in words if word not in links]
    for path in paths:
        if not os.path.exists(path):
            raise ReaderError(f"{path} does not exist. Check the name.")
    libraries = [path for path in paths if path.suffix == LIBRARY_SUFFIX]
    if len(links) > 1:
        raise click.UsageError("One link can be followed at a time.")
    if len(libraries) > 1:
        raise click.UsageError("One library can be opened at a time.")
    return tuple(path for path in paths if path not in libraries), "".join(links), libraries[0] if libraries else None


def _path(word: str) -> Path:
    """A file as a person or a desktop names it: by its path or its address."""
    if not word.startswith("file:"):
        return Path(word)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(word).path))


@program.command(name="open")
@click.argument("words", nargs=-1, metavar="[PATH|LINK]...")
@library_option
@click.option("--screenshot", type=any_path, callback=_target, help="Draw the window into a PNG file and quit.")
@click.option("--size", callback=_size, default="", help="The window's size in pixels, such as 1280x800.")
@click.option("--theme", type=click.Choice(choices("theme")), help="The colours, for this time.")
@click.option("--language", type=click.Choice(choices("language")), help="The language, for this time.")
@click.option("--new-instance", is_flag=True, help="Start another program though one is running.")
@click.option("--safe-mode", is_flag=True, help="Leave out session and settings, for this time.")
@click.option("--debug", is_flag=True, help="Say on stderr and in the state folder what is done; in a program of its own.")
@click.pass_context
def open_window(
    context: click.Context,
    words: tuple[str, ...],
    library_path: Path | None,
    screenshot: Path | None,
    size: str,
    theme: str | None,
    language: str | None,
    new_instance: bool,
    safe_mode: bool,
    debug: bool,
) -> int:
    """Open the window; PATHs are imported first, a library (.jianbao) among them is opened.

    A LINK (jianbao://open?...) out of an export leads to its annotation.

    Where the program runs already, it opens all this in a window of its own and this call ends.
    """
    if debug:
        begin_debugging()
    if safe_mode:
        start_safely()
    paths, link, found = _parted(words)
    if found and library_path:
        raise click.UsageError(f"Name one library: {found} or --library {library_path}.")
    alone = new_instance or safe_mode or debug or bool(context.find_root().params.get("debug"))
    library = found or library_path_of(context, library_path)
    opened: int = context.obj(library, paths, screenshot, size, theme or "", language or "", link, alone)
    return opened
