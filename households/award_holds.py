"""A place to be told what else makes an award wait (暂缓).

Households knows its own grounds; an app above tells its own when it starts (a veto that is pending,
a protection matter), as a condition the database answers in the same query. Nobody asks it which
ground it was: there is no such answer (domain H ⑨, K10).
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

# (name of the column with the household's key, name of the column with the village's code), both
# as OuterRef sees them → a condition on the outer row.
Ground = Callable[[str, str], Q]
_GROUNDS: list[Ground] = []


def register(ground: Ground) -> None:
    """Make awards wait where the condition holds; called once, when an app starts."""
    if ground not in _GROUNDS:
        _GROUNDS.append(ground)


def told(household: str, village: str) -> Q:
    """Any of the grounds told."""
    condition = Q(pk__in=[])
    for ground in _GROUNDS:
        condition |= ground(household, village)
    return condition
