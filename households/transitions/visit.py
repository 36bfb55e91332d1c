"""Verbs of visits: planned from the tier, made by people."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid
from accounts.templatetags.words import zh_day
from households.models import ListedFamily, Visit, VisitDuty
from households.tiers import PLAN_AHEAD_DAYS, visit_days

BATCH = 2_000


@transaction.atomic
def record_visit(
    family: ListedFamily,
    *,
    visited_on: date,
    way: str,
    met: str,
    state: str,
    change: str,
    by: User,
    needs: str = "",
    measures: str = "",
    next_on: date | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Visit:
    """Enter a visit (domain J2, 走访记录). It answers the earliest open duty whose time had begun:
    on time when visited_on ≤ due_on. Duties already missed by then are answered together, late.

    client_uuid makes a second submit of the same form answer with the first record."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_VISIT, row.village_id)
    if client_uuid and (before := _already(client_uuid, row, by)):
        return before
    require_moment(row, "visit", _("登记走访"))
    _check(row, visited_on, way, met, state, change)
    _check_next(row, visited_on, next_on)
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                client_uuid=client_uuid,
                family=row,
                village_id=row.village_id,
                visited_on=visited_on,
                visitor=by,
                way=way,
                met=met.strip(),
                state=state.strip(),
                needs=needs.strip(),
                change=change,
                measures=measures.strip(),
                next_on=next_on,
                recorded_at=timezone.now(),
            )
    except IntegrityError:
        raise Invalid(_("这份走访已经登记在别的家庭，请重新打开登记页。")) from None
    answered = _answer(row, visit)
    trail.record(
        Act.FAMILY_VISIT,
        by=by,
        on=row,
        place=row.village_id,
        after={
            "visit": str(visit.uid),
            "visited_on": visited_on.isoformat(),
            "change": change,
            "duties": answered,
        },
    )
    return visit


def plan_visits(family: ListedFamily, until: date) -> int:
    """Lay down the duties of the family's present tier up to `until`; duties that exist stay.
    Returns how many were added. Called by the verbs that decide a tier, with the row locked."""
    have = set(
        VisitDuty.objects.counted()
        .filter(family=family, opens_on__gte=family.plan_base)
        .values_list("due_on", flat=True)
    )
    return len(VisitDuty.objects.bulk_create(_missing(family, until, have)))


def drop_plan(family: ListedFamily, day: date) -> int:
    """Take away open duties that have not fallen due before `day`; what was missed stays
    missed. Returns how many were dropped."""
    return VisitDuty.objects.open().filter(family=family, due_on__gte=day).drop()


@transaction.atomic
def extend_plans(today: date, *, by: User) -> int:
    """Keep every listed family's plan ahead (beat, daily; run as the system): two queries and
    one insert per batch, however many families. Returns how many duties were added."""
    until = today + timedelta(days=PLAN_AHEAD_DAYS)
    families = list(ListedFamily.objects.visible_to(by).listed().select_for_update().order_by("pk"))
    have: dict[int, set[date]] = {}
    planned = VisitDuty.objects.counted().filter(
        family__status=ListedFamily.Status.LISTED,
        opens_on__gte=Coalesce("family__planned_from", "family__tier_since"),
    )
    for family_id, due_on in planned.values_list("family_id", "due_on"):
        have.setdefault(family_id, set()).add(due_on)
    missing = [d for f in families for d in _missing(f, until, have.get(f.pk, set()))]
    return len(VisitDuty.objects.bulk_create(missing, batch_size=BATCH))


def _missing(family: ListedFamily, until: date, have: set[date]) -> list[VisitDuty]:
    out, opens_on = [], family.plan_base
    for due_on in visit_days(family.level, family.plan_base, until):
        if due_on not in have:
            out.append(
                VisitDuty(
                    family=family, village_id=family.village_id, opens_on=opens_on, due_on=due_on
                )
            )
        opens_on = due_on + timedelta(days=1)
    return out


def _answer(family: ListedFamily, visit: Visit) -> int:
    """Tie the visit to what it answers. A visit that makes up for missed duties leaves the
    present one open; nor does one missed duty make every later visit late."""
    begun = VisitDuty.objects.open().filter(family=family, opens_on__lte=visit.visited_on)
    if late := begun.filter(due_on__lt=visit.visited_on).update(visit=visit):
        return late
    earliest = begun.order_by("due_on").values("pk")[:1]
    return VisitDuty.objects.filter(pk__in=earliest).update(visit=visit)


def _already(client_uuid: uuid.UUID, family: ListedFamily, by: User) -> Visit | None:
    return Visit.objects.visible_to(by).filter(client_uuid=client_uuid, family=family).first()


def _check_next(family: ListedFamily, visited_on: date, next_on: date | None) -> None:
    """The day promised lies after the visit, and not after the next one the plan asks for that
    this visit does not answer itself."""
    if next_on is None:
        return
    if next_on <= visited_on:
        raise Invalid({"next_on": _("下次走访要在这次之后。")})
    ahead = VisitDuty.objects.open().filter(
        family=family, opens_on__gt=visited_on, due_on__gte=timezone.localdate()
    )
    limit = ahead.order_by("due_on").values_list("due_on", flat=True).first()
    if limit and next_on > limit:
        raise Invalid(
            {"next_on": _("按等级应在 %(day)s 前再走访，不能约得更晚。") % {"day": zh_day(limit)}}
        )


def _check(
    family: ListedFamily, visited_on: date, way: str, met: str, state: str, change: str
) -> None:
    errors = {}
    if not family.listed_on <= visited_on <= timezone.localdate():
        errors["visited_on"] = _("走访日期要在列入日期和今天之间。")
    if way not in Visit.Way.values:
        errors["way"] = _("请选走访方式。")
    if change not in Visit.Change.values:
        errors["change"] = _("请选风险变化。")
    if not met.strip():
        errors["met"] = _("请写见到了谁；没见到人也请写明。")
    if not state.strip():
        errors["state"] = _("请写现状，一两句就行。")
    if errors:
        raise Invalid(errors)
