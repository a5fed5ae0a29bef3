"""The file of the settings: read whole, changed in one place, and put in place of the old one at a stroke."""

import os
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any


class DamagedFileError(ValueError):
    """The file is no TOML; `kept` is where it now lies."""

    def __init__(self, reason: str, kept: Path) -> None:
        super().__init__(reason)
        self.kept = kept


def read_settings(path: Path) -> dict[str, Any]:
    """What the file holds; nothing where there is none.

    Raises OSError, and DamagedFileError for a file that is no TOML, which is put aside under a name that no other has.
    """
    if not path.exists():
        return {}
    import tomllib  # here: most starts have no file to read

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DamagedFileError(str(error), _put_aside(path)) from error


def change_settings(path: Path, change: Callable[[MutableMapping[str, Any]], object]) -> None:
    """Change some of what the file holds now; all else in it stays, comments and what a newer program wrote too.

    Raises OSError where it cannot be written: then it is as it was.
    """
    import tomlkit  # here: most starts write nothing
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    except (UnicodeDecodeError, ParseError):
        _put_aside(path)
        document = tomlkit.document()
    change(document)
    _replace(path, tomlkit.dumps(document))


def _put_aside(path: Path) -> Path:
    """Keep a damaged file beside its place, over no other that was kept before; gives where it lies."""
    number, kept = 1, path.with_suffix(".bad")
    while os.path.lexists(kept):
        number += 1
        kept = path.with_suffix(f".bad{number}")
    with suppress(OSError):
        return path.replace(kept)
    return path


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    real = Path(os.path.realpath(path))  # where the file is a link to one kept elsewhere, that one is written
    new = real.with_name(f"{real.name}.{os.getpid()}.new")
    try:
        new.touch(mode=0o600)  # it may hold a name
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(real)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
