"""The clock of a notice: working days lost to objections, as a sum on paper (domain B, 公示).

An objection stops the clock when it comes in; it runs on after the answer. Working days after the
day it came, up to and including the day of the answer, are lost; days lost to two objections at
once are lost once. The last day moves by so many working days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from campaigns.workdays import add_workdays, workdays_between


@dataclass(frozen=True)
class Stop:
    """One objection: the day it came, the day it was answered, working days lost by itself."""

    since: date
    until: date
    days: int


@dataclass(frozen=True)
class Sum:
    """planned: the last day as announced; lost: working days in all; until: the last day now."""

    planned: date
    stops: tuple[Stop, ...]
    lost: int
    until: date


def moved(planned: date, answered: Iterable[tuple[date, date]]) -> Sum:
    """The notice's last day after these objections: (came on, answered on) of each. At most two
    look-ups of the table of holidays."""
    spans = sorted(answered)
    if not spans:
        return Sum(planned, (), 0, planned)
    first, last = spans[0][0], max(until for _since, until in spans)
    days = workdays_between(first, last)
    lost: set[date] = set()
    stops = []
    for since, until in spans:
        mine = {day for day in days if since < day <= until}
        stops.append(Stop(since, until, len(mine)))
        lost |= mine
    count = len(lost)
    return Sum(planned, tuple(stops), count, add_workdays(planned, count) if count else planned)
