"""The log of errors nobody foresaw: when, which versions, and where in the program; never a text, a note or a file's name."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

LIMIT = 1_000_000  # bytes: an older log of this size is put aside as .old


def log_path() -> Path:
    """The log of this user."""
    from platformdirs import user_log_path  # not needed for the first paint

    return user_log_path("jianbao", appauthor=False) / "jianbao.log"


def log_error(error: BaseException) -> Path:
    """Note an error down without its message, which may hold words of a text; gives where."""
    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LIMIT:
            path.replace(path.with_suffix(".old"))
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{_head()}\n{_places(error)}\n")
    except OSError as failure:
        sys.stderr.write(f"The log {path} could not be written: {failure}\n")
    return path


def whole_words(error: BaseException) -> str:
    """All that is known of an error, with its message: for the eyes of the person who met it."""
    return f"{_head()}\n{''.join(traceback.format_exception(error))}\n"


def _head() -> str:
    from reader import __version__

    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, Jianbao {__version__}, Python {sys.version.split()[0]}"


def _places(error: BaseException) -> str:
    """The kinds of an error and of those that led to it, with the lines of the program where they came about."""
    told: list[str] = []
    following: BaseException | None = error
    while following is not None and len(told) < 2 * sys.getrecursionlimit():
        kind = type(following)
        told.insert(0, f"{''.join(traceback.format_tb(following.__traceback__))}{kind.__module__}.{kind.__qualname__}\n")
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "".join(told)
