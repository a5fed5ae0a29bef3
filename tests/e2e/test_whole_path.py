"""The whole path by keys alone, off screen and in a real window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import xvfb
from tests.e2e.scenario import whole_path

ROOT = Path(__file__).resolve().parents[2]
REAL = pytest.mark.skipif(bool(xvfb.missing()), reason=xvfb.missing() or "there is one")


def test_off_screen(tmp_path: Path) -> None:
    whole_path(tmp_path)


def in_a_real_window(*command: str) -> str:
    """Run a Python module on a screen of its own; gives what it printed."""
    with xvfb.screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        run = [sys.executable, "-m", *command]
        done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    return done.stdout if done.returncode == 0 else done.stdout + done.stderr


@REAL
def test_in_a_real_window(tmp_path: Path) -> None:
    assert "the whole path: done" in in_a_real_window("tests.e2e.scenario", str(tmp_path))


@REAL
def test_repairs_in_a_real_window(tmp_path: Path) -> None:
    assert "repairs: done" in in_a_real_window("tests.e2e.repairing", str(tmp_path))


@REAL
def test_keys_in_a_real_window() -> None:
    said = in_a_real_window("pytest", "tests/qt/test_keys.py", "-n", "0", "-p", "no:cacheprovider")
    assert "100%" in said, said
    assert not {"FAILED", "ERROR"} & set(said.split()), said


def test_the_window_is_drawn_into_a_picture(tmp_path: Path, seeds: Path) -> None:
    picture, library = tmp_path / "window.png", tmp_path / "library.jianbao"
    command = [sys.executable, "-m", "reader", "--library", str(library), "open", str(seeds), "--screenshot", str(picture)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
