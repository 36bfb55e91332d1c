"""Rows of the service network: points and people of each unit; a county's point is a shelter."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from campaigns.models import (
    DutyShift,
    ServicePoint,
    ShelterAddress,
    Volunteer,
    VolunteerContact,
    VolunteerLimit,
    VolunteerTeam,
    VolunteerWork,
    WorkRecord,
)
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

WEEK = ["08:30-12:00 14:00-17:30"] * 5 + ["", ""]


def build(world: World, rows: Rows, code: int) -> None:
    """A point with its roster and work, a team with a volunteer and hers, of one unit."""
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    today, since = timezone.localdate(), date(2025, 1, 1)
    shelter = code % 10**6 == 0
    point = rows.make(
        ServicePoint,
        code,
        place=unit,
        kind="shelter" if shelter else "home",
        hours=WEEK,
        opened_on=since,
        close_reason="",
        recorded_by=boss,
        **({"address": ""} if shelter else {}),
    )
    if shelter:
        rows.make(ShelterAddress, code, point=point, county=unit)
        VolunteerLimit.objects.create(county=unit, hours=20, set_by=boss, set_at=now)
    shift = rows.make(
        DutyShift,
        code,
        point=point,
        place=unit,
        day=today,
        starts=time(8, 30),
        ends=time(12),
        set_by=boss,
        set_at=now,
    )
    # A kind the governance office sees; what it may not see is in tests/campaigns.
    record = rows.make(
        WorkRecord,
        code,
        point=point,
        place=unit,
        day=today,
        kind="reception",
        people=3,
        recorded_by=boss,
        recorded_at=now,
    )
    team = rows.make(VolunteerTeam, code, place=unit, since=since, end_reason="")
    volunteer = rows.make(
        Volunteer,
        code,
        place=unit,
        kind="assessor",
        team=team,
        since=since,
        end_reason="",
        recorded_by=boss,
    )
    rows.make(VolunteerContact, code, volunteer=volunteer, place=unit)
    work = rows.make(
        VolunteerWork,
        code,
        volunteer=volunteer,
        place=unit,
        team=team,
        day=today,
        kind="trial",
        hours=Decimal(3),
        cases=1,
        recorded_by=boss,
        recorded_at=now,
    )
    for noun, row in (
        ("points", point),
        ("shifts", shift),
        ("work_records", record),
        ("teams", team),
        ("volunteers", volunteer),
        ("volunteer_works", work),
    ):
        rows.by_noun[noun][code] = row
