"""The duty roster: who is on duty, called off, a week copied."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.http import Http404

from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import DutyShift
from campaigns.transitions.duty import call_off, copy_week, monday_of, put_on_duty
from campaigns.transitions.point import close_point
from tests.campaigns.network import days_ago, point_of
from tests.cast import World

NOON = time(12)
HALF: dict[str, Any] = {"starts": time(8, 30), "ends": NOON}


def test_a_user_or_a_name_is_on_duty(world: World) -> None:
    point, today = point_of(world.village_one, world.village), days_ago(0)
    one = put_on_duty(point, day=today, person=world.village, by=world.village, **HALF)
    two = put_on_duty(point, day=today, name="田禾", by=world.village_mate, **HALF)
    assert (one.who, two.who, one.hours) == ("村调解一", "田禾", "08:30-12:00")
    for wrong in (
        {"person": world.village, "name": "田禾"},
        {},
        {"person": world.village},  # there already
        {"name": "田禾"},
        {"name": "另一位", "starts": NOON, "ends": NOON},
        {"name": "另一位", "day": today + timedelta(days=200)},
    ):
        given = {"day": today, **HALF} | wrong
        with pytest.raises(Invalid):
            put_on_duty(point, by=world.village, **given)
    put_on_duty(point, day=today, name="田禾", starts=NOON, ends=time(17), by=world.village)


def test_only_the_unit_itself_sets_its_roster(world: World) -> None:
    point = point_of(world.township, world.town)
    shift = put_on_duty(point, day=days_ago(0), name="田禾", by=world.town, **HALF)
    for who, refusal in ((world.village, Forbidden), (world.county, Forbidden)):
        with pytest.raises(refusal):
            put_on_duty(point, day=days_ago(0), name="别人", by=who, **HALF)
        with pytest.raises(refusal):
            call_off(shift, by=who)
        with pytest.raises(refusal):
            copy_week(point, week=days_ago(0), by=who)
    with pytest.raises(Http404):
        call_off(shift, by=world.town_next)
    assert DutyShift.objects.standing().count() == 1


def test_a_shift_is_called_off_once_and_stays(world: World) -> None:
    point = point_of(world.village_one, world.village)
    shift = put_on_duty(point, day=days_ago(0), name="田禾", by=world.village, **HALF)
    call_off(shift, by=world.village)
    with pytest.raises(NotTheMoment):
        call_off(shift, by=world.village)
    assert (DutyShift.objects.count(), DutyShift.objects.standing().count()) == (1, 0)
    put_on_duty(point, day=days_ago(0), name="田禾", by=world.village, **HALF)


@time_machine.travel("2026-11-25 10:00 +0800", tick=False)
def test_a_week_is_copied_once(world: World) -> None:
    point, monday = point_of(world.village_one, world.village), date(2026, 11, 23)
    assert monday_of(date(2026, 11, 29)) == monday
    put_on_duty(point, day=monday, name="田禾", by=world.village, **HALF)
    put_on_duty(point, day=date(2026, 11, 29), person=world.village, by=world.village, **HALF)
    gone = put_on_duty(point, day=monday, name="撤下的", by=world.village, **HALF)
    call_off(gone, by=world.village)
    assert copy_week(point, week=date(2026, 11, 25), by=world.village) == 2
    assert copy_week(point, week=date(2026, 11, 25), by=world.village) == 0
    after = DutyShift.objects.standing().filter(day__gte=monday + timedelta(days=7))
    assert [(s.day, s.who) for s in after] == [
        (date(2026, 11, 30), "田禾"), (date(2026, 12, 6), "村调解一"),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        copy_week(point, week=date(2026, 11, 10), by=world.village)
    with pytest.raises(Invalid):
        copy_week(point, week=date(2027, 3, 25), by=world.village)


def test_a_closed_point_has_no_duty(world: World) -> None:
    point = point_of(world.village_one, world.village)
    close_point(point, closed_on=days_ago(0), reason="村部搬迁", by=world.village)
    with pytest.raises(NotTheMoment):
        put_on_duty(point, day=days_ago(0), name="田禾", by=world.village, **HALF)
    with pytest.raises(NotTheMoment):
        copy_week(point, week=days_ago(0), by=world.village)
