"""Reads of honours, and how many households of a place meet the standard."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from campaigns.models import Campaign, Division
from households.models import Honour, Household, SafeFamily
from households.queries.award import open_objection


def honours(user: User) -> QuerySet[Honour, Any]:
    """Honours inside the reach, the newest year first, and whether an objection is open."""
    rows = Honour.objects.visible_to(user).select_related("place", "campaign")
    rows = rows.order_by("-campaign__year", "kind", "place_id", "pk")
    return rows.annotate(objected=open_objection("honour"))


def to_notice(user: User, campaign: Campaign) -> list[Honour]:
    """Honours of the year that wait for their notice."""
    return list(honours(user).filter(campaign=campaign, status=Honour.Status.PROPOSED))


def of_place(first: Any, end: Any, column: str = "village") -> Q:
    """A condition: the row lies in the place, or in a village that was merged into it and whose
    code it keeps (domain K 6)."""
    own = Q(**{f"{column}__gte": first, f"{column}__lt": end})
    joined = f"{column}__successor"
    return own | Q(**{f"{joined}__gte": first, f"{joined}__lt": end})


def share_of(campaign: int, place: Division) -> tuple[int, int]:
    """Households present and how many of them meet the standard."""
    inside = of_place(place.code, place.end)
    homes = Household.objects.present().filter(inside)
    met = SafeFamily.objects.filter(
        inside, campaign=campaign, met_on__isnull=False, household__left_on__isnull=True
    )
    return homes.count(), met.count()
