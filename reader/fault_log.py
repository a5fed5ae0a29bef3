"""The log of errors nobody foresaw: when, which versions, and where in the program; never a text, a note or a file's name."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from reader import __version__
from reader.debugging import debug_path, where_from

LIMIT = 1_000_000  # bytes: an older log of this size is put aside as .old


def log_path() -> Path:
    """The log of this user."""
    return debug_path().with_name("jianbao.log")


def log_error(error: BaseException) -> Path:
    """Note an error down without its message, which may hold words of a text; gives where."""
    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LIMIT:
            path.replace(path.with_suffix(".old"))
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{_head()}\n{where_from(error)}\n")
    except OSError as failure:
        print(f"The log {path} could not be written: {failure}", file=sys.stderr)
    return path


def whole_words(error: BaseException) -> str:
    """All that is known of an error, with its message: for the eyes of the person who met it."""
    return f"{_head()}\n{''.join(traceback.format_exception(error))}\n"


def _head() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, Jianbao {__version__}, Python {sys.version.split()[0]}"
