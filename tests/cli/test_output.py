"""The line on a terminal that tells how far long work is."""

import io
import sys

import pytest

from reader.cli.output import REWRITTEN, ProgressLine, cut_to_columns
from reader.cli.pages import ProgressReport
from reader.services.importing import Progress


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr, in the test itself: what pytest captures is put in after its fixtures."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_the_line_rewrites_itself_now_and_then_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    now = [100.0]
    line = ProgressLine(lambda: now[0])
    line.show(lambda: "one")
    line.show(lambda: "not yet")
    now[0] += REWRITTEN
    line.show(lambda: "two")
    line.clear()
    line.clear()
    line.show(lambda: "three")
    assert terminal.getvalue() == "\r\x1b[Kone\r\x1b[Ktwo\r\x1b[K\r\x1b[Kthree"


def test_an_import_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", "24")
    with ProgressReport() as report:
        report(Progress(3, 12, "株洲日报_20210120.txt", read=50, weight=200))
    assert terminal.getvalue() == "\r\x1b[K3/12  25 %  株洲日报_20\r\x1b[K"


def test_there_is_no_line_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with ProgressReport() as report:
        report(Progress(0, 1, "x"))
    assert pipe.getvalue() == ""


def test_a_line_is_cut_to_the_columns_of_the_terminal() -> None:
    assert cut_to_columns("1/2 株洲\udcff\n日报", 9) == "1/2 株洲"
    assert cut_to_columns("1/2 株洲\udcff\n日报", 10) == "1/2 株洲日"
