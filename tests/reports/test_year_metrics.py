"""Meetings, papers, people and money as metrics: what is counted is what is listed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import DutyMark, Fund, KeptFile, LeadingGroup, Meeting, Seat
from campaigns.transitions.leading_group import change_group
from campaigns.transitions.meeting import Came, record_meeting, take_back_meeting
from campaigns.transitions.year_duty import add_duty, lift_duty
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import Period, count_by_place, packed, rows_behind
from reports.metrics.declarations import DECLARATIONS
from tests.campaigns.year import group_of, seat_of
from tests.cast import World
from tests.pictures import jpeg
from tests.reports.moments import moment

T1, T2, V1, V2 = 990101100000, 990101101000, 990101100201, 990101100202


def counted(world: World, key: str, until: date | None = None) -> dict[int, list[int]]:
    """Place → base, numerator, events up to the items'; the list behind each says the same."""
    period = Period.of(world.campaign, until)
    declared = DECLARATIONS[key]
    out = {place: packed(declared, f) for place, f in count_by_place(key, period).items()}
    for n, part in enumerate(declared.columns):
        span = [(world.county_division.code, world.county_division.end)]
        behind = rows_behind(
            key, period, spans=span, part="denominator" if part == "base" else part,
            user=world.county, limit=50, offset=0,
        )  # fmt: skip
        assert behind.weight == sum(values[n] for values in out.values()), (key, part)
    items = {e.key for item in METRICS[key].items for e in item.events()}
    own = [n for n, part in enumerate(declared.columns) if part not in items]
    return {place: [values[n] for n in own] for place, values in out.items()}


def of_items(world: World, key: str, place: int, until: date | None = None) -> dict[str, int]:
    """What one place has of each item, without what is 0."""
    facts = count_by_place(key, Period.of(world.campaign, until))[place]
    return {name: count for name, count in sorted(facts.counts.items()) if count}


def meet(group: Any, by: Any, day: date, **more: Any) -> Meeting:
    came = {seat: Came("present") for seat in group.seats.all()}
    given: dict[str, Any] = {
        "kind": "full", "held_at": "会议室", "topic": "部署", "minutes": "会议议定按月排查到户。"
    } | more  # fmt: skip
    return record_meeting(group, held_on=day, came=came, by=by, **given)


def recorded_then() -> None:
    """As if everything had been put in at once; what comes after the last day does not count."""
    early = timezone.make_aware(datetime.fromisoformat("2026-01-02"))
    Meeting.objects.update(recorded_at=early)
    Seat.objects.update(recorded_at=early)
    KeptFile.objects.update(added_at=early)
    LeadingGroup.objects.update(meetings_at=early)


def test_meetings_count_with_their_minutes(world: World) -> None:
    group = group_of(world.township, world.town)
    seat_of(group, world.town)
    change_group(group, name=group.name, meetings_a_year=4, by=world.town)
    meet(group, world.town, date(2026, 3, 1), file=jpeg())
    meet(group, world.town, date(2026, 6, 1))
    take_back_meeting(
        meet(group, world.town, date(2026, 7, 1), file=jpeg()), reason="重复登记", by=world.town
    )
    village = group_of(world.village_one, world.village)
    seat_of(village, world.village)
    meet(village, world.village, date(2026, 6, 1), file=jpeg())
    recorded_then()
    # base, numerator, unfiled, missing; a township without a group owes two.
    assert counted(world, "group_meetings") == {T1: [4, 1, 1, 2], T2: [2, 0, 0, 2]}
    assert counted(world, "group_meetings", date(2026, 6, 30)) == {
        T1: [2, 1, 1, 0],
        T2: [1, 0, 0, 1],
    }


def test_councils_count_by_quarter(world: World) -> None:
    group = group_of(world.village_one, world.village)
    seat_of(group, world.village)
    for day in (date(2026, 1, 5), date(2026, 3, 30), date(2026, 8, 1)):
        meet(group, world.village, day, kind="council")
    meet(group, world.village, date(2026, 5, 1))
    recorded_then()
    found = counted(world, "councils")
    assert (found[V1], found[V2]) == ([4, 2], [4, 0])
    assert of_items(world, "councils", V1) == {"q1": 1, "q3": 1, "q2_lack": 1, "q4_lack": 1}
    early = date(2026, 8, 15)  # the third quarter is not over, its council is not asked for yet
    assert counted(world, "councils", early)[V1] == [2, 1]
    assert of_items(world, "councils", V1, early) == {"q1": 1, "q2_lack": 1}


def test_papers_count_on_time_late_and_missing(world: World) -> None:
    def put(kind: str, day: date) -> Any:
        return add_duty(
            world.campaign, level=4, due_on=day, title=f"{kind}{day}", kind=kind,
            reason="市里布置", by=world.county,
        )  # fmt: skip

    plan, ledger = put("plan", date(2026, 3, 15)), put("ledger", date(2026, 6, 15))
    put("other", date(2026, 3, 15))
    lift_duty(put("final", date(2026, 11, 20)), reason="市里取消", by=world.county)
    lift_duty(ledger, unit=world.divisions[T2], reason="正在合并", by=world.county)

    def mark(duty: Any, moment: str) -> None:
        at = timezone.make_aware(datetime.fromisoformat(moment))
        DutyMark.objects.create(
            duty=duty, place=world.township, kind="done", day=at.date(), note="已报", at=at,
            by=world.town,
        )  # fmt: skip

    mark(plan, "2026-03-15 23:59:59")
    mark(ledger, "2026-06-16 00:00:00")
    # base, numerator, late, missing
    assert counted(world, "year_papers") == {T1: [2, 1, 1, 0], T2: [1, 0, 0, 1]}
    assert of_items(world, "year_papers", T1) == {
        "plan": 1, "ledger_late": 1, "late": 1,
    }  # fmt: skip
    assert of_items(world, "year_papers", T2) == {"plan_lack": 1, "missing": 1}
    assert counted(world, "year_papers", date(2026, 3, 14)) == {}


@pytest.mark.parametrize("planned", [0, 5000])
def test_somebody_in_charge_and_money(world: World, planned: int) -> None:
    group = group_of(world.township, world.town)
    Fund.objects.create(
        campaign=world.campaign, place=world.township, planned=planned, budget_paper="镇财5号",
        decided_on=date(2026, 1, 9), recorded_by=world.town, recorded_at=moment(1, 9),
    )  # fmt: skip
    money = int(planned > 0)
    assert counted(world, "lead_and_fund")[T1] == [2, money]
    seat_of(group, world.town)
    recorded_then()
    found = counted(world, "lead_and_fund")
    assert (found[T1], found[T2]) == ([2, 1 + money], [2, 0])
    told = {"person": 1, "budget" if money else "budget_lack": 1}
    assert of_items(world, "lead_and_fund", T1) == told
    assert of_items(world, "lead_and_fund", T2) == {"person_lack": 1, "budget_lack": 1}
