"""The rules of the three tiers: how long a tier holds, when visits are owed, when it may fall.

All numbers are those of domain C2 and C3; nothing here touches the database.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from households.models import Tier

# A tier must be confirmed again after this many days (domain C2, column "review").
REVIEW_DAYS: dict[Tier, int] = {Tier.RED: 7, Tier.YELLOW: 30, Tier.GREEN: 90}
# Quiet days at the present tier before it may go one step down, or off the list (domain C2).
QUIET_DAYS: dict[Tier, int] = {Tier.RED: 30, Tier.YELLOW: 60, Tier.GREEN: 90}
# A keeper answers for at most this many red households (domain C3).
RED_PER_KEEPER = 3
# Two named keepers at all times (domain C3).
KEEPERS = 2
# Visits are planned so far ahead that even a quarterly one is in sight.
PLAN_AHEAD_DAYS = 100
# The rhythm in words, for pages.
RHYTHM: dict[Tier, str] = {
    Tier.RED: "头两周每周 2 次，以后每周 1 次",
    Tier.YELLOW: "每半月 1 次",
    Tier.GREEN: "头三个月每月 1 次，以后每季度 1 次",
}
# First action: red within 24 hours, yellow three days, green seven (domain C2).
_FIRST: dict[Tier, int] = {Tier.RED: 1, Tier.YELLOW: 3, Tier.GREEN: 7}


def review_due(tier: Tier, decided_on: date) -> date:
    """The day until which a tier decided on `decided_on` holds."""
    return decided_on + timedelta(days=REVIEW_DAYS[tier])


def one_lower(tier: Tier) -> Tier | None:
    """The next tier down; None below green."""
    return {Tier.RED: Tier.YELLOW, Tier.YELLOW: Tier.GREEN}.get(tier)


def visit_days(tier: Tier, since: date, until: date) -> list[date]:
    """Days on which a visit is owed under a tier held since `since`, up to and including
    `until`: strictly increasing, all after `since`.

    Red: within a day, then twice a week for two weeks, then weekly. Yellow: within three
    days, then every half month. Green: within seven days, then monthly for three months, then
    quarterly (domain C2)."""
    days = [since + timedelta(days=_FIRST[tier])]
    rhythm = {Tier.RED: _red, Tier.YELLOW: _yellow, Tier.GREEN: _green}[tier](since)
    days += takewhile(lambda day: day <= until, rhythm)
    return [day for day in days if day <= until]


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _red(since: date) -> Iterator[date]:
    for offset in (4, 7, 11, 14):
        yield since + timedelta(days=offset)
    for week in count(3):
        yield since + timedelta(weeks=week)


def _yellow(since: date) -> Iterator[date]:
    for half in count(1):
        months, odd = divmod(half, 2)
        yield add_months(since, months) + timedelta(days=15 * odd)


def _green(since: date) -> Iterator[date]:
    for months in (1, 2, 3):
        yield add_months(since, months)
    for quarter in count(2):
        yield add_months(since, 3 * quarter)
