"""Keepers: two, fit, a woman where it matters, three red families at most."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.refusals import Invalid
from households.models import Kinship, Tier
from households.queries.keeper import eligible, red_kept
from households.transitions.handover import propose
from tests.cast import World
from tests.households.families import days, family, home

WHY = "原包户人调离本村"


@pytest.mark.parametrize("kind", ["self", "kin", "neighbour", "opponent"])
def test_k15_who_is_tied_to_a_party_is_refused(world: World, kind: str) -> None:
    """Trap K15: a keeper who is a relative is rejected; the sentence names the rule only."""
    row = home(world)
    tie = Kinship.objects.create(
        person=world.village_mate,
        household=row,
        village=row.village,
        kind=kind,
        since=days(-9),
        declared_by=world.village_mate,
    )
    with pytest.raises(Invalid) as refused:
        family(world, row, keepers=[world.village_mate, world.town])
    assert "按回避规定不能包这一户" in refused.value.sentence
    assert set(refused.value.errors) == {"keepers"}
    kept = family(world, row)
    with pytest.raises(Invalid, match="回避") as later:
        propose(
            kept, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village
        )
    # Whoever asks is told the rule, the same words for every tie, and not what the tie is.
    assert later.value.sentence == refused.value.sentence
    Kinship.objects.filter(pk=tie.pk).update(until=days(0), ended_by=world.town)
    propose(kept, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village)


def test_strangers_and_the_same_person_twice_are_refused(world: World) -> None:
    with pytest.raises(Invalid, match="不在本村或本镇"):
        family(world, keepers=[world.village, world.village_next])
    with pytest.raises(Invalid, match="两名不同"):
        family(world, keepers=[world.village, world.village])


@pytest.mark.parametrize("category", ["01", "09"])
def test_a_woman_is_among_the_keepers(world: World, category: str) -> None:
    User.objects.filter(pk=world.town.pk).update(sex="")
    world.town.refresh_from_db()
    with pytest.raises(Invalid, match="村调解一、镇妇联一没有登记性别，不能算"):
        family(world, categories=[category])
    User.objects.filter(pk=world.village.pk).update(sex="m")
    User.objects.filter(pk=world.town.pk).update(sex="f")
    for person in (world.village, world.town):
        person.refresh_from_db()
    row = family(world, categories=[category])
    User.objects.filter(pk=world.village_mate.pk).update(sex="m")
    world.village_mate.refresh_from_db()
    with pytest.raises(Invalid, match="至少要有一名女同志，请另选"):
        propose(row, leaving=world.town, taking=world.village_mate, reason=WHY, by=world.village)
    propose(row, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village)


def test_a_township_keepers_other_villages_count(world: World) -> None:
    for _ in range(3):
        family(
            world,
            home(world, world.village_two),
            tier=Tier.RED,
            keepers=[world.village_next, world.town],
        )
    assert red_kept([world.town.pk, world.village.pk]) == {world.town.pk: 3}
    with pytest.raises(Invalid, match="镇妇联一已包 3 户"):
        family(world, tier=Tier.RED)
    row = family(world, tier=Tier.RED, keepers=[world.village, world.village_mate])
    with pytest.raises(Invalid) as refused:
        propose(row, leaving=world.village, taking=world.town, reason=WHY, by=world.village)
    assert set(refused.value.errors) == {"taking"}


def test_eligible_are_the_villages_and_its_townships(world: World) -> None:
    names = set(eligible(world.village_one.code).values_list("username", flat=True))
    assert names == {"village", "village_mate", "town"}
