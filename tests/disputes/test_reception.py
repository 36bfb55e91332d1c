"""Reception days and the county's figures for the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import WorkdayException
from campaigns.workdays import is_workday
from disputes.models import ReceptionDay
from disputes.queries.intake_rule import rule_of
from disputes.transitions.reception import change_day, plan_year, set_rule
from tests.cast import World
from tests.disputes.letters import letter

SignIn = Callable[[str], Client]


def planned(world: World, year: int, **more: Any) -> list[ReceptionDay]:
    values: dict[str, Any] = {
        "unit": world.county_division,
        "year": year,
        "weekday": 2,
        "hours": "上午 9:00–11:30",
        "room": "县妇联接待室",
        "chair": "李秀云",
        "seats": [("王海峰", "县司法局律师")],
        "by": world.county,
    }
    return plan_year(**(values | more))


def test_every_wednesday_of_the_year(world: World) -> None:
    WorkdayException.objects.filter(day__year=2027).delete()
    holiday = date(2027, 5, 5)
    assert holiday.weekday() == 2
    WorkdayException.objects.create(day=holiday, is_workday=False)
    for day in range(4, 11):  # a whole week off
        WorkdayException.objects.create(day=date(2027, 10, day), is_workday=False)
    days = planned(world, 2027)
    assert len(days) == 51
    assert all(is_workday(d.held_on) for d in days)
    moved = [d for d in days if d.moved_from]
    assert [(d.moved_from, d.held_on) for d in moved] == [(holiday, date(2027, 5, 6))]
    assert all(d.held_on.weekday() == 2 for d in days if not d.moved_from)
    assert days[0].seats.get().name == "王海峰"
    with pytest.raises(NotTheMoment):
        planned(world, 2027)


def test_what_stands_stays(world: World) -> None:
    first = planned(world, 2027, since=date(2027, 7, 1))
    more = planned(world, 2027, chair="张主席")
    assert len(first) + len(more) == 52
    assert ReceptionDay.objects.filter(chair="李秀云").count() == len(first)


def test_who_plans(world: World) -> None:
    for name in ("village", "governance", "county_other"):
        with pytest.raises(Forbidden):
            planned(world, 2027, by=world.users[name])
    with pytest.raises(Forbidden):
        planned(world, 2027, by=world.town)
    assert planned(world, 2027, unit=world.township, by=world.town)
    with pytest.raises(Invalid):
        planned(world, 2027, unit=world.village_one)
    for field in ("hours", "room", "chair"):
        with pytest.raises(Invalid) as refused:
            planned(world, 2028, **{field: " "})
        assert list(refused.value.errors) == [field]


def test_one_day_changed(world: World) -> None:
    year = timezone.localdate().year + 1
    day, other = planned(world, year)[:2]
    values: dict[str, Any] = {
        "day": day,
        "held_on": day.held_on + timedelta(days=1),
        "hours": "下午 2:30–5:00",
        "room": "信访大厅",
        "chair": "张副主席",
        "seats": [("赵敏", "")],
        "by": world.county,
    }
    done = change_day(**values)
    assert (done.moved_from, done.held_on) == (day.held_on, day.held_on + timedelta(days=1))
    assert [s.name for s in done.seats.all()] == ["赵敏"]
    with pytest.raises(Stale):
        change_day(**(values | {"version": 1}))
    with pytest.raises(Invalid):
        change_day(**(values | {"held_on": other.held_on}))
    with pytest.raises(Invalid):
        change_day(**(values | {"held_on": timezone.localdate() - timedelta(days=1)}))
    with pytest.raises(Http404):
        change_day(**(values | {"by": world.county_other}))
    off = change_day(**(values | {"called_off": "外出参加会议"}))
    assert off.called_off
    ReceptionDay.objects.filter(pk=day.pk).update(held_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotTheMoment):
        change_day(**values)


def test_rules_are_versions(world: World) -> None:
    county = world.county_division
    assert (rule_of(county.code).version, rule_of(county.code).revisit_days) == (0, 90)
    set_rule(county=county, revisit_days=60, twin_days=90, weekday=3, by=world.county)
    set_rule(county=county, revisit_days=30, twin_days=90, weekday=3, by=world.county)
    assert (rule_of(county.code).version, rule_of(county.code).revisit_days) == (2, 30)
    assert rule_of(county.code, date(2020, 1, 1)).version == 0
    with pytest.raises(Invalid):
        set_rule(county=county, revisit_days=1, twin_days=90, weekday=6, by=world.county)
    for name in ("town", "village", "governance", "county_other"):
        with pytest.raises(Forbidden):
            set_rule(county=county, revisit_days=60, twin_days=90, weekday=3, by=world.users[name])


def test_pages(world: World, sign_in: SignIn) -> None:
    client, today = sign_in("county"), timezone.localdate()
    page = client.get("/reception-days/plan")
    assert page.status_code == 200
    typed = {
        "year": today.year + 1,
        "weekday": 2,
        "hours": "上午 9:00–11:30",
        "room": "接待室",
        "chair": "李秀云",
        "seats": "王海峰 县司法局律师\n赵敏",
    }
    assert client.post("/reception-days/plan", typed).status_code == 302
    listed = client.get(f"/reception-days/?year={today.year + 1}").text
    assert "王海峰、赵敏" in listed
    day = ReceptionDay.objects.first()
    assert day is not None
    ReceptionDay.objects.filter(pk=day.pk).update(held_on=today)
    mine = letter(world, "county", channel="reception", received_on=today)
    letter(world, "town", channel="reception", received_on=today)
    shown = client.get(f"/reception-days/{day.uid}")
    assert [m.pk for m in shown.context["matters"]] == [mine.pk]
    assert "余德民" not in shown.text
    change = client.get(f"/reception-days/{day.uid}/change")
    assert "王海峰 县司法局律师" in change.text
    for who, status in (("county_other", 404), ("town", 404), ("village", 403)):
        assert sign_in(who).get(f"/reception-days/{day.uid}").status_code == status
    rules = {"revisit_days": 60, "twin_days": 90, "weekday": 3}
    assert client.post("/matters/rules", rules).status_code == 302
    assert "现在是第 1 版" in client.get("/matters/rules").text
    assert sign_in("town").get("/matters/rules").status_code == 403
