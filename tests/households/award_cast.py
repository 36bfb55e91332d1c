"""Households and awards on their way, for the award tests; every test lives on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from campaigns.management.commands.load_workdays import DATA, load
from campaigns.models import Division
from households.models import Award, Household, ListedFamily, Objection
from households.transitions.household_record import search_columns
from tests.cast import World

Status = Award.Status
MONDAY = date(2026, 11, 23)
STORY = "十年照顾瘫痪的婆婆，邻里有事都找她说和。"
_numbers = count(1)

SetDay = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """on_day(date): that day is today."""

    def put(day: date) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *a, **k: day)

    return put


@pytest.fixture
def here(world: World, on_day: SetDay) -> World:
    """The cast on Monday 23 November 2026 with the holidays of the year."""
    for path in DATA.glob("workdays-2026.csv"):
        load(path)
    on_day(MONDAY)
    return world


def home(village: Division, head: str = "姜志强", **extra: Any) -> Household:
    """A household, resident since 2024."""
    number = str(next(_numbers))
    values = {"people": 4, "grid": "第一网格", "registered_on": date(2024, 1, 1)} | extra
    return Household.objects.create(
        village=village, number=number, head_name=head, **values, **search_columns(head, number)
    )


def homes(village: Division, n: int) -> list[Household]:
    """n households."""
    return [home(village) for _ in range(n)]


def award_at(world: World, status: str, village: Division | None = None, **extra: Any) -> Award:
    """An award that has come as far as `status`; its notice ended on Friday unless said."""
    household = extra.pop("household", None) or home(village or world.village_one)
    order = [s.value for s in Status if s != Status.REJECTED]
    far = order.index(status) if status in order else 0
    values: dict[str, Any] = {"nominated_on": MONDAY - timedelta(days=20), "kind": Award.Kind.CARE}
    if far >= 1:
        values |= {"vote_on": MONDAY - timedelta(days=12), "vote_due": 32, "vote_present": 30}
        values |= {"vote_for": 28, "vote_against": 0, "vote_abstain": 2}
    if far >= 2:
        values |= {"notice_from": date(2026, 11, 18), "notice_until": date(2026, 11, 20)}
        values |= {"notice_place": "村委会公示栏", "notice_phone": "0516-00000107"}
    if far >= 3:
        values |= {"review_opinion": "同意", "reviewed_on": MONDAY, "reviewed_by": world.town}
    if far >= 4:
        values |= {"approve_opinion": "同意", "approved_on": MONDAY, "approved_by": world.county}
    values |= extra
    return Award.objects.create(
        campaign=world.campaign,
        household=household,
        village=household.village,
        story=STORY,
        nominated_by=world.village,
        status=status,
        **values,
    )


def object_now(world: World, award: Award, day: date = date(2026, 11, 19)) -> Objection:
    """An open, anonymous objection."""
    return Objection.objects.create(
        award=award,
        village=award.village,
        received_on=day,
        words="他家上个月还与邻居争过地界。",
        recorded_by=world.village,
    )


def list_red(household: Household, by: User, **extra: Any) -> ListedFamily:
    """Put a household on the list, red unless said otherwise."""
    values = {"tier": "red", "grave": False} | extra
    return ListedFamily.objects.create(
        household=household,
        village=household.village,
        categories=["02"],
        situation="夫妻多次争吵动手",
        tier_since=MONDAY,
        review_due=MONDAY + timedelta(days=7),
        listed_on=MONDAY,
        listed_by=by,
        **values,
    )
