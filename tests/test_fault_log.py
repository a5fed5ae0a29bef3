"""The log names the kinds of errors and the lines of the program, and no word that a message holds."""

from pathlib import Path

import pytest

from reader import fault_log
from reader.fault_log import log_error, log_path, whole_words

WORDS = "外交部发言人"


def raised() -> Exception:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise ValueError(f"{WORDS}说") from error
    except ValueError as error:
        return error


def test_the_log_holds_no_word_of_a_text() -> None:
    logged = log_error(raised()).read_text("utf-8")
    assert logged.index("ValueError\n") < logged.index("because of KeyError\n")
    assert 'test_fault_log.py", line' in logged
    assert "Jianbao " in logged
    assert WORDS not in logged


def test_the_words_for_the_person_hold_all() -> None:
    assert f"ValueError: {WORDS}说" in whole_words(raised())


def test_a_log_that_has_grown_is_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_log, "LIMIT", 10)
    log_error(ValueError())
    log_error(TypeError())
    assert "ValueError" not in log_path().read_text("utf-8")
    assert "ValueError" in log_path().with_suffix(".old").read_text("utf-8")


def test_a_log_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(fault_log, "log_path", lambda: tmp_path / "file" / "x.log")
    log_error(ValueError())
    assert "could not be written" in capsys.readouterr().err
