"""A place to be told what else makes an award or an honour wait (暂缓).

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
# A condition on rows of Honour, which have a place (place_id until place__end) and a campaign.
PlaceGround = Callable[[], Q]
_OF_PLACES: list[PlaceGround] = []
_OF_QUIET: list[PlaceGround] = []


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


def register_place(ground: PlaceGround) -> None:
    """Make every honour of a place or its team wait where the condition holds."""
    if ground not in _OF_PLACES:
        _OF_PLACES.append(ground)


def register_quiet(ground: PlaceGround) -> None:
    """Make a 零家暴社区 wait where the condition holds."""
    if ground not in _OF_QUIET:
        _OF_QUIET.append(ground)


def place_told() -> Q:
    """Any of the grounds told about places."""
    return _any(_OF_PLACES)


def quiet_told() -> Q:
    """Any of the grounds told about 零家暴社区."""
    return _any(_OF_QUIET)


def _any(grounds: list[PlaceGround]) -> Q:
    condition = Q(pk__in=[])
    for ground in grounds:
        condition |= ground()
    return condition
