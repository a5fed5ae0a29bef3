"""The whole path by keys alone, off screen and in a real window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import xvfb
from tests.e2e.scenario import whole_path

ROOT = Path(__file__).resolve().parents[2]


def test_off_screen(tmp_path: Path) -> None:
    whole_path(tmp_path)


@pytest.mark.skipif(bool(xvfb.missing()), reason=xvfb.missing() or "there is one")
def test_in_a_real_window(tmp_path: Path) -> None:
    with xvfb.screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.e2e.scenario", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert "the whole path: done" in done.stdout, done.stderr


def test_the_window_is_drawn_into_a_picture(tmp_path: Path, seeds: Path) -> None:
    picture, library = tmp_path / "window.png", tmp_path / "library.jianbao"
    command = [sys.executable, "-m", "reader", "--library", str(library), "open", str(seeds), "--screenshot", str(picture)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
