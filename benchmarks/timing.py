"""Timing many runs of some work, and saying what came of it."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any


def timed(work: Callable[[Any], object], given: Iterable[Any], repeat: int) -> list[float]:
    """Milliseconds of the best of so many runs of some work on each thing given."""
    best = []
    for thing in given:
        runs = []
        for _ in range(repeat):
            start = time.perf_counter()
            work(thing)
            runs.append((time.perf_counter() - start) * 1000)
        best.append(min(runs))
    return best


def spread(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def said(name: str, times: Sequence[float], scan: tuple[float, float] | None = None) -> tuple[float, float]:
    """Print a line of latencies, and what part of a scan they are."""
    p50, p95 = spread(times)
    ratio = f"   1/{scan[0] / p50:.0f} and 1/{scan[1] / p95:.0f} of the scan" if scan else ""
    print(f"  {name:44} p50 {p50:8.2f}  p95 {p95:8.2f} ms{ratio}", flush=True)
    return p50, p95
