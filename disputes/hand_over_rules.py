"""Limits of a hand-over: an answer in two working days, an urgent one in two hours (house choice
[C], as in the grid systems of the county: 红色等级 2 小时内)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from campaigns.workdays import add_workdays

ANSWER_WORKDAYS = 2
URGENT = timedelta(hours=2)
END_OF_DAY = time(23, 59, 59)


def answer_due(now: datetime, *, urgent: bool) -> datetime:
    """The moment an answer is owed: two hours on, or the end of the second working day."""
    if urgent:
        return now + URGENT
    day = add_workdays(timezone.localdate(now), ANSWER_WORKDAYS)
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))
