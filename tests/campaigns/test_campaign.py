"""Opening a campaign year: allowed, refused, atomic; page and API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid
from campaigns.models import Campaign, Duty
from campaigns.transitions.campaign import open_year
from tests.cast import World

SignIn = Callable[[str], Client]


def test_county_opens_a_year_with_its_calendar(world: World) -> None:
    campaign = open_year(county=world.county_division, year=2027, by=world.county)
    assert campaign.sign_by == date(2027, 3, 31)
    assert Duty.objects.filter(campaign=campaign, due_on=date(2027, 3, 31)).exists()
    assert Trail.objects.filter(act="campaign.open", key=str(campaign.pk)).count() == 1


@pytest.mark.parametrize("who", ["town", "village", "governance", "county_other", "nobody"])
def test_others_may_not(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        open_year(county=world.county_division, year=2027, by=world.users[who])
    assert not Campaign.objects.filter(year=2027).exists()


def test_once_a_year(world: World) -> None:
    with pytest.raises(Invalid, match="已经开展"):
        open_year(county=world.county_division, year=2026, by=world.county)
    assert Campaign.objects.filter(year=2026).count() == 1


def test_page_keeps_what_was_typed(sign_in: SignIn) -> None:
    client = sign_in("county")
    page = client.post("/campaigns/open", {"year": "2027", "slogan": "家家平安", "sign_by": "x"})
    assert page.status_code == 422
    assert "家家平安" in page.text


def test_page_opens_and_lists(sign_in: SignIn) -> None:
    client = sign_in("county")
    done = client.post(
        "/campaigns/open",
        {
            "year": 2027,
            "sign_by": "2027-03-31",
            "midyear_on": "2027-06-20",
            "data_closes_on": "2027-12-31",
        },
    )
    assert done.status_code == 302
    assert ">2027年</option>" in client.get("/campaigns/").text
    assert "2027年年度工作" in client.get("/campaigns/?year=2027").text
    assert client.get("/campaigns/open").status_code == 200
    assert sign_in("village").get("/campaigns/open").status_code == 403


def test_api(sign_in: SignIn) -> None:
    client = sign_in("county")
    made = client.post("/api/v1/campaigns", {"year": 2027}, content_type="application/json")
    assert made.status_code == 201, made.text
    again = client.post("/api/v1/campaigns", {"year": 2027}, content_type="application/json")
    assert again.status_code == 422
    assert again.headers["Content-Type"] == "application/problem+json"
    assert "已经开展" in again.json()["detail"]
    assert client.get("/api/v1/campaigns").json()["count"] == 2
