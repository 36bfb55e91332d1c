"""A generated county for papers: households, stays with their decisions, closings, by dice."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.utils import timezone

from campaigns.models import Division
from households.models import (
    Category,
    Household,
    ListedFamily,
    ScreeningRound,
    Tier,
    TierDecision,
    VillageScreening,
)
from tests.cast import World
from tests.households.reporting import local

UNTIL = date(2026, 11, 25)
TIERS = [Tier.RED, Tier.YELLOW, Tier.GREEN]
KINDS = [c.value for c in Category if c != Category.VIOLENCE]


def fill(world: World, seed: int, homes: int = 12, first: int = 0) -> list[ListedFamily]:
    """`homes` households in each village of 甲县, some listed, moved between tiers, closed."""
    dice = random.Random(seed)
    villages = [world.village_one, world.village_two, world.village_far]
    made: list[ListedFamily] = []
    for village in villages:
        made += [
            _home(world, village, dice, f"{first + n}")
            for n in range(dice.randint(homes // 2, homes))
        ]
    return [f for f in made if f.pk]


def _day(dice: random.Random, low: date, high: date = UNTIL) -> date:
    return low + timedelta(days=dice.randint(0, max(0, (high - low).days)))


def _home(world: World, village: Division, dice: random.Random, number: str) -> ListedFamily:
    since = _day(dice, date(2026, 1, 1))
    home = Household.objects.create(
        village=village,
        number=number,
        head_name=dice.choice(["姜志强", "王小梅", "=SUM(A1)", "欧阳娜娜", "𠮷田·买买提"]),
        people=dice.randint(1, 6),
        registered_on=since,
        left_on=_day(dice, since) if dice.random() < 0.2 else None,
    )
    family = ListedFamily(
        household=home,
        village=village,
        categories=dice.sample(KINDS, dice.randint(1, 3)),
        other_words="别的",
        situation="争吵",
        listed_on=_day(dice, since),
        listed_by=world.village,
        recorded_at=timezone.now(),
    )
    if dice.random() < 0.25:
        return family
    day, tier, steps = family.listed_on, dice.choice(TIERS), dice.randint(0, 4)
    decided = [("", tier, day)]
    for _n in range(steps):
        day = _day(dice, day)
        after = dice.choice(TIERS)
        decided.append((tier, after, day))
        tier = after
    family.tier, family.tier_since = tier, day
    family.review_due = day + timedelta(days=30)
    if dice.random() < 0.5:
        family.status, family.closed_on = "closed", _day(dice, day)
        family.close_ground = dice.choice(["quiet", "moved", "ended", "mistake"])
    family.save()
    TierDecision.objects.bulk_create(
        TierDecision(
            family=family,
            village=village,
            before=before,
            after=after,
            reason="研判",
            decided_on=on,
            decided_by=world.village,
            review_due=on + timedelta(days=30),
        )
        for before, after, on in decided
    )
    return family


def screen(world: World, seed: int, seen: tuple[tuple[int, int | None], ...] = ()) -> None:
    """Two rounds of November in every village; seen: homes looked at in each, None not filed."""
    dice = random.Random(seed)
    villages = [world.village_one, world.village_two, world.village_far]
    for half, day in enumerate((1, 16)):
        start = date(2026, 11, day)
        opened = ScreeningRound.objects.create(
            campaign=world.campaign,
            county=world.county_division,
            kind="regular",
            name=f"11月第{half + 1}轮",
            starts=start,
            ends=start + timedelta(days=14),
            due=local(f"2026-11-{day + 14} 17:00:00"),
            opened_at=local("2026-11-01 08:00:00"),
            opened_by=world.system,
        )
        for at_, village in enumerate(villages):
            number = seen[at_][half] if seen else dice.choice([None, *range(40)])
            VillageScreening.objects.create(
                round=opened,
                village=village,
                expected=50,
                screened=number or 0,
                signer="" if number is None else "村调解一",
                filed_at=None if number is None else opened.opened_at,
                filed_by=None if number is None else world.village,
            )
