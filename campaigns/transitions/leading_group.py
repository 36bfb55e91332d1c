"""Verbs of a leading group (领导小组): set up, changed, given up."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import put, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, LeadingGroup
from campaigns.paper_number import written
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import last_closing, told_after
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

FIELDS = ("name", "office_at", "paper_number", "meetings_a_year")


@transaction.atomic
def set_up(
    place: Division,
    *,
    set_up_on: date,
    by: User,
    client_uuid: uuid.UUID | None = None,
    **facts: Any,
) -> LeadingGroup:
    """Set up the group of one's own unit (domain 0: county, township, village). facts: name,
    office_at, paper_number, meetings_a_year. The same client_uuid again answers with the first."""
    if not inside(by.area_spans, place.code):
        raise Http404
    require_unit(by, Act.LEADING_GROUP_WRITE, place)
    mine = LeadingGroup.objects.visible_to(by)
    if client_uuid and (known := mine.filter(client_uuid=client_uuid).first()):
        return known
    values, errors = _checked(facts)
    if set_up_on > timezone.localdate():
        errors["set_up_on"] = _("成立日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    row = LeadingGroup(
        client_uuid=client_uuid, place=place, set_up_on=set_up_on, recorded_by=by, **values
    )
    taken = _("本单位已有领导小组，请在原来的上面调整。")
    row, new = saved_once(row, by=by, told={"name": taken})
    if new:
        after = {"set_up_on": set_up_on.isoformat(), "meetings": row.meetings_a_year}
        trail.record(Act.LEADING_GROUP_WRITE, by=by, on=row, place=place.code, after=after)
    return row


@transaction.atomic
def change_group(
    group: LeadingGroup, *, by: User, version: int | None = None, **facts: Any
) -> LeadingGroup:
    """Correct what is said about a group, or how many meetings a year it owes."""
    row = held_group(group, by)
    require_version(row, version, facts, FIELDS)
    values, errors = _checked(facts)
    if errors:
        raise Invalid(errors)
    before = put(row, values)
    if not before:
        return row
    if "meetings_a_year" in before:
        if not told_after(row.meetings_at, last_closing(row.place_id)):
            row.meetings_before = before["meetings_a_year"]
        row.meetings_at = timezone.now()
    row.version += 1
    row.save()
    after = {name: values[name] for name in before}
    trail.record(
        Act.LEADING_GROUP_WRITE, by=by, on=row, place=row.place_id, before=before, after=after
    )
    return row


@transaction.atomic
def give_up(
    group: LeadingGroup, *, ended_on: date, reason: str, by: User, version: int | None = None
) -> LeadingGroup:
    """Give a group up with a reason; the seats in it end with it, meetings and history stay."""
    row = held_group(group, by)
    require_version(row, version, {}, ())
    errors = {}
    held = row.seats.filter(until__isnull=True)
    begun = max([row.set_up_on, *held.values_list("since", flat=True)])
    if not begun <= ended_on <= timezone.localdate():
        errors["ended_on"] = _("撤销日期要在成立、现任人员到任之后，不晚于今天。")
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明撤销原因，例如：与平安建设领导小组合并。")
    if errors:
        raise Invalid(errors)
    seats = list(held.order_by("pk").values_list("pk", flat=True))
    now = timezone.now()
    row.seats.filter(pk__in=seats).update(
        until=ended_on, ended_at=now, end_reason=_("领导小组撤销")
    )
    row.ended_on, row.ended_at, row.end_reason = ended_on, now, reason.strip()
    row.version += 1
    row.save(update_fields=["ended_on", "ended_at", "end_reason", "version"])
    after = {"ended_on": ended_on.isoformat(), "seats": seats}
    trail.record(Act.LEADING_GROUP_WRITE, by=by, on=row, place=row.place_id, after=after)
    return row


def held_group(
    group: LeadingGroup, by: User, act: Act = Act.LEADING_GROUP_WRITE
) -> LeadingGroup:  # fmt: skip
    """The group, locked, for somebody who acts for its unit, while it goes on."""
    seen = LeadingGroup.objects.select_related("place").fetch(by, uid=group.uid)
    require_unit(by, act, seen.place)
    row = LeadingGroup.objects.locked(by, pk=seen.pk)
    if row.ended_on is not None:
        raise NotTheMoment(_("这个领导小组已经撤销，记录只供查看。"))
    return row


def _checked(facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {
        name: str(facts.get(name) or "").strip() for name in ("name", "office_at")
    }
    values["paper_number"] = written(str(facts.get("paper_number") or ""))
    wanted = facts.get("meetings_a_year")
    values["meetings_a_year"] = 2 if wanted is None else int(wanted)
    errors = {}
    if not values["name"]:
        errors["name"] = _("请写名称，例如：沛县平安家庭创建领导小组。")
    if not 1 <= values["meetings_a_year"] <= 12:
        errors["meetings_a_year"] = _("每年会议次数在 1 到 12 之间。")
    return values, errors
