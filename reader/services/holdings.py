"""Which issues of a newspaper are here, and on which days one is missing, as the holdings themselves tell.

A paper that appears on Fridays is not missing on Mondays. So a day without an issue is a gap only where the paper usually
appeared on that weekday: in at least half of the weeks around it that have any issue, up to WEEKS before and as many after,
however far away these are; so a year that is missing whole is measured by the years beside it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import accumulate

WEEKS = 13  # a quarter of a year: papers change their days more rarely
_LEAST = 4  # weeks: of fewer nothing is usual


class Holdings:
    """The days of a newspaper's issues. `undated` counts issues whose day is not known."""

    def __init__(self, dates: Iterable[str]) -> None:
        self._held: set[int] = set()
        self.undated = 0
        for iso in dates:
            try:
                self._held.add(date.fromisoformat(iso).toordinal())
            except ValueError:
                self.undated += 1

    def __bool__(self) -> bool:
        return bool(self._held)

    @cached_property
    def first(self) -> date:
        """The day of the first issue."""
        return date.fromordinal(min(self._held))

    @cached_property
    def last(self) -> date:
        """The day of the last issue."""
        return date.fromordinal(max(self._held))

    def has(self, day: date) -> bool:
        """Whether there is an issue of a day."""
        return day.toordinal() in self._held

    def spans(self, day: date) -> bool:
        """Whether a day is between the first issue and the last."""
        return self.first <= day <= self.last

    def lacks(self, day: date) -> bool:
        """Whether an issue of a day is missing: there is none, and the paper usually appeared on that weekday."""
        return self.spans(day) and self._lacks(day.toordinal())

    def _lacks(self, day: int) -> bool:
        if day in self._held:
            return False
        week, weekday = divmod(day, 7)
        place = bisect_left(self._weeks, week)
        after = place + (place < len(self._weeks) and self._weeks[place] == week)
        start, end = max(0, place - WEEKS), min(len(self._weeks), after + WEEKS)
        around = end - start - (after - place)
        appeared = self._appeared[weekday][end] - self._appeared[weekday][start]
        return around >= _LEAST and 2 * appeared >= around

    def missing(self, start: date, end: date) -> Iterator[date]:
        """The days between two days, inclusive, on which an issue is missing; backwards where the end comes first."""
        step = 1 if start <= end else -1
        days = range(start.toordinal(), end.toordinal() + step, step)
        yield from (date.fromordinal(day) for day in days if self._lacks(day) and self.spans(date.fromordinal(day)))

    @cached_property
    def _weeks(self) -> list[int]:
        """The weeks that have an issue: a day is 7 * week + weekday."""
        return sorted({day // 7 for day in self._held})

    @cached_property
    def _appeared(self) -> list[list[int]]:
        """By weekday: in how many of the first weeks, of none to all, it has an issue."""
        return [[0, *accumulate(7 * week + weekday in self._held for week in self._weeks)] for weekday in range(7)]
