"""Taking pages apart on all cores while the library is written on one."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TypeVar

from reader.model import Page, Reading
from reader.pages import reconstruct
from reader.processes import end, pool_of, undisturbed

T = TypeVar("T")

INLINE = 12  # pages taken apart in this process before others are started: they need half a second each to be ready
AHEAD = 3  # pages given out to each process beyond the one that it is at


class Parser(AbstractContextManager["Parser"]):
    """Takes pages apart in order, in other processes once there are more than a few; holds few pages at a time."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._inline = INLINE

    def parsed(self, items: Iterable[tuple[T, Page | Reading | None]]) -> Iterator[tuple[T, Reading | Exception | None]]:
        """
        Each item with its page taken apart, in the order in which they came; what is no page passes through.

        An exception stands in place of a page that could not be taken apart: the others go on.
        """
        waiting: deque[tuple[T, Page | Reading | None, Future[Reading] | None]] = deque()
        for tag, thing in items:
            waiting.append((tag, thing, self._given_out(thing)))
            while waiting and (len(waiting) > self._processes * AHEAD or waiting[0][2] is None):
                yield self._taken(*waiting.popleft())
        while waiting:
            yield self._taken(*waiting.popleft())

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            end(self._pool)

    def _given_out(self, thing: Page | Reading | None) -> Future[Reading] | None:
        """Give a page to another process; None where it is no page, or is better taken apart here."""
        if not isinstance(thing, Page):
            return None
        if self._inline > 0 or self._processes == 1:
            self._inline -= 1
            return None
        if self._pool is None:
            self._pool = pool_of(self._processes)
        try:
            with undisturbed():
                return self._pool.submit(reconstruct, thing)
        except BrokenProcessPool:
            self._processes = 1
            return None

    def _taken(
        self, tag: T, thing: Page | Reading | None, future: Future[Reading] | None
    ) -> tuple[T, Reading | Exception | None]:
        if not isinstance(thing, Page):
            return tag, thing
        try:
            if future is not None:
                try:
                    return tag, future.result()
                except BrokenProcessPool:  # a process died, of want of memory perhaps: go on alone
                    self._processes = 1
                except Exception:  # noqa: BLE001 - once more here, where the log can say in which line it came about
                    pass
            return tag, reconstruct(thing)
        except MemoryError:
            return tag, MemoryError()  # another one: that which was raised holds on to all that there was no room for
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one page is to cost no other
            return tag, error
