"""Verbs of volunteers' work: hours and cases recorded, taken back; the monthly limit set."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, ServicePoint, Volunteer, VolunteerLimit, VolunteerWork
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit
from campaigns.transitions.work_record import FARTHEST_DAYS

Kind = VolunteerWork.Kind
# Cases are counted for those who are called to them: assessors sit in court, court-invited
# mediators take the court's cases (特邀调解规定 2016).
WHOSE = {Kind.TRIAL: Volunteer.Kind.ASSESSOR, Kind.COURT: Volunteer.Kind.INVITED}
HALF, DAY = Decimal("0.5"), Decimal(24)
CASES_MOST = 20


@transaction.atomic
def record_service(
    volunteer: Volunteer,
    *,
    day: date,
    kind: str,
    hours: Decimal,
    by: User,
    cases: int = 0,
    point: ServicePoint | None = None,
    client_uuid: uuid.UUID | None = None,
) -> VolunteerWork:
    """Record what a volunteer of one's own unit did on a day, in half hours; trials and court
    cases with their number. The same client_uuid again answers with the first record."""
    seen = Volunteer.objects.select_related("place").fetch(by, uid=volunteer.uid)
    require_unit(by, Act.NETWORK_SERVICE, seen.place)
    row = Volunteer.objects.locked(by, pk=seen.pk)
    mine = VolunteerWork.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    errors = _faults(row, day, kind, hours, cases)
    if point is not None:
        there = ServicePoint.objects.visible_to(by).filter(pk=point.pk).first()
        if there is None or day < there.opened_on or (there.closed_on and day > there.closed_on):
            errors["point"] = _("请选那天开办着的网点。")
    if errors:
        raise Invalid(errors)
    work = VolunteerWork(
        client_uuid=client_uuid,
        volunteer=row,
        place_id=row.place_id,
        team_id=row.team_id,
        point=point,
        day=day,
        kind=kind,
        hours=hours,
        cases=cases,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    work, new = saved_once(work, by=by)
    if not new:
        return work
    after = {"kind": kind, "day": day.isoformat(), "hours": str(hours), "cases": cases}
    trail.record(Act.NETWORK_SERVICE, by=by, on=work, place=row.place_id, after=after)
    return work


def _faults(row: Volunteer, day: date, kind: str, hours: Decimal, cases: int) -> dict[str, str]:
    today, errors = timezone.localdate(), {}
    if not (row.since <= day <= today and (today - day).days <= FARTHEST_DAYS):
        errors["day"] = _("做完后登记，日期在任期内、最近三个月里。")
    if row.until is not None and day > row.until:
        errors["day"] = _("这一天她已不在任。")
    if not HALF <= hours <= DAY or hours % HALF:
        errors["hours"] = _("按半小时写，0.5 到 24 小时。")
    if kind not in Kind.values:
        errors["kind"] = _("请选做了什么。")
        return errors
    if kind in VolunteerWork.IN_CASES:
        if row.kind != WHOSE[Kind(kind)]:
            errors["kind"] = _("%(work)s由%(who)s登记。") % {
                "work": Kind(kind).label,
                "who": WHOSE[Kind(kind)].label,
            }
        if not 1 <= cases <= CASES_MOST:
            errors["cases"] = _("请写案件数，1 到 20 件。")
    elif cases:
        errors["cases"] = _("只有陪审和特邀调解按案件计，这里不填。")
    return errors


@transaction.atomic
def take_back_service(work: VolunteerWork, *, reason: str, by: User) -> VolunteerWork:
    """Take back what was entered by mistake, with a reason; it counts no longer."""
    seen = VolunteerWork.objects.select_related("place").fetch(by, uid=work.uid)
    require_unit(by, Act.NETWORK_SERVICE, seen.place)
    row = VolunteerWork.objects.locked(by, pk=seen.pk)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这条记录已经撤回。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明为什么撤回，例如：时数写错，另行登记。")})
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    trail.record(
        Act.NETWORK_SERVICE,
        by=by,
        on=row,
        place=row.place_id,
        before={"hours": str(row.hours), "cases": row.cases},
        after={"taken_back": True},
        reason=reason.strip(),
    )
    return row


@transaction.atomic
def set_limit(county: Division, *, hours: int, by: User) -> VolunteerLimit:
    """The county decides from how many hours a month a volunteer is overloaded."""
    if not inside(by.area_spans, county.code):
        raise Http404
    acts.require(by, Act.NETWORK_LIMIT, county.code)
    if not county.is_county:
        raise Invalid(_("上限由县里统一设置。"))
    if not 1 <= hours <= 300:
        raise Invalid({"hours": _("每月 1 到 300 小时。")})
    row = VolunteerLimit.objects.create(
        county=county, hours=hours, set_by=by, set_at=timezone.now()
    )
    trail.record(Act.NETWORK_LIMIT, by=by, on=row, place=county.code, after={"hours": hours})
    return row
