"""Opening a month: due instant, frozen list, once only, by beat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from config.celery import app
from households.models import ExpectedReport, ReportingPeriod
from households.tasks import open_periods
from households.transitions.period import open_current_periods, open_period
from tests.cast import World, division
from tests.households.reporting import at, local, november

SignIn = Callable[[str], Client]


def test_county_opens_a_month(world: World) -> None:
    period = open_period(campaign=world.campaign, month=2, by=world.county)
    assert (period.starts, period.ends) == (date(2026, 2, 1), date(2026, 2, 28))
    assert period.village_due == local("2026-02-25 17:00")
    assert timezone.localtime(period.village_due).utcoffset() == local("2026-02-25").utcoffset()
    owed = ExpectedReport.objects.filter(period=period).values_list("village_id", flat=True)
    assert set(owed) == {990101100201, 990101100202, 990101101201}
    assert Trail.objects.filter(act="period.open", key=str(period.pk)).count() == 1


@pytest.mark.parametrize("who", ["town", "village", "governance", "county_other", "nobody"])
def test_others_may_not(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        open_period(campaign=world.campaign, month=2, by=world.users[who])
    assert not ReportingPeriod.objects.exists()


def test_opening_again_changes_nothing(world: World) -> None:
    first = november(world)
    Division.objects.bulk_create([division(990101100203, "后来村")])
    again = open_period(campaign=world.campaign, month=11, by=world.county)
    assert again == first
    assert ExpectedReport.objects.filter(period=first).count() == 3
    assert Trail.objects.filter(act="period.open").count() == 1


def test_only_villages_of_that_day_owe_a_report(world: World) -> None:
    gone, new = division(990101100203, "已并村"), division(990101100204, "新设村")
    gone.valid_to, new.valid_from = date(2026, 11, 1), date(2026, 11, 2)
    last_day = division(990101100205, "月内并村")
    last_day.valid_to = date(2026, 11, 15)
    Division.objects.bulk_create([gone, new, last_day])
    owed = set(
        ExpectedReport.objects.filter(period=november(world)).values_list("village_id", flat=True)
    )
    assert {990101100205} == owed - {990101100201, 990101100202, 990101101201}


def test_no_month_beyond_the_data_close_or_of_a_closed_year(world: World) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(data_closes_on=date(2026, 11, 30))
    for month in (0, 12, 13):
        with pytest.raises(Invalid, match="月份"):
            open_period(campaign=world.campaign, month=month, by=world.county)
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    with pytest.raises(NotTheMoment, match="已经截止"):
        open_period(campaign=world.campaign, month=11, by=world.county)


def test_queries_do_not_grow_with_villages(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(13) as few:
        open_period(campaign=world.campaign, month=1, by=world.system)
    Division.objects.bulk_create(division(990101100300 + n, f"村{n}") for n in range(300))
    with django_assert_num_queries(len(few)):
        open_period(campaign=world.campaign, month=2, by=world.system)
    assert ExpectedReport.objects.filter(period__starts=date(2026, 2, 1)).count() == 303


@pytest.mark.parametrize(
    ("moment", "month"),
    [("2026-10-31 23:59:59", 10), ("2026-11-01 00:05:00", 11), ("2026-12-31 23:59:59", 12)],
)
def test_beat_opens_the_month_of_the_county_day(world: World, moment: str, month: int) -> None:
    with at(moment):
        open_periods()
        open_periods()
    assert [p.starts for p in ReportingPeriod.objects.all()] == [date(2026, month, 1)]


def test_beat_leaves_closed_and_other_years_alone(world: World) -> None:
    assert open_current_periods(by=world.system, today=date(2027, 1, 1)) == []
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert open_current_periods(by=world.system, today=date(2026, 5, 1)) == []


def test_beat_rings_each_hour() -> None:
    entry = app.conf.beat_schedule["open_periods"]
    assert entry["task"] == open_periods.name == "households.open_periods"
    assert (len(entry["schedule"].hour), entry["schedule"].minute) == (24, {5})


def test_api(sign_in: SignIn, world: World) -> None:
    data = {"campaign": world.campaign.pk, "month": 11}
    made = sign_in("county").post("/api/v1/periods", data, content_type="application/json")
    assert made.status_code == 201, made.text
    again = sign_in("county").post("/api/v1/periods", data, content_type="application/json")
    assert again.json() == made.json()
    refused = sign_in("town").post("/api/v1/periods", data, content_type="application/json")
    assert refused.status_code == 403
    listed = sign_in("village").get("/api/v1/periods").json()
    assert [p["starts"] for p in listed["results"]] == ["2026-11-01"]
    assert sign_in("county_other").get("/api/v1/periods").json()["count"] == 0
