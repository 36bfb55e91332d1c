"""Verbs of a volunteer (志愿者): enrolled, changed, ended; the telephone shown for a reason."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act, require
from accounts.models import User
from accounts.moments import put, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from accounts.typed import typed_phone
from campaigns.models import Division, Volunteer, VolunteerContact, VolunteerTeam
from campaigns.transitions.once import saved_once
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

WORDS = ("name", "employer", "skills")


@transaction.atomic
def enrol(
    unit: Division, *, by: User, client_uuid: uuid.UUID | None = None, **facts: Any
) -> Volunteer:
    """Enrol a volunteer of one's own unit. facts: name, kind, employer, skills, phone, team, since,
    until. The telephone is kept apart, encrypted. The same client_uuid again answers with the
    first volunteer."""
    if not inside(by.area_spans, unit.code):
        raise Http404
    require_unit(by, Act.NETWORK_VOLUNTEER, unit)
    mine = Volunteer.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    values, errors = _checked(unit.code, facts)
    phone = _phone(facts, errors)
    if not phone and "phone" not in errors:
        errors["phone"] = _("请写能打通的电话。")
    if errors:
        raise Invalid(errors)
    row = Volunteer(client_uuid=client_uuid, place=unit, recorded_by=by, **values)
    row, new = saved_once(row, by=by)
    if not new:
        return row
    VolunteerContact.objects.create(volunteer=row, place=unit, phone=phone)
    after = {"kind": row.kind, "since": row.since.isoformat(), "team": row.team_id}
    trail.record(Act.NETWORK_VOLUNTEER, by=by, on=row, place=unit.code, after=after)
    return row


@transaction.atomic
def change_volunteer(
    volunteer: Volunteer, *, by: User, version: int | None = None, **facts: Any
) -> Volunteer:
    """Correct what is written about a volunteer; an empty telephone stays as it is. Whoever leads
    a team stays in it."""
    row = _held(volunteer, by)
    _require_active(row)
    require_version(row, version, facts, WORDS)
    values, errors = _checked(row.place_id, facts)
    phone = _phone(facts, errors)
    if row.team_id and values.get("team") != row.team and _leads(row):
        errors["team"] = _("她是这个队的队长，请先换队长。")
    if errors:
        raise Invalid(errors)
    changed = list(put(row, values))
    if phone and _called_anew(row, phone, by):
        changed.append("phone")
    if changed:
        row.version += 1
        row.save()
        after = {"changed": changed}
        trail.record(Act.NETWORK_VOLUNTEER, by=by, on=row, place=row.place_id, after=after)
    return row


def _phone(facts: Mapping[str, Any], errors: dict[str, str]) -> str:
    """The telephone as it is kept, "" for none; what is wrong is told."""
    try:
        return typed_phone("phone", str(facts.get("phone") or ""))
    except Invalid as wrong:
        errors |= wrong.errors
        return ""


def _called_anew(row: Volunteer, phone: str, by: User) -> bool:
    kept = VolunteerContact.objects.locked(by, volunteer=row)
    if kept.phone == phone:
        return False
    kept.phone = phone
    kept.save(update_fields=["phone"])
    return True


@transaction.atomic
def end_volunteer(
    volunteer: Volunteer, *, until: date, reason: str, by: User, version: int | None = None
) -> Volunteer:
    """A volunteer leaves, until the given last day; a team she leads gets another leader first.
    Her telephone is not kept longer than it is needed (个人信息保护法第十九条)."""
    row = _held(volunteer, by)
    _require_active(row)
    require_version(row, version, {}, ())
    errors = {}
    if not row.since <= until <= timezone.localdate():
        errors["until"] = _("最后一天要在起始日期和今天之间。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明原因，例如：工作调动。")
    if _leads(row):
        errors["reason"] = _("她是志愿队队长，请先换队长。")
    if errors:
        raise Invalid(errors)
    row.until, row.end_reason = until, reason.strip()
    row.version += 1
    row.save(update_fields=["until", "end_reason", "version"])
    VolunteerContact.objects.visible_to(by).filter(volunteer=row).delete()
    after = {"until": until.isoformat()}
    trail.record(Act.NETWORK_VOLUNTEER, by=by, on=row, place=row.place_id, after=after)
    return row


@transaction.atomic
def read_phone(volunteer: Volunteer, *, reason: str, by: User) -> str:
    """A volunteer's telephone, for whoever works with families over her unit, with a reason that
    goes into the trail."""
    seen = Volunteer.objects.fetch(by, uid=volunteer.uid)
    require(by, Act.NETWORK_CONTACT, seen.place_id)
    kept = VolunteerContact.objects.visible_to(by).filter(volunteer=seen).first()
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明为什么要看。")})
    trail.record(Act.NETWORK_CONTACT, by=by, on=seen, place=seen.place_id, reason=reason.strip())
    return kept.phone if kept else ""


def _held(volunteer: Volunteer, by: User) -> Volunteer:
    seen = Volunteer.objects.select_related("place").fetch(by, uid=volunteer.uid)
    require_unit(by, Act.NETWORK_VOLUNTEER, seen.place)
    return Volunteer.objects.select_related("team").locked(by, pk=seen.pk)


def _require_active(row: Volunteer) -> None:
    if row.end_reason or (row.until is not None and row.until < timezone.localdate()):
        raise NotTheMoment(_("此人已退出，记录只供查看。"))


def _leads(row: Volunteer) -> bool:
    return VolunteerTeam.objects.filter(leader=row, until__isnull=True).exists()


def _checked(place: int, facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {name: str(facts.get(name) or "").strip() for name in WORDS}
    values |= {name: facts.get(name) for name in ("kind", "team", "since", "until")}
    errors = {}
    if not values["name"]:
        errors["name"] = _("请写姓名。")
    if values["kind"] not in Volunteer.Kind.values:
        errors["kind"] = _("请选类别。")
    since, until, team = values["since"], values["until"], values["team"]
    if since is None or since > timezone.localdate():
        errors["since"] = _("起始日期不能晚于今天。")
    elif until is not None and until < since:
        errors["until"] = _("止期不能早于起始日期。")
    if team is not None and (team.place_id != place or team.until is not None):
        errors["team"] = _("请选本单位的志愿队。")
    return values, errors
