"""约谈 and 挂牌督办: steps on the ladder of a unit, each after the one before or with a written
reason, each with record and end (domain A). They touch the unit, never a family."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Circular, Division, Finding, LadderStep, Level, MemberUnit
from campaigns.transitions.once import saved_once
from campaigns.transitions.unit import require_unit
from campaigns.transitions.wording import require_county, require_reason, said

Kind = LadderStep.Kind


def before(campaign: Campaign, place: int, unit: int | None, kind: str) -> LadderStep | None:
    """The step this one would stand on: the latest of the kind below, of this year; one whose
    circular was withdrawn bears nothing."""
    wanted = LadderStep.BEFORE.get(Kind(kind))
    rows = LadderStep.objects.filter(campaign=campaign, place=place, unit=unit, kind=wanted)
    rows = rows.exclude(circular__status=Circular.Status.WITHDRAWN)
    return rows.order_by("-from_on", "-id").first()


@transaction.atomic
def take_step(
    campaign: Campaign,
    *,
    kind: str,
    place: Division,
    ground: str,
    decided_by: str,
    from_on: date,
    conditions: str,
    by: User,
    unit: MemberUnit | None = None,
    finding: Finding | None = None,
    skip_reason: str = "",
    talked_by: str = "",
    attendees: str = "",
    record: str = "",
    client_uuid: uuid.UUID | None = None,
) -> LadderStep:
    """约谈 after a 通报, 挂牌督办 after a 约谈; without the one before only with a reason."""
    require_county(by, Act.LADDER_STEP, campaign.county)
    errors: dict[str, str] = {}
    if kind not in (Kind.TALK, Kind.LISTED):
        raise Invalid({"kind": _("请选约谈或挂牌督办；通报在印发时自动记入。")})
    if unit is not None:
        place = campaign.county
    elif place.level not in (Level.TOWNSHIP, Level.VILLAGE) or not campaign.county.contains(
        place.code
    ):
        errors["place"] = _("请选本县的镇（街道）、村（社区）或成员单位。")
    ground = said(errors, "ground", ground, 500, _("请写事由。"))
    decided_by = said(errors, "decided_by", decided_by, 60, _("请写决定机关。"))
    conditions = said(errors, "conditions", conditions, 500, _("请写解除条件。"))
    if kind == Kind.TALK:
        talked_by = said(errors, "talked_by", talked_by, 60, _("请写约谈人。"))
        attendees = said(errors, "attendees", attendees, 200, _("请写参加人。"))
        record = said(errors, "record", record, 2000, _("请写约谈记录。"))
    if not date(campaign.year, 1, 1) <= from_on <= timezone.localdate():
        errors["from_on"] = _("日期要在本年度、不晚于今天。")
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    below = before(campaign, place.code, unit.pk if unit else None, kind)
    if below is not None and below.from_on > from_on:
        errors["from_on"] = _("不能早于上一步的日期。")
    if below is None and len(skip_reason.strip()) < 4:
        errors["skip_reason"] = _("这个单位没有%(step)s，请写明为什么直接采取这一步。") % {
            "step": LadderStep.BEFORE[Kind(kind)].label
        }
    if errors:
        raise Invalid(errors)
    row = LadderStep(
        campaign=campaign,
        client_uuid=client_uuid,
        place=place,
        unit=unit,
        kind=kind,
        finding=finding,
        before=below,
        skip_reason="" if below else skip_reason.strip()[:300],
        ground=ground,
        decided_by=decided_by,
        from_on=from_on,
        conditions=conditions,
        talked_by=talked_by if kind == Kind.TALK else "",
        attendees=attendees if kind == Kind.TALK else "",
        record=record if kind == Kind.TALK else "",
        made_by=by,
        made_at=timezone.now(),
    )
    row, new = saved_once(row, by=by)
    if new:
        _tell(row, by)
    return row


@transaction.atomic
def end_step(
    step: LadderStep,
    *,
    reason: str,
    by: User,
    ended_on: date | None = None,
    version: int | None = None,
) -> LadderStep:
    """Lifted, with how the conditions were met."""
    seen = LadderStep.objects.select_related("campaign__county").fetch(by, uid=step.uid)
    require_unit(by, Act.LADDER_STEP, seen.campaign.county)
    row = LadderStep.objects.select_related("campaign").locked(by, pk=seen.pk)
    if row.ended_on is not None:
        raise NotTheMoment(_("这一步已经解除。"))
    require_version(row, version, {}, ())
    day = ended_on or timezone.localdate()
    if not row.from_on <= day <= timezone.localdate():
        raise Invalid({"ended_on": _("解除日期要在开始和今天之间。")})
    row.end_reason = require_reason("reason", reason)
    row.ended_on, row.ended_by, row.version = day, by, row.version + 1
    row.save()
    _tell(row, by)
    return row


def _tell(row: LadderStep, by: User) -> None:
    after = {"kind": row.kind, "from": str(row.from_on), "ended": str(row.ended_on or "")}
    trail.record(Act.LADDER_STEP, by=by, on=row, place=row.place_id, after=after)
