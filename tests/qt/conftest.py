"""A library with the seeds in it and windows on copies of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.qt.application import make_application
from reader.services.importing import import_paths
from reader.store.library import open_library
from tests.driver import Driver

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(autouse=True)
def _saves_are_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, no save counts as slow: what a test sees does not hang on the clock."""
    monkeypatch.setattr("reader.qt.note_editor.FRAME_MS", 10**6)


@pytest.fixture(scope="session")
def application() -> QApplication:
    """The Qt application, for what needs fonts but no window."""
    return make_application()


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file with both seeds, to be copied."""
    path = tmp_path_factory.mktemp("library") / "seeds.jianbao"
    library = open_library(path)
    assert [o.outcome for o in import_paths(library, [SEEDS])] == ["new", "new"]
    library.close()
    return path


@pytest.fixture
def start(seeds_library: Path, tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Open a window on a copy of the seeds' library; settings by name. All are closed at the end."""
    drivers: list[Driver] = []
    copy = tmp_path / "library.jianbao"
    shutil.copy(seeds_library, copy)

    def open_window(**values: str | int | bool) -> Driver:
        drivers.append(Driver(copy, tmp_path / "settings.toml", **values))
        return drivers[-1]

    yield open_window
    for driver in drivers:
        driver.close()


@pytest.fixture
def driver(start: Callable[..., Driver]) -> Driver:
    """A window on the seeds."""
    return start()
