"""The time left of an import is what it will take, whatever the sizes of its files."""

import pytest

from reader.services.importing import PER_FILE, Progress
from reader.services.pace import FIRST, Stopwatch


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def run(sizes: list[int], speed: float, articles: int = 1) -> list[tuple[float, float]]:
    """Read files at so many bytes a second; gives what was said to be left and what was, each tenth of a second."""
    clock, said, read, done = Clock(), [], 0, 0
    stopwatch = Stopwatch(clock)
    weight = sum(sizes) + PER_FILE * len(sizes)
    ends = [sum(sizes[: n + 1]) + PER_FILE * (n + 1) for n in range(len(sizes))]
    while read < weight:
        done = sum(end <= read for end in ends)
        progress = Progress(done, len(sizes), "x", 0, done * articles, int(read), weight)
        stopwatch.take(progress)
        pace = stopwatch.pace(progress)
        if pace is not None and pace.left is not None:
            said.append((pace.left, (weight - read) / speed))
        clock.now += 0.1
        read += speed / 10
    return said


@pytest.mark.parametrize("sizes", [[1_000_000] * 90, [100] * 500 + [50_000_000], [50_000_000, *[100] * 500]])
def test_the_time_left_is_that_of_the_bytes_not_of_the_files(sizes: list[int]) -> None:
    said = run(sizes, speed=1_000_000)
    assert len(said) > 300
    assert all(abs(left - true) < 0.5 for left, true in said)


def test_a_slower_stretch_is_seen_within_half_a_minute() -> None:
    clock = Clock()
    stopwatch = Stopwatch(clock)
    read = 0
    for speed, seconds in ((100, 60), (10, 31)):
        for _ in range(seconds):
            clock.now += 1
            read += speed
            progress = Progress(0, 1, "x", 0, read, read, 10_000)
            stopwatch.take(progress)
    pace = stopwatch.pace(progress)
    assert pace is not None
    assert pace.left == pytest.approx((10_000 - read) / 10, rel=0.1)
    assert pace.articles == pytest.approx(10, rel=0.1)


def test_nothing_is_said_at_the_beginning_nor_of_a_standstill() -> None:
    clock = Clock()
    stopwatch = Stopwatch(clock)
    standing = Progress(0, 1, "x", 0, 0, 0, 100)
    stopwatch.take(standing)
    assert stopwatch.words(standing) == ""
    clock.now = FIRST
    stopwatch.take(standing)
    assert stopwatch.words(standing) == "0.0 articles/s"


@pytest.mark.parametrize(
    ("left", "words"),
    [(4, "a few seconds left"), (44, "40 s left"), (130, "2 min left"), (3600, "60 min left"), (9000, "2.5 h left")],
)
def test_the_time_left_is_said_as_roughly_as_it_is_known(left: int, words: str) -> None:
    clock = Clock()
    stopwatch = Stopwatch(clock)
    for clock.now in (0.0, 10.0):
        progress = Progress(0, 1, "x", 0, 12 * int(clock.now), int(clock.now), 10 + left)
        stopwatch.take(progress)
    assert stopwatch.words(progress) == f"12 articles/s · {words}"
    assert stopwatch.words(Progress(1, 1, "", merging=True)) == "putting the search index in order"


def test_another_import_begins_anew() -> None:
    clock = Clock()
    stopwatch = Stopwatch(clock)
    for clock.now in (0.0, 10.0):
        stopwatch.take(Progress(0, 1, "x", 0, 0, 10 + int(clock.now), 20))
    stopwatch.take(Progress(0, 1, "y", 0, 0, 0, 20))
    assert stopwatch.pace(Progress(0, 1, "y", 0, 0, 0, 20)) is None
