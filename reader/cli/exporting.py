"""The command that exports annotations, and articles with the marks on them."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from reader.cli.options import any_path, library_option, mark_options, number, opened
from reader.cli.output import ProgressLine, complain, say, say_all
from reader.errors import ExportError
from reader.formats import ARTICLE_WRITERS, WRITERS
from reader.formats.file_names import FIELDS, PATTERN
from reader.formats.template import examples
from reader.model import ExportOrder
from reader.services.export_request import EACH, Request, Selection
from reader.services.exporting import Done, Manner, Plan, export_text, plan
from reader.services.exporting import export as write_export
from reader.services.kept_exports import last_export, remember_export
from reader.settings import load_settings
from reader.store.library import Library

_F = TypeVar("_F", bound=Callable[..., Any])
_OF_ARTICLES = {name.removeprefix("articles-"): writer for name, writer in ARTICLE_WRITERS.items()}
_FURTHER = [name for name in FIELDS if f"{{{name}}}" not in PATTERN]
_ORDERS = click.Choice([order.value for order in ExportOrder])


def _what(function: _F) -> _F:
    """What is exported, and in which order."""
    function = click.option("--order", type=_ORDERS, default=ExportOrder.PLACE.value, help="In which order.")(function)
    function = click.option("--query", default="", help="Only of the articles that this query of the search finds.")(function)
    return click.option("--article", type=number, default=0, help="Only of this article.")(mark_options(function))


def _where(function: _F) -> _F:
    """Where an export goes to."""
    names = f"How files are named: {PATTERN}, where {', '.join(f'{{{name}}}' for name in _FURTHER)} may stand too."
    look = "Print the names of the files and the first lines, and write nothing."
    function = click.option("--preview", is_flag=True, help=look)(function)
    function = click.option("--again", is_flag=True, help="Do the last export to a file or folder once more.")(function)
    function = click.option("--name", "pattern", default="", help=names)(function)
    each = "A file for each of these, in the folder that -o names."
    function = click.option("--each", type=click.Choice(EACH[1:]), help=each)(function)
    return click.option("-o", "--output", type=any_path, help="The file to write, or a folder; else stdout.")(function)


@click.command()
@click.argument("format_name", metavar="FORMAT", required=False)
@click.argument("article_format", metavar="[ARTICLE FORMAT]", required=False)
@click.option("--list", "list_formats", is_flag=True, help="List the formats.")
@click.option("--list-templates", is_flag=True, help="List the templates that come with the program.")
@click.option(
    "--copy-template",
    nargs=2,
    type=(str, any_path),
    metavar="NAME FOLDER",
    help="Copy one of them into a folder, to be changed.",
)
@click.option("--template", type=any_path, help="A template of one's own (Jinja2), in the place of FORMAT.")
@_what
@_where
@library_option
def export(
    format_name: str | None,
    article_format: str | None,
    list_formats: bool,
    list_templates: bool,
    copy_template: tuple[str, Path] | None,
    library_path: Path | None,
    again: bool,
    **asked: Any,
) -> None:
    """Write annotations in a format that other programs read, or `articles` with their marks: markdown, html or epub."""
    if list_formats or list_templates:
        (_say_formats if list_formats else _say_templates)()
    elif copy_template:
        say(str(_copied(*copy_template)))
    elif again:
        with opened(library_path) as library:
            request = last_export(library)
            if request is None:
                raise ExportError("Nothing has been exported from this library to a file yet.")
            _write(library, request)
    else:
        request = _request(format_name, article_format, **asked)
        with opened(library_path) as library:
            if asked["preview"]:
                _preview(library, request)
            elif asked["output"] is None:
                _print(library, request)
            else:
                _write(library, request)


def _say_formats() -> None:
    for writer in WRITERS.values():
        say(f"{writer.name}\t{writer.title} (*{writer.suffix})")
    for name, writer in _OF_ARTICLES.items():
        say(f"articles {name}\t{writer.title} (*{writer.suffix})")


def _say_templates() -> None:
    for path in examples():
        first = path.read_text(encoding="utf-8").partition("#}")[0].removeprefix("{#").split("\n")[0].strip()
        say(f"{path.name}\t{first}")


def _copied(name: str, folder: Path) -> Path:
    found = {path.name: path for path in examples()}
    if name not in found:
        raise ExportError(f"There is no template {name}; choose one of {', '.join(found)}.")
    target = folder / name if folder.is_dir() else folder
    if target.exists():
        raise ExportError(f"{target} is there already. Choose another place: a template that was changed is not replaced.")
    try:
        shutil.copyfile(found[name], target)
    except OSError as error:
        raise ExportError(f"{target} could not be written ({error.strerror}). Choose another place.") from error
    return target


def _request(
    format_name: str | None, article_format: str | None, output: Path | None, template: Path | None, **asked: Any
) -> Request:
    """What the options ask for. Raises UsageError for what does not go together."""
    if template is not None and format_name:
        raise click.UsageError("Give a FORMAT or a --template, not both.")
    if asked["each"] and output is None and not asked["preview"]:
        raise click.UsageError("--each needs a folder: name it with -o.")
    names = ("newspaper", "start", "end", "colour", "tag", "status", "article", "query")
    selection = Selection(**{name: asked[name] or type(getattr(Selection(), name))() for name in names})
    name = "" if template else _format(format_name, article_format)
    order, each = ExportOrder(asked["order"]), asked["each"] or ""
    source = str(template.absolute()) if template else ""
    return Request(name, output or Path("-"), selection, source, order, each, asked["pattern"])


def _format(format_name: str | None, article_format: str | None) -> str:
    if not format_name:
        raise click.UsageError("Name a format; `jianbao export --list` lists them.")
    if format_name == "articles":
        if article_format not in _OF_ARTICLES:
            raise click.UsageError(f"Articles go out as one of {', '.join(_OF_ARTICLES)}: `jianbao export articles epub`.")
        return f"articles-{article_format}"
    if format_name not in WRITERS or article_format:
        names = ", ".join([*WRITERS, "articles"])
        raise click.UsageError(f"There is no format {article_format or format_name}; choose one of {names}.")
    return format_name


def _manner() -> Manner:
    settings = load_settings()
    return Manner(settings.text("citation_style"), settings.colour_names())


class _Line:
    """How far an export is, on the terminal's last line."""

    def __init__(self) -> None:
        self.line = ProgressLine()

    def __call__(self, done: int, total: int) -> None:
        self.line.show(lambda: f"{done}/{total}")


def _print(library: Library, request: Request) -> None:
    told = _Line()
    try:
        text, count = export_text(library, request, _manner(), told)
    finally:
        told.line.clear()
    say_all(text)
    if not count:
        _complain_of_nothing(request)


def _write(library: Library, request: Request) -> None:
    told = _Line()
    try:
        done: Done = write_export(library, request, _manner(), told)
    finally:
        told.line.clear()
    remember_export(library, replace(request, path=request.path.absolute()))
    say(str(done.path))
    if not done.count:
        _complain_of_nothing(request)


def _preview(library: Library, request: Request) -> None:
    told = _Line()
    try:
        found: Plan = plan(library, request, _manner(), told)
    finally:
        told.line.clear()
    for name in found.names:
        say(name)
    say_all(f"\n{found.sample}\n")
    for taken in found.taken:
        complain(f"{taken} is there already and would be replaced.")


def _complain_of_nothing(request: Request) -> None:
    articles = request.format in ARTICLE_WRITERS
    end = "fits: there is nothing in the export."
    complain(f"No article {end}" if articles else f"No annotation {end}")
