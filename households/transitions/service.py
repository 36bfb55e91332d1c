"""Verbs of service activities: held, and the households that took part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Division
from campaigns.transitions.activity import occasion_near, record_activity, window_at
from households.models import Household, ServiceActivity, ServiceUse

FARTHEST_DAYS = 366


@transaction.atomic
def hold_activity(
    unit: Division,
    *,
    kind: str,
    title: str,
    happened_on: date,
    venue: str,
    people: int,
    by: User,
    notes: str = "",
    publicity: str = "",
    materials: int = 0,
    client_uuid: uuid.UUID | None = None,
) -> ServiceActivity:
    """Enter an activity of one's own unit after it took place; the same client_uuid again answers
    with the first record. publicity: the form of publicity it was too, "" for none; it then stands
    in the list of publicity as well, on the fixed date it lies near, and is not entered twice."""
    acts.require(by, Act.HELP_SERVE, unit.code)
    known = ServiceActivity.objects.visible_to(by).filter(client_uuid=client_uuid)
    if client_uuid and (before := known.first()):
        return before
    today, errors = timezone.localdate(), {}
    if kind not in ServiceActivity.Kind.values:
        errors["kind"] = _("请选活动类型。")
    if not title.strip():
        errors["title"] = _("请写主题。")
    if not venue.strip():
        errors["venue"] = _("请写地点。")
    if happened_on > today or (today - happened_on).days > FARTHEST_DAYS:
        errors["happened_on"] = _("活动结束后登记，日期在最近一年里。")
    if not 1 <= people <= 100_000:
        errors["people"] = _("请写参加人数，至少 1 人。")
    if errors:
        raise Invalid(errors)
    told = None
    if publicity:
        told = record_activity(
            unit,
            kind=publicity,
            theme=title,
            day=happened_on,
            venue=venue,
            people=people,
            materials=materials,
            occasion=occasion_near(happened_on, window_at(unit.code)),
            by=by,
        )
    row = ServiceActivity.objects.create(
        publicity=told,
        client_uuid=client_uuid,
        unit=unit,
        kind=kind,
        title=title.strip(),
        happened_on=happened_on,
        venue=venue.strip(),
        people=people,
        notes=notes.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _told(row, by, {"kind": kind, "people": people, "on": happened_on.isoformat()})
    return row


@transaction.atomic
def add_households(
    activity: ServiceActivity, *, came: Mapping[Household, int], by: User
) -> list[ServiceUse]:
    """Households that took part, with how many of each came; those named before keep their row
    with the new number. Together they never exceed everybody who came."""
    row = ServiceActivity.objects.locked(by, uid=activity.uid)
    acts.require(by, Act.HELP_SERVE, row.unit_id)
    uids = [home.uid for home in came]
    seen = {h.pk: h for h in Household.objects.visible_to(by).filter(uid__in=uids)}
    if len(seen) != len(came) or not came:
        raise Invalid({"households": _("请从本辖区的家庭里选。")})
    if any(not 1 <= n <= home.people for home, n in came.items()):
        raise Invalid({"households": _("每户的人数在 1 和这一户的人口之间。")})
    for home, number in came.items():
        ServiceUse.objects.update_or_create(
            activity=row,
            household=home,
            defaults={"village_id": home.village_id, "people": number, "recorded_by": by},
        )
    total = row.uses.aggregate(n=Sum("people"))["n"] or 0
    if total > row.people:
        raise Invalid(
            {
                "households": _("参加的户合计 %(total)d 人，超过活动人数 %(people)d 人，请核对。")
                % {"total": total, "people": row.people}
            }
        )
    _told(row, by, {"households": len(came)})
    return list(row.uses.all())


@transaction.atomic
def remove_household(use: ServiceUse, *, by: User) -> None:
    """Take back a household entered by mistake."""
    seen = ServiceUse.objects.locked(by, uid=use.uid)
    row = ServiceActivity.objects.locked(by, pk=seen.activity_id)
    acts.require(by, Act.HELP_SERVE, row.unit_id)
    seen.delete()
    _told(row, by, {"removed": seen.household_id})


def _told(row: ServiceActivity, by: User, after: dict[str, object]) -> None:
    trail.record(Act.HELP_SERVE, by=by, on=row, place=row.unit_id, after=after)
