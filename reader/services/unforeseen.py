"""What is said of a file over which the program itself stumbled."""

from reader.fault_log import log_error


def unforeseen(error: Exception, name: str) -> str:
    """The sentence for an error that nobody foresaw, which is logged, or for want of memory; `name` is the file's."""
    if isinstance(error, MemoryError):
        return f"{name} needs more memory than there is. Split it, or close other programs, and import it again."
    kind = type(error).__name__
    return f"{name} is left out: the program has a fault there ({kind}), logged in {log_error(error)}. Please report it."
