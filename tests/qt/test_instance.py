"""A second start hands over to the first; what listens no longer is in nobody's way."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reader.errors import ReaderError
from reader.qt import running
from reader.qt.instance import Listener
from tests.driver import PATIENCE
from tests.fixtures import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sockets in folders")


@pytest.fixture(autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))


@pytest.fixture
def asked() -> list[tuple[object, ...]]:
    return []


@pytest.fixture
def listener(application: QApplication, asked: list[tuple[object, ...]]) -> Iterator[Listener]:
    def take(library: Path, paths: Sequence[Path], link: str) -> None:
        if "none" in link:
            raise ReaderError("Nothing is meant by this link.")
        asked.append((library, list(paths), link))

    parent = QObject()
    made = Listener(parent, take)
    yield made
    made.stop()


def second_start(application: QApplication, *arguments: str) -> tuple[int, str]:
    """`jianbao open` as a program of its own; gives its code and what it said."""
    command = [sys.executable, "-m", "reader", "open", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as program:
        while program.poll() is None:
            application.processEvents()
        assert program.stderr
        return program.returncode, program.stderr.read()


def test_a_second_start_hands_its_arguments_over(
    application: QApplication, listener: Listener, asked: list[tuple[object, ...]], tmp_path: Path
) -> None:
    assert listener.listen()
    library = str(tmp_path / "a.jianbao")
    (tmp_path / "page.txt").touch()
    assert second_start(application, "--library", library, str(tmp_path / "page.txt")) == (0, "")
    assert asked == [(Path(library), [tmp_path / "page.txt"], "")]
    assert second_start(application, "--library", library, "jianbao://open?article=3") == (0, "")
    assert asked[1] == (Path(library), [], "jianbao://open?article=3")
    assert second_start(application, "jianbao://open?none") == (1, "Nothing is meant by this link.\n")
    assert not (tmp_path / "a.jianbao").exists()


def test_a_socket_left_behind_is_taken_over(listener: Listener) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(running.running_socket()))
    left.close()  # as by a program that was killed
    assert running.is_running()
    assert listener.listen()
    assert not Listener(listener).listen(), "another program listens"
    listener.stop()
    assert not running.is_running()


def test_who_says_nothing_or_nonsense_does_no_harm(
    application: QApplication, listener: Listener, asked: list[tuple[object, ...]]
) -> None:
    assert listener.listen()
    for words in (b"", b"nonsense\n", b"[1]\n", b'{"library": 1}\n'):
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(PATIENCE)
            caller.connect(str(running.running_socket()))
            caller.sendall(words)
            for _ in range(10):
                application.processEvents()
            if words:
                assert b"--new-instance" in caller.recv(1000)
    assert asked == []


def test_each_display_and_settings_file_has_a_program_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = running.running_socket()
    monkeypatch.setenv("DISPLAY", ":77")
    there = running.running_socket()
    monkeypatch.setattr(running, "settings_path", lambda: tmp_path / "settings.toml")
    assert len({here, there, running.running_socket()}) == 3
