"""An import that is stopped while other processes take pages apart: a sentence, an exit code, nothing else, and it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Jianbao
from tests.fixtures import ROOT, SEEDS

IMPORT = """
import signal, sys
from reader.services import importing, parsing
from reader.app import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is started deaf to it
parsing.INLINE = 0
write = importing._Import._write
def then(run):
    print(run._pages_written, flush=True)
    write(run)
    for name in sys.argv[1].split():
        signal.raise_signal(getattr(signal, name))
importing._Import._write = then
importing.MOST_PAGES = importing.SHARED_PAGES = 1
raise SystemExit(main(["import", *sys.argv[2:]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("signals", "code"), [("SIGTERM", 143), ("SIGINT", 130), ("SIGINT SIGINT", 130)])
def test_a_stop_says_so_and_nothing_else(tmp_path: Path, signals: str, code: int) -> None:
    for number in range(6):
        (tmp_path / f"江{number}日报_20210305_A01.txt").write_text(f"## 第{number}座桥\n\n本报讯 桥通了。\n", encoding="utf-8")
    command = [sys.executable, "-c", IMPORT, signals, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr.strip()) == (code, "Stopped; what was done until now is kept.")
    assert ended.stdout.splitlines()[0] == "0"


def test_watching_without_the_package_for_it_is_told(jianbao: Jianbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    said = jianbao("import", "--watch", SEEDS[0].parent)
    sentence = "To watch folders, install the package watchfiles; or import them again."
    assert (said.code, said.out, said.err.strip()) == (1, "", sentence)
