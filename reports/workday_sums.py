"""A clock of working days told as a sum on paper: from, so many working days, what was left out,
until (look 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.models import WorkdayException
from campaigns.workdays import workdays_between


@dataclass(frozen=True, slots=True)
class Sum:
    """start is not counted; days: the working days up to `until`; weekend and holidays: what was
    left out between; made_up: weekend days that are worked (调休)."""

    start: date
    until: date
    days: int
    weekend: int
    holidays: int
    made_up: int

    @property
    def calendar(self) -> int:
        """Calendar days after the start."""
        return (self.until - self.start).days


def workday_sum(start: date, until: date) -> Sum:
    """The arithmetic between two days; two queries."""
    days = len(workdays_between(start, until))
    span = [start + timedelta(days=n) for n in range(1, (until - start).days + 1)]
    rows = WorkdayException.objects.filter(day__gt=start, day__lte=until)
    kept = dict(rows.values_list("day", "is_workday"))
    weekend = [day for day in span if day.weekday() >= 5]
    return Sum(
        start,
        until,
        days,
        weekend=sum(not kept.get(day, False) for day in weekend),
        holidays=sum(day.weekday() < 5 and kept.get(day) is False for day in span),
        made_up=sum(bool(kept.get(day)) for day in weekend),
    )
