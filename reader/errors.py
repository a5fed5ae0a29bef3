"""What can go wrong that a person can put right.

Each error carries one sentence that names the file or thing concerned and the way out. It is shown in the status bar of the
window, and on the command line as one line with exit code 1; never with a traceback.
"""


class ReaderError(Exception):
    """Something a person can put right; its text is the sentence to show."""


class UnreadableFileError(ReaderError):
    """A file that cannot be read as newspaper pages: missing, empty, binary, or in no known encoding."""


class LibraryError(ReaderError):
    """A library that cannot be opened or written: missing folder, read-only, damaged, or made by a newer version."""


class BusyError(LibraryError):
    """A library in which another program has been writing for as long as one waits."""


class NotFoundError(ReaderError):
    """An article, annotation or quote that is not in the library."""


class ExportError(ReaderError):
    """An export that could not be written; the old file, if there was one, is whole."""


class Cancelled(ReaderError):  # noqa: N818 - a person's wish, not a fault
    """Raised by a progress report to stop long work between two transactions; what was done is kept."""


class RepairError(ReaderError):
    """A repair by hand that cannot be done at this place."""


class PastUndoError(LibraryError):
    """A step that cannot be undone, or done again, any more."""
