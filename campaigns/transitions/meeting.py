"""Verbs of a meeting (领导小组会议): recorded with who came, corrected, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import put, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Attendance, LeadingGroup, Meeting, Seat
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.leading_group import held_group
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_day_open
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

How = Attendance.How
FIELDS = ("kind", "held_at", "topic", "minutes")


@dataclass(frozen=True)
class Came:
    """How one seat was filled: how, and the deputy's name or the reason."""

    how: str
    note: str = ""


@transaction.atomic
def record_meeting(
    group: LeadingGroup,
    *,
    held_on: date,
    came: Mapping[Seat, Came],
    by: User,
    file: bytes = b"",
    client_uuid: uuid.UUID | None = None,
    **facts: Any,
) -> Meeting:
    """Record a meeting that was held (domain A6 1.2). facts: kind, held_at, topic, minutes. Every
    seat held on that day is present, deputised (by whom) or absent (why). The same client_uuid
    again answers with the first meeting."""
    row = held_group(group, by, Act.MEETING_WRITE)
    if client_uuid and (
        known := Meeting.objects.visible_to(by).filter(client_uuid=client_uuid).first()
    ):
        return known
    values, errors = _checked(facts)
    if not row.set_up_on <= held_on <= timezone.localdate():
        errors["held_on"] = _("会议日期要在领导小组成立以后，不晚于今天。")
    errors |= _wrong_attendance(row, held_on, came)
    if errors:
        raise Invalid(errors)
    require_day_open(row.place_id, held_on)
    meeting = Meeting(
        client_uuid=client_uuid, group=row, place_id=row.place_id, held_on=held_on,
        recorded_by=by, recorded_at=timezone.now(), **values,
    )  # fmt: skip
    meeting, new = saved_once(meeting, by=by)
    if not new:
        return meeting
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            seat=seat,
            place_id=row.place_id,
            how=one.how,
            note=one.note.strip() if one.how != How.PRESENT else "",
        )
        for seat, one in came.items()
    )
    if file:
        _keep(meeting, file, by)
    present = sum(one.how == How.PRESENT for one in came.values())
    after = {
        "kind": meeting.kind,
        "held_on": held_on.isoformat(),
        "seats": len(came),
        "present": present,
        "file": bool(file),
    }
    trail.record(Act.MEETING_WRITE, by=by, on=meeting, place=row.place_id, after=after)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: User, file: bytes = b"", version: int | None = None, **facts: Any
) -> Meeting:
    """Correct the words of a meeting or add a file; day and attendance stay."""
    row = _held(meeting, by)
    require_version(row, version, facts, FIELDS)
    values, errors = _checked(facts)
    if errors:
        raise Invalid(errors)
    changed = list(put(row, values))
    if file:
        _keep(row, file, by)
    if not changed and not file:
        return row
    row.version += 1
    row.save()
    after = {"changed": changed, "file": bool(file)}
    trail.record(Act.MEETING_WRITE, by=by, on=row, place=row.place_id, after=after)
    return row


@transaction.atomic
def take_back_meeting(
    meeting: Meeting, *, reason: str, by: User, version: int | None = None
) -> Meeting:
    """Take back a meeting put in by mistake; it counts no more and stays readable."""
    row = _held(meeting, by)
    require_version(row, version, {}, ())
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明撤回原因，例如：重复登记。")})
    row.taken_back_at, row.back_reason = timezone.now(), reason.strip()
    row.version += 1
    row.save(update_fields=["taken_back_at", "back_reason", "version"])
    trail.record(
        Act.MEETING_WRITE, by=by, on=row, place=row.place_id, after={"taken_back": True},
        reason=reason.strip(),
    )  # fmt: skip
    return row


def _held(meeting: Meeting, by: User) -> Meeting:
    seen = Meeting.objects.select_related("place").fetch(by, uid=meeting.uid)
    require_unit(by, Act.MEETING_WRITE, seen.place)
    row = Meeting.objects.locked(by, pk=seen.pk)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这次会议已经撤回，记录只供查看。"))
    require_day_open(row.place_id, row.held_on)
    return row


def _keep(meeting: Meeting, file: bytes, by: User) -> None:
    keep_file("meeting", meeting, place=meeting.place_id, title=_("会议纪要"), data=file, by=by)


def _checked(facts: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    values = {name: str(facts.get(name) or "").strip() for name in FIELDS}
    errors = {}
    if values["kind"] not in Meeting.Kind.values:
        errors["kind"] = _("请选会议形式。")
    if not values["held_at"]:
        errors["held_at"] = _("请写地点。")
    if not values["topic"]:
        errors["topic"] = _("请写议题。")
    if len(values["minutes"]) < 10:
        errors["minutes"] = _("请写纪要：议了什么、定了什么、谁来办。")
    return values, errors


def _wrong_attendance(
    group: LeadingGroup, day: date, came: Mapping[Seat, Came]
) -> dict[str, str]:  # fmt: skip
    """By the name of the form's field of a seat."""
    due = list(Seat.objects.filter(group=group).on(day))
    errors = {
        f"seat-{seat.uid}": _("请选%(name)s是否到会。") % {"name": seat.name}
        for seat in due
        if seat not in came or came[seat].how not in How.values
    }
    for seat, one in came.items():
        if seat not in due:
            errors["held_on"] = _("到会人员要是那天在任的，名单已按会议日期更新，请核对。")
        elif one.how != How.PRESENT and one.how in How.values and not one.note.strip():
            errors[f"note-{seat.uid}"] = _("代会的写谁代，缺席的写原因。")
    if not due and "held_on" not in errors:
        errors["held_on"] = _("这一天领导小组还没有登记人员，请先登记任职。")
    return errors
