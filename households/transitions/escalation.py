"""A missing report climbs: village, township, county, then 督办 (features 4). Each step of the
beat once, with its record; what is filed in the meantime climbs no further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Campaign, Division
from households.models import (
    Escalation,
    ExpectedReport,
    Notice,
    ReportingPeriod,
    ReportingRule,
    Standing,
)
from households.transitions.notice import tell_each

Step = Escalation.Step
BY_BEAT = (Step.REMIND, Step.VILLAGE, Step.TOWNSHIP, Step.COUNTY, Step.SUPERVISE)
LOOK_BACK, LOOK_AHEAD = timedelta(days=15), timedelta(days=2)


@transaction.atomic
def climb(*, by: User, now: datetime | None = None) -> int:
    """Take every step whose time has come for every open report; returns how many were taken. A
    second run takes none: the steps are unique in the database."""
    now = now or timezone.now()
    periods = ReportingPeriod.objects.filter(
        village_due__range=(now - LOOK_BACK, now + LOOK_AHEAD),
        campaign__status=Campaign.Status.OPEN,
    )
    taken = 0
    for period in periods.select_related("county").order_by("village_due"):
        taken += _climb_one(period, by, now)
    return taken


def _climb_one(period: ReportingPeriod, by: User, now: datetime) -> int:
    rule = ReportingRule.objects.of(period.county_id, period.starts)
    minutes = rule.steps[period.cadence]
    due = [s for s in BY_BEAT if period.village_due + timedelta(minutes=minutes[s]) <= now]
    # Once it is overdue there is nothing to remind of.
    if now > period.village_due:
        due = [s for s in due if s != Step.REMIND]
    if not due:
        return 0
    waiting = waiting_villages(period, by)
    had = set(
        Escalation.objects.visible_to(by)
        .filter(period=period, step__in=due)
        .values_list("unit_id", "step")
    )
    fresh = [(code, step) for step in due for code in waiting if (code, str(step)) not in had]
    Escalation.objects.bulk_create(
        [Escalation(period=period, unit_id=c, step=s, at=now, by=by) for c, s in fresh],
        ignore_conflicts=True,
        batch_size=2000,
    )
    tell_each(_notices(period, fresh, now))
    return len(fresh)


def waiting_villages(period: ReportingPeriod, by: User, root: Division | None = None) -> list[int]:
    """Villages that owe the report and have not filed it, nor been marked missing; one query."""
    rows = ExpectedReport.objects.for_case_roles(by).filter(
        period=period, standing=Standing.OWED, missing_at__isnull=True
    )
    if root is not None:
        rows = rows.under(root)
    filed = period.reports.filter(is_live=True).values("village")
    return list(rows.exclude(village__in=filed).values_list("village_id", flat=True))


def _notices(
    period: ReportingPeriod, steps: Iterable[tuple[int, str]], now: datetime
) -> list[Notice]:
    """Villages are told each, offices once a step with the number of villages."""
    out: list[Notice] = []
    towns: dict[tuple[int, str], int] = defaultdict(int)
    county: dict[str, int] = defaultdict(int)
    for village, step in steps:
        if step in (Step.REMIND, Step.VILLAGE, Step.SUPERVISE):
            out.append(_village_notice(period, village, step, now))
        if step in (Step.TOWNSHIP, Step.SUPERVISE):
            towns[village // 1000 * 1000, step] += 1
        if step in (Step.COUNTY, Step.SUPERVISE):
            county[step] += 1
    out += [
        _office_notice(period, town, Role.TOWNSHIP_FEDERATION, step, n, now)
        for (town, step), n in towns.items()
    ]
    out += [
        _office_notice(period, period.county_id, Role.COUNTY_FEDERATION, step, n, now)
        for step, n in county.items()
    ]
    return out


def _village_notice(period: ReportingPeriod, village: int, step: str, now: datetime) -> Notice:
    words = {
        Step.REMIND: _("%(p)s零报告%(day)s %(time)s截止，请上报"),
        Step.VILLAGE: _("%(p)s零报告已过%(day)s %(time)s，请尽快补报"),
        Step.SUPERVISE: _("%(p)s零报告仍未上报，已列入督办（红牌）"),
    }[Step(step)]
    due = period.village_due
    return Notice(
        unit_id=village,
        role=Role.VILLAGE_MEDIATOR,
        key=f"period:{period.pk}:{step}",
        title=words % {"p": period.label, "day": zh_day(due), "time": zh_time(due)},
        url=f"{reverse('households:report_form')}?period={period.pk}&village={village}",
        grave=step != Step.REMIND,
        told_at=now,
    )


def _office_notice(
    period: ReportingPeriod, place: int, role: Role, step: str, villages: int, now: datetime
) -> Notice:
    words = {
        Step.TOWNSHIP: _("%(n)d 个村%(p)s零报告逾期未报，请催报"),
        Step.COUNTY: _("%(n)d 个村%(p)s零报告逾期未报（黄牌）"),
        Step.SUPERVISE: _("%(n)d 个村%(p)s零报告仍未报，已列入督办（红牌）"),
    }[Step(step)]
    return Notice(
        unit_id=place,
        role=role,
        key=f"period:{period.pk}:{step}",
        title=words % {"n": villages, "p": period.label},
        url=f"{reverse('households:report_list')}?period={period.pk}&place={place}&show=missing",
        grave=True,
        told_at=now,
    )


@transaction.atomic
def chase(*, period: ReportingPeriod, root: Division, by: User) -> int:
    """催报 by hand: a notice to every village under `root` that has not filed; returns how many.
    As often as a person sends it, not twice within an hour."""
    acts.require(by, Act.REPORT_CHASE, root.code)
    now = timezone.now()
    waiting = waiting_villages(period, by, root)
    just = set(
        Escalation.objects.visible_to(by)
        .filter(period=period, step=Step.CHASED, at__gt=now - timedelta(hours=1))
        .values_list("unit_id", flat=True)
    )
    fresh = [code for code in waiting if code not in just]
    if not fresh:
        raise NotTheMoment(
            _("一小时内已经催过，请稍后再催。") if waiting else _("都已上报，没有要催的村。")
        )
    Escalation.objects.bulk_create(
        [Escalation(period=period, unit_id=c, step=Step.CHASED, at=now, by=by) for c in fresh],
        batch_size=2000,
    )
    tell_each(
        Notice(
            unit_id=code,
            role=Role.VILLAGE_MEDIATOR,
            key=f"period:{period.pk}:chased:{now:%Y%m%d%H%M}",
            title=_("%(who)s催报：%(p)s零报告还没有上报") % {"who": by.name, "p": period.label},
            url=f"{reverse('households:report_form')}?period={period.pk}&village={code}",
            grave=True,
            told_at=now,
        )
        for code in fresh
    )
    after = {"period": period.number, "villages": len(fresh)}
    trail.record(Act.REPORT_CHASE, by=by, on=period, place=root.code, after=after)
    return len(fresh)
