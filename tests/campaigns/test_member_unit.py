"""Member units and their seats: every verb allowed, refused, twice; the gap of three months."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import MemberUnit, Seat
from campaigns.queries.organisation import held_in, months_before
from campaigns.transitions.member_unit import change_unit, leave, take_in
from campaigns.transitions.seat import begin_seat, end_seat
from tests.cast import World

SINCE = date(2025, 3, 1)
POLICE: dict[str, Any] = {"name": "甲县公安局", "short_name": "公安局", "kind": "police"}


def police_of(world: World, **facts: Any) -> MemberUnit:
    """The police of 甲县 as a member unit."""
    given: dict[str, Any] = POLICE | {"since": SINCE} | facts
    return take_in(world.county_division, by=world.county, **given)


def test_a_county_takes_a_unit_in_once(world: World) -> None:
    key = uuid.uuid4()
    row = police_of(world, client_uuid=key)
    assert police_of(world, client_uuid=key) == row
    assert Trail.objects.filter(act="member_unit.write").count() == 1
    with pytest.raises(Invalid) as wrong:
        police_of(world)
    assert set(wrong.value.errors) == {"name"}


@pytest.mark.parametrize("who", ["town", "village", "governance", "auditor", "nobody"])
def test_only_the_county_keeps_the_list(world: World, who: str) -> None:
    with pytest.raises((Forbidden, Http404)):
        take_in(world.county_division, by=world.users[who], since=SINCE, **POLICE)
    row = police_of(world)
    for verb in (
        lambda: change_unit(row, by=world.users[who], **POLICE),
        lambda: leave(row, ended_on=timezone.localdate(), reason="机构改革", by=world.users[who]),
        lambda: begin_seat(row, post="lead", name="一", since=SINCE, by=world.users[who]),
    ):
        with pytest.raises((Forbidden, Http404)):
            verb()
    assert not Seat.objects.exists()


def test_another_county_finds_nothing(world: World) -> None:
    row = police_of(world)
    for who in (world.county_other, world.nobody):
        assert not MemberUnit.objects.visible_to(who).exists()
    for reader in (world.village, world.town, world.governance):
        assert MemberUnit.objects.visible_to(reader).get() == row
    with pytest.raises(Http404):
        change_unit(row, by=world.county_other, **POLICE)


def test_bad_input_says_where(world: World) -> None:
    with pytest.raises(Invalid) as wrong:
        take_in(
            world.county_division, by=world.county, name=" ", short_name="", kind="x",
            since=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
    assert set(wrong.value.errors) == {"name", "short_name", "kind", "since"}


def test_change_keeps_both_versions_apart(world: World) -> None:
    row = police_of(world)
    facts = POLICE | {"name": "甲县公安分局"}
    assert change_unit(row, by=world.county, version=1, **facts).version == 2
    with pytest.raises(Stale):
        change_unit(row, by=world.county, version=1, **POLICE)
    assert Trail.objects.filter(before={"name": "甲县公安局"}).exists()


def test_whoever_led_ends_with_the_unit(world: World) -> None:
    row = police_of(world)
    begin_seat(row, post="lead", name="耿卫", since=SINCE, by=world.county)
    with pytest.raises(Invalid):
        leave(row, ended_on=SINCE - timedelta(days=1), reason="机构改革", by=world.county)
    leave(row, ended_on=date(2026, 1, 31), reason="机构改革", by=world.county)
    seat = Seat.objects.get()
    assert (seat.until, seat.end_reason) == (date(2026, 1, 31), "单位退出")
    for verb in (
        lambda: leave(row, ended_on=date(2026, 1, 31), reason="机构改革", by=world.county),
        lambda: change_unit(row, by=world.county, **POLICE),
        lambda: begin_seat(row, post="lead", name="一", since=SINCE, by=world.county),
    ):
        with pytest.raises(NotTheMoment):
            verb()
    assert police_of(world).pk != row.pk, "the name is free again"


def test_a_seat_ends_and_the_next_begins(world: World) -> None:
    row = police_of(world)
    first = begin_seat(
        row, post="lead", name="耿卫", title="副局长", since=SINCE, by=world.county,
        office_phone="0516-89612338",
    )  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        begin_seat(row, post="lead", name="韩立", since=SINCE, by=world.county)
    assert set(wrong.value.errors) == {"since"}
    last = date(2026, 5, 31)
    _ended, follows = end_seat(
        first, until=last, reason="工作调动", by=world.county, next_name="韩立", next_title="政委"
    )
    assert follows is not None
    assert (follows.since, follows.name, follows.post) == (date(2026, 6, 1), "韩立", "lead")
    first.refresh_from_db()
    assert (first.name, first.until) == ("耿卫", last), "who it was stays"
    with pytest.raises(NotTheMoment):
        end_seat(first, until=last, reason="工作调动", by=world.county)
    assert held_in(world.town, [row])[row.pk].lead == follows


def test_a_wrong_successor_ends_nobody(world: World) -> None:
    row = police_of(world)
    seat = begin_seat(row, post="lead", name="耿卫", since=SINCE, by=world.county)
    with pytest.raises(Invalid) as wrong, transaction.atomic():
        end_seat(
            seat, until=date(2026, 5, 31), reason="调动工作", by=world.county, next_name="韩立",
            next_phone="打给我",
        )  # fmt: skip
    assert set(wrong.value.errors) == {"next_phone"}
    seat.refresh_from_db()
    assert seat.until is None


def test_the_database_keeps_one_lead_at_a_time(world: World) -> None:
    row = police_of(world)
    begin_seat(row, post="lead", name="耿卫", since=SINCE, by=world.county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            place=world.county_division, unit=row, post="lead", name="二", since=SINCE,
            recorded_by=world.county, recorded_at=timezone.now(),
        )  # fmt: skip


def test_a_gap_of_more_than_three_months_is_told(world: World) -> None:
    row, today = police_of(world), timezone.localdate()
    seat = begin_seat(row, post="lead", name="耿卫", since=SINCE, by=world.county)
    edge = months_before(today, 3)
    for until, told in ((edge - timedelta(days=1), False), (edge - timedelta(days=2), True)):
        Seat.objects.filter(pk=seat.pk).update(until=until, end_reason="工作调动")
        held = held_in(world.county, [row])[row.pk]
        assert held.vacant_since == until + timedelta(days=1)
        assert held.is_gap(today) is told, until


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 3, 1), 3, date(2025, 12, 1)),
        (date(2026, 12, 31), 1, date(2026, 11, 30)),
        (date(2028, 5, 30), 3, date(2028, 2, 29)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_the_pages_of_a_unit(
    world: World, sign_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = sign_in("county")
    page = client.post(
        reverse("campaigns:member_unit_new"), POLICE | {"since": "2025-03-01"}, follow=True
    ).content.decode()
    assert "甲县公安局" in page
    assert "空缺" in page
    row = MemberUnit.objects.get()
    seat = {"post": "lead", "name": "耿卫", "since": "2026-01-05", "office_phone": "打电话"}
    url = reverse("campaigns:member_unit_seat", args=[row.uid])
    answer = client.post(url, seat)
    assert answer.status_code == 422
    assert "耿卫" in answer.content.decode()
    assert client.post(url, seat | {"office_phone": ""}).status_code == 302
    client = sign_in("village")
    with django_assert_max_num_queries(20):
        shown = client.get(reverse("campaigns:member_unit_list")).content.decode()
    assert "耿卫" in shown
    assert "增加成员单位" not in shown
