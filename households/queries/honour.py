"""Reads of honours, and how many households of a place meet the standard."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

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


def share_of(campaign: int, place: Division) -> tuple[int, int]:
    """Households present and how many of them meet the standard."""
    inside = {"village__gte": place.code, "village__lt": place.end}
    homes = Household.objects.present().filter(**inside)
    met = SafeFamily.objects.filter(
        campaign=campaign, met_on__isnull=False, household__left_on__isnull=True, **inside
    )
    return homes.count(), met.count()
