"""Verbs of a member unit (成员单位): taken in, changed, left. Nothing is deleted."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import put, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, MemberUnit
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

TAKEN = "县里已有同名的成员单位。"
FIELDS = ("name", "short_name", "kind")


@transaction.atomic
def take_in(
    county: Division,
    *,
    since: date,
    by: User,
    client_uuid: uuid.UUID | None = None,
    **facts: Any,
) -> MemberUnit:
    """Take a department into the county's group (domain 0: 政法委, 组织部, 宣传部, 法院 …). facts:
    name, short_name, kind. The same client_uuid again answers with the first unit."""
    if not inside(by.area_spans, county.code) or not county.is_county:
        raise Http404
    require_unit(by, Act.MEMBER_UNIT_WRITE, county)
    mine = MemberUnit.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    values, errors = _checked(facts)
    if since > timezone.localdate():
        errors["since"] = _("加入日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    row = MemberUnit(client_uuid=client_uuid, county=county, since=since, recorded_by=by, **values)
    row, new = saved_once(row, by=by, told={"name": _(TAKEN)})
    if new:
        after = {"kind": row.kind, "since": since.isoformat()}
        trail.record(Act.MEMBER_UNIT_WRITE, by=by, on=row, place=county.code, after=after)
    return row


@transaction.atomic
def change_unit(
    unit: MemberUnit, *, by: User, version: int | None = None, **facts: Any
) -> MemberUnit:
    """Correct name, short name or kind, such as after a reform of departments."""
    row = held_unit(unit, by)
    require_version(row, version, facts, FIELDS)
    values, errors = _checked(facts)
    if errors:
        raise Invalid(errors)
    before = put(row, values)
    if not before:
        return row
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Invalid({"name": _(TAKEN)}) from None
    after = {name: values[name] for name in before}
    trail.record(
        Act.MEMBER_UNIT_WRITE, by=by, on=row, place=row.county_id, before=before, after=after
    )
    return row


@transaction.atomic
def leave(
    unit: MemberUnit, *, ended_on: date, reason: str, by: User, version: int | None = None
) -> MemberUnit:
    """A unit leaves the group, with a reason; whoever led its part ends with it."""
    row = held_unit(unit, by)
    require_version(row, version, {}, ())
    errors = {}
    begun = max([row.since, *row.seats.filter(until__isnull=True).values_list("since", flat=True)])
    if not begun <= ended_on <= timezone.localdate():
        errors["ended_on"] = _("退出日期要在加入、现任负责人到任之后，不晚于今天。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明退出原因，例如：机构改革，职责划入社会工作部。")
    if errors:
        raise Invalid(errors)
    row.is_live, row.ended_on, row.end_reason = False, ended_on, reason.strip()
    row.version += 1
    row.save(update_fields=["is_live", "ended_on", "end_reason", "version"])
    ended = list(row.seats.filter(until__isnull=True).order_by("pk").values_list("pk", flat=True))
    row.seats.filter(pk__in=ended).update(
        until=ended_on, ended_at=timezone.now(), end_reason=_("单位退出")
    )
    after = {"ended_on": ended_on.isoformat(), "seats": ended}
    trail.record(Act.MEMBER_UNIT_WRITE, by=by, on=row, place=row.county_id, after=after)
    return row


def held_unit(unit: MemberUnit, by: User) -> MemberUnit:
    """The unit, locked, for somebody who acts for its county, while it belongs to the group."""
    seen = MemberUnit.objects.select_related("county").fetch(by, uid=unit.uid)
    require_unit(by, Act.MEMBER_UNIT_WRITE, seen.county)
    row = MemberUnit.objects.locked(by, pk=seen.pk)
    if not row.is_live:
        raise NotTheMoment(_("这个单位已经退出，记录只供查看。"))
    return row


def _checked(facts: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    values = {name: str(facts.get(name) or "").strip() for name in FIELDS}
    errors = {}
    if not values["name"]:
        errors["name"] = _("请写单位全称，例如：沛县公安局。")
    if not values["short_name"]:
        errors["short_name"] = _("请写简称，例如：公安局。")
    if values["kind"] not in MemberUnit.Kind.values:
        errors["kind"] = _("请选类别。")
    return values, errors
