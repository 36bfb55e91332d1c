"""Steps inside opening a year from the one before (features 24)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from campaigns.models import Campaign, Duty, Phase, Plan
from campaigns.workdays import nearest_workdays


def in_year(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def worked(days: Iterable[date]) -> dict[date, date]:
    """Each day → itself or the next working day, but never beyond its year: a last day of December
    goes back instead. Two queries whatever the number."""
    later = nearest_workdays(days, later=True)
    beyond = [day for day, moved in later.items() if moved.year != day.year]
    return later | nearest_workdays(beyond, later=False)


def copied_duties(last: Campaign, campaign: Campaign) -> list[Duty]:
    """Last year's duties that were not lifted, unsaved. Days of remembrance keep their date; what
    was tied to a day of the campaign itself is tied to the new one; the others go to working
    days."""
    tied = {
        last.sign_by: campaign.sign_by,
        last.midyear_on: campaign.midyear_on,
        last.data_closes_on: campaign.data_closes_on,
    }
    years = campaign.year - last.year
    rows = list(Duty.objects.filter(campaign=last).standing())
    moved = worked({in_year(duty.due_on, years) for duty in rows})
    out: dict[tuple[date, int, str], Duty] = {}
    for duty in rows:
        day = in_year(duty.due_on, years)
        if not duty.is_fixed:
            day = tied.get(duty.due_on) or moved[day]
        row = Duty(
            campaign=campaign,
            due_on=day,
            level=duty.level,
            title=duty.title,
            kind=duty.kind,
            ahead=duty.ahead,
            is_fixed=duty.is_fixed,
        )
        out.setdefault((day, duty.level, duty.title), row)
    return list(out.values())


def copy_plan(last: Campaign, campaign: Campaign, *, by: User) -> Plan | None:
    """Last year's plan as a draft of the new one: aims and phases, without number and day."""
    found = Plan.objects.visible_to(by).filter(campaign=last).first()
    if found is None:
        return None
    plan = Plan.objects.create(
        campaign=campaign,
        county=campaign.county,
        aims=found.aims,
        written_by=by,
        written_at=timezone.now(),
    )
    years = campaign.year - last.year
    Phase.objects.bulk_create(
        Phase(
            plan=plan,
            county=campaign.county,
            name=phase.name,
            since=in_year(phase.since, years),
            until=_last_day(phase.until, years),
            what=phase.what,
        )
        for phase in found.phases.all()
    )
    return plan


def _last_day(day: date, years: int) -> date:
    """A phase that ended with February ends with it again."""
    if (day + timedelta(days=1)).month == day.month:
        return in_year(day, years)
    return in_year(day + timedelta(days=1), years) - timedelta(days=1)
