"""How fast an import goes, and how long it will still take."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from reader.services.importing import Progress
from reader.translation import tr

WINDOW = 30.0  # seconds over which the pace is taken: files of other kinds and sizes come at any time
SAMPLES = 0.5  # seconds between two of the reports that are kept
FIRST = 2.0  # seconds before anything is said of what is left
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """Articles a second, and the seconds left, None where neither can be said yet."""

    articles: float
    left: float | None


class Stopwatch:
    """Takes the pace of one import from its reports. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: deque[tuple[float, int, int]] = deque()  # time, bytes read, articles done

    def take(self, progress: Progress) -> None:
        """Take note of a report; one that has less behind it than the last is of another import."""
        now = self._clock()
        if self._kept and progress.read < self._kept[-1][1]:
            self._kept.clear()
        if not self._kept or now - self._kept[-1][0] >= SAMPLES:
            self._kept.append((now, progress.read, progress.articles))
        while len(self._kept) > 2 and now - self._kept[1][0] >= WINDOW:
            self._kept.popleft()

    def pace(self, progress: Progress) -> Pace | None:
        """The pace over the last half minute; None at the beginning."""
        if not self._kept or self._clock() - self._kept[0][0] < FIRST:
            return None
        then, read, articles = self._kept[0]
        seconds = self._clock() - then
        speed = (progress.read - read) / seconds
        left = (progress.weight - progress.read) / speed if speed > 0 else None
        return Pace((progress.articles - articles) / seconds, left)

    def words(self, progress: Progress) -> str:
        """The pace in words; '' at the beginning."""
        if progress.merging:
            return tr("putting the search index in order")
        pace = self.pace(progress)
        if pace is None:
            return ""
        rate = tr(
            "{count:article/s|articles/s}", count=round(pace.articles) if pace.articles >= 10 else round(pace.articles, 1)
        )
        return rate if pace.left is None else f"{rate} · {_time_left(pace.left)}"


def _time_left(seconds: float) -> str:
    """A time as roughly as it is known."""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 1.5 * _MINUTE:
        return tr("{count} s left", count=round(seconds / 10) * 10)
    if seconds < 1.5 * _HOUR:
        return tr("{count} min left", count=round(seconds / _MINUTE))
    return tr("{count} h left", count=round(seconds / _HOUR, 1))
