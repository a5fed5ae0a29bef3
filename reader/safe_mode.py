"""A start without what was kept from before: for a session or settings that keep the window from opening."""

_state = {"safe": False}


def start_safely(safe: bool = True) -> None:
    """From now on neither session nor settings are read or written."""
    _state["safe"] = safe


def is_safe() -> bool:
    """Whether this start is one."""
    return _state["safe"]
