"""Whether an award has to wait (暂缓). Answers yes or no, never why (domain H ⑨, K10), and only
from what the asker may know of: a sealed file shows through no answer; its township supervisor,
who reviews awards, is the one whom it stops."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from campaigns.models import Campaign
from households.models import Award, Household, ListedFamily, Tier


def is_held(household: Household, campaign: Campaign, by: User) -> bool:
    """Whether a nomination of this household in this campaign has to wait, as far as `by` may
    know."""
    rows = Household.objects.filter(pk=household.pk)
    closed = Campaign.objects.filter(pk=campaign.pk, status=Campaign.Status.CLOSED)
    return rows.filter(Exists(closed) | _waits(by, "pk", "")).exists()


def held_among(awards: Iterable[Award], by: User) -> frozenset[int]:
    """Keys of those awards that have to wait, in one query."""
    rows = Award.objects.filter(pk__in=[award.pk for award in awards])
    waiting = Q(campaign__status=Campaign.Status.CLOSED) | _waits(by, "household_id", "household__")
    return frozenset(rows.filter(waiting).values_list("pk", flat=True))


def _waits(by: User, key: str, prefix: str) -> Q:
    grave = Q(tier=Tier.RED) | Q(grave=True)
    listed = ListedFamily.objects.visible_to(by).listed().filter(grave, household=OuterRef(key))
    return Q(Exists(listed)) | Q(**{f"{prefix}left_on__isnull": False})
