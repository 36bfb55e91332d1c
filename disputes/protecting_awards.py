"""What disputes tells households about awards: an open protection matter makes one wait, and
nobody learns that it was that (households.award_holds; domain H ⑨, K10)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from disputes.models import Party, PoliceWarning, ProtectionCase, ProtectionOrder
from households.queries.honour import of_place


def waits(household: str, village: str) -> Q:
    """Somebody of the household is a party to a protection case that is not closed."""
    open_cases = ProtectionCase.objects.open().filter(matter=OuterRef("matter"))
    parties = Party.objects.filter(Exists(open_cases), household=OuterRef(household))
    return Q(Exists(parties))


def found_in_place() -> Q:
    """Police or court found violence in the honour's place in its year: a written warning, an
    order. That somebody asked for help is not among it: no place may gain by her silence."""
    inside = of_place(OuterRef("place_id"), OuterRef("place__end"), "place")
    warned = PoliceWarning.objects.filter(inside, issued_on__year__gte=OuterRef("campaign__year"))
    ordered = ProtectionOrder.objects.filter(
        inside,
        status=ProtectionOrder.Status.GRANTED,
        decided_on__year__gte=OuterRef("campaign__year"),
    )
    return Q(Exists(warned)) | Q(Exists(ordered))
