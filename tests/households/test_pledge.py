"""Household pledges: one by one and by a counted list; rates never above 100 %."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Reading, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, PledgeCount
from households.models import Household, HouseholdPledge
from households.queries.pledge import figures_of, village_figures
from households.transitions.household import register_household
from households.transitions.pledge import count_list, sign_household
from tests.cast import World

SignIn = Callable[[str], Client]
DAY = date(2026, 3, 20)


@pytest.fixture
def homes(world: World) -> list[Household]:
    """Ten households of 甲一村, numbers 1–10."""
    return [
        register_household(
            village=world.village_one,
            number=str(n),
            head_name=f"王志{n}",
            people=3,
            by=world.village,
        )
        for n in range(1, 11)
    ]


class TestSign:
    def test_a_household_signs(self, world: World, homes: list[Household]) -> None:
        done = sign_household(homes[0], campaign=world.campaign, by=world.village, signed_on=DAY)
        assert (done.signatory, done.village_id) == ("王志1", world.village_one.code)
        line = Trail.objects.get(act="household.pledge")
        assert line.place == world.village_one.code

    @pytest.mark.parametrize("who", ["county", "town"])
    def test_only_the_village_records(self, world: World, homes: list[Household], who: str) -> None:
        with pytest.raises(Forbidden):
            sign_household(homes[0], campaign=world.campaign, by=world.users[who])

    @pytest.mark.parametrize("who", ["village_next", "county_other", "governance", "auditor"])
    def test_outside_the_reach_it_is_not_found(
        self, world: World, homes: list[Household], who: str
    ) -> None:
        with pytest.raises(Http404):
            sign_household(homes[0], campaign=world.campaign, by=world.users[who])

    def test_once_a_year(self, world: World, homes: list[Household]) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        with pytest.raises(NotTheMoment, match="已签承诺书"):
            sign_household(homes[0], campaign=world.campaign, by=world.village_mate)
        assert HouseholdPledge.objects.count() == 1

    def test_not_after_leaving_nor_in_a_closed_year(
        self, world: World, homes: list[Household]
    ) -> None:
        Household.objects.filter(pk=homes[0].pk).update(left_on=DAY)
        with pytest.raises(NotTheMoment, match="迁出"):
            sign_household(homes[0], campaign=world.campaign, by=world.village)
        Campaign.objects.update(status=Campaign.Status.CLOSED)
        world.campaign.refresh_from_db()
        with pytest.raises(NotTheMoment, match="已经截止"):
            sign_household(homes[1], campaign=world.campaign, by=world.village)

    @pytest.mark.parametrize("day", [date(2025, 12, 31), timezone.localdate() + timedelta(days=1)])
    def test_a_day_of_the_year(self, world: World, homes: list[Household], day: date) -> None:
        with pytest.raises(Invalid):
            sign_household(homes[0], campaign=world.campaign, by=world.village, signed_on=day)

    def test_a_failure_leaves_nothing(
        self, world: World, homes: list[Household], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("accounts.trail.record", broken)
        with pytest.raises(RuntimeError):
            sign_household(homes[0], campaign=world.campaign, by=world.village)
        assert not HouseholdPledge.objects.exists()


class TestCount:
    def count(self, world: World, n: int, **more: Any) -> PledgeCount:
        words: dict[str, Any] = {"note": "村委会档案柜2层", "by": world.village} | more
        return count_list(campaign=world.campaign, village=world.village_one, households=n, **words)

    def test_the_newest_holds_and_former_ones_stay(
        self, world: World, homes: list[Household]
    ) -> None:
        self.count(world, 4)
        self.count(world, 6, counted_on=DAY)
        rows = PledgeCount.objects.order_by("pk")
        assert [(r.households, r.is_live) for r in rows] == [(4, False), (6, True)]
        line = Trail.objects.filter(act="pledge.count").latest("pk")
        assert (line.before, line.after["households"]) == ({"households": 4}, 6)

    def test_not_more_than_the_households_left(self, world: World, homes: list[Household]) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        with pytest.raises(Invalid, match="清单最多9户"):
            self.count(world, 10)
        with pytest.raises(Invalid):
            self.count(world, -1)
        self.count(world, 9)
        assert figures_of(world.village, world.campaign, world.village_one).rate == 1

    def test_where_it_is_kept(self, world: World, homes: list[Household]) -> None:
        with pytest.raises(Invalid, match="存放"):
            self.count(world, 1, note=" ")

    @pytest.mark.parametrize("who", ["county", "town", "village_next", "governance"])
    def test_only_the_village_counts(self, world: World, homes: list[Household], who: str) -> None:
        with pytest.raises(Forbidden):
            self.count(world, 1, by=world.users[who])

    def test_not_in_a_closed_year(self, world: World, homes: list[Household]) -> None:
        Campaign.objects.update(status=Campaign.Status.CLOSED)
        with pytest.raises(NotTheMoment):
            self.count(world, 1)


class TestRates:
    def test_never_above_the_whole(self, world: World, homes: list[Household]) -> None:
        count_list(
            campaign=world.campaign,
            village=world.village_one,
            households=10,
            note="档案柜",
            by=world.village,
        )
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        figures = figures_of(world.town, world.campaign, world.village_one)
        assert (figures.one_by_one, figures.counted, figures.signed) == (1, 10, 10)
        assert (figures.missing, figures.rate) == (0, Fraction(1))

    def test_who_left_counts_no_more(self, world: World, homes: list[Household]) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        Household.objects.filter(pk=homes[0].pk).update(left_on=timezone.localdate())
        figures = figures_of(world.village, world.campaign, world.village_one)
        assert (figures.households, figures.signed) == (9, 0)

    def test_of_a_county_in_four_queries(self, world: World, homes: list[Household]) -> None:
        with CaptureQueriesContext(connection) as told:
            rows = village_figures(world.system, world.campaign, world.county_division)
        assert [r.households for r in rows] == [10, 0, 0]
        assert rows[1].rate is None
        assert len(told) == 4


class TestPages:
    def test_search_and_sign_by_hand(
        self, sign_in: SignIn, world: World, homes: list[Household]
    ) -> None:
        client = sign_in("village")
        page = client.get("/pledges/households")
        assert "王*1" in page.text
        assert "全村 10 户" in page.text
        assert Reading.objects.filter(page="households:pledge_list").exists()
        assert [h.number for h in client.get("/pledges/households?q=10").context["rows"]] == ["10"]
        address = f"/pledges/households/{homes[2].uid}/sign"
        assert "王志3" in client.get(address).text
        bad = client.post(address, {"signatory": "王志妻", "signed_on": "2025-01-01"})
        assert bad.status_code == 422
        assert "王志妻" in bad.text
        words: dict[str, Any] = {"signatory": "王志妻", "signed_on": "2026-03-20"}
        done = client.post(address, words, follow=True)
        assert "已登记：3号" in done.text
        assert client.post(address, words).status_code == 409
        left = client.get("/pledges/households?signed=no").context["rows"]
        assert len(left) == 9

    def test_count_by_hand(self, sign_in: SignIn, world: World, homes: list[Household]) -> None:
        client = sign_in("village")
        assert client.get("/pledges/households/count").status_code == 200
        words: dict[str, Any] = {
            "households": "11",
            "counted_on": "2026-03-20",
            "note": "档案柜2层",
        }
        bad = client.post("/pledges/households/count", words)
        assert bad.status_code == 422
        assert "清单最多10户" in bad.text
        assert "档案柜2层" in bad.text
        done = client.post("/pledges/households/count", words | {"households": "7"}, follow=True)
        assert "清单签订7户" in done.text
        assert "档案柜2层" in client.get("/pledges/households/count").text

    def test_figures_for_township_and_county(
        self, sign_in: SignIn, world: World, homes: list[Household]
    ) -> None:
        sign_household(homes[0], campaign=world.campaign, by=world.village)
        for who in ("county", "town"):
            page = sign_in(who).get("/pledges/households/villages")
            assert page.status_code == 200
            assert "10%" in page.text
        assert "甲二村" not in sign_in("village").get("/pledges/households/villages").text
        one = sign_in("town").get("/pledges/households?at=990101100201")
        assert len(one.context["rows"]) == 10

    @pytest.mark.parametrize(
        ("who", "address", "status"),
        [
            ("governance", "/pledges/households", 403),
            ("auditor", "/pledges/households/villages", 403),
            ("town", "/pledges/households/count", 403),
            ("town", "/pledges/households/{uid}/sign", 403),
            ("village_next", "/pledges/households/{uid}/sign", 404),
            ("village_next", "/pledges/households?at=990101100201", 404),
            ("town_next", "/pledges/households/villages?at=990101100000", 404),
            ("county_other", "/pledges/households/villages", 404),
        ],
    )
    def test_walls(
        self, sign_in: SignIn, homes: list[Household], who: str, address: str, status: int
    ) -> None:
        assert sign_in(who).get(address.format(uid=homes[0].uid)).status_code == status

    def test_the_neighbour_sees_none(self, sign_in: SignIn, homes: list[Household]) -> None:
        assert "王" not in sign_in("village_next").get("/pledges/households").text

    def test_queries_do_not_grow(
        self, sign_in: SignIn, world: World, homes: list[Household]
    ) -> None:
        client = sign_in("town")

        def counted() -> list[int]:
            out = []
            for address in ("/pledges/households", "/pledges/households/villages"):
                with CaptureQueriesContext(connection) as told:
                    assert client.get(address).status_code == 200
                out.append(len(told))
            return out

        counted()
        few = counted()
        for n in range(11, 41):
            register_household(
                village=world.village_two,
                number=str(n),
                head_name=f"李志{n}",
                people=3,
                by=world.village_next,
            )
        assert counted() == few
        assert max(few) <= 22  # a dozen of them are the frame's own


def test_api(sign_in: SignIn, world: World, homes: list[Household]) -> None:
    client = sign_in("village")
    words = {"household": str(homes[0].uid), "signed_on": "2026-03-20"}
    made = client.post("/api/v1/household-pledges", words, "application/json")
    assert made.status_code == 201, made.text
    again = client.post("/api/v1/household-pledges", words, "application/json")
    assert again.status_code == 409
    foreign = sign_in("village_next").post("/api/v1/household-pledges", words, "application/json")
    assert foreign.status_code == 404
    listed = client.get("/api/v1/household-pledges").json()["results"]
    assert listed[0]["signatory"] == "王志1"
    count = {"households": 5, "note": "档案柜"}
    done = client.post("/api/v1/pledge-counts", count, "application/json")
    assert done.json()["households"] == 5
    much = client.post("/api/v1/pledge-counts", count | {"households": 10}, "application/json")
    assert much.status_code == 422
    assert client.get("/api/v1/pledge-counts", {"is_live": True}).json()["count"] == 1
    assert sign_in("governance").get("/api/v1/household-pledges").status_code == 403
