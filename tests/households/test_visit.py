"""Visits: which duties they answer, once only, and plans kept ahead."""

from __future__ import annotations

import itertools
import uuid
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households import tasks
from households.models import ListedFamily, Tier, Visit, VisitDuty
from households.tiers import PLAN_AHEAD_DAYS
from households.transitions.family import close_family
from households.transitions.visit import extend_plans, plan_visits, record_visit
from households.work import figures, items
from tests.cast import World
from tests.households.families import days, family

SEEN: dict[str, Any] = {
    "way": "home",
    "met": "夫妻二人",
    "state": "丈夫已停酒两周",
    "change": "same",
}

SHIPPED = [Tier.RED, Tier.YELLOW, Tier.GREEN]


def state_of(row: ListedFamily) -> dict[date, date | None]:
    """Day owed → day visited, for duties that count and have begun."""
    duties = VisitDuty.objects.counted().filter(family=row, opens_on__lte=days(0))
    return dict(duties.values_list("due_on", "visit__visited_on"))


@pytest.mark.parametrize("who", ["village", "village_mate", "town"])
def test_record(world: World, who: str) -> None:
    row = family(world)
    visit = record_visit(row, visited_on=days(0), by=world.users[who], **SEEN)
    assert (visit.visitor, visit.village_id) == (world.users[who], row.village_id)
    assert state_of(row) == {days(3): days(0)}
    assert Trail.objects.get(act="family.visit").after["visit"] == str(visit.uid)


def test_on_time_late_and_the_next_one(world: World) -> None:
    row = family(world, listed_on=days(-20))
    first, second = days(-17), days(-5)
    record_visit(row, visited_on=days(-18), by=world.village, **SEEN)
    assert state_of(row)[first] == days(-18)
    assert state_of(row)[second] is None
    record_visit(row, visited_on=days(-2), by=world.village, **SEEN)
    assert state_of(row)[second] == days(-2)


def test_one_visit_makes_up_for_what_was_missed_but_not_for_the_present(world: World) -> None:
    row = family(world, tier=Tier.RED, listed_on=days(-12))
    missed, present = [days(n) for n in (-11, -8, -5)], days(-1)
    record_visit(row, visited_on=days(-3), by=world.village, **SEEN)
    assert [state_of(row)[day] for day in missed] == [days(-3)] * 3
    assert state_of(row)[present] is None
    record_visit(row, visited_on=days(-2), by=world.village, **SEEN)
    assert state_of(row)[present] == days(-2)
    record_visit(row, visited_on=days(-2), by=world.village, **SEEN)
    assert Visit.objects.count() == 3
    assert all(d is None for day, d in state_of(row).items() if day > present)


def test_same_form_twice_is_one_visit(world: World) -> None:
    row, other = family(world), family(world)
    key = uuid.uuid4()
    made = record_visit(row, visited_on=days(0), client_uuid=key, by=world.village, **SEEN)
    again = record_visit(row, visited_on=days(0), client_uuid=key, by=world.village, **SEEN)
    assert made == again
    with pytest.raises(Invalid, match="别的家庭"):
        record_visit(other, visited_on=days(0), client_uuid=key, by=world.village, **SEEN)
    close_family(row, ground="moved", reason="迁往外县", by=world.town)
    late = record_visit(row, visited_on=days(0), client_uuid=key, by=world.village, **SEEN)
    assert late == made
    with pytest.raises(NotTheMoment):
        record_visit(row, visited_on=days(0), by=world.village, **SEEN)
    assert Visit.objects.count() == 1


def test_record_refused(world: World) -> None:
    row = family(world)
    with pytest.raises(Forbidden):
        record_visit(row, visited_on=days(0), by=world.county, **SEEN)
    for who in (world.village_next, world.town_next, world.governance):
        with pytest.raises(Http404):
            record_visit(row, visited_on=days(0), by=who, **SEEN)
    for wrong in (
        {"visited_on": days(1)},
        {"visited_on": days(-1)},
        {"way": "sms"},
        {"change": ""},
        {"met": " "},
        {"state": ""},
    ):
        with pytest.raises(Invalid) as refused:
            record_visit(row, by=world.village, **({"visited_on": days(0)} | SEEN | wrong))
        assert set(refused.value.errors) == set(wrong)
    assert not Visit.objects.exists()
    assert state_of(row) == {days(3): None}


def test_a_visit_is_whole_or_not_at_all(world: World) -> None:
    row = family(world)
    broken = patch("households.transitions.visit.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        record_visit(row, visited_on=days(0), by=world.village, **SEEN)
    assert not Visit.objects.exists()
    assert state_of(row) == {days(3): None}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tier=st.sampled_from(SHIPPED), back=st.integers(0, 300), ahead=st.integers(-5, 400))
def test_plan_visits_keeps_order_and_range(world: World, tier: Tier, back: int, ahead: int) -> None:
    row = ListedFamily.objects.first() or family(world)
    VisitDuty.objects.all().delete()
    row.tier, row.tier_since = tier, days(-back)
    row.save()
    until = days(ahead)
    added = plan_visits(row, until)
    duties = list(VisitDuty.objects.order_by("due_on"))
    assert added == len(duties)
    assert plan_visits(row, until) == 0
    assert all(row.tier_since <= d.opens_on <= d.due_on <= until for d in duties)
    assert all(a.due_on < b.opens_on for a, b in itertools.pairwise(duties))
    plan_visits(row, days(ahead + 50))
    longer = list(VisitDuty.objects.order_by("due_on"))
    assert [d.pk for d in longer[: len(duties)]] == [d.pk for d in duties]


def test_plans_are_kept_ahead(world: World, django_assert_max_num_queries: Any) -> None:
    rows = [family(world, tier=tier) for tier in SHIPPED for _ in range(4) if tier != Tier.RED]
    closed = family(world, tier=Tier.RED)
    close_family(closed, ground="moved", reason="迁往外县", by=world.town)
    before = VisitDuty.objects.counted().count()
    assert extend_plans(days(0), by=world.system) == 0
    with django_assert_max_num_queries(6):
        added = extend_plans(days(60), by=world.system)
    assert added > 0
    assert VisitDuty.objects.counted().count() == before + added
    assert not VisitDuty.objects.open().filter(family=closed).exists()
    for row in rows:
        last = VisitDuty.objects.open().filter(family=row).latest("due_on")
        assert last.due_on > days(PLAN_AHEAD_DAYS - 93 + 60)
    tasks.plan_visits()
    assert VisitDuty.objects.counted().count() == before + added


def test_work_lists(world: World) -> None:
    row = family(world, listed_on=days(-20))
    today = days(0)

    def titles(who: str, on: date = today) -> list[str]:
        found = items(world.users[who], on)
        return [i.title for i in found if "姜*强" in i.title]

    assert titles("village") == ["走访 姜*强 家"]
    assert titles("village_mate") == ["走访 姜*强 家"]
    assert titles("town") == ["走访 姜*强 家"]
    assert titles("county") == titles("village_next") == titles("governance") == []
    lapsed = [i for i in items(world.village, days(20)) if "复核" in i.title]
    assert [(i.tier, i.due, i.person) for i in lapsed] == [("grey", row.review_due, "村调解一")]
    record_visit(row, visited_on=days(0), by=world.village, **SEEN)
    assert titles("village") == []
    counted = figures(world.county, today)
    assert counted is not None
    assert {level.code: n for level, n in counted.levels} == {"red": 0, "yellow": 1, "green": 0}
    assert figures(world.governance, today) is None


def test_only_the_keeper_is_told_ahead(world: World) -> None:
    family(world)
    assert [i.due for i in items(world.village, days(0)) if "走访" in i.title] == [days(3)]
    assert not [i for i in items(world.village_mate, days(0)) if "走访" in i.title]


def test_work_list_costs_the_same_for_three_and_thirty(
    world: World, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for more in (3, 27):
        for _ in range(more):
            family(world, listed_on=days(-40))
        items(world.village, days(0))
        with django_assert_max_num_queries(23) as asked:
            items(world.village, days(0))
        counts.append(len(asked))
    assert counts[0] == counts[1]
