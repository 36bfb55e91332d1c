"""Groups, meetings, money and demonstration points: each verb allowed, refused, twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import (
    Attendance,
    Fund,
    FundItem,
    KeptFile,
    LeadingGroup,
    Meeting,
    Seat,
    ShowPoint,
)
from campaigns.queries.organisation import gaps, held_in_year, months_before, owed_by_now
from campaigns.transitions.fund import change_fund, plan_fund, spend, spent_of, take_back_item
from campaigns.transitions.leading_group import change_group, give_up
from campaigns.transitions.meeting import (
    Came,
    change_meeting,
    record_meeting,
    take_back_meeting,
)
from campaigns.transitions.show_point import give_up_point, name_point
from campaigns.work import items
from tests.campaigns.year import SINCE, group_of, seat_of
from tests.cast import World
from tests.pictures import jpeg

WORDS: dict[str, Any] = {
    "kind": "full",
    "held_at": "镇会议室",
    "topic": "部署秋季排查",
    "minutes": "会议议定十月底前排查完毕。",
}
PAPER: dict[str, Any] = {"budget_paper": "镇财[2026]05号", "decided_on": date(2026, 1, 9)}


def today() -> date:
    return timezone.localdate()


def refused(verbs: list[Callable[[], object]], *kinds: type[Exception]) -> None:
    """Every one of them is."""
    for verb in verbs:
        with pytest.raises(kinds):
            verb()


# Groups


def test_one_group_a_unit_kept_by_the_unit(world: World) -> None:
    key = uuid.uuid4()
    group = group_of(world.township, world.town, client_uuid=key)
    assert group_of(world.township, world.town, client_uuid=key) == group
    refused([lambda: group_of(world.township, world.town)], Invalid)
    refused(
        [
            lambda: group_of(world.township, world.county),
            lambda: group_of(world.township, world.town_next),
            lambda: group_of(world.village_one, world.town),
            lambda: group_of(world.county_division, world.governance),
            lambda: change_group(group, name="甲", meetings_a_year=2, by=world.town_next),
            lambda: give_up(group, ended_on=today(), reason="合并了", by=world.village),
        ],
        Forbidden,
        Http404,
    )
    assert LeadingGroup.objects.count() == 1
    with pytest.raises(Invalid) as wrong:
        group_of(world.village_one, world.village, name=" ", meetings_a_year=0)
    assert set(wrong.value.errors) == {"name", "meetings_a_year"}


def test_a_group_changes_and_ends_with_its_seats(world: World) -> None:
    group = group_of(world.township, world.town)
    seat = seat_of(group, world.town)
    facts: dict[str, Any] = {"name": group.name, "meetings_a_year": 4}
    assert change_group(group, by=world.town, version=1, **facts).meetings_a_year == 4
    refused(
        [lambda: change_group(group, by=world.town, version=1, **facts | {"name": "别的"})], Stale
    )
    refused(
        [
            lambda: give_up(group, ended_on=today(), reason="", by=world.town),
            lambda: give_up(
                group, ended_on=SINCE - timedelta(days=1), reason="合并了", by=world.town
            ),
        ],
        Invalid,
    )
    give_up(group, ended_on=today(), reason="与平安建设领导小组合并", by=world.town)
    seat.refresh_from_db()
    assert (seat.until, seat.end_reason) == (today(), "领导小组撤销")
    refused(
        [
            lambda: give_up(group, ended_on=today(), reason="合并了", by=world.town),
            lambda: change_group(group, by=world.town, **facts),
            lambda: record_meeting(group, held_on=today(), came={}, by=world.town, **WORDS),
        ],
        NotTheMoment,
    )
    assert group_of(world.township, world.town).pk != group.pk


def test_a_post_empty_over_three_months_is_told_to_its_unit(world: World) -> None:
    group = group_of(world.township, world.town)
    seat = seat_of(group, world.town)
    edge = months_before(today(), 3)

    def told(user: Any) -> list[str]:
        return [i.title for i in items(user, today()) if "空缺" in i.title]

    for until, is_gap in ((edge - timedelta(days=1), False), (edge - timedelta(days=2), True)):
        Seat.objects.filter(pk=seat.pk).update(until=until, end_reason="工作调动")
        assert bool(gaps(world.county, world.county_division, today())) is is_gap
        assert bool(told(world.town)) is is_gap
    assert told(world.county), "the county is told of what is below it"
    assert not told(world.village)
    assert not told(world.town_next)
    Seat.objects.filter(pk=seat.pk).update(until=None, end_reason="")
    assert not gaps(world.county, world.county_division, today())


# Meetings


def meeting_of(world: World, **facts: Any) -> Meeting:
    """A meeting of 甲一镇, its head present."""
    group = LeadingGroup.objects.filter(place=world.township).first()
    if group is None:
        group = group_of(world.township, world.town)
        seat_of(group, world.town)
    came = {seat: Came("present") for seat in group.seats.all()}
    given: dict[str, Any] = WORDS | {"held_on": today(), "came": came, "by": world.town} | facts
    return record_meeting(group, **given)


def test_a_meeting_accounts_for_every_seat(world: World) -> None:
    key = uuid.uuid4()
    row = meeting_of(world, client_uuid=key, file=jpeg())
    assert meeting_of(world, client_uuid=key) == row
    assert Attendance.objects.get().how == "present"
    assert KeptFile.objects.get().owner == row
    assert Trail.objects.filter(act="meeting.write").count() == 1
    seat = Seat.objects.get()
    for came, where in (
        ({}, f"seat-{seat.uid}"),
        ({seat: Came("absent")}, f"note-{seat.uid}"),
        ({seat: Came("asleep")}, f"seat-{seat.uid}"),
    ):
        with pytest.raises(Invalid) as wrong:
            meeting_of(world, came=came)
        assert set(wrong.value.errors) == {where}
    for day in (SINCE - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(Invalid) as wrong:
            meeting_of(world, held_on=day)
        assert "held_on" in wrong.value.errors
    with pytest.raises(Invalid) as wrong:
        meeting_of(world, kind="x", held_at="", topic=" ", minutes="短")
    assert set(wrong.value.errors) == {"kind", "held_at", "topic", "minutes"}
    assert Meeting.objects.count() == 1


def test_a_meeting_is_corrected_or_taken_back_by_its_unit(world: World) -> None:
    row = meeting_of(world)
    for who in ("county", "town_next", "village", "governance", "auditor"):
        refused(
            [
                lambda who=who: meeting_of(world, by=world.users[who]),  # type: ignore[misc]
                lambda who=who: change_meeting(row, by=world.users[who], **WORDS),  # type: ignore[misc]
                lambda who=who: take_back_meeting(  # type: ignore[misc]
                    row, reason="重复登记", by=world.users[who]
                ),
            ],
            Forbidden,
            Http404,
        )
    change_meeting(row, by=world.town, version=1, **WORDS | {"topic": "部署冬季排查"})
    refused([lambda: change_meeting(row, by=world.town, version=1, **WORDS)], Stale)
    refused([lambda: take_back_meeting(row, reason="", by=world.town)], Invalid)
    take_back_meeting(row, reason="重复登记", by=world.town)
    refused(
        [
            lambda: take_back_meeting(row, reason="重复登记", by=world.town),
            lambda: change_meeting(row, by=world.town, **WORDS),
        ],
        NotTheMoment,
    )
    counts = held_in_year(world.county, [row.group], today().year, today())
    assert counts[row.group_id][0] == 0, "taken back it counts no more"


@pytest.mark.parametrize(
    ("a_year", "by_day", "owed"),
    [
        (2, date(2026, 6, 30), 0),
        (2, date(2026, 7, 1), 1),
        (2, date(2027, 1, 1), 2),
        (4, date(2026, 3, 31), 0),
        (4, date(2026, 4, 1), 1),
        (4, date(2026, 12, 31), 3),
        (4, date(2025, 12, 31), 0),
    ],
)
def test_two_a_year_or_one_a_quarter(a_year: int, by_day: date, owed: int) -> None:
    group = LeadingGroup(meetings_a_year=a_year, set_up_on=date(2025, 3, 1))
    assert owed_by_now(group, 2026, by_day) == owed


def test_a_group_of_july_owes_half_a_year() -> None:
    group = LeadingGroup(meetings_a_year=4, set_up_on=date(2026, 7, 1))
    assert owed_by_now(group, 2026, date(2027, 1, 1)) == 2
    assert owed_by_now(group, 2025, date(2027, 1, 1)) == 0


# Money


def fund_of(world: World, **facts: Any) -> Fund:
    """The fund of 甲一镇, 100 yuan."""
    given: dict[str, Any] = PAPER | {"planned": 10_000, "by": world.town} | facts
    return plan_fund(world.township, world.campaign, **given)


def test_money_is_planned_once_by_the_unit_itself(world: World) -> None:
    for who in ("county", "town_next", "village", "governance", "auditor"):
        refused([lambda who=who: fund_of(world, by=world.users[who])], Forbidden, Http404)  # type: ignore[misc]
    with pytest.raises(Invalid) as wrong:
        fund_of(world, planned=-1, budget_paper=" ", decided_on=today() + timedelta(days=1))
    assert set(wrong.value.errors) == {"planned", "budget_paper", "decided_on"}
    fund = fund_of(world)
    assert fund.budget_paper == "镇财〔2026〕5号"
    refused([lambda: fund_of(world)], Invalid)
    assert Fund.objects.count() == 1


def test_what_is_spent_never_exceeds_without_words(world: World) -> None:
    fund, key = fund_of(world), uuid.uuid4()
    said: dict[str, Any] = {"spent_on": today(), "purpose": "印宣传单", "by": world.town}
    first = spend(fund, amount=9_999, client_uuid=key, file=jpeg(), **said)
    assert spend(fund, amount=9_999, client_uuid=key, **said) == first
    spend(fund, amount=1, **said)
    with pytest.raises(Invalid) as wrong:
        spend(fund, amount=1, **said)
    assert set(wrong.value.errors) == {"over_words"}
    over = spend(fund, amount=1, over_words="镇工会经费列支", **said)
    assert spent_of(fund) == 10_001
    with pytest.raises(Invalid) as wrong:
        spend(fund, amount=0, **said | {"purpose": "", "spent_on": date(2025, 12, 31)})
    assert set(wrong.value.errors) == {"amount", "purpose", "spent_on"}
    with pytest.raises(Invalid) as wrong:
        change_fund(fund, planned=10_000, reason="", by=world.town, **PAPER)
    assert set(wrong.value.errors) == {"planned", "reason"}
    take_back_item(over, reason="金额写错", by=world.town)
    refused([lambda: take_back_item(over, reason="金额写错", by=world.town)], NotTheMoment)
    assert spent_of(fund) == 10_000
    changed = change_fund(
        fund, planned=20_000, reason="年中追加", by=world.town, version=1, **PAPER
    )
    assert (changed.planned, changed.version) == (20_000, 2)
    refused(
        [
            lambda: change_fund(
                fund, planned=30_000, reason="年中追加", by=world.town, version=1, **PAPER
            )
        ],
        Stale,
    )
    refused(
        [
            lambda: spend(fund, amount=1, **said | {"by": world.county}),
            lambda: spend(fund, amount=1, **said | {"by": world.town_next}),
            lambda: take_back_item(first, reason="金额写错", by=world.village),
            lambda: change_fund(fund, planned=1, reason="不给了", by=world.governance, **PAPER),
        ],
        Forbidden,
        Http404,
    )
    assert FundItem.objects.counted().count() == 2


# Demonstration points


def test_a_point_is_named_and_given_up_by_its_unit(world: World) -> None:
    key = uuid.uuid4()
    facts: dict[str, Any] = {"name": "甲一村示范点", "what_for": "家庭议事会", "since": SINCE}

    def name(by: Any, **more: Any) -> ShowPoint:
        return name_point(world.village_one, by=by, **facts | more)

    for who in ("county", "town", "village_next", "governance", "auditor"):
        refused([lambda who=who: name(world.users[who])], Forbidden, Http404)  # type: ignore[misc]
    with pytest.raises(Invalid) as wrong:
        name(world.village, name="", what_for=" ", since=today() + timedelta(days=1))
    assert set(wrong.value.errors) == {"name", "what_for", "since"}
    point = name(world.village, client_uuid=key)
    assert name(world.village, client_uuid=key) == point
    refused([lambda: name(world.village)], Invalid)
    assert ShowPoint.objects.visible_to(world.village).get() == point
    assert ShowPoint.objects.visible_to(world.county).get() == point
    assert not ShowPoint.objects.visible_to(world.village_next).exists()
    refused([lambda: give_up_point(point, until=today(), reason="", by=world.village)], Invalid)
    refused(
        [lambda: give_up_point(point, until=today(), reason="改作他用", by=world.town)],
        Forbidden,
    )
    give_up_point(point, until=today(), reason="场所改作他用", by=world.village)
    refused(
        [lambda: give_up_point(point, until=today(), reason="场所改作他用", by=world.village)],
        NotTheMoment,
    )
    assert name(world.village).pk != point.pk, "the name is free again"
