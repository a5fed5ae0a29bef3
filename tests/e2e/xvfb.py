"""A screen without a screen: an X server for the tests of the real window."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


def missing() -> str:
    """Why there can be no such screen here, or ''."""
    return "" if shutil.which("Xvfb") else "Xvfb is not installed; `make test` installs it on Debian and Ubuntu"


@contextmanager
def screen(size: str = "1280x800") -> Iterator[str]:
    """Start an X server of a size in pixels on a free display; gives the display's name."""
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[writable],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    try:
        with os.fdopen(readable) as told:
            number = told.readline().strip()  # written when the server is ready
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
