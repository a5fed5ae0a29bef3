"""How the command line speaks: JSON Lines or lines for a person on stdout, sentences about faults on stderr."""

import dataclasses
import json
import sys
from typing import Any

import click

from reader.model import Annotation, Article, Flag


def say_json(value: dict[str, Any]) -> None:
    """Print one object as a line of JSON. Lone surrogates, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(value, ensure_ascii=False)
    click.echo(line if line.isprintable() or line.isascii() or _encodable(line) else json.dumps(value))


def say(line: str) -> None:
    """Print a line for a person."""
    click.echo(line if _encodable(line) else line.encode("utf-8", "backslashreplace").decode("utf-8"))


def complain(sentence: str) -> None:
    """Print a sentence about something that went wrong on stderr."""
    click.echo(sentence, err=True)


def show_progress(done: int, total: int, what: str) -> None:
    """Show on a terminal how far long work is; nothing in a pipe."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done}/{total} {what}", nl=done >= total, err=True)


def article_json(article: Article) -> dict[str, Any]:
    """An article as `jianbao articles --json` prints it; null where nothing is known."""
    place = article.place
    return {
        "id": article.id,
        "newspaper": place.newspaper,
        "date": place.date,
        "page": place.label,
        "page_name": place.name,
        "kicker": article.kicker or None,
        "headline": article.headline or None,
        "subhead": article.subhead or None,
        "byline": article.byline or None,
        "dateline": article.dateline or None,
        "paragraphs": article.paragraphs,
        "captions": [dataclasses.asdict(c) for c in article.captions],
        "jump": article.jump or None,
        "source": article.origin or article.source,
        "file": article.source,
        "confidence": article.confidence,
        "flags": [flag_json(f) for f in article.flags],
    }


def flag_json(flag: Flag) -> dict[str, Any]:
    """A doubt about an article; `at` is the code point of the page's text."""
    return {"kind": flag.kind, "at": flag.at, "paragraph": flag.paragraph, "note": flag.note, "confidence": flag.confidence}


def annotation_json(annotation: Annotation) -> dict[str, Any]:
    """An annotation as `jianbao annotations --json` prints it."""
    fields = dataclasses.asdict(annotation)
    return {"id": annotation.id, "article": fields.pop("article_id"), **fields}


def _encodable(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
