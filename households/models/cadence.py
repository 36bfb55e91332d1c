"""How often reports are owed, and which days one report covers (domain C4). Pure calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
# Half-open ranges of days, in order, none touching the next.
Days = tuple[tuple[date, date], ...]


class Cadence(models.TextChoices):
    """From the slowest to the quickest."""

    MONTH = "month", _("月报")
    HALF = "half", _("半月报")
    WEEK = "week", _("周报")
    DAY = "day", _("日报")

    def window(self, day: date) -> tuple[date, date]:
        """First and last day of the period of this cadence that contains `day`; a week begins
        on Monday, the second half of a month on the 16th."""
        if self == Cadence.DAY:
            return day, day
        if self == Cadence.WEEK:
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=6)
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if self == Cadence.MONTH:
            return day.replace(day=1), last
        if day.day <= 15:
            return day.replace(day=1), day.replace(day=15)
        return day.replace(day=16), last

    def quicker_than(self, other: Cadence) -> bool:
        """Whether reports of this cadence are owed more often."""
        order = list(Cadence)
        return order.index(self) > order.index(other)

    def name_of(self, starts: date, ends: date) -> str:
        """11月, 11月上半月, 11月2日至8日, 10月3日."""
        month = f"{starts.month}月"
        if self == Cadence.MONTH:
            return month
        if self == Cadence.HALF:
            half = _now("%(month)s上半月") if starts.day <= 15 else _now("%(month)s下半月")
            return half % {"month": month}
        if self == Cadence.DAY or starts == ends:
            return f"{month}{starts.day}日"
        until = f"{ends.day}日" if ends.month == starts.month else f"{ends.month}月{ends.day}日"
        return _now("%(month)s%(day)d日至%(until)s") % {
            "month": month,
            "day": starts.day,
            "until": until,
        }

    def number_of(self, starts: date) -> str:
        """The period's part of a report's number: 2026-11, 2026-11A, 2026-W45, 2026-1003."""
        if self == Cadence.MONTH:
            return f"{starts:%Y-%m}"
        if self == Cadence.HALF:
            return f"{starts:%Y-%m}{'A' if starts.day <= 15 else 'B'}"
        if self == Cadence.WEEK:
            # Two pieces of one week can both be owed around a change: the day tells them apart.
            return f"{starts:%G-W%V}" + ("" if starts.weekday() == 0 else f".{starts.isoweekday()}")
        return f"{starts:%Y-%m%d}"


def days_of(first: date, last: date) -> Days:
    """The days from first to last, both included."""
    return ((first, last + DAY),) if last >= first else ()


def without(days: Days, taken: Iterable[tuple[date, date]]) -> Days:
    """`days` less half-open ranges."""
    out = list(days)
    for low, high in taken:
        rest: list[tuple[date, date]] = []
        for first, end in out:
            if high <= first or end <= low:
                rest.append((first, end))
                continue
            rest += [pair for pair in ((first, low), (high, end)) if pair[0] < pair[1]]
        out = rest
    return tuple(sorted(out))


def common(days: Days, low: date, high: date) -> Days:
    """The part of `days` inside the half-open range."""
    cut = ((max(first, low), min(end, high)) for first, end in days)
    return tuple(pair for pair in cut if pair[0] < pair[1])
