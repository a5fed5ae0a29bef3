"""What the program does, step by step, for who looks for a fault: with --debug alone, and never a text or a note."""

import logging
import platform
import sys
import traceback
from pathlib import Path

from platformdirs import user_log_path

from reader import __version__

LOG = logging.getLogger("jianbao")
LARGEST = 1_000_000  # bytes of the file; the one before it is kept
_FORM = "%(asctime)s.%(msecs)03d %(levelname)s %(message)s"


def debug_path() -> Path:
    """The file that is written to with --debug, in the user's state folder."""
    return user_log_path("jianbao", appauthor=False) / "debug.log"


def begin_debugging() -> None:
    """From now on say what is done, on stderr and in the file; where that cannot be written, on stderr alone."""
    if LOG.handlers:
        return
    from logging.handlers import RotatingFileHandler  # here: hardly any start needs it

    LOG.setLevel(logging.DEBUG)
    LOG.propagate = False
    LOG.addHandler(logging.StreamHandler(sys.stderr))
    try:
        debug_path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        debug_path().touch(mode=0o600)
        LOG.addHandler(RotatingFileHandler(debug_path(), maxBytes=LARGEST, backupCount=1, encoding="utf-8"))
    except OSError as error:
        LOG.warning("%s cannot be written (%s).", debug_path(), error.strerror)
    for handler in LOG.handlers:
        handler.setFormatter(logging.Formatter(_FORM, "%H:%M:%S"))
    LOG.info(
        "Jianbao %s, Python %s, %s; logged in %s", __version__, platform.python_version(), platform.platform(), debug_path()
    )


def where_from(error: BaseException) -> str:
    """Where an error was raised, and what caused it, without their words: those may hold what a person wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__ or error.__context__
    return f"{type(error).__name__}\n{frames}" + (f"because of {where_from(cause)}" if cause else "")


def end_debugging() -> None:
    """Say nothing more, and close the file."""
    for handler in LOG.handlers.copy():
        LOG.removeHandler(handler)
        handler.close()
    LOG.setLevel(logging.NOTSET)
    LOG.propagate = True
