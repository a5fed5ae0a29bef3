"""Commands that find: search, concordance, trend."""

import csv
import dataclasses
import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from reader.cli.options import filter_options, json_option, library_option, number, opened
from reader.cli.output import ProgressLine, say, say_all, say_json
from reader.errors import ReaderError
from reader.model import UNTITLED, Place
from reader.services.concordances import WIDTH, By, Line, Period, Sort, concordance, trend
from reader.services.searching import Filters, Hit, Order, count, each_hit, made_ready, understood
from reader.services.searching_notes import FoundNote, search_annotations
from reader.store.library import Library
from reader.text.query import Query, iso_date

_words = {"ignore_unknown_options": True}  # -word leaves a word out; it is no option
_query = click.argument("words", nargs=-1, required=True, metavar="QUERY...")
_csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a heading line.")
_page = click.option("--page", default="", help="Only this page, such as A1.")


@click.command(context_settings=_words)
@_query
@click.option("--limit", type=number, help="At most so many.")
@click.option("--in", "where", type=click.Choice(["articles", "annotations"]), default="articles", help="What to search.")
@click.option("--order", type=click.Choice([o.value for o in Order]), default=Order.HEADLINES.value, help="Which come first.")
@click.option("--count", "only_count", is_flag=True, help="Print how many there are.")
@filter_options
@_page
@library_option
@json_option
def search(
    words: tuple[str, ...],
    limit: int | None,
    where: str,
    order: str,
    only_count: bool,
    newspaper: str,
    start: str,
    end: str,
    page: str,
    library_path: Path | None,
    as_json: bool,
) -> None:
    """Find articles: words, "exact strings", -without, OR, headline: byline: newspaper: date: page: tag: colour:.

    headline: looks in kicker, headline and subhead; newspaper: takes a part of the name, --newspaper the whole.
    """
    query, filters = _understood(words), _filters(newspaper, start, end, page)
    with opened(library_path) as library:
        _make_ready(library)
        if where == "annotations":
            notes = list(search_annotations(library, query, filters))[:limit]
            if only_count:
                say(str(len(notes)))
            for note in notes if not only_count else ():
                _say_found(_note_json(note), as_json, note.title)
        elif only_count:
            say(str(count(library, query, filters)))
        else:
            for hit in each_hit(library, query, filters, Order(order), limit):
                _say_found(_hit_json(hit), as_json, hit.title)


def _understood(words: tuple[str, ...]) -> Query:
    """The query that was typed. Raises ReaderError for one with nothing to look for."""
    query = understood(" ".join(words), wait=True)
    if query.root is None:
        raise ReaderError('There is nothing to search for. Type a word, or an "exact string" in quotation marks.')
    return query


def _make_ready(library: Library) -> None:
    """Make an index of an older form anew, and tell how far it is."""
    line = ProgressLine()
    for share in made_ready(library):
        line.show(partial("The search index is made anew: {:.0%}".format, share))
    line.clear()


@click.command(name="concordance", context_settings=_words)
@_query
@click.option("--width", type=number, default=WIDTH, show_default=True, help="Characters on either side.")
@click.option("--sort", type=click.Choice([s.value for s in Sort]), default=Sort.DATE.value, help="Sorted by what.")
@filter_options
@_page
@_csv
@library_option
@json_option
def concordance_lines(
    words: tuple[str, ...],
    width: int,
    sort: str,
    newspaper: str,
    start: str,
    end: str,
    page: str,
    as_csv: bool,
    library_path: Path | None,
    as_json: bool,
) -> None:
    """Print every hit in its context, a line each."""
    _one_form(as_csv, as_json)
    query = _understood(words)
    with opened(library_path) as library:
        _make_ready(library)
        lines = concordance(library, query, _filters(newspaper, start, end, page), width, Sort(sort))
        if as_csv or as_json:
            _say_rows(lines, Line, as_csv)
            return
        for line in lines:
            say(f"{line.date or '?'}\t{line.left}\t{line.hit}\t{line.right}")


@click.command(name="trend")
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
@click.option("--by", type=click.Choice([b.value for b in By]), default=By.YEAR.value, show_default=True, help="Count by.")
@filter_options
@_page
@_csv
@library_option
@json_option
def trend_lines(
    phrases: tuple[str, ...],
    by: str,
    newspaper: str,
    start: str,
    end: str,
    page: str,
    as_csv: bool,
    library_path: Path | None,
    as_json: bool,
) -> None:
    """Count phrases, each an exact string, over time."""
    _one_form(as_csv, as_json)
    if not all(phrase.strip() for phrase in phrases):
        raise click.UsageError("There is nothing to count: a phrase is empty.")
    with opened(library_path) as library:
        _make_ready(library)
        periods = trend(library, list(phrases), By(by), _filters(newspaper, start, end, page))
        if as_csv or as_json:
            _say_rows(periods, Period, as_csv)
            return
        for p in periods:
            say(f"{p.phrase}\t{p.period or '?'}\t{p.articles}\t{p.hits}\t{p.per_10k_articles}")


def _one_form(as_csv: bool, as_json: bool) -> None:
    if as_csv and as_json:
        raise click.UsageError("Choose one of --csv and --json.")


def _filters(newspaper: str, start: str, end: str, page: str) -> Filters:
    return Filters(newspaper, iso_date(start) or start, iso_date(end) or end, page)


def _hit_json(hit: Hit) -> dict[str, Any]:
    return _found_json(hit.article, hit.place, hit.title, hit.snippet, hit.marks)


def _note_json(note: FoundNote) -> dict[str, Any]:
    mark = note.annotation
    found = _found_json(mark.article_id, note.place, note.title, note.snippet, note.marks)
    return found | {"annotation": mark.id, "note": mark.note, "colour": mark.colour, "tags": mark.tags, "status": mark.status}


def _found_json(article: int, place: Place, title: str, snippet: str, marks: Iterable[tuple[int, int]]) -> dict[str, Any]:
    return {
        "article": article,
        "newspaper": place.newspaper,
        "date": place.date,
        "page": place.label,
        "headline": None if title.startswith(UNTITLED) else title,
        "snippet": snippet,
        "hits": list(marks),
    }


def _say_found(found: dict[str, Any], as_json: bool, title: str) -> None:
    if as_json:
        say_json(found)
        return
    place = f"{found['newspaper'] or '?'} {found['date'] or '?'} {found['page'] or '?'}"
    say(f"{found['article']}\t{place}\t{title}")
    say(f"\t{found['snippet']}")


def _say_rows(rows: Iterable[Line | Period], kind: type[Line | Period], as_csv: bool) -> None:
    """Print values as JSON Lines, or as CSV with their names at the top."""
    if not as_csv:
        for row in rows:
            say_json(dataclasses.asdict(row))
        return
    _say_csv([field.name for field in dataclasses.fields(kind)])
    for row in rows:
        _say_csv(dataclasses.astuple(row))


def _say_csv(values: Iterable[object]) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(["" if value is None else value for value in values])
    say_all(line.getvalue())
