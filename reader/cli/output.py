"""How the command line speaks: JSON Lines or lines for a person on stdout, sentences about faults on stderr."""

import dataclasses
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from reader.errors import ReaderError
from reader.model import Annotation, Article, Flag

if TYPE_CHECKING:
    from reader.services.receiving import Received

REWRITTEN = 0.2  # seconds between two states of a progress line
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def say_json(value: dict[str, Any]) -> None:
    """Print one object as a line of JSON. Lone surrogates, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(value, ensure_ascii=False)
    say_all(f"{line if line.isprintable() or line.isascii() or _encodable(line) else json.dumps(value)}\n")


def say(line: str) -> None:
    """Print a line for a person: one, and harmless to the terminal, whatever is in it."""
    say_all(f"{one_line(line)}\n")


def say_all(text: str) -> None:
    """Print a text as it stands, at once. Raises ReaderError where it cannot be written, BrokenPipeError where nobody reads."""
    if sys.stdout is None:  # a program without a terminal on Windows
        return
    try:
        sys.stdout.write(text if _encodable(text) else text.encode("utf-8", "backslashreplace").decode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        stop_output()
        raise ReaderError(f"The output could not be written ({error.strerror}). What was done until then is kept.") from error


def stop_output() -> None:
    """Let what is still to be printed go nowhere: else Python tries again at its end, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(sentence: str) -> None:
    """Print a sentence about something that went wrong on stderr; where that cannot be written, work goes on all the same."""
    with suppress(OSError):
        click.echo(one_line(sentence), err=True)


def one_line(text: str) -> str:
    """A text with escapes for line breaks and other control characters but tabs, which names of files may hold."""
    return text if text.isprintable() else _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


class ProgressLine:
    """A line on a terminal that rewrites itself while long work goes on; nothing in a pipe. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shown = False
        self._next = 0.0

    def show(self, words: Callable[[], str]) -> None:
        """Write the line, if there is a terminal and it was not written just now; as much of it as fits."""
        if not sys.stderr.isatty() or self._clock() < self._next:
            return
        self._next = self._clock() + REWRITTEN
        line = cut_to_columns(words(), shutil.get_terminal_size().columns - 1)
        click.echo(f"\r\x1b[K{line}", nl=False, err=True)
        self._shown = True

    def clear(self) -> None:
        """Take the line away, before anything else is printed."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._shown = False
            self._next = 0.0


def cut_to_columns(line: str, columns: int) -> str:
    """As much of a line as fits: a Chinese character takes two columns. What no terminal shows is left out."""
    shown, width = "", 0
    for character in line:
        if character.isprintable():
            width += 2 if east_asian_width(character) in "WF" else 1
            if width > columns:
                break
            shown += character
    return shown


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


def received_json(received: "Received") -> dict[str, Any]:
    """What became of an annotation that was brought, as `jianbao import-annotations --json` prints it."""
    fields = dataclasses.asdict(received)
    return {"id": received.id or None, "outcome": received.outcome, "article": received.article or None} | {
        name: fields[name] for name in ("quote", "note", "conflict", "reason")
    }


def _encodable(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
