"""A system without fonts, voice, dictionary, programs and home folder: what is missing is said, all else works."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="fonts that can be taken away")
def test_what_a_system_does_not_have_is_said_where_it_matters(tmp_path: Path) -> None:
    none = tmp_path / "fonts.conf"
    none.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>', "utf-8")
    missing = str(tmp_path / "none")
    environment = {"PATH": missing, "HOME": missing, "FONTCONFIG_FILE": str(none), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.qt.bare", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "start: No Chinese font is installed" in done.stdout, done.stderr
    assert "read_aloud: This system has no voice" in done.stdout
    assert done.stdout.endswith("kept: ['写'] []\n"), done.stdout + done.stderr
    assert done.returncode == 0
