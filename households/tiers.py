"""The rules of tiers: how long a tier holds, when visits are owed.

They read a scale (domain C2, C3; versions in models.scale), never numbers of their own; nothing
here touches the database.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from households.scales.body import Level, Phase

# Visits are planned so far ahead that even a quarterly one is in sight.
PLAN_AHEAD_DAYS = 100


def review_due(level: Level, decided_on: date) -> date:
    """The day until which a decision for `level` made on `decided_on` holds."""
    return decided_on + timedelta(days=level.review_days)


def visit_days(level: Level, since: date, until: date) -> list[date]:
    """Days on which a visit is owed under a level held since `since`, up to and including
    `until`: strictly increasing, all after `since`. First within the hours of the first action,
    then in the level's rhythm (domain C2)."""
    last = since + timedelta(days=level.first_days)
    days = [last]
    for day in takewhile(lambda day: day <= until, _rhythm(level.phases, since)):
        if day > last:
            days.append(day)
            last = day
    return [day for day in days if day <= until]


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _rhythm(phases: tuple[Phase, ...], since: date) -> Iterator[date]:
    """Days of the phases one after another. All months count from `since` itself, so that the
    31st does not become the 28th for good."""
    months = days = 0
    for phase in phases:
        visits = range(1, phase.times * phase.rounds + 1) if phase.rounds else count(1)
        for number in visits:
            whole, part = divmod(number, phase.times)
            length = phase.every * {"day": 1, "week": 7, "month": 30}[phase.unit]
            extra = -(-length * part // phase.times)
            if phase.unit == "month":
                yield add_months(since, months + whole * phase.every) + timedelta(days=days + extra)
            else:
                yield add_months(since, months) + timedelta(days=days + whole * length + extra)
        if phase.unit == "month":
            months += phase.every * phase.rounds
        else:
            days += length * phase.rounds
