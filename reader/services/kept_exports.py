"""The exports that a library remembers: the one done last, and the one that is kept up to date by itself."""

from reader.services.export_request import Request, request_from
from reader.store.library import Library
from reader.store.marks import Marks

_LAST, _KEPT = "last_export", "kept_export"  # of the session


def last_export(library: Library) -> Request | None:
    """The export that was done last, so that it can be done again."""
    return request_from(Marks(library).session(_LAST, {}))


def remember_export(library: Library, request: Request) -> None:
    """Note down that an export was done; a library that cannot be written to remembers none."""
    if library.writable:
        Marks(library).set_session({_LAST: request.kept()})


def kept_export(library: Library) -> Request | None:
    """The export that is kept up to date by itself."""
    return request_from(Marks(library).session(_KEPT, {}))


def keep_export(library: Library, request: Request | None) -> None:
    """Keep an export up to date by itself from now on, and no other; None for none any more."""
    if library.writable:
        Marks(library).set_session({_KEPT: request.kept() if request else None})
