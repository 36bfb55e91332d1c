"""Reads of honours, and how many households of a place meet the standard."""

from __future__ import annotations

from accounts.models import User
from accounts.querysets import ScopedQuerySet
from campaigns.models import Division
from households.models import Honour, Household, SafeFamily


def honours(user: User) -> ScopedQuerySet[Honour]:
    """Honours inside the reach, the newest year first."""
    rows = Honour.objects.visible_to(user).select_related("place", "campaign")
    return rows.order_by("-campaign__year", "kind", "place_id", "pk")


def share_of(campaign: int, place: Division) -> tuple[int, int]:
    """Households present and how many of them meet the standard."""
    inside = {"village__gte": place.code, "village__lt": place.end}
    homes = Household.objects.present().filter(**inside)
    met = SafeFamily.objects.filter(
        campaign=campaign, met_on__isnull=False, household__left_on__isnull=True, **inside
    )
    return homes.count(), met.count()
