"""Screening rounds: opened, marked, filed, counted against frozen denominators."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import ScreenedHome, ScreeningRound, VillageScreening
from households.queries.screening import coverage, total
from households.scales.body import Cadence
from households.tier_work import items
from households.transitions.screening import (
    file_screening,
    mark_homes,
    open_due_rounds,
    open_round,
    round_of,
)
from tests.cast import World
from tests.households.families import days, home

SignIn = Callable[[str], Client]


def opened(world: World, **values: Any) -> ScreeningRound:
    """A full round of this month."""
    fields: dict[str, Any] = {
        "kind": "full",
        "starts": days(0).replace(day=1),
        "ends": days(3),
        "reason": "秋季全面排查",
        "by": world.county,
    }
    return open_round(campaign=world.campaign, **(fields | values))


def mine(world: World) -> VillageScreening:
    """甲一村 in the round."""
    return VillageScreening.objects.get(village=world.village_one)


def test_a_round_freezes_its_denominators(world: World) -> None:
    homes = [home(world) for _ in range(3)]
    gone = home(world, registered_on=days(-400))
    gone.left_on = days(-300)
    gone.save()
    row = opened(world)
    assert opened(world).pk == row.pk
    assert VillageScreening.objects.filter(round=row).count() == 4 - 1
    village = mine(world)
    assert village.expected == 3
    home(world, registered_on=days(0))
    homes[0].left_on = days(0)
    homes[0].save()
    village.refresh_from_db()
    assert village.expected == 3


def test_marking_is_counted_and_never_above_all(world: World) -> None:
    homes = [home(world) for _ in range(3)]
    opened(world)
    late = home(world, registered_on=days(0))
    row = mark_homes(mine(world), households=[h.uid for h in homes[:2]], by=world.village)
    assert row.screened == 2
    row = mark_homes(row, households=[h.uid for h in [*homes, late]], by=world.village)
    assert (row.screened, row.expected) == (3, 3)
    row = mark_homes(row, households=[homes[0].uid], by=world.village, on=False)
    assert row.screened == 2
    foreign = home(world, world.village_two)
    row = mark_homes(row, households=[foreign.uid, uuid.uuid4()], by=world.village)
    assert (row.screened, ScreenedHome.objects.count()) == (2, 3)


def test_filing_by_marks_and_by_a_list(world: World) -> None:
    homes = [home(world) for _ in range(4)]
    opened(world)
    row = mine(world)
    with pytest.raises(Invalid):
        file_screening(row, signer="村执委", by=world.village)
    with pytest.raises(Invalid):
        file_screening(row, signer=" ", counted=2, by=world.village)
    for wrong in (-1, 5):
        with pytest.raises(Invalid):
            file_screening(row, signer="村执委", counted=wrong, by=world.village)
    key = uuid.uuid4()
    filed = file_screening(
        row, signer="村执委", households=[homes[0].uid], by=world.village, client_uuid=key
    )
    assert (filed.screened, filed.counted, filed.filed_by) == (1, False, world.village)
    again = file_screening(row, signer="别人", counted=4, by=world.village, client_uuid=key)
    assert (again.pk, again.screened, again.version) == (filed.pk, 1, filed.version)
    first = filed.filed_at
    fixed = file_screening(row, signer="村执委", counted=4, by=world.village, version=filed.version)
    assert (fixed.screened, fixed.filed_at) == (4, first)
    with pytest.raises(Stale):
        file_screening(row, signer="村执委", counted=3, by=world.village, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageScreening.objects.filter(pk=row.pk).update(screened=5)


def test_server_time_decides(world: World) -> None:
    home(world)
    row = opened(world)
    with time_machine.travel(row.due, tick=False):
        file_screening(mine(world), signer="村执委", counted=1, by=world.village)
        timed = VillageScreening.objects.with_timing(timezone.now()).get(pk=mine(world).pk)
        assert timed.timing == "on_time"  # type: ignore[attr-defined]
    far = VillageScreening.objects.get(village=world.village_two)
    with time_machine.travel(row.due + timedelta(seconds=2), tick=False):
        rows = VillageScreening.objects.with_timing(timezone.now())
        assert rows.get(pk=far.pk).timing == "missing"  # type: ignore[attr-defined]
        file_screening(far, signer="村执委", counted=0, by=world.village_next)
        assert rows.get(pk=far.pk).timing == "late"  # type: ignore[attr-defined]


def test_coverage_adds_up_at_every_level(world: World, django_assert_max_num_queries: Any) -> None:
    for village in (world.village_one, world.village_two, world.village_far):
        for _ in range(2):
            home(world, village)
    row = opened(world)
    file_screening(mine(world), signer="村执委", counted=1, by=world.village)
    now = timezone.now()
    with django_assert_max_num_queries(3):
        county = coverage(world.county, row, world.county_division, now)
    assert [(one.cover.screened, one.cover.homes) for one in county] == [(1, 4), (0, 2)]
    villages = coverage(world.town, row, world.township, now)
    assert total(villages) == county[0].cover
    whole = total(county)
    assert whole.on_time + whole.late + whole.missing + whole.pending == whole.villages == 3
    assert coverage(world.village_next, row, world.township, now)[0].cover.screened == 0


@pytest.mark.parametrize(
    ("verb", "who", "allowed"),
    [
        (lambda w, by: opened(w, by=by, kind="extra"), "county", ["village", "town", "governance"]),
        (lambda w, by: mark_homes(mine(w), households=[], by=by), "village", ["town", "county"]),
        (
            lambda w, by: file_screening(mine(w), signer="某人", counted=0, by=by),
            "village",
            ["town", "county"],
        ),
    ],
)
def test_wrong_role(world: World, verb: Any, who: str, allowed: list[str]) -> None:
    home(world)
    opened(world)
    for other in allowed:
        with pytest.raises(Forbidden):
            verb(world, world.users[other])
    verb(world, world.users[who])


def test_wrong_area_and_whole_or_not_at_all(world: World) -> None:
    home(world)
    opened(world)
    for foreign in ("village_next", "town_next", "county_other"):
        with pytest.raises(Http404):
            file_screening(mine(world), signer="某人", counted=0, by=world.users[foreign])
    broken = patch("households.transitions.screening.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        file_screening(mine(world), signer="某人", counted=0, by=world.village)
    assert mine(world).filed_at is None


def test_a_round_that_cannot_be(world: World) -> None:
    with pytest.raises(Invalid):
        opened(world, ends=days(0).replace(day=1) - timedelta(days=1))
    with pytest.raises(Invalid):
        opened(world, reason="")
    with pytest.raises(Invalid):
        opened(world, starts=date(2031, 1, 1), ends=date(2031, 1, 9))
    world.campaign.status = "closed"
    world.campaign.save()
    with pytest.raises(NotTheMoment):
        opened(world)


def test_the_calendar_opens_rounds(world: World) -> None:
    day = date(2026, 10, 17)
    with time_machine.travel(day):
        made = open_due_rounds(by=world.system, today=day)
        assert [one.name for one in made] == ["10月下半月排查", "10月全面排查"]
        assert open_due_rounds(by=world.system, today=day) == []
    home(world)
    with time_machine.travel(date(2026, 11, 13)):
        open_due_rounds(by=world.system, today=date(2026, 11, 13))
        titles = [i.title for i in items(world.village, date(2026, 11, 13))]
    assert titles == ["10月全面排查", "10月下半月排查", "11月上半月排查"] or len(titles) == 3


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["half_month", "month"]))
def test_rounds_tile_the_calendar(day: date, kind: str) -> None:
    starts, ends = round_of(day, Cadence(kind))
    assert starts <= day <= ends
    after, _ = round_of(ends + timedelta(days=1), Cadence(kind))
    assert after == ends + timedelta(days=1)


def test_pages(world: World, sign_in: SignIn) -> None:
    homes = [home(world, grid="第1网格"), home(world, grid="第2网格")]
    row = opened(world)
    village, client = mine(world), sign_in("village")
    assert row.name in client.get("/screenings/").text
    url = f"/screenings/{village.uid}"
    page = client.get(url).text
    assert "第1网格 0/1" in page
    assert "姜*强" in page
    client.post(url, {"grid": "第1网格", "homes": [str(homes[0].uid), "x"]})
    client.post(url, {"grid": "第2网格", "all": "1"})
    assert "第2网格 1/1" in client.get(url).text
    assert "已勾选 2 户" in client.get(f"{url}/file").text
    bad = client.post(f"{url}/file", {"way": "counted", "version": 1, "signer": "某人"})
    assert bad.status_code == 422
    done = client.post(f"{url}/file", {"way": "marked", "version": 1, "signer": "村执委"})
    assert done.status_code == 302, done.text
    village.refresh_from_db()
    assert (village.screened, village.signer) == (2, "村执委")
    drawn = sign_in("county").get(f"/screenings/rounds/{row.uid}").text
    assert "走过 2/2 户" in drawn
    assert "覆盖率 100%" in drawn
    narrowed = sign_in("county").get(f"/screenings/rounds/{row.uid}?at=990101100000&show=on_time")
    assert "甲一村" in narrowed.text
    assert "甲二村" not in narrowed.text
    assert sign_in("governance").get(f"/screenings/rounds/{row.uid}").status_code == 200
    assert sign_in("governance").get(url).status_code == 403
    assert sign_in("county_other").get(f"/screenings/rounds/{row.uid}").status_code == 404
    sent = {
        "kind": "extra", "starts": days(0).isoformat(), "ends": days(1).isoformat(),
        "grace_days": 0, "reason": "雨季排查危房里的独居老人",
    }  # fmt: skip
    assert sign_in("county").post("/screenings/open", sent).status_code == 302


def test_api(world: World, sign_in: SignIn) -> None:
    homes = [home(world) for _ in range(3)]
    opened(world)
    client, json = sign_in("village"), "application/json"
    url = f"/api/v1/screenings/{mine(world).uid}"
    assert client.get("/api/v1/screenings").json()["count"] == 1
    sent = {"households": [str(h.uid) for h in homes[:2]]}
    assert client.post(f"{url}/marks", sent, content_type=json).json()["screened"] == 2
    filed = {"client_uuid": str(uuid.uuid4()), "signer": "村执委"}
    first = client.post(f"{url}/file", filed, content_type=json)
    assert first.status_code == 200, first.text
    again = client.post(f"{url}/file", filed | {"counted": 3}, content_type=json)
    assert again.json() == first.json()
    assert client.post(f"{url}/file", {"signer": ""}, content_type=json).status_code == 422
    assert sign_in("town").post(f"{url}/file", filed, content_type=json).status_code == 403
    assert sign_in("village_next").post(f"{url}/file", filed, content_type=json).status_code == 404
