"""What tests of the year share: a group with seats, a member unit, a duty, made by the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Duty, LeadingGroup, Level, Seat
from campaigns.transitions.leading_group import set_up
from campaigns.transitions.seat import begin_seat
from campaigns.transitions.year_duty import add_duty
from tests.cast import World

SINCE = date(2025, 3, 1)


def group_of(unit: Division, by: User, **facts: Any) -> LeadingGroup:
    """A group of a unit."""
    given: dict[str, Any] = {"name": f"{unit.name}领导小组", "set_up_on": SINCE} | facts
    return set_up(unit, by=by, **given)


def seat_of(group: LeadingGroup, by: User, post: str = "head", name: str = "韩立") -> Seat:
    """Somebody in it."""
    return begin_seat(group, post=post, name=name, since=SINCE, by=by)


def duty_in(world: World, days: int, level: int = Level.TOWNSHIP, **facts: Any) -> Duty:
    """A duty due so many days from now."""
    given: dict[str, Any] = {"title": "报送小结", "reason": "市里布置"} | facts
    due = timezone.localdate() + timedelta(days=days)
    return add_duty(world.campaign, level=level, due_on=due, by=world.county, **given)
