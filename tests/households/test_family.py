"""Listing, plan and closing of a family: allowed, refused, twice, atomic."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import Posting, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import FamilyText, Keeper, ListedFamily, Tier, TierDecision, Visit, VisitDuty
from households.transitions.family import close_family, list_family, revise_plan
from households.transitions.household import leave_household
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import REASON, age, days, family, home, listing

Change = Callable[[World], dict[str, Any]]


def nothing_made() -> bool:
    """No trace of a listing."""
    return not (
        ListedFamily.objects.exists()
        or TierDecision.objects.exists()
        or Keeper.objects.exists()
        or VisitDuty.objects.exists()
        or Trail.objects.filter(act="family.list").exists()
    )


def test_list(world: World) -> None:
    row = family(world, by=world.town)
    assert (row.tier, row.tier_since, row.review_due) == ("yellow", days(0), days(30))
    decision = TierDecision.objects.get(family=row)
    assert (decision.before, decision.after, decision.reason) == ("", "yellow", REASON)
    assert {k.person for k in Keeper.objects.filter(family=row)} == {world.village, world.town}
    assert VisitDuty.objects.filter(family=row).order_by("due_on")[0].due_on == days(3)
    told = Trail.objects.get(act="family.list")
    # The words stay with the decision, sealed; the trail holds ids and facts.
    assert (told.by, told.reason, told.file) == (world.town, "", row.pk)


@pytest.mark.parametrize(
    ("tier", "term", "first"), [(Tier.RED, 7, 1), (Tier.YELLOW, 30, 3), (Tier.GREEN, 90, 7)]
)
def test_terms_of_each_tier(world: World, tier: Tier, term: int, first: int) -> None:
    row = family(world, tier=tier)
    assert row.review_due == days(term)
    due = VisitDuty.objects.filter(family=row).order_by("due_on")
    assert (due[0].opens_on, due[0].due_on) == (days(0), days(first))
    for earlier, later in itertools.pairwise(due):
        assert (later.opens_on - earlier.due_on).days == 1


@pytest.mark.parametrize("who", ["county", "governance", "nobody"])
def test_others_may_not_list(world: World, who: str) -> None:
    household = home(world)
    error = Forbidden if who == "county" else Http404
    with pytest.raises(error):
        list_family(household, **listing(world, by=world.users[who]))
    assert nothing_made()


@pytest.mark.parametrize("who", ["village_next", "town_next", "county_other"])
def test_foreign_household_is_not_found(world: World, who: str) -> None:
    with pytest.raises(Http404):
        list_family(home(world), **listing(world, by=world.users[who]))
    assert nothing_made()


BAD: list[tuple[str, Change]] = [
    ("categories", lambda w: {"categories": []}),
    ("categories", lambda w: {"categories": ["02", "17"]}),
    ("categories", lambda w: {"categories": ["信访"]}),
    ("other_words", lambda w: {"categories": ["16"], "other_words": " "}),
    ("situation", lambda w: {"situation": "\n"}),
    ("reason", lambda w: {"reason": "无"}),
    ("listed_on", lambda w: {"listed_on": days(1)}),
    ("listed_on", lambda w: {"listed_on": days(-4000)}),
    ("keepers", lambda w: {"keepers": [w.village]}),
    ("keepers", lambda w: {"keepers": [w.village, w.village]}),
    ("keepers", lambda w: {"keepers": [w.village, w.village_next]}),
    ("keepers", lambda w: {"keepers": [w.village, w.town_next]}),
    ("keepers", lambda w: {"keepers": [w.village, w.county]}),
    ("keepers", lambda w: {"keepers": [w.village, w.nobody]}),
]


@pytest.mark.parametrize(("field", "change"), BAD)
def test_what_does_not_hold_is_refused(world: World, field: str, change: Change) -> None:
    with pytest.raises(Invalid) as refused:
        family(world, **change(world))
    assert set(refused.value.errors) == {field}
    assert nothing_made()


def test_other_needs_words(world: World) -> None:
    row = family(world, categories=["16", "02"], other_words="拆迁分房")
    assert (row.categories, row.other_words) == (["02", "16"], "拆迁分房")


def test_keeper_whose_posting_ended_is_refused(world: World) -> None:
    Posting.objects.filter(user=world.town).update(days=(days(-900), days(0)))
    with pytest.raises(Invalid, match="不在本村或本镇任职"):
        family(world, by=world.system)
    assert nothing_made()


def test_disabled_keeper_is_refused(world: World) -> None:
    world.town.is_active = False
    world.town.save(update_fields=["is_active"])
    with pytest.raises(Invalid):
        family(world, by=world.system)


def test_three_red_households_per_keeper(world: World) -> None:
    for _ in range(3):
        family(world, tier=Tier.RED)
    with pytest.raises(Invalid, match="最多 3 户"):
        family(world, tier=Tier.RED)
    family(world, tier=Tier.YELLOW)


def test_listed_once_at_a_time(world: World) -> None:
    row = family(world)
    with pytest.raises(NotTheMoment, match="已在册"):
        family(world, row.household)
    assert TierDecision.objects.count() == 1


def test_the_database_is_the_last_guard(world: World) -> None:
    row = family(world)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    wrong: tuple[dict[str, Any], ...] = (
        {"categories": ["99"]},
        {"categories": []},
        {"tier": "blue"},
        {"other_words": None},
    )
    for bad in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ListedFamily.objects.filter(status="listed").update(**({"categories": ["16"]} | bad))


def test_a_household_that_left_is_not_listed(world: World) -> None:
    household = home(world)
    leave_household(household, left_on=days(0), reason="迁往县城", by=world.village)
    with pytest.raises(NotTheMoment, match="已登记迁出"):
        family(world, household)


def test_listing_is_whole_or_not_at_all(world: World) -> None:
    broken = patch("households.transitions.family.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        family(world)
    assert nothing_made()


def test_plan(world: World) -> None:
    row = family(world)
    values: dict[str, Any] = {
        "situation": "已分开住",
        "plan": "每周谈心",
    }
    done = revise_plan(row, by=world.village, version=1, **values)
    assert (done.version, done.plan) == (2, "每周谈心")
    assert Trail.objects.get(act="family.plan").after == {
        "fields": ["situation", "plan"],
        "version": 1,
    }
    former = FamilyText.objects.get(family=done)
    assert (former.version, former.situation) == (1, "酒后争吵，妻子提出分家。")
    assert revise_plan(done, by=world.village, version=2, **values).version == 2
    with pytest.raises(Stale):
        revise_plan(row, by=world.town, version=1, **values | {"plan": "另一个"})
    with pytest.raises(Forbidden):
        revise_plan(row, by=world.county, **values)
    with pytest.raises(Invalid):
        revise_plan(row, by=world.village, **values | {"situation": " "})
    with pytest.raises(Http404):
        revise_plan(row, by=world.village_next, **values)


def test_close_from_quiet_green(world: World) -> None:
    row = age(family(world, tier=Tier.GREEN), 90)
    row = close_family(row, ground="quiet", reason="一年平稳", by=world.town, version=row.version)
    assert (row.status, row.closed_on) == ("closed", days(0))
    assert not Keeper.objects.filter(family=row, until__isnull=True).exists()
    assert not VisitDuty.objects.open().filter(family=row).exists()
    assert Trail.objects.get(act="family.close").after["ground"] == "quiet"
    with pytest.raises(NotTheMoment):
        close_family(row, ground="moved", reason="迁往外县", by=world.town)


@pytest.mark.parametrize(("tier", "quiet"), [(Tier.GREEN, 89), (Tier.YELLOW, 300), (Tier.RED, 300)])
def test_close_too_early(world: World, tier: Tier, quiet: int) -> None:
    row = age(family(world, tier=tier), quiet)
    with pytest.raises(NotTheMoment, match="暂不能按稳定达标销号"):
        close_family(row, ground="quiet", reason="一年平稳", by=world.town)
    row.refresh_from_db()
    assert row.status == "listed"


def test_close_not_while_a_visit_is_owed_or_things_got_worse(world: World) -> None:
    row = family(world, tier=Tier.GREEN, listed_on=days(-100))
    with pytest.raises(NotTheMoment, match="应走访还没有走访"):
        close_family(row, ground="quiet", reason="一年平稳", by=world.town)
    record_visit(
        row,
        visited_on=days(-10),
        way="home",
        met="夫妻二人",
        state="又吵了一次",
        change=Visit.Change.WORSE,
        by=world.village,
    )
    with pytest.raises(NotTheMoment, match="现在 10 天"):
        close_family(row, ground="quiet", reason="一年平稳", by=world.town)


@pytest.mark.parametrize("ground", ["moved", "ended"])
def test_close_for_other_grounds_keeps_what_was_missed(world: World, ground: str) -> None:
    row = family(world, tier=Tier.RED, listed_on=days(-10))
    close_family(row, ground=ground, reason="全家迁往外县", by=world.town)
    missed = VisitDuty.objects.counted().filter(family=row)
    assert missed.exists()
    assert all(d.due_on < days(0) for d in missed)
    assert ListedFamily.objects.counted().filter(pk=row.pk).exists()


def test_a_mistake_leaves_every_total_but_its_trace(world: World) -> None:
    row = family(world, tier=Tier.RED, listed_on=days(-10))
    close_family(row, ground="mistake", reason="同名误列", by=world.town)
    assert not VisitDuty.objects.counted().filter(family=row).exists()
    assert not ListedFamily.objects.counted().filter(pk=row.pk).exists()
    assert ListedFamily.objects.filter(pk=row.pk).exists()
    told = Trail.objects.get(act="family.close")
    assert told.after == {"status": "closed", "ground": "mistake"}
    row.refresh_from_db()
    assert row.close_reason == "同名误列"


def test_close_refused(world: World) -> None:
    row = family(world)
    for who in (world.village, world.county):
        with pytest.raises(Forbidden):
            close_family(row, ground="moved", reason="迁往外县", by=who)
    with pytest.raises(Http404):
        close_family(row, ground="moved", reason="迁往外县", by=world.town_next)
    with pytest.raises(Invalid):
        close_family(row, ground="moved", reason="", by=world.town)
    with pytest.raises(Invalid):
        close_family(row, ground="bored", reason="迁往外县", by=world.town)
    with pytest.raises(Stale):
        close_family(row, ground="moved", reason="迁往外县", by=world.town, version=9)
    row.refresh_from_db()
    assert row.status == "listed"


def test_listed_again_after_closing(world: World) -> None:
    first = family(world)
    close_family(first, ground="moved", reason="迁往外县", by=world.town)
    second = family(world, first.household)
    assert second.pk != first.pk
    assert ListedFamily.objects.filter(household=first.household).count() == 2
