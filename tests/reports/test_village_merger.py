"""A village merged mid-year (domain K6): the year's totals equal the sum of the parts, people keep
their history, and the successor's mediator goes on with the absorbed village's families."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts import scope
from accounts.models import Trail, User
from campaigns.models import Division
from households.models import Household, Member
from households.queries.search import find
from households.transitions.member import add_member, change_member
from households.transitions.pledge import sign_household
from reports.gathering import units_of
from reports.metrics.counting import Counts, Period, added, count_by_place, folded
from reports.metrics.declarations import DECLARATIONS
from tests.cast import World
from tests.households.families import days, family
from tests.households.people import CHILD, SON, house, named, person
from tests.households.test_member import values_of

SignIn = Callable[[str], Client]
ONE, TWO = 990101100201, 990101100202


@pytest.fixture
def merged(world: World) -> World:
    """Both villages have households, pledges and listed families; then 甲二村 joins 甲一村."""
    for village, worker, homes in (
        (world.village_one, world.village, 3),
        (world.village_two, world.village_next, 2),
    ):
        for index in range(homes):
            row = house(world, village)
            sign_household(row, campaign=world.campaign, by=worker, signed_on=days(-1))
            if index == 0:
                family(world, row, keepers=[worker, world.town])
    world.before = counts(world)  # type: ignore[attr-defined]
    Division.objects.filter(code=TWO).update(valid_to=date(2026, 9, 1), successor_id=ONE)
    for user in world.users.values():
        user.__dict__.pop("postings_today", None)
        user.__dict__.pop("case_spans", None)
    return world


def counts(world: World) -> dict[str, Counts]:
    """Every metric by village."""
    period = Period.of(world.campaign)
    return {key: count_by_place(key, period) for key in DECLARATIONS}


def test_the_years_totals_equal_the_sum_of_the_parts(merged: World) -> None:
    before: dict[str, Counts] = merged.before  # type: ignore[assignment]
    told = 0
    # Who has to sign a pledge, to hold a council or to keep a fixed date are the places of the
    # year's tree: the merged one is there once.
    of_places = {"pledges", "councils", "publicity_dates"}
    for key, after in counts(merged).items():
        if key in of_places:
            assert len(after) == len(before[key]) - 1
            continue
        parts = before[key]
        whole = folded(after, {TWO: ONE})
        assert TWO not in whole
        if ONE in parts and TWO in parts:
            assert whole[ONE] == added(parts[ONE], parts[TWO]), key
            told += 1
        else:
            assert whole.get(ONE) == parts.get(ONE, parts.get(TWO)), key
    assert told >= 3


def test_a_run_follows_chains_and_whole_townships(world: World) -> None:
    """甲二村 joined 甲一村, and later their whole township another one: everything both did counts
    with the township that is left, once; the later merger is not there before its day."""
    town, other = 990101100000, 990101101000
    Division.objects.filter(code=TWO).update(valid_to=date(2026, 3, 1), successor_id=ONE)
    Division.objects.filter(code=ONE).update(valid_to=date(2026, 9, 1))
    Division.objects.filter(code=town).update(valid_to=date(2026, 9, 1), successor_id=other)
    for until, heirs in (
        (date(2026, 2, 1), {}),
        (date(2026, 8, 1), {TWO: ONE}),
        (date(2026, 12, 31), {TWO: other, ONE: other, town: other}),
    ):
        units, found = units_of(world.county_division, until, str)
        assert found == heirs
        scored = {unit.code for level in units.values() for unit in level}
        assert not scored & set(heirs)
        assert set(heirs.values()) <= scored


def test_people_keep_their_village_of_the_day_and_their_history(merged: World) -> None:
    rows = Household.objects.filter(village_id=TWO)
    assert rows.count() == 2
    assert Member.objects.filter(village_id=TWO).count() == 8
    keys = [str(row.pk) for row in rows]
    assert Trail.objects.filter(act="household.register", key__in=keys).count() == 2


def test_the_successors_mediator_sees_and_goes_on(merged: World, sign_in: SignIn) -> None:
    row = Household.objects.filter(village_id=TWO).earliest("pk")
    client = sign_in("village")
    assert client.get(f"/households/{row.uid}").status_code == 200
    mediator = User.objects.get(username="village")
    with scope.opened(mediator):
        found = find(mediator, "姜志强")
        assert found is not None
        assert {h.village_id for h in found.households} == {ONE, TWO}
        son = named(row, "姜小军")
        change_member(son, values=values_of(son) | {"name": "姜大军"}, by=mediator)
        baby = person("姜小宝", "son", "", document="later", document_reason="新生儿")
        add_member(row, values=baby | {"consent": "duty", "birth_date": days(-9)}, by=mediator)
    assert Member.objects.filter(household=row).count() == 5
    assert {SON, CHILD} <= {m.id_number for m in Member.objects.filter(household=row)}
    assert sign_in("town_next").get(f"/households/{row.uid}").status_code == 404


def test_who_took_over_one_that_had_taken_over_reaches_both(merged: World) -> None:
    """甲二村 joined 甲一村, which later joined a village of the other township: its township's
    people reach the families of both, by the first wall and by the second alone."""
    far = merged.village_far.code
    Division.objects.filter(code=ONE).update(valid_to=date(2026, 10, 1), successor_id=far)
    reach = {"town_next": {ONE, TWO}, "village": {ONE, TWO}, "county_other": set()}
    for name, reached in reach.items():
        user = User.objects.get(username=name)
        with scope.opened(user):
            assert set(Household.objects.values_list("village_id", flat=True)) == reached, name
            shown = Household.objects.visible_to(user).values_list("village_id", flat=True)
            assert set(shown) == reached, name
    assert Division.objects.merged_into(far, far + 1) == [(ONE, ONE + 1), (TWO, TWO + 1)]
