"""Verbs of a problem: recorded, dropped, ordered to be put right, and what it costs.

Rounds of rectification are in transitions.rectification."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import (
    Campaign,
    Deduction,
    DeductionScale,
    Division,
    Finding,
    InspectionTarget,
    KeptFile,
    Level,
    MemberUnit,
    RectificationOrder,
)
from campaigns.transitions.once import saved_once
from campaigns.transitions.unit import require_unit
from campaigns.transitions.wording import require_county, require_reason, said

Status = Finding.Status
WORDS_MOST, GROUND_MOST, NAME_MOST = 500, 200, 40
# Shipped weights (domain A6; a problem found by itself costs nothing there). Editable in versions.
SHIPPED = {"found": Decimal("0"), "unrectified": Decimal("0.5"), "again": Decimal("1")}


@transaction.atomic
def record_finding(
    campaign: Campaign,
    *,
    place: Division,
    words: str,
    ground: str,
    found_on: date,
    by: User,
    unit: MemberUnit | None = None,
    responsible: str = "",
    origin: str = "",
    target: InspectionTarget | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Finding:
    """A problem of a village, a township, or a member unit (then place is the county). From a
    checklist its photos of the spot come along, of a household's never, since it is the village's
    problem and not the family's. The same client_uuid again answers with the first."""
    require_county(by, Act.FINDING_RECORD, campaign.county)
    errors: dict[str, str] = {}
    words = said(errors, "words", words, WORDS_MOST, _("请写发现的问题。"))
    ground = said(errors, "ground", ground, GROUND_MOST, _("请写依据，例如：考核细则3.3。"))
    if len(responsible.strip()) > NAME_MOST:
        errors["responsible"] = _("不超过 40 个字。")
    fits = place.level in (Level.TOWNSHIP, Level.VILLAGE) and campaign.county.contains(place.code)
    if unit is not None:
        if unit.county_id != campaign.county_id:
            errors["unit"] = _("请选本县的单位。")
        place = campaign.county
    elif not fits:
        errors["place"] = _("请选本县的镇（街道）、村（社区）或成员单位。")
    if not date(campaign.year, 1, 1) <= found_on <= timezone.localdate():
        errors["found_on"] = _("发现日期要在本年度、不晚于今天。")
    if errors:
        raise Invalid(errors)
    scale = scale_at(campaign.county, found_on, by)
    row = Finding(
        campaign=campaign,
        client_uuid=client_uuid,
        place=place,
        unit=unit,
        target=target,
        origin=origin.strip()[:60],
        words=words,
        ground=ground,
        responsible=responsible.strip(),
        found_on=found_on,
        found_by=by,
    )
    row, new = saved_once(row, by=by)
    if not new:
        return row
    cost(row, Deduction.Kind.FOUND, 0, found_on, scale)
    if target is not None and target.household is None:
        _copy_photos(row, target, by)
    trail.record(
        Act.FINDING_RECORD, by=by, on=row, place=row.place_id, after={"status": row.status}
    )
    return row


def _copy_photos(row: Finding, target: InspectionTarget, by: User) -> None:
    for kept in KeptFile.objects.visible_to(by).kept().filter(target=target):
        KeptFile.objects.create(
            place=row.place,
            finding=row,
            title=kept.title,
            medium=kept.medium,
            data=kept.data,
            size=kept.size,
            pages=kept.pages,
            added_by=kept.added_by,
            added_at=kept.added_at,
        )


def locked_finding(finding: Finding, by: User) -> Finding:
    """The problem, locked, where she can see it."""
    return Finding.objects.select_related("campaign__county", "place", "unit").locked(
        by, uid=finding.uid
    )


@transaction.atomic
def drop_finding(finding: Finding, *, reason: str, by: User, version: int | None = None) -> Finding:
    """The problem does not stand (the unit explained it): it ends without blame, the reason stays,
    and what it cost is taken back."""
    seen = Finding.objects.select_related("campaign__county").fetch(by, uid=finding.uid)
    require_unit(by, Act.FINDING_RECORD, seen.campaign.county)
    row = locked_finding(finding, by)
    require_moment(row, "drop", _("撤销问题"))
    require_version(row, version, {}, ())
    before = row.status
    row.drop_reason = require_reason("reason", reason)
    row.status, row.ended_on, row.version = Status.DROPPED, timezone.localdate(), row.version + 1
    row.save()
    Deduction.objects.filter(finding=row).update(is_live=False)
    trail.record(
        Act.FINDING_RECORD,
        by=by,
        on=row,
        place=row.place_id,
        before={"status": before},
        after={"status": row.status},
    )
    return row


@transaction.atomic
def order(
    campaign: Campaign, *, findings: Sequence[Finding], asked: str, due_on: date, by: User
) -> RectificationOrder:
    """整改通知书 with a number without gaps, for problems of one unit that wait for it."""
    require_county(by, Act.FINDING_ORDER, campaign.county)
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    rows = list(
        Finding.objects.visible_to(by)
        .filter(pk__in=[f.pk for f in findings], campaign=campaign)
        .select_for_update(of=("self",))
    )
    if not rows:
        raise Invalid({"findings": _("请勾选要下达整改的问题。")})
    for row in rows:
        require_moment(row, "order", _("下达整改"))
    if len({(row.place_id, row.unit_id) for row in rows}) > 1:
        raise Invalid({"findings": _("一份通知书只给一个单位，请勾选同一个单位的问题。")})
    today = timezone.localdate()
    if due_on <= today:
        raise Invalid({"due_on": _("整改时限要晚于今天。")})
    asked = require_reason("asked", asked, 500)
    made = RectificationOrder.objects.create(
        campaign=campaign,
        place_id=rows[0].place_id,
        unit_id=rows[0].unit_id,
        number=_next_number(campaign),
        asked=asked,
        due_on=due_on,
        issued_on=today,
        issued_by=by,
    )
    for row in rows:
        row.order, row.due_on, row.status = made, due_on, Status.ORDERED
        row.version += 1
    Finding.objects.bulk_update(rows, ["order", "due_on", "status", "version"])
    trail.record_each(
        Act.FINDING_ORDER,
        by=by,
        rows=[(r, r.place_id, {"order": made.number, "due_on": str(due_on)}) for r in rows],
    )
    return made


def _next_number(campaign: Campaign) -> int:
    rows = RectificationOrder.objects.filter(campaign=campaign)
    return int(rows.aggregate(most=Max("number"))["most"] or 0) + 1


# What it costs


def scale_at(county: Division, day: date, by: User) -> DeductionScale:
    """The weights in force on a day; the shipped ones become version 1 on first need."""
    rows = DeductionScale.objects.filter(county=county)
    found = rows.filter(starts__lte=day).order_by("-starts", "-number").first()
    if found is None:
        found = rows.order_by("starts", "number").first()
    if found is not None:
        return found
    return DeductionScale.objects.create(
        county=county,
        number=1,
        starts=date(day.year, 1, 1),
        set_by=by,
        set_at=timezone.now(),
        reason=_("系统预置：复查未整改扣0.5分，再次未整改扣1分"),
        **SHIPPED,
    )


@transaction.atomic
def set_scale(
    county: Division,
    *,
    starts: date,
    found: Decimal,
    unrectified: Decimal,
    again: Decimal,
    reason: str,
    by: User,
) -> DeductionScale:
    """A new version from a day on, today at the earliest: what is recorded keeps its weight."""
    require_county(by, Act.DEDUCTION_SET, county)
    Division.objects.select_for_update().get(pk=county.pk)
    errors = {}
    for name, value in (("found", found), ("unrectified", unrectified), ("again", again)):
        if not 0 <= value <= 20:
            errors[name] = _("请填 0 至 20 的分值。")
    if not errors and again < unrectified:
        errors["again"] = _("再次未整改不能轻于第一次。")
    if starts < timezone.localdate():
        errors["starts"] = _("起用日期不能早于今天，已记的扣分不改。")
    if errors:
        raise Invalid(errors)
    last = scale_at(county, starts, by)
    newest = DeductionScale.objects.filter(county=county).aggregate(n=Max("number"))["n"]
    row = DeductionScale.objects.create(
        county=county,
        number=int(newest or last.number) + 1,
        starts=starts,
        found=found,
        unrectified=unrectified,
        again=again,
        set_by=by,
        set_at=timezone.now(),
        reason=require_reason("reason", reason, 200),
    )
    after = {"number": row.number, "starts": str(starts)}
    trail.record(Act.DEDUCTION_SET, by=by, on=row, place=county.code, after=after)
    return row


def cost(
    row: Finding, kind: str, ordinal: int, day: date, scale: DeductionScale
) -> Deduction | None:
    """One event with its weight; nothing where it weighs nothing."""
    points = scale.points(kind)
    if points == 0:
        return None
    return Deduction.objects.create(
        finding=row,
        place_id=row.place_id,
        kind=kind,
        ordinal=ordinal,
        points=points,
        scale=scale,
        on=day,
    )


def require_scale(county: Division, day: date) -> DeductionScale:
    """The weights in force, for whoever may not set any."""
    rows = DeductionScale.objects.filter(county=county, starts__lte=day)
    found = rows.order_by("-starts", "-number").first()
    if found is None:
        found = DeductionScale.objects.filter(county=county).order_by("starts", "number").first()
    if found is None:
        raise NotTheMoment(_("县里还没有设定督查扣分标准。"))
    return found
