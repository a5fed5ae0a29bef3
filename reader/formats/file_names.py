"""Names of files that say in Chinese what is in them and that every system takes."""

import re

NAME_LIMIT = 60  # characters: with a suffix under 255 bytes in UTF-8
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_name(words: str, more: str = "") -> str:
    """The words as the name of a file without its ending; '' where nothing is left. `more` are to be avoided too."""
    taken = "".join(" " if c in more else c for c in words)
    name = " ".join(_UNSAFE.sub(" ", taken).split())[:NAME_LIMIT].strip(" .")
    return f"{name}_" if _DEVICES.fullmatch(name) else name
