"""Matters at the door of every place, their branches and reception days, for the matrix."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import User
from accounts.walls import COUNTY_WIDTH
from campaigns.models import Division
from disputes.models import (
    IntakeRule,
    Matter,
    MatterTwin,
    Party,
    ReceptionDay,
    ReceptionSeat,
    RightsMatter,
    RightsReview,
    RightsVisit,
    Sorting,
)

if TYPE_CHECKING:
    from tests.security.rows import Rows


def village_rows(rows: Rows, village: Division, worker: User) -> None:
    """A matter that waits to be sorted with a party on each side, another the county compared it
    with, and a rights matter with a review and a visit."""
    code, today = village.code, timezone.localdate()
    waiting = matter(rows, village, worker)
    rows.by_noun["matters"][code] = waiting
    other = rows.by_noun["matters_other"][code] = matter(rows, village, worker)
    county = code // COUNTY_WIDTH * COUNTY_WIDTH
    rows.make(
        MatterTwin,
        county,
        matter=waiting,
        other=other,
        county_id=county,
        verdict="same",
        by=worker,
        on=today,
    )
    _rights(rows, village, worker)


def matter(rows: Rows, village: Division, worker: User, **more: Any) -> Matter:
    """One matter with a party on each side."""
    code, today = village.code, timezone.localdate()
    made = rows.make(
        Matter,
        code,
        place=village,
        unit=village,
        owner=worker,
        channel="visit",
        received_on=today,
        received_by=worker,
        **more,
    )
    for side in ("applicant", "respondent"):
        number = uuid.uuid4().bytes
        rows.make(Party, code, matter=made, place=village, side=side, id_hash=number)
    return made


def _rights(rows: Rows, village: Division, worker: User) -> None:
    code, today = village.code, timezone.localdate()
    sorted_ = {"route": "rights", "status": "handling", "sorted_on": today}
    made = matter(rows, village, worker, **sorted_)
    known: dict[str, Any] = {"matter": made, "place": village}
    rows.make(Sorting, code, route="rights", before="", on=today, by=worker, **known)
    rights = rows.make(
        RightsMatter,
        code,
        status="review",
        accepted_on=today,
        answered_on=today,
        answered_at=timezone.now(),
        answered_by=worker,
        told_on=today,
        leader_since=today,
        leader_until=today + timedelta(days=30),
        revisit_days=90,
        revisit_from=today,
        **known,
    )
    rows.by_noun["rights_matters"][code] = rights
    rows.make(
        RightsReview,
        code,
        rights=rights,
        level=1,
        unit_id=code // 1000 * 1000,
        asked_on=today,
        recorded_by=worker,
        answer="",
        **known,
    )
    rows.make(RightsVisit, code, rights=rights, visited_on=today, way="home", by=worker, **known)


def office_rows(rows: Rows, unit: Division, chair: User) -> None:
    """A reception day of an office, with somebody beside the chair."""
    code = unit.code
    day = rows.make(
        ReceptionDay,
        code,
        unit=unit,
        held_on=timezone.localdate() + timedelta(days=3),
        planned_by=chair,
    )
    rows.by_noun["reception_days"][code] = day
    rows.make(ReceptionSeat, code, day=day, unit=unit)
    if code % COUNTY_WIDTH == 0:
        today = timezone.localdate()
        IntakeRule.objects.create(county=unit, version=1, effective_on=today, decided_by=chair)
