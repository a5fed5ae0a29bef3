"""The command line as a person calls it: a library in JIANBAO_LIBRARY, settings in an empty folder."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.app import main
from tests.fixtures import library, seeded, seeds_library  # noqa: F401


@dataclass(frozen=True)
class Said:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str


Jianbao = Callable[..., Said]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of one's own; gives the library that calls go to, which is not there yet."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("JIANBAO_LIBRARY", str(tmp_path / "mine.jianbao"))
    return tmp_path / "mine.jianbao"


@pytest.fixture
def jianbao(capfd: pytest.CaptureFixture[str]) -> Jianbao:
    """Calls the command line; each argument is turned into a string."""

    def call(*arguments: object) -> Said:
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture
def seeds(home: Path, seeds_library: Path) -> Path:  # noqa: F811
    """The library that calls go to, with both seeds in it."""
    shutil.copy(seeds_library, home)
    return home
