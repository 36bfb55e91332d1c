"""Reminders of returns (汇总): to the township and the county before and after their own due
instants, then to the level that waits for them (features 4, domain C4). Told once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Campaign, Level
from households.models import (
    Escalation,
    ExpectedReport,
    Notice,
    ReportingPeriod,
    ReportingRule,
    Standing,
    UnitReturn,
)
from households.transitions.escalation import LOOK_AHEAD, LOOK_BACK
from households.transitions.notice import tell_each

Step = Escalation.Step


@transaction.atomic
def remind_returns(*, by: User, now: datetime | None = None) -> int:
    """Tell of every return that is due within the reminder's time or overdue; returns how many
    notices are new. A return that was filed, sent back or marked missing is not asked for."""
    now = now or timezone.now()
    periods = ReportingPeriod.objects.filter(
        county_due__gte=now - LOOK_BACK,
        village_due__lte=now + LOOK_AHEAD,
        campaign__status=Campaign.Status.OPEN,
    )
    told = 0
    for period in periods.select_related("county").order_by("village_due"):
        wanted = list(_of_period(period, by, now))
        had = set(
            Notice.objects.visible_to(by)
            .filter(key__startswith=_key(period, ""))
            .values_list("unit_id", "role", "key")
        )
        fresh = [n for n in wanted if (n.unit_id, str(n.role), n.key) not in had]
        if fresh:
            tell_each(fresh)
        told += len(fresh)
    return told


def _of_period(period: ReportingPeriod, by: User, now: datetime) -> Iterator[Notice]:
    rule = ReportingRule.objects.of(period.county_id, period.starts)
    minutes = {step: timedelta(minutes=n) for step, n in rule.steps[period.cadence].items()}
    before, above = minutes[Step.REMIND], minutes[Step.TOWNSHIP]
    assert period.township_due is not None
    late_towns = 0
    for town in _waiting_townships(period, by):
        if period.township_due + before <= now:
            yield _own(period, town, Role.TOWNSHIP_FEDERATION, period.township_due, now)
        late_towns += period.township_due + above <= now
    if late_towns:
        yield _above(period, Role.COUNTY_FEDERATION, _("%(n)d 个乡镇") % {"n": late_towns}, now)
    if (
        not UnitReturn.objects.visible_to(by)
        .live()
        .filter(period=period, level=Level.COUNTY)
        .exists()
    ):
        if period.county_due + before <= now:
            yield _own(period, period.county_id, Role.COUNTY_FEDERATION, period.county_due, now)
        if period.county_due + above <= now:
            yield _above(period, Role.GOVERNANCE_REVIEWER, _("县妇联"), now)


def _waiting_townships(period: ReportingPeriod, by: User) -> list[int]:
    """Townships with a village that owes the period and no live return; one query."""
    owed = ExpectedReport.objects.for_case_roles(by).filter(period=period, standing=Standing.OWED)
    filed = UnitReturn.objects.visible_to(by).live().filter(period=period, level=Level.TOWNSHIP)
    towns = owed.order_by().annotate(town=F("village_id") / 1000 * 1000)
    return sorted(
        set(towns.values_list("town", flat=True)) - set(filed.values_list("unit_id", flat=True))
    )


def _key(period: ReportingPeriod, step: str) -> str:
    return f"returns:{period.pk}:{step}"


def _own(period: ReportingPeriod, unit: int, role: Role, due: datetime, now: datetime) -> Notice:
    late = now > due
    words = _("%(p)s汇总已过%(day)s %(time)s，请尽快上报")
    if not late:
        words = _("%(p)s汇总%(day)s %(time)s截止，请上报")
    return Notice(
        unit_id=unit,
        role=role,
        key=_key(period, "late" if late else "remind"),
        title=words % {"p": period.label, "day": zh_day(due), "time": zh_time(due)},
        url=f"{reverse('households:return_new')}?period={period.pk}&unit={unit}",
        grave=late,
        told_at=now,
    )


def _above(period: ReportingPeriod, role: Role, who: str, now: datetime) -> Notice:
    """To the county about its townships, to the office that accepts about the county."""
    return Notice(
        unit_id=period.county_id,
        role=role,
        key=_key(period, "above"),
        title=_("%(who)s的%(p)s汇总逾期未报") % {"who": who, "p": period.label},
        url=reverse("households:return_list"),
        grave=True,
        told_at=now,
    )
