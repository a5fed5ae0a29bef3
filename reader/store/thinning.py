"""Which backups are kept as they age."""

from collections.abc import Iterable, Sequence
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12


def kept(times: Iterable[datetime]) -> set[datetime]:
    """All of the newest day, the newest of each of the last 7 days, 4 weeks and 12 months that have one.

    Counted are days, weeks and months with backups, not those that went by: a clock that is set back or forward, and a
    year without the program, take none away.
    """
    newest_first = sorted(times, reverse=True)
    if not newest_first:
        return set()
    found = {time for time in newest_first if time.date() == newest_first[0].date()}
    days = [time.date().toordinal() for time in newest_first]
    weeks = [tuple(time.isocalendar())[:2] for time in newest_first]
    months = [(time.year, time.month) for time in newest_first]
    return found | _first(newest_first, days, DAYS) | _first(newest_first, weeks, WEEKS) | _first(newest_first, months, MONTHS)


def _first(times: Sequence[datetime], spans: Sequence[object], number: int) -> set[datetime]:
    """The first time of each of the first so many spans."""
    found: dict[object, datetime] = {}
    for time, span in zip(times, spans, strict=True):
        if span not in found and len(found) < number:
            found[span] = time
    return set(found.values())
