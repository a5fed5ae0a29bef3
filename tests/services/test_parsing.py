"""Pages are taken apart in their order, in other processes too, and also when such a process dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Page
from reader.pages import reconstruct
from reader.services import parsing
from reader.services.parsing import Parser
from tests.fixtures import ROOT

PATIENCE = 20.0  # seconds until something that never comes is given up; nothing is measured by it
PAGES = [Page(f"{n}.txt", f"本报讯 第{n}天，小雨转晴，市民出行方便。") for n in range(8)]


def test_order_is_kept_and_what_is_no_page_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "INLINE", 2)
    ready = reconstruct(PAGES[0])
    items = [(1, PAGES[1]), (2, None), (3, PAGES[3]), (4, ready), *((n, PAGES[n]) for n in range(5, 8))]
    with Parser(processes=2) as parser:
        found = list(parser.parsed(items))
    assert [tag for tag, _ in found] == [1, 2, 3, 4, 5, 6, 7]
    assert found[1][1] is None
    assert found[3][1] is ready
    assert found[6][1] == reconstruct(PAGES[7])


def test_pages_are_read_on_when_a_process_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "INLINE", 0)
    with Parser(processes=2) as parser:

        def items() -> Iterator[tuple[int, Page]]:
            for n, page in enumerate(PAGES):
                if n == 4:
                    assert parser._pool is not None
                    for process in list(parser._pool._processes.values()):
                        os.kill(process.pid, signal.SIGKILL)
                yield n, page

        found = list(parser.parsed(items()))
    assert [reading.page.source if reading else "" for _, reading in found] == [page.source for page in PAGES]


def test_a_page_that_cannot_be_taken_apart_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "INLINE", 2)
    bad = Page("bad.txt", None)  # type: ignore[arg-type]  # what no reader gives, so that the program stumbles
    with Parser(processes=2) as parser:
        found = list(parser.parsed(enumerate([PAGES[0], bad, *PAGES[2:5], bad, PAGES[7]])))
    assert [isinstance(reading, Exception) for _, reading in found] == [False, True, False, False, False, True, False]
    assert all(reading.__traceback__ for _, reading in found if isinstance(reading, Exception))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals as POSIX has them")
def test_ctrl_c_does_not_reach_the_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "INLINE", 0)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with Parser(processes=2) as parser:

        def items() -> Iterator[tuple[int, Page]]:
            for n, page in enumerate(PAGES):
                if n == 4:
                    assert parser._pool is not None
                    for process in list(parser._pool._processes.values()):
                        os.kill(process.pid, signal.SIGINT)
                yield n, page

        found = list(parser.parsed(items()))
        assert parser._processes == 2  # none of them has died
    assert [reading.page.source if reading else "" for _, reading in found] == [page.source for page in PAGES]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


KILLED = """
import os, signal
from reader.model import Page
from reader.services import parsing

def items():
    for number in range(9):
        yield number, Page("page.txt", "本报讯 昨日小雨。")
    print(*parser._pool._processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    parsing.INLINE = 0
    with parsing.Parser(processes=2) as parser:
        list(parser.parsed(items()))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing can be killed so here")
def test_helpers_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        helpers = [int(pid) for pid in process.stdout.readline().split()]
        try:
            process.communicate(timeout=PATIENCE)  # ends when all who could write have ended, the helpers too
        except subprocess.TimeoutExpired:
            for pid in helpers:
                os.kill(pid, signal.SIGKILL)
            pytest.fail("the helpers did not end")
        assert (len(helpers), process.returncode) == (2, -signal.SIGKILL)
