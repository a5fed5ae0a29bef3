"""Which days of a newspaper are there, and which are missing."""

from datetime import date, timedelta

from reader.services.holdings import Holdings


def days(start: str, end: str, weekdays: str = "1234567") -> list[str]:
    """All days of some weekdays (1 is Monday) between two days."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    every = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day.isoformat() for day in every if str(day.isoweekday()) in weekdays]


def missing(held: list[str]) -> list[str]:
    found = Holdings(held)
    return [day.isoformat() for day in found.missing(found.first, found.last)]


def test_a_daily_paper_lacks_each_day_that_is_not_there() -> None:
    held = days("2021-01-01", "2021-06-30")
    gone = {"2021-02-11", "2021-02-12", "2021-05-03"}
    assert missing([day for day in held if day not in gone]) == sorted(gone)


def test_a_paper_is_not_missing_on_days_on_which_it_never_appears() -> None:
    weekly = days("2021-01-01", "2021-12-31", "5")
    assert missing(weekly) == []
    assert missing([day for day in weekly if day != "2021-03-05"]) == ["2021-03-05"]
    assert missing(days("2021-01-01", "2021-06-30", "12345")) == []


def test_a_whole_year_without_issues_is_missing() -> None:
    held = days("2019-01-01", "2019-12-31", "135") + days("2021-01-01", "2021-12-31", "135")
    assert missing(held) == days("2020-01-01", "2020-12-31", "135")


def test_the_days_may_change_over_the_years() -> None:
    held = days("2019-01-01", "2019-12-31", "5") + days("2020-01-01", "2020-12-31")
    found = Holdings(held)
    assert not found.lacks(date(2019, 5, 6))
    assert Holdings([day for day in held if day != "2020-07-06"]).lacks(date(2020, 7, 6))


def test_a_monthly_and_a_handful_of_issues_lack_nothing() -> None:
    assert missing([f"2021-{month:02}-01" for month in range(1, 13)]) == []
    assert missing(["2021-01-01", "2021-01-08", "2021-01-29"]) == []


def test_nothing_is_missing_outside_the_holdings() -> None:
    held = Holdings(days("2021-01-01", "2021-06-30"))
    assert not held.lacks(date(2020, 12, 31))
    assert not held.lacks(date(2021, 7, 1))
    assert (held.first, held.last) == (date(2021, 1, 1), date(2021, 6, 30))


def test_gaps_are_found_backwards_too() -> None:
    held = Holdings([day for day in days("2021-01-01", "2021-06-30") if day not in ("2021-02-11", "2021-03-11")])
    assert next(held.missing(date(2021, 6, 1), held.first)) == date(2021, 3, 11)


def test_issues_without_a_day_are_counted_apart() -> None:
    held = Holdings(["", "2021", "2021-03", "2021-03-05"])
    assert held.undated == 3
    assert held.has(date(2021, 3, 5))
    assert not Holdings([""])
