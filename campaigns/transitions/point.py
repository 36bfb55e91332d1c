"""Verbs of a service point (服务网点): opened, changed, closed. Nothing is deleted."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import put, require_moment, require_version
from accounts.reach import inside
from accounts.refusals import Invalid
from campaigns import opening_hours
from campaigns.models import Division, ServicePoint, ShelterAddress
from campaigns.models.point import LEVELS
from campaigns.transitions.once import saved_once
from campaigns.transitions.unit import require_unit

Kind = ServicePoint.Kind
REASON_LEAST = 4
SPANS_MOST = 3  # of a day: morning, afternoon, evening
PHONE = re.compile(r"^[0-9][0-9 -]{2,18}[0-9]$")
FIELDS = ("name", "phone", "hours", "run_by", "address")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@transaction.atomic
def open_point(
    unit: Division,
    *,
    kind: str,
    opened_on: date,
    by: User,
    client_uuid: uuid.UUID | None = None,
    **facts: Any,
) -> ServicePoint:
    """Open a point of one's own unit. facts: name, address, phone, run_by, hours (seven days from
    Monday on). A shelter's address goes into a table of its own and is shown to nobody below the
    county (domain E). The same client_uuid again answers with the first point."""
    if not inside(by.area_spans, unit.code):
        raise Http404
    require_unit(by, Act.NETWORK_OPEN, unit)
    if client_uuid and (
        known := ServicePoint.objects.visible_to(by).filter(client_uuid=client_uuid).first()
    ):
        return known
    values, errors = _checked(kind, facts)
    if kind not in Kind.values:
        errors["kind"] = _("请选网点类型。")
    elif unit.level not in LEVELS[kind]:
        errors["kind"] = _("%(kind)s由县里设立。") % {"kind": Kind(kind).label}
    if opened_on > timezone.localdate():
        errors["opened_on"] = _("开办后登记，日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    address = values.pop("address")
    point = ServicePoint(
        client_uuid=client_uuid,
        place=unit,
        kind=kind,
        opened_on=opened_on,
        recorded_by=by,
        address="" if kind == Kind.SHELTER else address,
        **values,
    )
    point, new = saved_once(point, by=by, told=_same_name())
    if not new:
        return point
    if kind == Kind.SHELTER:
        ShelterAddress.objects.create(point=point, county=unit, address=address)
    after = {"kind": kind, "opened_on": opened_on.isoformat()}
    trail.record(Act.NETWORK_OPEN, by=by, on=point, place=unit.code, after=after)
    return point


@transaction.atomic
def change_point(
    point: ServicePoint, *, by: User, version: int | None = None, **facts: Any
) -> ServicePoint:
    """Correct what is said about a point; its kind and unit stay. A shelter's address left empty
    stays as it is, since the form never shows it."""
    row = held_point(point, Act.NETWORK_CHANGE, by=by)
    require_moment(row, "change", _("修改"))
    require_version(row, version, facts, ("name", "phone", "run_by"))
    values, errors = _checked(row.kind, facts, keeps=True)
    if errors:
        raise Invalid(errors)
    address = values.pop("address")
    moved = False
    if row.is_hidden:
        moved = bool(address) and _moved(row, address, by)
    else:
        values["address"] = address
    changed = list(put(row, values))
    if changed or moved:
        row.version += 1
        _saved(row)
        told = changed + ["address"] * moved
        after = {"changed": told}
        trail.record(Act.NETWORK_CHANGE, by=by, on=row, place=row.place_id, after=after)
    return row


def _moved(row: ServicePoint, address: str, by: User) -> bool:
    kept = ShelterAddress.objects.locked(by, point=row)
    if kept.address == address:
        return False
    kept.address = address
    kept.save(update_fields=["address"])
    return True


@transaction.atomic
def close_point(
    point: ServicePoint,
    *,
    closed_on: date,
    reason: str,
    by: User,
    version: int | None = None,
) -> ServicePoint:
    """Close a point with a reason, from a day on; what it did and who was on duty stays."""
    row = held_point(point, Act.NETWORK_CLOSE, by=by)
    require_moment(row, "close", _("停办"))
    require_version(row, version, {}, ())
    errors = {}
    if not row.opened_on <= closed_on <= timezone.localdate():
        errors["closed_on"] = _("停办日期要在开办日期和今天之间。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明停办原因，例如：并入县维权站。")
    if errors:
        raise Invalid(errors)
    row.status, row.closed_on = ServicePoint.Status.CLOSED, closed_on
    row.close_reason = reason.strip()
    row.version += 1
    row.save(update_fields=["status", "closed_on", "close_reason", "version"])
    after = {"status": row.status, "closed_on": closed_on.isoformat()}
    trail.record(
        Act.NETWORK_CLOSE,
        by=by,
        on=row,
        place=row.place_id,
        before={"status": ServicePoint.Status.OPEN},
        after=after,
    )
    return row


@transaction.atomic
def read_address(point: ServicePoint, *, reason: str, by: User) -> str:
    """A shelter's address, for the county alone, with a reason that goes into the trail."""
    seen = ServicePoint.objects.select_related("place").fetch(by, uid=point.uid)
    require_unit(by, Act.NETWORK_ADDRESS, seen.place)
    kept = ShelterAddress.objects.fetch(by, point=seen)
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明为什么要看。")})
    trail.record(Act.NETWORK_ADDRESS, by=by, on=seen, place=seen.place_id, reason=reason.strip())
    return kept.address


def held_point(point: ServicePoint, act: Act, *, by: User) -> ServicePoint:
    """The point, locked, for whoever acts for its unit: seen from below it is there to read (403),
    outside one's reach it is absent (404)."""
    seen = ServicePoint.objects.select_related("place").fetch(by, uid=point.uid)
    require_unit(by, act, seen.place)
    return ServicePoint.objects.select_related("place").locked(by, pk=seen.pk)


def _saved(point: ServicePoint) -> None:
    try:
        with transaction.atomic():
            point.save()
    except IntegrityError:
        raise Invalid(_same_name()) from None


def _same_name() -> dict[str, str]:
    return {"name": _("已有一个同类同名的网点，请换个名称。")}


def _checked(
    kind: str, facts: Mapping[str, Any], *, keeps: bool = False
) -> tuple[dict[str, Any], dict[str, str]]:
    """What is stored, and a sentence for each field that does not hold."""
    values: dict[str, Any] = {
        name: str(facts.get(name) or "").strip() for name in FIELDS if name != "hours"
    }
    errors = {}
    if not values["name"]:
        errors["name"] = _("请写名称。")
    if not PHONE.match(values["phone"]):
        errors["phone"] = _("请写能打通的电话，例如 0516-89612338。")
    if not values["run_by"]:
        errors["run_by"] = _("请写主办单位。")
    if not values["address"] and not keeps:
        errors["address"] = _("请写地址。")
    if not values["address"] and keeps and kind != Kind.SHELTER:
        errors["address"] = _("请写地址。")
    values["hours"] = _week(facts.get("hours") or (), errors)
    return values, errors


def _week(hours: Sequence[str], errors: dict[str, str]) -> list[str]:
    """Seven days in the written form; a wrong one is told under its own day."""
    week = [*hours, *[""] * 7][:7]
    out = []
    for name, text in zip(DAYS, week, strict=True):
        try:
            spans = opening_hours.read(text)
            if len(spans) > SPANS_MOST:
                raise ValueError(text)
            out.append(opening_hours.written(spans))
        except ValueError:
            errors[name] = _("请写成 08:30-12:00 14:00-17:30，前后不重叠。")
    if not errors and not any(out):
        errors["mon"] = _("请写开放时间，至少一天。")
    return out
