"""Rows of the year: each unit's group with a seat, a meeting, its money, a demonstration point and
a duty it has done; a county's member unit and plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from campaigns.models import (
    Attendance,
    Duty,
    DutyMark,
    Fund,
    FundItem,
    KeptFile,
    LeadingGroup,
    Meeting,
    MemberUnit,
    Phase,
    Plan,
    Seat,
    ShowPoint,
)
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows

SINCE = date(2025, 1, 1)


def build(world: World, rows: Rows, code: int) -> None:
    """The year of one unit."""
    _organisation(world, rows, code)
    _work(world, rows, code)
    if code % 10**6 == 0:
        _county(world, rows, code)


def _kept(world: World, rows: Rows, code: int, **owner: object) -> None:
    """A file kept with something of the unit."""
    rows.make(
        KeptFile, code, place=world.divisions[code], medium="photo", data=b"canary", size=6,
        pages=1, added_by=world.system, added_at=timezone.now(), **owner,
    )  # fmt: skip


def _organisation(world: World, rows: Rows, code: int) -> None:
    unit, boss = world.divisions[code], world.system
    group = rows.make(
        LeadingGroup, code, place=unit, set_up_on=SINCE, end_reason="", recorded_by=boss
    )
    seat = rows.make(
        Seat, code, place=unit, group=group, post="head", since=SINCE, end_reason="",
        recorded_by=boss, recorded_at=timezone.now(),
    )  # fmt: skip
    meeting = rows.make(
        Meeting, code, group=group, place=unit, kind="full", held_on=timezone.localdate(),
        back_reason="", recorded_by=boss, recorded_at=timezone.now(),
    )  # fmt: skip
    _kept(world, rows, code, meeting=meeting)
    rows.make(Attendance, code, meeting=meeting, seat=seat, place=unit, how="deputised")
    point = rows.make(
        ShowPoint, code, place=unit, since=SINCE, end_reason="", recorded_by=boss
    )  # fmt: skip
    for noun, row in (
        ("leading_groups", group),
        ("group_seats", seat),
        ("meetings", meeting),
        ("show_points", point),
    ):
        rows.by_noun[noun][code] = row


def _work(world: World, rows: Rows, code: int) -> None:
    """A duty that waits, one that is done, the money of the year."""
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    campaign = rows.by_noun["campaigns"][code // 10**6 * 10**6]
    today = timezone.localdate()
    common = {"campaign": campaign, "due_on": today, "level": unit.level, "lift_reason": ""}
    rows.by_noun["duties"][code] = rows.make(Duty, code, title=f"待办{code}", **common)
    done = rows.make(Duty, code, title=f"已办{code}", **common)
    mark = rows.make(
        DutyMark, code, duty=done, place=unit, kind="done", day=today, at=now, by=boss,
        back_reason="",
    )  # fmt: skip
    rows.by_noun["duty_marks"][code] = mark
    _kept(world, rows, code, duty_mark=mark)
    fund = rows.make(
        Fund, code, campaign=campaign, place=unit, planned=10000, decided_on=today,
        recorded_by=boss, recorded_at=now,
    )  # fmt: skip
    rows.by_noun["funds"][code] = fund
    item = rows.make(
        FundItem, code, fund=fund, place=unit, spent_on=today, amount=5000, recorded_by=boss,
        recorded_at=now, back_reason="",
    )  # fmt: skip
    rows.by_noun["fund_items"][code] = item
    _kept(world, rows, code, fund_item=item)


def _county(world: World, rows: Rows, code: int) -> None:
    unit, boss = world.divisions[code], world.system
    member = rows.make(
        MemberUnit, code, county=unit, kind="police", since=SINCE, end_reason="",
        recorded_by=boss,
    )  # fmt: skip
    rows.by_noun["member_units"][code] = member
    rows.make(
        Seat, code, place=unit, unit=member, post="lead", since=SINCE, end_reason="",
        recorded_by=boss, recorded_at=timezone.now(),
    )  # fmt: skip
    campaign = rows.by_noun["campaigns"][code]
    plan = rows.make(
        Plan, code, campaign=campaign, county=unit, issued_on=timezone.localdate(),
        written_by=boss, written_at=timezone.now(),
    )  # fmt: skip
    rows.by_noun["plans"][code] = plan
    _kept(world, rows, code, plan=plan)
    rows.make(
        Phase, code, plan=plan, county=unit, since=date(campaign.year, 1, 1),
        until=date(campaign.year, 6, 30),
    )  # fmt: skip
