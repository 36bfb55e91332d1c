"""Reads of 平安家庭."""

from __future__ import annotations

from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from campaigns.models import Campaign, Division
from households.models import Household, SafeFamily


def rows_of(user: User, place: Division, campaign: Campaign, state: str) -> QuerySet[Household]:
    """Present households of a village with joined_on and met_on of the year; state: met, joined
    (takes part, not there yet), out (takes no part), "" for all."""
    mine = SafeFamily.objects.filter(campaign=campaign, household=OuterRef("pk"))
    rows = (
        Household.objects.visible_to(user)
        .present()
        .filter(village=place)
        .annotate(
            joined_on=Subquery(mine.values("joined_on")[:1], output_field=DateField()),
            met_on=Subquery(mine.values("met_on")[:1], output_field=DateField()),
        )
    )
    if state == "met":
        rows = rows.filter(met_on__isnull=False)
    elif state == "joined":
        rows = rows.filter(joined_on__isnull=False, met_on__isnull=True)
    elif state == "out":
        rows = rows.filter(joined_on__isnull=True)
    return rows.order_by("grid", "number")


def figures(place: Division, campaign: Campaign) -> dict[str, int]:
    """Households, taking part, meeting the standard; one query each."""
    homes = Household.objects.present().filter(village=place).count()
    rows = SafeFamily.objects.filter(
        campaign=campaign, village=place, household__left_on__isnull=True
    )
    found = rows.aggregate(joined=Count("pk"), met=Count("pk", filter=Q(met_on__isnull=False)))
    return {"homes": homes, **found}
