"""Of which households no ordinary telephone may be rung (features, wish 13), as other apps know
it; told to households when they start (households looks nothing up above itself)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Q

from households.models import Household, ListedFamily

# From keys of households to those whose telephone is closed, asked as the system.
Guard = Callable[[Collection[int]], set[int]]

_guards: list[Guard] = []
RULE = (
    Q(safe_phone__isnull=False)
    | Q(safe_hours__isnull=False)
    | Q(safe_person__isnull=False)
    | Q(safe_words__isnull=False)
)


def register(guard: Guard) -> None:
    """Tell of one more ground; the same again changes nothing."""
    if guard not in _guards:
        _guards.append(guard)


def guarded(keys: Collection[int]) -> set[int]:
    """Households with any safe contact rule, with a sealed file, or closed on another app's
    ground. The scope is the system's: whoever draws or calls may not know which they are."""
    out = set(Household.objects.filter(RULE, pk__in=keys).values_list("pk", flat=True))
    sealed = ListedFamily.objects.filter(household__in=keys, sealed=True)
    out |= set(sealed.values_list("household_id", flat=True))
    for guard in _guards:
        out |= guard(keys)
    return out
