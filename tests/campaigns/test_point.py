"""Service points: opened, changed, closed; the address of a shelter."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from accounts import scope, trail
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import ServicePoint, ShelterAddress
from campaigns.transitions.point import change_point, close_point, open_point, read_address
from tests.campaigns.network import SINCE, WEEK, days_ago, point_of
from tests.cast import World

SECRET = "城东路 9 号三楼"
FACTS: dict[str, Any] = {
    "name": "妇女之家", "address": "村委会", "phone": "89612338", "run_by": "村妇联", "hours": WEEK,
}  # fmt: skip


def test_a_unit_opens_its_own(world: World) -> None:
    key = uuid4()
    point = point_of(world.village_one, world.village, client_uuid=key)
    assert point.status == "open"
    assert point.week[0] == ("周一至周五", "08:30-12:00 14:00-17:30")
    assert point_of(world.village_one, world.village, client_uuid=key).pk == point.pk
    row = trail.of(point).get()
    assert (row.act, row.place) == ("network.open", world.village_one.code)
    assert "妇女之家" not in str(row.after)


def test_nobody_acts_in_another_units_name(world: World) -> None:
    with pytest.raises(Forbidden):
        point_of(world.village_one, world.county)
    with pytest.raises(Forbidden):
        point_of(world.county_division, world.governance, kind="station")
    with pytest.raises(Http404):
        point_of(world.village_one, world.village_next)
    assert not ServicePoint.objects.exists()
    assert not Trail.objects.filter(act__startswith="network.").exists()


@pytest.mark.parametrize("kind", ["shelter", "appraisal", "station", "complaint", "legal_aid"])
def test_a_village_runs_no_county_point(world: World, kind: str) -> None:
    with pytest.raises(Invalid) as refusal:
        point_of(world.village_one, world.village, kind=kind)
    assert set(refusal.value.errors) == {"kind"}


def test_every_wrong_field_is_told(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        open_point(
            world.village_one, kind="home", opened_on=days_ago(-1), by=world.village,
            name=" ", address="", phone="电话", run_by="", hours=["早上", *[""] * 6],
        )  # fmt: skip
    wrong = {"name", "address", "phone", "run_by", "mon", "opened_on"}
    assert set(refusal.value.errors) == wrong


def test_two_open_points_of_a_kind_have_two_names(world: World) -> None:
    first = point_of(world.village_one, world.village)
    with pytest.raises(Invalid):
        point_of(world.village_one, world.village)
    point_of(world.village_two, world.village_next)
    close_point(first, closed_on=days_ago(0), reason="村部搬迁", by=world.village)
    point_of(world.village_one, world.village)


def test_change_tells_what_changed_and_refuses_an_older_version(world: World) -> None:
    point = point_of(world.village_one, world.village)
    changed = change_point(point, by=world.village, version=1, **(FACTS | {"phone": "12338"}))
    assert (changed.phone, changed.version) == ("12338", 2)
    last = trail.of(point).first()
    assert last is not None
    assert set(last.after["changed"]) == {"phone", "address"}
    with pytest.raises(Stale) as stale:
        change_point(point, by=world.village, version=1, **FACTS)
    assert stale.value.version == 2
    with pytest.raises(Forbidden):
        change_point(point, by=world.town, **FACTS)
    with pytest.raises(Http404):
        change_point(point, by=world.village_next, **FACTS)


def test_a_unit_below_reads_but_does_not_change(world: World) -> None:
    point = point_of(world.township, world.town, kind="station")
    scope.put(scope.mint(world.village))
    assert ServicePoint.objects.visible_to(world.village).get().pk == point.pk
    with pytest.raises(Forbidden):
        change_point(point, by=world.village, **FACTS)
    with pytest.raises(Forbidden):
        close_point(point, closed_on=days_ago(0), reason="不再开办", by=world.village)
    # The database says the same: neither written nor deleted from below.
    assert ServicePoint.objects.filter(pk=point.pk).update(phone="110") == 0
    assert ServicePoint.objects.filter(pk=point.pk).delete()[0] == 0
    scope.put(scope.mint(world.town_next))
    assert not ServicePoint.objects.filter(pk=point.pk).exists()


def test_a_point_closes_once_with_a_reason(world: World) -> None:
    point = point_of(world.village_one, world.village)
    for closed_on, reason, wrong in (
        (days_ago(0), "撤", "reason"),
        (days_ago(-1), "村部搬迁", "closed_on"),
        (SINCE.replace(year=2024), "村部搬迁", "closed_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            close_point(point, closed_on=closed_on, reason=reason, by=world.village)
        assert set(refusal.value.errors) == {wrong}
    closed = close_point(point, closed_on=days_ago(0), reason="村部搬迁", by=world.village)
    assert (closed.status, closed.hours_on(days_ago(0))) == ("closed", [])
    with pytest.raises(NotTheMoment):
        close_point(point, closed_on=days_ago(0), reason="村部搬迁", by=world.village)
    with pytest.raises(NotTheMoment):
        change_point(point, by=world.village, **FACTS)


def test_a_shelters_address_is_the_countys_alone(world: World) -> None:
    """Domain E: in the database encrypted, out of the point, absent below the county."""
    shelter = point_of(
        world.county_division, world.county, kind="shelter", name="庇护中心", address=SECRET
    )
    assert (shelter.address, shelter.shown_address) == ("", "地址保密")
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(address, 'escape') FROM campaigns_shelteraddress")
        assert "9" not in cursor.fetchone()[0][:4]
        cursor.execute("SELECT address FROM campaigns_shelteraddress")
        assert SECRET.encode() not in bytes(cursor.fetchone()[0])
    assert read_address(shelter, reason="护送入住", by=world.county) == SECRET
    told = trail.of(shelter).first()
    assert told is not None
    assert (told.act, SECRET in str(told.after)) == ("network.address", False)
    with pytest.raises(Invalid):
        read_address(shelter, reason="看", by=world.county)
    for who in (world.town, world.village, world.governance, world.auditor):
        with pytest.raises(Forbidden):
            read_address(shelter, reason="护送入住", by=who)
        scope.put(scope.mint(who))
        assert ServicePoint.objects.filter(pk=shelter.pk).exists()
        assert not ShelterAddress.objects.exists()
        scope.put(scope.mint(world.system))
    with pytest.raises(Http404):
        read_address(shelter, reason="护送入住", by=world.county_other)


def test_a_shelters_address_left_empty_stays(world: World) -> None:
    shelter = point_of(world.county_division, world.county, kind="shelter", address=SECRET)
    facts = FACTS | {"address": ""}
    change_point(shelter, by=world.county, **facts)
    assert read_address(shelter, reason="护送入住", by=world.county) == SECRET
    change_point(shelter, by=world.county, **(facts | {"address": "新址"}))
    assert read_address(shelter, reason="护送入住", by=world.county) == "新址"
    shelter.refresh_from_db()
    assert shelter.address == ""


def test_the_database_keeps_a_shelter_without_address_at_the_county(world: World) -> None:
    point = point_of(world.village_one, world.village)
    for change in ({"kind": "shelter"}, {"kind": "shelter", "address": ""}, {"hours": ["", ""]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ServicePoint.objects.filter(pk=point.pk).update(**change)
