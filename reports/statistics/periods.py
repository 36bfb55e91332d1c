"""The days of a table: a named period, or any two days; the one before."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from disputes.statistics.periods import BETWEEN, Period, between, choices, period_of

YEARS = 3


def asked_period(code: str | None, since: date | None = None, until: date | None = None) -> Period:
    """Two days where both are given and make sense, else the period of the code; this year to date
    for what is missing, makes no sense or lies ahead."""
    if since and until:
        return between(since, until) or period_of(None)
    if found := BETWEEN.match(code or ""):
        try:
            days = [date.fromisoformat(part) for part in found.groups()]
        except ValueError:
            return period_of(None)
        return between(*days) or period_of(None)
    return period_of(code)


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return period_of(f"{day:%Y-%m}")


def year_of(day: date) -> Period:
    """The calendar year a day lies in."""
    return period_of(f"{day.year}")


def whole_years() -> list[tuple[str, str]]:
    """The years a reader without case rights may choose: they do not overlap, so that no small
    number follows from the difference of two of them."""
    this = timezone.localdate().year
    return [(f"{this - n}", period_of(f"{this - n}").words) for n in range(YEARS)]


def every_choice() -> list[tuple[str, str]]:
    """Every named period, the year to date first."""
    return choices()


def period_before(period: Period) -> Period | None:
    """上期: the month, quarter or half-year before; as many days right before two chosen ones; none
    for a year, which last year's is, or a year to date, which has no neighbour."""
    code = period.code
    if code.endswith("YTD") or len(code) == len("2026"):
        return None
    if BETWEEN.match(code):
        length = period.last - period.first
        last = period.first - timedelta(days=1)
        return between(last - length, last)
    before = period.first - timedelta(days=1)
    if "Q" in code:
        return period_of(f"{before.year}-Q{(before.month + 2) // 3}")
    if "H" in code:
        return period_of(f"{before.year}-H{(before.month + 5) // 6}")
    return month_of(before)


def is_running(period: Period) -> bool:
    """Whether it has not ended yet; a year to date is compared with the same days."""
    return period.last > timezone.localdate()
