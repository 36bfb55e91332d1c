"""Households and listed families for tests, made through the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campaigns.models import Division
from households.models import Household, ListedFamily, Tier, VisitDuty
from households.transitions.family import list_family
from households.transitions.household import register_household
from tests.cast import World

REASON = "酒后争吵，村里两次劝解"


def days(n: int) -> date:
    """The day `n` days from today."""
    return timezone.localdate() + timedelta(days=n)


def home(world: World, village: Division | None = None, **values: Any) -> Household:
    """A household of 甲一村 (or of `village`), registered by the system."""
    fields: dict[str, Any] = {
        "number": f"T{Household.objects.count() + 1}",
        "head_name": "姜志强",
        "people": 4,
        "registered_on": days(-400),
    }
    return register_household(
        village=village or world.village_one, by=world.system, **(fields | values)
    )


def listing(world: World, **values: Any) -> dict[str, Any]:
    """Arguments of list_family that hold."""
    fields: dict[str, Any] = {
        "categories": ["02", "05"],
        "situation": "酒后争吵，妻子提出分家。",
        "tier": Tier.YELLOW,
        "reason": REASON,
        "keepers": [world.village, world.town],
        "by": world.town,
    }
    return fields | values


def family(world: World, household: Household | None = None, **values: Any) -> ListedFamily:
    """A listed family of 甲一村, yellow, kept by the village and the township."""
    return list_family(household or home(world), **listing(world, **values))


def age(row: ListedFamily, by_days: int) -> ListedFamily:
    """Pretend the present tier was decided `by_days` days ago, every visit since made."""
    row.tier_since = days(-by_days)
    row.save(update_fields=["tier_since"])
    VisitDuty.objects.filter(family=row, due_on__lt=days(0)).delete()
    row.refresh_from_db()
    return row
