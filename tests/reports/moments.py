"""Days and instants of the small year."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def day(month: int, number: int, year: int = 2026) -> date:
    """A day of the year."""
    return date(year, month, number)


def moment(month: int, number: int, hour: int = 9, year: int = 2026) -> datetime:
    """An instant in the county's time zone."""
    return datetime(year, month, number, hour, tzinfo=timezone.get_default_timezone())
