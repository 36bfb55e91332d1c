"""What a one-vote veto does to honours: it blocks those of the unit's households (domain A5, B).
Told to households.award_holds, which answers it like every other ground to wait: a case that is
only suspected waits in the same words, so that nobody reads from it that there is one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from households.tiers import add_months
from reports.models import Veto

MONTHS = 12  # how long it lasts [C]


def _live() -> QuerySet[Veto]:
    """Cases that wait for a decision, and vetoes not lifted, within a year of the decision."""
    since = add_months(timezone.localdate(), -MONTHS)
    return Veto.objects.filter(
        Q(status__in=[Veto.Status.SUSPECTED, Veto.Status.HEARING])
        | Q(status=Veto.Status.DECIDED, decided_on__gt=since)
    )


def waits(household: str, village: str) -> Q:
    """A veto, or a case of one, of the village or a unit above it."""
    return Q(
        Exists(_live().filter(unit__code__lte=OuterRef(village), unit__end__gt=OuterRef(village)))
    )


def place_waits() -> Q:
    """The same for the honour's place, as for its households."""
    here = Q(unit__code__lte=OuterRef("place_id"), unit__end__gte=OuterRef("place__end"))
    return Q(Exists(_live().filter(here)))
