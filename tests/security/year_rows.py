"""Rows of the year: each unit's leading group with a seat, a county's member unit with its lead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from campaigns.models import LeadingGroup, MemberUnit, Seat
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

SINCE = date(2025, 1, 1)


def build(world: World, rows: Rows, code: int) -> None:
    """The organisation of one unit."""
    unit, boss = world.divisions[code], world.system
    group = rows.make(
        LeadingGroup, code, place=unit, set_up_on=SINCE, end_reason="", recorded_by=boss
    )
    rows.by_noun["leading_groups"][code] = group
    if code % 10**6 == 0:
        member = rows.make(
            MemberUnit, code, county=unit, kind="police", since=SINCE, end_reason="",
            recorded_by=boss,
        )  # fmt: skip
        rows.by_noun["member_units"][code] = member
        rows.by_noun["group_seats"][code] = rows.make(
            Seat, code, place=unit, unit=member, post="lead", since=SINCE, end_reason="",
            recorded_by=boss,
        )  # fmt: skip
