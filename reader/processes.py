"""Other processes of the program: started afresh, deaf to the terminal's Ctrl+C, and gone with the one that started them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread


def pool_of(number: int) -> ProcessPoolExecutor:
    """So many processes, which start when they are first given work.

    They are not forked: a fork of the window's process would take its threads' locks along. Give them work `undisturbed`.
    """
    return ProcessPoolExecutor(number, get_context("spawn"), initializer=_end_with_parent)


@contextmanager
def undisturbed(*others: signal.Signals) -> Iterator[None]:
    """Processes started inside never see the Ctrl+C of the terminal: this one ends them, and they would each complain.

    What is blocked here stays blocked in them; for this process the signal only waits until the end, as do `others`.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, *others])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(pool: ProcessPoolExecutor) -> None:
    """End processes when they are done with what each is at, whatever signals come meanwhile.

    A Ctrl+C in the middle of that would leave them, and this process waiting for them, for ever.
    """
    with undisturbed(signal.SIGTERM):
        pool.shutdown(wait=True, cancel_futures=True)


def _end_with_parent() -> None:
    """End this process when the one that started it is killed, or it would wait for work for ever."""
    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
