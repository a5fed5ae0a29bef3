"""Puts the pieces together: the console command, and the window behind `jianbao open`."""

import io
import os
import signal
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from reader.debugging import LOG, where_from
from reader.errors import Cancelled, ReaderError
from reader.settings import default_library


class _Terminated(KeyboardInterrupt):
    """The system's wish that the program end (SIGTERM): it stops as by Ctrl+C, so that all is kept and put away."""


def _terminate(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _open_window(
    library_path: Path,
    paths: Sequence[Path] = (),
    screenshot: Path | None = None,
    size: str = "",
    theme: str = "",
    language: str = "",
    link: str = "",
    new_instance: bool = False,
) -> int:
    from reader.qt.application import show_window  # here, so that the command line starts without Qt

    try:
        return show_window(library_path, paths, screenshot, size, theme, language, link, new_instance)
    except Exception as error:  # whatever it is goes on to the caller
        if screenshot is None and _nobody_reads(sys.stderr):
            from reader.qt.failed_start import tell

            tell(error)
        raise


def _nobody_reads(stream: TextIO | None) -> bool:
    """Whether what is written goes nowhere, or into the journal of the desktop that started this."""
    if stream is None:
        return True
    try:
        found = os.fstat(stream.fileno())
        return stat.S_ISSOCK(found.st_mode) or os.path.samestat(found, os.stat(os.devnull))
    except (OSError, ValueError):
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """The command `jianbao`; gives the exit code: 0, 1 for what a person can put right, 2 for wrong usage."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        library = _plain_window(arguments)
        if library is not None:
            return _open_window(library)
        return _by_command_line(arguments)
    except ReaderError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # before there was anything to stop
        return 130
    except Exception as error:  # noqa: BLE001 - whatever it is, a person is to read a sentence and not a traceback
        from reader.fault_log import log_error

        LOG.debug("stumbled: %s", where_from(error))
        kind, path = type(error).__name__, log_error(error)
        print(f"Something went wrong inside Jianbao ({kind}), logged in {path}. Please report it.", file=sys.stderr)
        return 1


def _plain_window(arguments: Sequence[str]) -> Path | None:
    """The library of a call that only opens the window: the commonest call, and the one that a person waits for.

    It is understood without click, whose import takes a fifth of the time to the first paint. None for any other call.
    """
    words = [a for a in arguments if a != "open"]
    if len(arguments) - len(words) > 1 or len(words) not in (0, 2) or (words and words[0] != "--library"):
        return None
    named = words[1] if words else os.environ.get("JIANBAO_LIBRARY", "")
    return Path(named) if named else default_library()


def _by_command_line(arguments: Sequence[str]) -> int:
    import click

    from reader.cli.output import complain, say_all, stop_output
    from reader.cli.program import program

    for stream in (sys.stdout, sys.stderr):  # what we print is UTF-8 in a pipe, and never stops for want of a character
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        with _terminable():
            result = program.main(args=arguments, prog_name="jianbao", standalone_mode=False, obj=_open_window)
        say_all("")  # flushes
        return result if isinstance(result, int) else 0
    except (click.Abort, KeyboardInterrupt) as stop:  # click makes the one of the other
        _ignore_more()
        complain("Stopped; what was done until now is kept.")
        return 143 if isinstance(stop.__cause__ or stop, _Terminated) else 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Cancelled:
        return 130
    except ReaderError as error:
        LOG.debug("refused: %s", where_from(error))
        complain(str(error))
        return 1
    except BrokenPipeError:  # the reader of our output has gone: nothing is left to say, and nobody to say it to
        stop_output()
        return 1


@contextmanager
def _terminable() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _ignore_more() -> None:
    """Let the program end in peace, however often one presses Ctrl+C: all that is left is to put things away."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def main_window() -> int:
    """The command `jianbao-window`: the same, started from a desktop."""
    return main()
