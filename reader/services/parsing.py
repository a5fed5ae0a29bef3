"""Taking pages apart on all cores while the library is written on one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

from reader.model import Page, Reading
from reader.pages import reconstruct

T = TypeVar("T")

INLINE = 12  # pages taken apart in this process before others are started: they need half a second each to be ready
AHEAD = 3  # pages given out to each process beyond the one that it is at


class Parser(AbstractContextManager["Parser"]):
    """Takes pages apart in order, in other processes once there are more than a few; holds few pages at a time."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._inline = INLINE

    def parsed(self, items: Iterable[tuple[T, Page | Reading | None]]) -> Iterator[tuple[T, Reading | None]]:
        """Each item with its page taken apart, in the order in which they came; what is no page passes through."""
        waiting: deque[tuple[T, Future[Reading] | Reading | None]] = deque()
        for tag, thing in items:
            waiting.append((tag, self._start(thing) if isinstance(thing, Page) else thing))
            while waiting and (len(waiting) > self._processes * AHEAD or not isinstance(waiting[0][1], Future)):
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, page: Page) -> Future[Reading] | Reading:
        if self._inline > 0 or self._processes == 1:
            self._inline -= 1
            return reconstruct(page)
        if self._pool is None:
            # Started afresh, not forked: a fork of the window's process would take its threads' locks along.
            self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
        return self._pool.submit(reconstruct, page)


def _taken(entry: tuple[T, Future[Reading] | Reading | None]) -> tuple[T, Reading | None]:
    tag, thing = entry
    return tag, thing.result() if isinstance(thing, Future) else thing
