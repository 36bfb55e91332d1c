"""Verbs of the year's calendar: allowed, wrong role, wrong moment, told once; work lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns.models import Campaign, Duty, DutyMark, Level
from campaigns.queries.year_duty import state_of, tallies
from campaigns.transitions.activity import take_back_activity
from campaigns.transitions.year_duty import (
    add_duty,
    lift_duty,
    mark_done,
    move_duty,
    take_back_mark,
)
from campaigns.work import items
from tests.campaigns.test_publicity import held, last_date
from tests.campaigns.year import duty_in
from tests.cast import World


def verbs_of_county(world: World, duty: Duty, by: Any) -> list[Callable[[], object]]:
    """What only the county does."""
    soon = timezone.localdate() + timedelta(days=9)
    return [
        lambda: add_duty(
            world.campaign, level=4, due_on=soon, title="报季报", reason="市里布置", by=by
        ),
        lambda: move_duty(duty, due_on=soon, reason="统一推迟", by=by),
        lambda: lift_duty(duty, reason="不再报送", by=by),
        lambda: lift_duty(duty, reason="不再报送", unit=world.township, by=by),
    ]


@pytest.mark.parametrize("who", ["town", "village", "governance", "auditor", "nobody"])
def test_only_the_county_sets_the_calendar(world: World, who: str) -> None:
    duty = duty_in(world, 3)
    told = Trail.objects.count()
    for verb in verbs_of_county(world, duty, world.users[who]):
        with pytest.raises((Forbidden, Http404)):
            verb()
    assert not DutyMark.objects.exists()
    assert Trail.objects.count() == told


def test_another_county_finds_no_duty(world: World) -> None:
    duty = duty_in(world, 3)
    for verb in verbs_of_county(world, duty, world.county_other)[1:]:
        with pytest.raises(Http404):
            verb()


def test_a_closed_year_takes_nothing(world: World) -> None:
    duty = duty_in(world, 3)
    mark = mark_done(duty, world.township, note="已报", by=world.town)
    other = duty_in(world, 4, title="报季报")
    Campaign.objects.update(status="closed")
    verbs: list[Callable[[], object]] = [
        *verbs_of_county(world, other, world.county),
        lambda: mark_done(other, world.township, note="已报", by=world.town),
        lambda: take_back_mark(mark, reason="登记错了", by=world.town),
    ]
    for verb in verbs:
        with pytest.raises(NotTheMoment, match="只能查看"):
            verb()


def test_a_moved_duty_remembers_its_first_day(world: World) -> None:
    duty = duty_in(world, 3)
    first, day = duty.due_on, timezone.localdate() + timedelta(days=20)
    move_duty(duty, due_on=day, reason="统一推迟", by=world.county, version=1)
    move_duty(duty, due_on=day + timedelta(days=1), reason="再推一天", by=world.county, ahead=30)
    duty.refresh_from_db()
    assert (duty.due_on, duty.first_due_on, duty.ahead) == (day + timedelta(days=1), first, 30)
    with pytest.raises(Stale):
        move_duty(duty, due_on=day, reason="统一推迟", by=world.county, version=1)
    row = Trail.objects.filter(act="year_duty.set", key=str(duty.pk)).order_by("-pk").first()
    assert row is not None
    assert row.before["due_on"] == day.isoformat()
    assert row.reason == "再推一天"


def test_bad_input_says_where_and_changes_nothing(world: World) -> None:
    duty = duty_in(world, 3)
    with pytest.raises(Invalid) as wrong:
        add_duty(
            world.campaign, level=2, due_on=date(2024, 1, 1), title=" ", kind="x", ahead=99,
            by=world.county,
        )  # fmt: skip
    assert set(wrong.value.errors) == {"level", "due_on", "title", "kind", "ahead", "reason"}
    with pytest.raises(Invalid) as wrong:
        move_duty(duty, due_on=date(2029, 1, 1), reason="", ahead=-1, by=world.county)
    assert set(wrong.value.errors) == {"due_on", "reason", "ahead"}
    with pytest.raises(Invalid) as wrong:
        duty_in(world, 3)
    assert set(wrong.value.errors) == {"due_on"}, "the same line of the same day"
    assert Duty.objects.filter(title="报送小结").get().version == 1


def test_lifted_for_one_and_for_all(world: World) -> None:
    duty = duty_in(world, 3)
    lift_duty(duty, unit=world.township, reason="正在合并", by=world.county)
    with pytest.raises(NotTheMoment):
        mark_done(duty, world.township, note="已报", by=world.town)
    with pytest.raises(Http404):
        lift_duty(duty, unit=world.village_one, reason="不是乡级", by=world.county)
    mark = DutyMark.objects.get()
    with pytest.raises((Forbidden, Http404)):
        take_back_mark(mark, reason="还是要报", by=world.town)
    take_back_mark(mark, reason="还是要报", by=world.county)
    with pytest.raises(NotTheMoment):
        take_back_mark(mark, reason="还是要报", by=world.county)
    with pytest.raises(Invalid):
        lift_duty(duty, reason="", by=world.county)
    lift_duty(duty, reason="市里取消", by=world.county)
    duty.refresh_from_db()
    assert duty.is_lifted
    for verb in (
        lambda: lift_duty(duty, reason="市里取消", by=world.county),
        lambda: move_duty(duty, due_on=duty.due_on, reason="统一推迟", by=world.county),
        lambda: mark_done(duty, world.township, note="已报", by=world.town),
    ):
        with pytest.raises(NotTheMoment):
            verb()
    duty_in(world, 3)  # the same line may be set again


def test_a_unit_marks_its_own_once(world: World) -> None:
    duty = duty_in(world, 3)
    for who, unit in (
        (world.town_next, world.township),
        (world.county, world.township),
        (world.village, world.township),
        (world.governance, world.township),
        (world.village, world.village_one),
    ):
        with pytest.raises((Forbidden, Http404)):
            mark_done(duty, unit, note="已报", by=who)
    with pytest.raises(Invalid) as wrong:
        mark_done(
            duty, world.township, note=" ", day=timezone.localdate() + timedelta(days=1),
            by=world.town,
        )  # fmt: skip
    assert set(wrong.value.errors) == {"note", "day"}
    mark_done(duty, world.township, note="已报", by=world.town)
    with pytest.raises(NotTheMoment):
        mark_done(duty, world.township, note="又报", by=world.town)
    assert DutyMark.objects.count() == 1
    assert Trail.objects.filter(act="year_duty.done").count() == 1


def test_late_is_by_the_clock_not_by_the_typed_day(world: World) -> None:
    duty, today = duty_in(world, -2), timezone.localdate()
    mark = mark_done(
        duty, world.township, note="早办了", day=today - timedelta(days=3), by=world.town
    )
    assert state_of(duty, mark, today).kind == "late"
    assert state_of(duty, None, today).kind == "over"
    found = tallies(world.county, [duty], world.county_division, world.county_division, today)
    whole, mine = found[duty.pk][0], found[duty.pk][world.township.pk]
    assert (whole.due, whole.late, whole.done, whole.open) == (2, 1, 0, 1)
    assert (mine.due, mine.late) == (1, 1)


def titles(user: Any) -> set[str]:
    return {item.title for item in items(user, timezone.localdate())}


def test_duties_stand_in_work_lists_before_they_fall_due(world: World) -> None:
    for level, who, other in (
        (Level.COUNTY, world.county, world.town),
        (Level.TOWNSHIP, world.town, world.village),
        (Level.VILLAGE, world.village, world.town),
    ):
        near = duty_in(world, 10, level=level, title=f"近{level.value}", ahead=14)
        duty_in(world, 20, level=level, title=f"远{level.value}", ahead=14)
        early = duty_in(world, 60, level=level, title=f"早{level.value}", ahead=90)
        assert {near.title, early.title} <= titles(who)
        assert f"远{level.value}" not in titles(who)
        assert near.title not in titles(other)
    near = Duty.objects.get(title="近4")
    item = next(i for i in items(world.town, timezone.localdate()) if i.title == "近4")
    assert (item.due, item.unit) == (near.due_on, world.township.name)
    lift_duty(near, unit=world.township, reason="正在合并", by=world.county)
    assert "近4" not in titles(world.town)
    assert "近4" in titles(world.town_next), "lifted for one unit only"
    overdue = duty_in(world, -30, title="欠着的")
    assert overdue.title in titles(world.town), "stays until it is done"


def test_publicity_of_a_fixed_date_does_the_duty_of_that_day(world: World) -> None:
    """Entered once: the activity marks the duty, taken back it frees it again, and where there is
    a second activity of the same date that one does it instead."""
    occasion, day = last_date()
    Campaign.objects.filter(pk=world.campaign.pk).update(year=day.year)
    duty = duty_in(world, 0, level=5, title="集中宣传", is_fixed=True)
    Duty.objects.filter(pk=duty.pk).update(due_on=day)
    duty.refresh_from_db()
    assert duty.occasion == occasion
    first = held(world, day=day, occasion=occasion.value)
    mark = DutyMark.objects.get()
    assert (mark.duty, mark.place, mark.activity) == (duty, world.village_one, first)
    assert mark.day == day
    second = held(world, day=day, occasion=occasion.value, theme="入户讲法")
    assert DutyMark.objects.count() == 1
    take_back_activity(first, reason="日期写错了", by=world.village)
    assert DutyMark.objects.standing().get().activity == second
    take_back_activity(second, reason="日期写错了", by=world.village)
    assert not DutyMark.objects.standing().exists()
    held(world, day=day)  # of no fixed date
    assert not DutyMark.objects.standing().exists()


def test_what_is_done_already_stays_as_it_was(world: World) -> None:
    occasion, day = last_date()
    Campaign.objects.filter(pk=world.campaign.pk).update(year=day.year)
    duty = duty_in(world, 0, level=5, title="集中宣传", is_fixed=True)
    Duty.objects.filter(pk=duty.pk).update(due_on=day)
    duty.refresh_from_db()
    by_hand = mark_done(duty, world.village_one, note="已开展", day=day, by=world.village)
    row = held(world, day=day, occasion=occasion.value)
    assert DutyMark.objects.get() == by_hand
    take_back_activity(row, reason="日期写错了", by=world.village)
    assert DutyMark.objects.standing().get() == by_hand
