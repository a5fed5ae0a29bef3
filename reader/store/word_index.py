"""Dictionaries made ready to be asked: one file for each in the user's cache, made anew where the dictionary has changed."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from reader.errors import UnreadableFileError
from reader.model import DictionaryEntry
from reader.text.folding import fold

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, forms TEXT NOT NULL, pinyin TEXT NOT NULL, meanings TEXT NOT NULL,
  dictionary TEXT NOT NULL) STRICT;
CREATE TABLE form (folded TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (folded, entry)) STRICT, WITHOUT ROWID;
"""
_AT_ONCE = 500  # entries between two looks whether to go on


def is_made(file: Path) -> bool:
    """Whether a dictionary was made ready in this file."""
    return file.exists()


def make(file: Path, entries: Iterable[DictionaryEntry], go_on: Callable[[], None]) -> None:
    """Make a dictionary ready; the file is whole or not there. `go_on` is called now and then, and may raise to stop.

    Raises UnreadableFileError where the file cannot be written.
    """
    unfinished = file.with_suffix(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA} BEGIN;")
            source, number = iter(entries), 0
            while some := list(islice(source, _AT_ONCE)):
                go_on()
                rows = [(json.dumps(e.forms), e.pinyin, "\n".join(e.meanings), e.dictionary) for e in some]
                numbered = ((number + n, *row) for n, row in enumerate(rows))
                connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", numbered)
                forms = {(fold(form), number + n) for n, entry in enumerate(some) for form in entry.forms}
                connection.executemany("INSERT INTO form VALUES (?, ?)", forms)
                number += len(some)
            connection.execute("COMMIT")
        os.replace(unfinished, file)
    except (OSError, sqlite3.Error) as error:
        raise UnreadableFileError(f"What a dictionary says cannot be kept in {file.parent} ({error}).") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def forget(files: Iterable[Path], but: Path) -> None:
    """Remove what was kept of a dictionary as it was before."""
    for file in files:
        if file != but:
            with suppress(OSError):  # another program may be reading it
                file.unlink()


def entries_of(file: Path, words: Sequence[str]) -> dict[str, list[DictionaryEntry]]:
    """What a dictionary says of words in whichever forms, those of the very form first.

    Raises UnreadableFileError where the file is damaged, which is then made anew the next time.
    """
    found: dict[str, list[DictionaryEntry]] = {}
    sql = "SELECT forms, pinyin, meanings, dictionary FROM form JOIN entry ON id = entry WHERE folded = ? ORDER BY id"
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            for word in words:
                rows = connection.execute(sql, (fold(word),)).fetchall()
                made = [DictionaryEntry(tuple(json.loads(r[0])), r[1], tuple(r[2].splitlines()), r[3]) for r in rows]
                if made:
                    found[word] = sorted(made, key=lambda entry: word not in entry.forms)
    except (sqlite3.Error, ValueError) as error:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        raise UnreadableFileError(
            f"What was kept of a dictionary in {file} was damaged; it is made anew the next time."
        ) from error
    return found
