"""Commands on pages and articles: parse, import, articles."""

import dataclasses
from pathlib import Path

import click

from reader.cli.options import any_path, filter_options, iso_date, json_option, library_option, opened
from reader.cli.output import article_json, complain, say, say_json, show_progress
from reader.errors import ReaderError
from reader.formats import READERS, Complaint, ReadOptions
from reader.model import Page
from reader.pages import parsed, reconstruct
from reader.services.files import files_of, items_of
from reader.services.importing import Given, Progress, import_paths
from reader.store.archive import Archive

_paths = click.argument("paths", nargs=-1, required=True, type=any_path)
_paths_or_none = click.argument("paths", nargs=-1, type=any_path)


@click.command()
@_paths
@json_option
def parse(paths: tuple[Path, ...], as_json: bool) -> int:
    """Take pages apart into articles, without a library."""
    failed = 0
    for path, complaint in files_of(paths):
        try:
            if complaint:
                raise ReaderError(complaint)
            for item in items_of(path):
                if isinstance(item, Complaint):
                    failed += item.grave
                    complain(item.sentence)
                    continue
                found = parsed(reconstruct(item) if isinstance(item, Page) else item)
                if as_json:
                    say_json(found)
                else:
                    say(f"{found['source']}: {found['newspaper'] or '?'} {found['date'] or '?'} {found['page'] or '?'}")
                    for article in found["articles"]:
                        say(f"  {article['headline'] or '[无题] ' + ''.join(article['paragraphs'])[:16]}")
        except ReaderError as error:
            failed += 1
            complain(str(error))
    return 1 if failed else 0


@click.command(name="import")
@_paths_or_none
@click.option("--list", "list_formats", is_flag=True, help="List the formats that can be read.")
@click.option("--newspaper", default="", help="The newspaper of these pages, above what they say.")
@click.option("--date", callback=iso_date, default="", help="Their date, such as 2021-01-20.")
@click.option("--page", default="", help="Their page label, such as A1.")
@click.option("--field", "fields", multiple=True, help="A field of a file of articles, such as headline=title.")
@library_option
@json_option
def import_pages(
    paths: tuple[Path, ...],
    list_formats: bool,
    newspaper: str,
    date: str,
    page: str,
    fields: tuple[str, ...],
    library_path: Path | None,
    as_json: bool,
) -> int:
    """Bring files, folders and archives of pages into the library."""
    if list_formats:
        for reader in READERS.values():
            say(f"{reader.name}\t{reader.title} (*{' *'.join(reader.suffixes)})")
        return 0
    if not paths:
        raise click.UsageError("Name files or folders to import; `jianbao import --list` lists the formats.")
    failed = 0

    def report(progress: Progress) -> None:
        show_progress(progress.done, progress.total, progress.source)

    with opened(library_path, must_exist=False) as library:
        given = Given(newspaper, date, page, ReadOptions.of(fields) if fields else None)
        for outcome in import_paths(library, paths, given, report):
            failed += outcome.outcome == "failed" or outcome.error is not None
            if outcome.error and not as_json:
                complain(outcome.error)
            if as_json:
                say_json(dataclasses.asdict(outcome))
            elif outcome.outcome != "failed":
                say(f"{outcome.outcome}\t{outcome.articles} articles\t{outcome.source}")
            if outcome.review:
                complain(f"{outcome.source}: {outcome.review} annotations need a look: their words were not found again.")
    return 1 if failed else 0


@click.command()
@filter_options
@click.option("--page", default="", help="Only this page, such as A1.")
@library_option
@json_option
def articles(newspaper: str, start: str, end: str, page: str, library_path: Path | None, as_json: bool) -> None:
    """List the articles of the library."""
    with opened(library_path) as library:
        archive = Archive(library)
        for article_id in archive.article_ids(newspaper, start, end, page):
            article = archive.article(article_id)
            assert article is not None
            if as_json:
                say_json(article_json(article))
            else:
                place = article.place
                say(f"{article.id}\t{place.newspaper or '?'} {place.date or '?'} {place.label or '?'}\t{article.title}")
