"""Backups are thinned by the days, weeks and months that have one, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reader.store.thinning import DAYS, MONTHS, WEEKS, kept

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_two_backups_a_day_for_two_years_leave_a_few_dozen() -> None:
    times = [NOON - timedelta(hours=12 * n) for n in range(2 * 730)]
    left = kept(times)
    assert {t for t in times if t.date() == NOON.date()} <= left
    assert [t for t in sorted(left, reverse=True) if t < NOON - timedelta(hours=12)][:6] == [
        NOON - timedelta(days=n) for n in range(1, 7)
    ]
    assert len(left) <= 2 + DAYS + WEEKS + MONTHS
    assert min(left) < NOON - timedelta(days=320)


def test_a_clock_that_was_a_hundred_years_ahead_for_once_takes_no_backup_away() -> None:
    times = [NOON - timedelta(days=30 * n) for n in range(10)]
    assert kept([*times, NOON + timedelta(days=36525)]) >= set(times)


@given(st.lists(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)), max_size=60))
def test_the_newest_is_always_kept_and_thinning_again_takes_nothing(times: list[datetime]) -> None:
    left = kept(times)
    assert left == kept(left)
    assert not times or max(times) in left
