"""What nobody foresaw ends in a sentence, and one who started the program from a desktop can read why it did not start."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from reader import app
from reader.app import main
from reader.fault_log import log_path
from reader.store.library import open_library
from tests.fixtures import ROOT

SECRET = "外交部发言人"


def fail(*arguments: object) -> None:
    raise ZeroDivisionError(SECRET)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The text and the details of each dialog, in place of the dialog."""
    boxes: list[tuple[str, str]] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append((box.text(), box.detailedText())))
    return boxes


def test_a_fault_of_the_program_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reader.cli.upkeep.faults", fail)
    open_library(tmp_path / "x.jianbao").close()
    assert main(["--library", str(tmp_path / "x.jianbao"), "check"]) == 1
    said = capsys.readouterr().err
    assert said == f"Something went wrong inside Jianbao (ZeroDivisionError), logged in {log_path()}. Please report it.\n"
    assert "test_app.py" in log_path().read_text("utf-8")
    assert SECRET not in log_path().read_text("utf-8")


def test_a_start_that_fails_is_told_where_nobody_reads_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, str]]
) -> None:
    damaged = tmp_path / "x.jianbao"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert main(["open", "--library", str(damaged)]) == 1
    assert told == []
    monkeypatch.setattr(app, "_nobody_reads", lambda stream: True)
    assert main(["open", "--library", str(damaged)]) == 1
    [(sentence, details)] = told
    assert str(damaged) in sentence
    assert not details


def test_a_start_that_nobody_foresaw_to_fail_shows_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, str]]
) -> None:
    monkeypatch.setattr(app, "_nobody_reads", lambda stream: True)
    monkeypatch.setattr("reader.qt.application.Window", fail)
    assert main(["open", "--library", str(tmp_path / "x.jianbao")]) == 1
    [(sentence, details)] = told
    assert "--safe-mode" in sentence
    assert f"ZeroDivisionError: {SECRET}" in details


@pytest.mark.parametrize(("where", "unread"), [(subprocess.PIPE, False), (subprocess.DEVNULL, True)])
def test_whether_stderr_is_read(where: int, unread: bool) -> None:
    words = "import sys; from reader.app import _nobody_reads; print(_nobody_reads(sys.stderr), _nobody_reads(None))"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, stdout=subprocess.PIPE, stderr=where, text=True, check=True)
    assert done.stdout.split() == [str(unread), "True"]
