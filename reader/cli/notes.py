"""Commands on annotations: annotate, annotations, import-annotations."""

from pathlib import Path

import click

from reader.cli.options import any_path, json_option, library_option, mark_options, number, opened
from reader.cli.output import ProgressLine, annotation_json, complain, received_json, say, say_json
from reader.model import COLOURS, Style
from reader.services.quoting import annotate as annotate_article
from reader.services.receiving import Outcome, Received, plan, receive, summary
from reader.settings import load_settings
from reader.store.annotations import Annotations
from reader.text.tags import tags as as_tags


@click.command()
@click.argument("article", type=number)
@click.option(
    "--quote", default="", help="The words to mark, as they stand in the article; none for a note on the whole of it."
)
@click.option("--prefix", default="", help="What stands before them, where they occur more than once.")
@click.option("--suffix", default="", help="What stands after them.")
@click.option("--nth", type=click.IntRange(1, 2**63 - 1), help="Which of several, counted from 1.")
@click.option("--colour", type=click.Choice(COLOURS), default=COLOURS[0], help="The colour; yellow, where none is given.")
@click.option("--underline", is_flag=True, help="Underline the words instead of highlighting them.")
@click.option("--note", default="", help="A note, in Markdown.")
@click.option("--tag", "tags", multiple=True, help="A tag, or several parted by commas; may be given again.")
@library_option
def annotate(
    article: int,
    quote: str,
    prefix: str,
    suffix: str,
    nth: int | None,
    colour: str,
    underline: bool,
    note: str,
    tags: tuple[str, ...],
    library_path: Path | None,
) -> None:
    """Mark words of an article, or write a note on the whole of it; prints the new annotation's id."""
    if not quote.strip() and not note.strip() and not as_tags(tags):
        raise click.UsageError("Give --quote with words of the article, or --note or --tag for a note on the whole of it.")
    if not quote.strip() and (prefix or suffix or nth or underline):
        raise click.UsageError("--prefix, --suffix, --nth and --underline go with --quote.")
    author, style = load_settings().text("author"), Style.UNDERLINE if underline else Style.SOLID
    with opened(library_path) as library:
        made = annotate_article(library, article, quote.strip(), prefix, suffix, colour, note, tags, author, nth, style)
    say(made.id)


@click.command()
@mark_options
@library_option
@json_option
def annotations(
    newspaper: str,
    start: str,
    end: str,
    colour: str | None,
    tag: str,
    status: str | None,
    library_path: Path | None,
    as_json: bool,
) -> None:
    """List the annotations of the library, by place."""
    with opened(library_path) as library:
        for annotation in Annotations(library).find(newspaper, start, end, colour or "", tag, status or ""):
            if as_json:
                say_json(annotation_json(annotation))
            else:
                quote, note = (" ".join(text.split()) for text in (annotation.quote, annotation.note))
                say(f"{annotation.short_id}\t{annotation.colour}\t{quote}\t{note}")


@click.command(name="import-annotations")
@click.argument("file", type=any_path)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@library_option
@json_option
def import_annotations(file: Path, dry_run: bool, library_path: Path | None, as_json: bool) -> int:
    """Bring annotations in: Jianbao JSON, W3C JSON-LD, Hypothesis, or a table (CSV) of highlights."""
    line = ProgressLine()
    with opened(library_path) as library:
        found = (plan if dry_run else receive)(library, file, lambda done, total: line.show(lambda: f"{done}/{total}"))
    line.clear()
    for received in found.received:
        if as_json:
            say_json(received_json(received))
        elif received.reason or received.outcome is not Outcome.KEPT:
            say(_line(received))
        if received.outcome is Outcome.SKIPPED:
            complain(received.reason)
    if not as_json:
        say(summary(found))
    if found.backup:
        complain(f"The library as it was before is kept as {found.backup}.")
    return 1 if any(r.outcome is Outcome.SKIPPED for r in found.received) else 0


def _line(received: Received) -> str:
    """What became of an annotation, for a person: with all that was marked and written, where it has no other place."""
    words = (" ".join(text.split()) for text in (received.quote, received.note, received.reason))
    return "\t".join((received.outcome, received.id, *words))
