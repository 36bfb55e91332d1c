"""Working days: Monday to Friday but for holidays and make-up days (调休).

Counting follows the rule of notices: the day something begins is not counted, the last day is.
Every function asks the database once for its range.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from campaigns.models import WorkdayException

ONE = timedelta(days=1)


def _exceptions(first: date, last: date) -> dict[date, bool]:
    rows = WorkdayException.objects.filter(day__range=(first, last))
    return dict(rows.values_list("day", "is_workday"))


def _works(day: date, exceptions: dict[date, bool]) -> bool:
    return exceptions.get(day, day.weekday() < 5)


def is_workday(day: date) -> bool:
    """Whether people work on `day`."""
    return _works(day, _exceptions(day, day))


def workdays_between(start: date, end: date) -> list[date]:
    """Working days after `start` up to and including `end`, so that
    ``workdays_between(s, add_workdays(s, n))`` has n days."""
    exceptions = _exceptions(start, end)
    days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
    return [day for day in days if _works(day, exceptions)]


def add_workdays(start: date, n: int) -> date:
    """The n-th working day after `start`; `start` itself is not counted. n ≥ 1.

    Raises ValueError for n below 1."""
    if n < 1:
        raise ValueError("n must be 1 or more")
    # Two days for one covers weekends; thirty more cover the longest holiday of a year.
    until = start + timedelta(days=n * 2 + 30)
    days = workdays_between(start, until)
    while len(days) < n:
        days += workdays_between(until, until := until + timedelta(days=n * 2))
    return days[n - 1]


def nearest_workday(day: date, *, later: bool) -> date:
    """`day` itself when it is worked, else the next (or the last) working day."""
    return nearest_workdays([day], later=later)[day]


def nearest_workdays(days: Iterable[date], *, later: bool) -> dict[date, date]:
    """Each day → the same, for many days at the price of one."""
    asked = sorted(days)
    if not asked:
        return {}
    reach = timedelta(days=30)  # longer than any holiday
    exceptions = _exceptions(asked[0] - reach, asked[-1] + reach)
    out = {}
    for day in asked:
        found = day
        while not _works(found, exceptions):
            found += ONE if later else -ONE
        out[day] = found
    return out
