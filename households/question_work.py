"""What surrounds zero reports on people's work lists: questions to answer and decide, reports
sent back, returns to make and accept, helping visits."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.work import WorkItem
from campaigns.models import Campaign, Level
from households.models import (
    Contradiction,
    FileHandler,
    Incident,
    ReportingPeriod,
    SpotCheck,
    UnitReturn,
    ZeroReport,
)
from households.models.incident import CONTRADICTS_BY_DEFAULT

SETTLE_DAYS = 3  # as many as a village has to answer
OFFICES = {Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION}


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`; at most six queries."""
    roles = user.roles_today()
    out: list[WorkItem] = []
    if Role.VILLAGE_MEDIATOR in roles:
        out += _to_answer(user) + _sent_back(user)
    if Role.TOWNSHIP_FEDERATION in roles:
        out += _to_decide(user, today) + _helping(user) + _own_returns(user)
    if roles & OFFICES:
        out += _to_settle(user)
    if roles & {Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER}:
        out += _to_accept(user, roles)
    return out


def _to_answer(user: User) -> list[WorkItem]:
    spans = user.spans_of({Role.VILLAGE_MEDIATOR})
    rows = Contradiction.objects.visible_to(user).filter(status=Contradiction.Status.ASKED)
    rows = rows.select_related("village", "period").order_by("reply_by")
    return [
        WorkItem(
            due=row.reply_by,
            title=_("说明%(p)s零报告与情况不符") % {"p": row.period.label},
            unit=row.village.name,
            url=reverse("households:contradiction_detail", args=[row.uid]),
            act=_("说明"),
        )
        for row in rows
        if any(low <= row.village_id < high for low, high in spans)
    ]


def _to_decide(user: User, today: date) -> list[WorkItem]:
    rows = Contradiction.objects.visible_to(user).open().select_related("village", "period")
    return [
        WorkItem(
            due=today,
            title=_("核定%(p)s零报告是否失实") % {"p": row.period.label},
            unit=row.village.name,
            url=reverse("households:contradiction_detail", args=[row.uid]),
            act=_("核定"),
        )
        for row in rows
        if row.may_be_decided(today)
    ]


def _to_settle(user: User) -> list[WorkItem]:
    """What happened in sealed files the person supervises, beside the village's reports."""
    mine = FileHandler.objects.in_force().filter(person=user, role=FileHandler.Role.SUPERVISOR)
    rows = Incident.objects.visible_to(user).filter(
        sealed=True,
        handled_at=None,
        kind__in=CONTRADICTS_BY_DEFAULT,
        family__in=mine.values("family"),
    )
    return [
        WorkItem(
            due=timezone.localdate(row.known_at) + timedelta(days=SETTLE_DAYS),
            title=_("核实一件受保护的情况"),
            unit=row.village.name,
            url=reverse("households:incident_settle", args=[row.uid]),
            act=_("核实"),
        )
        for row in rows.select_related("village")
    ]


def _sent_back(user: User) -> list[WorkItem]:
    rows = ZeroReport.objects.visible_to(user).live().filter(returned_at__isnull=False)
    return [
        WorkItem(
            due=timezone.localdate(row.correct_by) if row.correct_by else None,
            title=_("更正退回的%(p)s零报告") % {"p": row.period.label},
            unit=row.village.name,
            url=reverse("households:report_detail", args=[row.uid]),
            act=_("更正"),
        )
        for row in rows.select_related("village", "period")
    ]


def _helping(user: User) -> list[WorkItem]:
    rows = SpotCheck.objects.visible_to(user).filter(status=SpotCheck.Status.OPEN)
    return [
        WorkItem(
            due=row.due_on,
            title=_("上门走访长期报零的村（帮忙，不扣分）"),
            unit=row.village.name,
            url=reverse("households:spot_check_detail", args=[row.uid]),
            act=_("登记走访"),
        )
        for row in rows.select_related("village")
    ]


def _own_returns(user: User) -> list[WorkItem]:
    """Returns of one's own township that are due (villages' limit passed) or sent back."""
    towns = [p.division for p in user.postings_today if p.role == Role.TOWNSHIP_FEDERATION]
    now = timezone.now()
    out = []
    for town in towns:
        filed = UnitReturn.objects.visible_to(user).live().filter(unit=town)
        done = filed.exclude(status=UnitReturn.Status.RETURNED).values("period")
        rows = ReportingPeriod.objects.filter(
            county__code__lte=town.code,
            county__end__gt=town.code,
            village_due__lt=now,
            campaign__status=Campaign.Status.OPEN,
            expected__village__gte=town.code,
            expected__village__lt=town.end,
            expected__standing="owed",
        )
        out += [
            WorkItem(
                due=timezone.localdate(period.township_due),
                title=_("上报%(p)s汇总") % {"p": period.label},
                unit=town.name,
                url=f"{reverse('households:return_new')}?unit={town.code}&period={period.pk}",
                act=_("汇总"),
            )
            for period in rows.exclude(pk__in=done).distinct().order_by("township_due")
        ]
    return out


def _to_accept(user: User, roles: set[Role]) -> list[WorkItem]:
    levels = [Level.TOWNSHIP] if Role.COUNTY_FEDERATION in roles else []
    levels += [Level.COUNTY] if Role.GOVERNANCE_REVIEWER in roles else []
    rows = UnitReturn.objects.visible_to(user).live()
    rows = rows.filter(status=UnitReturn.Status.FILED, level__in=levels)
    return [
        WorkItem(
            due=timezone.localdate(row.period.county_due),
            title=_("审核%(p)s汇总") % {"p": row.period.label},
            unit=row.unit.name,
            url=reverse("households:return_detail", args=[row.uid]),
            act=_("审核"),
        )
        for row in rows.select_related("period", "unit").order_by("filed_at")
    ]
