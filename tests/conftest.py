"""What holds for all tests: no screen needed, nothing of the user's touched, no network."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True, scope="session")
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data, settings and state go to a temporary folder, and no library of the environment is used."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.delenv("JIANBAO_LIBRARY", raising=False)
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        assert self.family not in (socket.AF_INET, socket.AF_INET6), f"a test reached for the network: {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def _no_error_is_swallowed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An exception that Qt keeps from its caller fails the test, and no test leaves its hook to the next one."""
    swallowed: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: swallowed.append(error))
    yield
    for error in swallowed:
        raise error


@pytest.fixture(autouse=True)
def _ctrl_c_works() -> Iterator[None]:
    """A command that was stopped ignores Ctrl+C until its process ends, which here is that of the tests after it."""
    before = signal.getsignal(signal.SIGINT)
    yield
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, before)


@pytest.fixture
def seeds() -> Path:
    """The folder with the two pages that the project started from."""
    return Path(__file__).resolve().parents[1] / "seeds"
