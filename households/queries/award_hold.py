"""Whether an award has to wait (暂缓). Answers yes or no, never why (domain H ⑨, K10)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from campaigns.models import Campaign
from households.models import Award, Household, ListedFamily, Tier


def is_held(household: Household, campaign: Campaign) -> bool:
    """Whether a nomination of this household in this campaign has to wait."""
    rows = Household.objects.filter(pk=household.pk)
    closed = Campaign.objects.filter(pk=campaign.pk, status=Campaign.Status.CLOSED)
    return rows.filter(Exists(closed) | _waits("pk", "")).exists()


def held_among(awards: Iterable[Award]) -> frozenset[int]:
    """Keys of those awards that have to wait, in one query."""
    rows = Award.objects.filter(pk__in=[award.pk for award in awards])
    waiting = Q(campaign__status=Campaign.Status.CLOSED) | _waits("household_id", "household__")
    return frozenset(rows.filter(waiting).values_list("pk", flat=True))


def _waits(key: str, prefix: str) -> Q:
    grave = Q(tier=Tier.RED) | Q(grave=True)
    listed = ListedFamily.objects.listed().filter(grave, household=OuterRef(key))
    return Q(Exists(listed)) | Q(**{f"{prefix}left_on__isnull": False})
