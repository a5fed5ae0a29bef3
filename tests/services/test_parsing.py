"""Pages are taken apart in their order, in other processes too, and also when such a process dies."""

import os
import signal
from collections.abc import Iterator

import pytest

from reader.model import Page
from reader.pages import reconstruct
from reader.services import parsing
from reader.services.parsing import Parser

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
