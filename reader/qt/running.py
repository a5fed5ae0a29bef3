"""Where a running program listens for second starts: known without loading the network, which the first start does not need."""

import os
import sys
import tempfile
from pathlib import Path
from zlib import crc32  # hashlib takes longer to load than all of this

from reader import __version__
from reader.settings import settings_path


def is_running() -> bool:
    """Whether this user's program seems to listen already. A program that was killed leaves its socket behind."""
    if sys.platform == "win32":
        return True  # only to connect tells there
    try:
        return running_socket().stat().st_uid == os.getuid()
    except OSError:
        return False


def running_socket() -> Path:
    """The socket of the running program: one for each user, settings, display, and copy of the program."""
    screen = [os.environ.get(name, "") for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")]
    mine = "|".join([str(settings_path()), __version__, str(Path(__file__).parent), *screen])
    name = f"jianbao-{crc32(os.fsencode(mine)):08x}"
    if sys.platform == "win32":
        return Path(name)  # of a pipe
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), name)
