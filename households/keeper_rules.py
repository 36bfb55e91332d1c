"""The rules of keepers in one place (domain C3): plain facts, no database."""

from __future__ import annotations

from collections.abc import Iterable

from households.models import Category

# Two named keepers at all times.
KEEPERS = 2
# In these a woman has to be among the keepers: violence and women's cases.
WOMEN_CASES = frozenset({Category.VIOLENCE.value, Category.LEFT_WOMEN.value})
# Days within which a proposed hand-over is to be answered.
ANSWER_DAYS = 3
# Days within which the township finds a keeper for a family it holds.
HOLD_DAYS = 1
# Days overdue from which the next level sees a visit: village, township, county (red only).
VILLAGE_AFTER, TOWNSHIP_AFTER, COUNTY_AFTER = 1, 2, 3


def wants_woman(categories: Iterable[str]) -> bool:
    """Whether at least one of the keepers has to be a woman."""
    return bool(WOMEN_CASES & set(categories))
