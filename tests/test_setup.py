"""The set-up script: what it does when the checkout's own .venv is activated."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, for which the environment of this Python is the checkout's own."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("this Python is of no virtual environment")
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    module = importlib.import_module("setup")
    monkeypatch.setattr(module, "VENV", Path(sys.prefix))
    monkeypatch.setattr(module, "BIN", Path(sys.executable).parent)
    return module


def test_the_python_behind_an_activated_venv_does_the_work(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(setup, "call", lambda *command: called.append(command) or 7)
    monkeypatch.setattr(sys, "argv", ["scripts/setup.py", "setup"])
    assert setup.main() == 7
    [(python, *arguments)] = called
    assert arguments == ["scripts/setup.py", "setup"]
    told = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == sys.base_prefix


def test_it_is_found_without_the_interpreter(setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr(sys, "_base_executable", raising=False)
    assert not Path(setup.python_behind_venv()).is_relative_to(sys.prefix)
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    with pytest.raises(setup.SetupError, match="is not at"):
        setup.python_behind_venv()
