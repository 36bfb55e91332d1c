"""Verbs of a demonstration point (示范点): named, given up."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, ShowPoint
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit


@transaction.atomic
def name_point(
    place: Division,
    *,
    name: str,
    what_for: str,
    since: date,
    by: User,
    client_uuid: uuid.UUID | None = None,
) -> ShowPoint:
    """Name a point of one's own unit. The same client_uuid again answers with the first."""
    if not inside(by.area_spans, place.code):
        raise Http404
    require_unit(by, Act.SHOW_POINT_WRITE, place)
    mine = ShowPoint.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    errors = {}
    if not name.strip():
        errors["name"] = _("请写名称，例如：前六段村平安家庭示范点。")
    if not what_for.strip():
        errors["what_for"] = _("请写示范什么，例如：家庭议事会、邻里调解。")
    if since > timezone.localdate():
        errors["since"] = _("日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    row = ShowPoint(
        client_uuid=client_uuid, place=place, name=name.strip(), what_for=what_for.strip(),
        since=since, recorded_by=by,
    )  # fmt: skip
    row, new = saved_once(row, by=by, told={"name": _("本单位已有同名的示范点。")})
    if new:
        after = {"since": since.isoformat()}
        trail.record(Act.SHOW_POINT_WRITE, by=by, on=row, place=place.code, after=after)
    return row


@transaction.atomic
def give_up_point(point: ShowPoint, *, until: date, reason: str, by: User) -> ShowPoint:
    """Give a point up with a reason; it stays readable."""
    seen = ShowPoint.objects.select_related("place").fetch(by, uid=point.uid)
    require_unit(by, Act.SHOW_POINT_WRITE, seen.place)
    row = ShowPoint.objects.locked(by, pk=seen.pk)
    if row.until is not None:
        raise NotTheMoment(_("这个示范点已经撤销。"))
    errors = {}
    if not row.since <= until <= timezone.localdate():
        errors["until"] = _("撤销日期要在设立日期和今天之间。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明撤销原因。")
    if errors:
        raise Invalid(errors)
    row.until, row.end_reason = until, reason.strip()
    row.save(update_fields=["until", "end_reason"])
    after = {"until": until.isoformat()}
    trail.record(Act.SHOW_POINT_WRITE, by=by, on=row, place=row.place_id, after=after)
    return row
