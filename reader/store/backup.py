"""Backups of a library, made beside it before what changes much at once."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import LibraryError
from reader.store.library import Library


def back_up(library: Library, before: str) -> Path:
    """Copy a library as it is now into a file beside it, named after what comes next; gives the file.

    Notes that others write meanwhile do not wait for it. Raises LibraryError, with nothing left behind, where there is no room.
    """
    path = library.path
    target = path.with_name(f"{path.stem}.before-{before}.{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}")
    unfinished = target.with_name(f"{target.name}.part")
    try:
        library.execute("VACUUM INTO ?", (str(unfinished),))
        unfinished.replace(target)
    except OSError as error:
        raise LibraryError(
            f"No backup can be made beside {path} ({error.strerror}). Make room, or see to the rights."
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return target
