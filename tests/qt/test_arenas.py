"""Threads that begin after the first paint share a heap."""

import subprocess
import sys

import pytest

from tests.fixtures import ROOT

COUNTED = """
import ctypes, re, sys
from threading import Barrier, Thread
from reader.qt.arenas import share_heaps

libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
if sys.argv[1] == "shared":
    share_heaps()
together = Barrier(8)

def work():
    together.wait()
    held = [bytes(5000) for _ in range(200)]
    together.wait()

threads = [Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.stdout.flush()
stream = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, stream)
libc.fflush(stream)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's heaps")
def test_threads_share_a_heap() -> None:
    def heaps(how: str) -> int:
        command = [sys.executable, "-c", COUNTED, how]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.count("<heap nr=")

    assert heaps("shared") <= 2 < heaps("apart")
