"""Commands on pages and articles: parse, import, articles."""

import dataclasses
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import click

from reader.cli.options import (
    any_path,
    filter_options,
    iso_date,
    json_option,
    library_option,
    library_path_of,
    one_line,
    opened,
)
from reader.cli.output import ProgressLine, article_json, complain, say, say_json
from reader.errors import ReaderError
from reader.formats import READERS, Complaint, ReadOptions
from reader.model import Page
from reader.pages import parsed, reconstruct
from reader.services.backing_up import before_import
from reader.services.carrying import NOTHING_KEPT, Kept
from reader.services.files import files_of, items_of
from reader.services.given import Given
from reader.services.importing import Outcome, Progress, failures, import_paths
from reader.services.pace import Stopwatch
from reader.services.watching import watch
from reader.store.archive import Archive
from reader.translation import counted

_paths = click.argument("paths", nargs=-1, required=True, type=any_path)
_paths_or_none = click.argument("paths", nargs=-1, type=any_path)


@click.command()
@_paths
@json_option
def parse(paths: tuple[Path, ...], as_json: bool) -> int:
    """Take pages apart into articles, without a library."""
    failed = 0
    for file in files_of(paths):
        try:
            if file.complaint:
                raise ReaderError(file.complaint)
            for item in items_of(file.path, named=file.named):
                if isinstance(item, Complaint):
                    failed += item.grave and not item.foreign
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


def _fields(context: click.Context, option: click.Parameter, said: tuple[str, ...]) -> ReadOptions | None:
    """How a file of articles names its fields."""
    try:
        return ReadOptions.of(said) if said else None
    except ReaderError as error:
        raise click.BadParameter(str(error), context, option) from error


@click.command(name="import")
@_paths_or_none
@click.option("--list", "list_formats", is_flag=True, help="List the formats that can be read.")
@click.option("--newspaper", callback=one_line, help="The newspaper of these pages; '' takes back what was given before.")
@click.option("--date", callback=iso_date, help="Their date, such as 2021-01-20.")
@click.option("--page", callback=one_line, help="Their page label, such as A1.")
@click.option("--field", "options", multiple=True, callback=_fields, help="A field of a file of articles: headline=title.")
@click.option("--again", is_flag=True, help="Take pages apart anew whose text is there already; repairs by hand stay.")
@click.option("-v", "--verbose", is_flag=True, help="Name the files in folders that are no newspapers.")
@click.option("--watch", "watched", is_flag=True, help="Go on importing what comes into folders, until Ctrl+C.")
@library_option
@json_option
def import_pages(
    paths: tuple[Path, ...],
    list_formats: bool,
    newspaper: str | None,
    date: str | None,
    page: str | None,
    options: ReadOptions | None,
    again: bool,
    verbose: bool,
    watched: bool,
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
    given = Given(newspaper, date, page, options, again)
    path = library_path_of(click.get_current_context(), library_path)
    nothing = None if watched or os.path.lexists(path) else failures(paths, given)  # no library is made for what cannot be read
    with ProgressReport() as report:
        told = _Told(as_json, verbose, report.line)
        if nothing is not None:
            told.outcomes(nothing)
            return told.end()
        with opened(path, must_exist=False) as library:
            if failure := before_import(library):
                complain(failure)
            try:
                told.outcomes((watch if watched else import_paths)(library, paths, given, report))
            except KeyboardInterrupt:
                if not watched:
                    raise  # a watch has no other end
    return told.end()


class ProgressReport(AbstractContextManager["ProgressReport"]):
    """Reports of an import on the terminal's last line."""

    def __init__(self) -> None:
        self.line = ProgressLine()
        self._stopwatch = Stopwatch()

    def __call__(self, progress: Progress) -> None:
        self._stopwatch.take(progress)
        self.line.show(lambda: self._words(progress))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.line.clear()

    def _words(self, progress: Progress) -> str:
        percent = f"{100 * progress.read // max(1, progress.weight)} %"
        parts = [f"{progress.done}/{progress.total}", percent, self._stopwatch.words(progress), progress.source]
        return "  ".join(part for part in parts if part)


class _Told:
    """Tells what became of each file, and at the end of those that are none of ours."""

    def __init__(self, as_json: bool, verbose: bool, line: ProgressLine) -> None:
        self._as_json, self._verbose, self._line = as_json, verbose, line
        self._failed = self._read = self._skipped = 0

    def outcomes(self, outcomes: Iterable[Outcome | None]) -> None:
        for outcome in outcomes:
            self._line.clear()
            if outcome is None:
                continue
            self._failed += outcome.outcome == "failed" or outcome.error is not None
            self._read += outcome.pages
            self._skipped += len(outcome.skipped)
            for sentence in outcome.skipped if self._verbose else ():
                complain(sentence)
            if outcome.outcome != "skipped":
                self._one(outcome)

    def _one(self, outcome: Outcome) -> None:
        if self._as_json:
            say_json(dataclasses.asdict(outcome))
        elif outcome.outcome != "failed":
            counts = counted(outcome.articles, "article", "articles")
            say(f"{outcome.outcome}\t{counts}\t{outcome.source}{_kept_words(outcome.annotations)}")
        if outcome.error and not self._as_json:
            complain(outcome.error)
        if outcome.notice and not self._as_json:
            complain(outcome.notice)
        if outcome.review:
            need = counted(outcome.review, "annotation needs", "annotations need")
            complain(f"{outcome.source}: {need} a look: the words were not found again.")

    def end(self) -> int:
        """The last sentences, and the exit code."""
        if self._skipped:
            names = "" if self._verbose else "; -v names them"
            complain(f"Passed over, because they are no newspaper pages: {self._skipped} of the files found{names}.")
        return 1 if self._failed or (self._skipped and not self._read) else 0


def _kept_words(kept: Kept) -> str:
    """What became of the annotations of a page that came back changed; '' where it has none."""
    words = f"{kept.unchanged} unchanged, {kept.moved} moved, {kept.changed} with changed text, {kept.review} in need of review"
    return f"\tannotations: {words}" if kept != NOTHING_KEPT else ""


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
