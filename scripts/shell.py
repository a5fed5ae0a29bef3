"""Running other programs for the set-up: quietly or for the person to see, always in the checkout."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MISLEADING = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}  # they would point the programs here at another environment


def say(text: str) -> None:
    """Tells the person at the terminal what happens next."""
    print(f"-- {text}", flush=True)


def attempt(*command: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Runs a command quietly and keeps what it prints; a program that is not there gives exit code 127."""
    environment = _environment(changes)
    try:
        return subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def call(*command: str | Path, stdout: int | None = None, **changes: str) -> int:
    """Runs a command for the person to see, and gives the exit code that a shell would give."""
    code = subprocess.run(command, cwd=ROOT, env=_environment(changes), stdout=stdout).returncode
    return code if code >= 0 else 128 - code


def gives(command: Sequence[str | Path]) -> bool:
    """Whether a command succeeds."""
    return attempt(*command).returncode == 0


def _environment(changes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in MISLEADING} | changes
