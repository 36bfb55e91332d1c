"""Verbs of a point's work: recorded in three touches, taken back when it was a mistake."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import ServicePoint, WorkRecord
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import held_point
from campaigns.transitions.unit import require_unit

FARTHEST_DAYS = 92
PEOPLE_MOST = 5000
REASON_LEAST = 4


@transaction.atomic
def record_work(
    point: ServicePoint,
    *,
    day: date,
    kind: str,
    people: int,
    by: User,
    client_uuid: uuid.UUID | None = None,
) -> WorkRecord:
    """Record what a point did on a day: a kind and a number, nobody's name. The same client_uuid
    again answers with the first record."""
    row = held_point(point, Act.NETWORK_WORK, by=by)
    mine = WorkRecord.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    require_moment(row, "work", _("登记工作"))
    today, errors = timezone.localdate(), {}
    if not (row.opened_on <= day <= today and (today - day).days <= FARTHEST_DAYS):
        errors["day"] = _("做完后登记，日期在网点开办后、最近三个月里。")
    if kind not in WorkRecord.Kind.values:
        errors["kind"] = _("请选做了什么。")
    if not 1 <= people <= PEOPLE_MOST:
        errors["people"] = _("请写人数，至少 1 人。")
    if errors:
        raise Invalid(errors)
    record = WorkRecord(
        client_uuid=client_uuid,
        point=row,
        place_id=row.place_id,
        day=day,
        kind=kind,
        people=people,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    record, new = saved_once(record, by=by)
    if not new:
        return record
    after = {"kind": kind, "people": people, "day": day.isoformat()}
    trail.record(Act.NETWORK_WORK, by=by, on=record, place=row.place_id, after=after)
    return record


@transaction.atomic
def take_back_work(record: WorkRecord, *, reason: str, by: User) -> WorkRecord:
    """Take back a record entered by mistake, with a reason; it counts no longer."""
    seen = WorkRecord.objects.select_related("place").fetch(by, uid=record.uid)
    require_unit(by, Act.NETWORK_WORK, seen.place)
    row = WorkRecord.objects.locked(by, pk=seen.pk)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这条记录已经撤回。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明为什么撤回，例如：人数写错，另行登记。")})
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    trail.record(
        Act.NETWORK_WORK,
        by=by,
        on=row,
        place=row.place_id,
        before={"people": row.people},
        after={"taken_back": True},
        reason=reason.strip(),
    )
    return row
