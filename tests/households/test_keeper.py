"""Keepers: handed over, never fewer than two, three red families at most."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Keeper, ListedFamily, Tier
from households.queries.keeper import eligible, red_kept
from households.transitions.family import close_family
from households.transitions.keeper import hand_over
from tests.cast import World
from tests.households.families import days, family, home

WHY = "原包户人调离本村"


def now(row: ListedFamily) -> set[str]:
    """Names of the present keepers."""
    present = Keeper.objects.filter(family=row, until__isnull=True)
    return set(present.values_list("person__username", flat=True))


def test_hand_over(world: World) -> None:
    row = family(world)
    keeper = hand_over(
        row,
        leaving=world.village,
        taking=world.village_mate,
        reason=WHY,
        by=world.town,
        version=1,
    )
    assert (keeper.since, keeper.until, keeper.named_by) == (days(0), None, world.town)
    assert now(row) == {"village_mate", "town"}
    assert Keeper.objects.get(family=row, person=world.village).until == days(0)
    told = Trail.objects.get(act="family.keeper")
    assert (told.before, told.after) == ({"keeper": "村调解一"}, {"keeper": "村执委一"})


def test_hand_over_refused(world: World) -> None:
    row = family(world)
    pair: dict[str, Any] = {"leaving": world.village, "taking": world.village_mate, "reason": WHY}
    with pytest.raises(Forbidden):
        hand_over(row, by=world.county, **pair)
    with pytest.raises(Http404):
        hand_over(row, by=world.village_next, **pair)
    with pytest.raises(Stale):
        hand_over(row, by=world.village, version=5, **pair)
    for wrong in (
        {"leaving": world.village_mate},
        {"taking": world.town},
        {"taking": world.village_next},
        {"taking": world.county},
        {"reason": " "},
    ):
        with pytest.raises(Invalid):
            hand_over(row, by=world.village, **(pair | wrong))
    assert now(row) == {"village", "town"}
    hand_over(row, by=world.village, **pair)
    with pytest.raises(Invalid, match="现在的包户人"):
        hand_over(row, by=world.village, **pair)
    close_family(row, ground="moved", reason="迁往外县", by=world.town)
    with pytest.raises(NotTheMoment):
        hand_over(row, by=world.village, **pair)


def test_hand_over_is_whole_or_not_at_all(world: World) -> None:
    row = family(world)
    broken = patch("households.transitions.keeper.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        hand_over(
            row, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village
        )
    assert now(row) == {"village", "town"}


def test_a_township_keepers_other_villages_count(world: World) -> None:
    for _ in range(3):
        family(
            world,
            home(world, world.village_two),
            tier=Tier.RED,
            keepers=[world.village_next, world.town],
            by=world.village_next,
        )
    assert red_kept([world.town.pk, world.village.pk]) == {world.town.pk: 3}
    with pytest.raises(Invalid, match="镇妇联一已包 3 户"):
        family(world, tier=Tier.RED, by=world.village)
    row = family(world, tier=Tier.RED, keepers=[world.village, world.village_mate])
    with pytest.raises(Invalid) as refused:
        hand_over(row, leaving=world.village, taking=world.town, reason=WHY, by=world.village)
    assert set(refused.value.errors) == {"taking"}


def test_eligible_are_the_villages_and_its_townships(world: World) -> None:
    names = set(eligible(world.village_one.code).values_list("username", flat=True))
    assert names == {"village", "village_mate", "town"}
