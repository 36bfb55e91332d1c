"""What a one-vote veto does to honours: it blocks those of the unit's households (domain A5, B).
Told to households.award_holds, which answers it like every other ground to wait."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from households.tiers import add_months
from reports.models import ScoringRun, Veto

MONTHS = 12  # how long it lasts [C]


def waits(household: str, village: str) -> Q:
    """A veto of the village or a unit above it that was not withdrawn, within a year."""
    live = Veto.objects.filter(
        unit__code__lte=OuterRef(village),
        unit__end__gt=OuterRef(village),
        withdrawn_at__isnull=True,
        decided_on__gt=add_months(timezone.localdate(), -MONTHS),
    ).exclude(run__stage=ScoringRun.Stage.REPLACED)
    return Q(Exists(live))


def place_waits() -> Q:
    """A veto of the honour's place or a unit above it, as for its households."""
    live = Veto.objects.filter(
        unit__code__lte=OuterRef("place_id"),
        unit__end__gte=OuterRef("place__end"),
        withdrawn_at__isnull=True,
        decided_on__gt=add_months(timezone.localdate(), -MONTHS),
    ).exclude(run__stage=ScoringRun.Stage.REPLACED)
    return Q(Exists(live))
