"""`jianbao desktop`, in a home of its own."""

import os
import sys
from pathlib import Path

import pytest

from reader.services import desktop_files
from tests.cli.conftest import Jianbao

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="desktops of Linux and BSD")


def test_it_installs_and_removes_for_the_user_alone(
    jianbao: Jianbao, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(desktop_files, "_run", lambda *command: None)
    said = jianbao("desktop", "--install")
    files = [Path(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert len(files) == len(desktop_files.FILES)
    assert all(file.is_file() and file.is_relative_to(os.environ["XDG_DATA_HOME"]) for file in files)
    command = next(line for line in files[0].read_text("utf-8").splitlines() if line.startswith("Exec="))
    assert Path(command.removeprefix("Exec=").split(" ")[0].strip('"')).is_file()
    assert jianbao("desktop", "--remove").out == said.out
    assert not any(file.exists() for file in files)
    assert jianbao("desktop", "--remove").err == "Nothing was installed.\n"


def test_it_wants_to_know_which(jianbao: Jianbao) -> None:
    assert jianbao("desktop").code == 2
