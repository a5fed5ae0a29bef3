"""`jianbao import --watch`: a line a file, until Ctrl+C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Jianbao
from tests.fixtures import ROOT


@pytest.mark.skipif(os.name == "nt", reason="no Ctrl+C can be sent here")
def test_a_watched_folder_is_imported_until_ctrl_c(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    old, new = folder / "old.txt", tmp_path / "new.txt"
    for path in (old, new):
        path.write_text(f"本报讯 {path.stem}，昨日小雨。", encoding="utf-8")
        os.utime(path, (0, 0))  # written long ago: nothing to wait for
    command = [sys.executable, "-m", "reader", "import", "--watch", "--json", str(folder)]
    pipe = subprocess.PIPE
    # A job in the background is started deaf to Ctrl+C.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        signal.signal(signal.SIGINT, heard)
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["outcome"] == "new"
        new.rename(folder / "new.txt")
        said = json.loads(process.stdout.readline())
        assert (said["source"], said["outcome"]) == (str(folder / "new.txt"), "new")
        process.send_signal(signal.SIGINT)
        assert (process.wait(), process.stderr.read()) == (0, "")


def test_only_folders_are_watched(jianbao: Jianbao, tmp_path: Path) -> None:
    said = jianbao("import", "--watch", tmp_path / "none")
    assert (said.code, said.err) == (1, f"{tmp_path / 'none'} is no folder, so it cannot be watched. Name a folder.\n")
