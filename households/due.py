"""When a report is due at each level, from the county's rule (domain C4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from campaigns.workdays import nearest_workday
from households.models import Cadence, ReportingRule, Shift


def due_day(rule: ReportingRule, cadence: Cadence, level: str, starts: date, ends: date) -> date:
    """The day by the calendar, before holidays: a month's number or its last day; days after the
    end of a half-month; a weekday; the day itself. A piece of a week that ends before its
    weekday is due on its last day."""
    number = int(rule.due[cadence][level][0])
    if cadence == Cadence.MONTH:
        return min(starts.replace(day=number), ends) if number else ends
    if cadence == Cadence.HALF:
        return ends + timedelta(days=number)
    if cadence == Cadence.WEEK:
        monday = starts - timedelta(days=starts.weekday())
        return max(starts, min(monday + timedelta(days=number - 1), ends))
    return starts + timedelta(days=number)


def due_instants(
    rule: ReportingRule, cadence: Cadence, starts: date, ends: date
) -> dict[str, datetime]:
    """level → instant. Moved off a day nobody works on only where the rule says so; a level
    above is never due before the one below."""
    out: dict[str, datetime] = {}
    floor: datetime | None = None
    for level in ("village", "township", "county"):
        day = due_day(rule, cadence, level, starts, ends)
        if rule.shift != Shift.NONE:
            day = max(nearest_workday(day, later=rule.shift == Shift.LATER), starts)
        moment = datetime.combine(
            day, time.fromisoformat(rule.due[cadence][level][1]), timezone.get_default_timezone()
        )
        floor = moment if floor is None else max(moment, floor)
        out[level] = floor
    return out
