"""Raising, lowering and confirming a tier: allowed, too early, stale, twice, atomic."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.http import Http404

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import Tier, TierDecision, Visit, VisitDuty
from households.queries.family import tier_counts
from households.transitions.family import close_family
from households.transitions.tier import lower_tier, raise_tier, review_tier
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import age, days, family

WHY = "昨晚又动手，孩子受了伤"


@pytest.mark.parametrize("who", ["village", "town", "county"])
def test_any_case_worker_raises_at_once(world: World, who: str) -> None:
    row = family(world, tier=Tier.GREEN)
    row = raise_tier(row, tier=Tier.RED, reason=WHY, by=world.users[who], version=1)
    assert (row.tier, row.tier_since, row.review_due) == ("red", days(0), days(7))
    newest = TierDecision.objects.filter(family=row)[0]
    assert (newest.before, newest.after, newest.decided_by) == ("green", "red", world.users[who])
    assert Trail.objects.get(act="family.raise").before == {"tier": "green"}


def test_raising_replaces_coming_visits_and_keeps_missed_ones(world: World) -> None:
    row = family(world, tier=Tier.YELLOW, listed_on=days(-10))
    missed = set(VisitDuty.objects.overdue(days(0)).values_list("due_on", flat=True))
    assert missed == {days(-7)}
    raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village)
    due = list(VisitDuty.objects.open().filter(family=row).order_by("due_on"))
    assert [d.due_on for d in due[:4]] == [days(-7), days(1), days(4), days(7)]
    assert VisitDuty.objects.filter(family=row, dropped=True).exists()
    assert due[1].opens_on == days(0)


def test_raised_twice_on_one_day(world: World) -> None:
    row = family(world, tier=Tier.GREEN)
    raise_tier(row, tier=Tier.YELLOW, reason=WHY, by=world.village)
    raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village)
    due = VisitDuty.objects.open().filter(family=row).order_by("due_on")
    assert [d.due_on for d in due[:5]] == [days(n) for n in (1, 4, 7, 11, 14)]
    with pytest.raises(Invalid, match="更高"):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village)


def test_raising_is_not_held_up_by_the_keepers_limit(world: World) -> None:
    for _ in range(3):
        family(world, tier=Tier.RED)
    row = family(world, tier=Tier.YELLOW)
    assert raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village).tier == "red"


def test_raise_refused(world: World) -> None:
    row = family(world)
    with pytest.raises(Invalid):
        raise_tier(row, tier=Tier.GREEN, reason=WHY, by=world.village)
    with pytest.raises(Invalid):
        raise_tier(row, tier=Tier.RED, reason="重", by=world.village)
    with pytest.raises(Stale):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village, version=0)
    with pytest.raises(Http404):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village_next)
    with pytest.raises(Http404):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.governance)
    close_family(row, ground="moved", reason="迁往外县", by=world.town)
    with pytest.raises(NotTheMoment):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village)
    row.refresh_from_db()
    assert row.tier == "yellow"
    assert TierDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("tier", "quiet", "lower"), [(Tier.RED, 30, "yellow"), (Tier.YELLOW, 60, "green")]
)
def test_township_lowers_one_step_after_the_quiet_days(
    world: World, tier: Tier, quiet: int, lower: str
) -> None:
    row = age(family(world, tier=tier), quiet - 1)
    with pytest.raises(NotTheMoment, match=f"平稳满 {quiet} 天"):
        lower_tier(row, reason="两月没有争吵", by=world.town)
    row = age(row, quiet)
    row = lower_tier(row, reason="两月没有争吵", by=world.town, version=row.version)
    assert (row.tier, row.tier_since) == (lower, days(0))
    assert Trail.objects.get(act="family.lower").after["tier"] == lower
    with pytest.raises(NotTheMoment, match=r"现在 0 天|最低一级"):
        lower_tier(row, reason="两月没有争吵", by=world.town)


def test_lower_not_while_a_visit_is_owed_nor_after_worse(world: World) -> None:
    row = family(world, tier=Tier.RED, listed_on=days(-40))
    with pytest.raises(NotTheMoment, match="应走访还没有走访"):
        lower_tier(row, reason="两月没有争吵", by=world.town)
    record_visit(
        row,
        visited_on=days(-5),
        way="home",
        met="妻子",
        state="又喝酒",
        change=Visit.Change.WORSE,
        by=world.village,
    )
    with pytest.raises(NotTheMoment, match="现在 5 天"):
        lower_tier(row, reason="两月没有争吵", by=world.town)


def test_lower_refused(world: World) -> None:
    row = age(family(world), 60)
    for who in (world.village, world.county):
        with pytest.raises(Forbidden):
            lower_tier(row, reason="两月没有争吵", by=who)
    with pytest.raises(Http404):
        lower_tier(row, reason="两月没有争吵", by=world.town_next)
    with pytest.raises(Stale):
        lower_tier(row, reason="两月没有争吵", by=world.town, version=99)
    with pytest.raises(Invalid):
        lower_tier(row, reason="好", by=world.town)
    green = age(family(world, tier=Tier.GREEN), 200)
    with pytest.raises(NotTheMoment, match="最低一级"):
        lower_tier(green, reason="两月没有争吵", by=world.town)
    row.refresh_from_db()
    assert row.tier == "yellow"


def test_review_gives_a_new_term(world: World) -> None:
    row = family(world, listed_on=days(-40))
    assert row.is_lapsed()
    planned = VisitDuty.objects.filter(family=row).count()
    row = review_tier(row, reason="情况没有变化", by=world.village, version=1)
    assert not row.is_lapsed()
    assert (row.tier_since, row.review_due) == (days(-40), days(30))
    assert VisitDuty.objects.filter(family=row).count() == planned
    newest = TierDecision.objects.filter(family=row)[0]
    assert (newest.before, newest.after) == ("yellow", "yellow")
    with pytest.raises(Stale):
        review_tier(row, reason="情况没有变化", by=world.village, version=1)


def test_review_refused(world: World) -> None:
    row = family(world)
    with pytest.raises(Forbidden):
        review_tier(row, reason="情况没有变化", by=world.county)
    with pytest.raises(Http404):
        review_tier(row, reason="情况没有变化", by=world.village_next)
    with pytest.raises(Invalid):
        review_tier(row, reason=" ", by=world.village)
    close_family(row, ground="moved", reason="迁往外县", by=world.town)
    with pytest.raises(NotTheMoment):
        review_tier(row, reason="情况没有变化", by=world.village)


def test_a_decision_is_whole_or_not_at_all(world: World) -> None:
    row = family(world)
    broken = patch("households.transitions.tier.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        raise_tier(row, tier=Tier.RED, reason=WHY, by=world.village)
    row.refresh_from_db()
    assert (row.tier, row.version) == ("yellow", 1)
    assert TierDecision.objects.count() == 1
    assert not VisitDuty.objects.filter(dropped=True).exists()


def test_counts_by_tier_add_up_and_grey_stands_apart(world: World) -> None:
    family(world, tier=Tier.RED, listed_on=days(-8))
    family(world, tier=Tier.RED)
    family(world, tier=Tier.GREEN)
    gone = family(world)
    close_family(gone, ground="mistake", reason="同名误列", by=world.town)
    counts = tier_counts(world.village, days(0))
    assert (counts.listed, counts.grey) == (3, 1)
    assert {one.code: n for one, n in counts.levels} == {"red": 1, "yellow": 0, "green": 1}
    assert tier_counts(world.village_next, days(0)).listed == 0
