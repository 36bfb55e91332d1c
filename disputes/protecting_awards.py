"""What disputes tells households about awards: an open protection matter makes one wait, and
nobody learns that it was that (households.award_holds; domain H ⑨, K10)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from disputes.models import Party, ProtectionCase


def waits(household: str, village: str) -> Q:
    """Somebody of the household is a party to a protection case that is not closed."""
    open_cases = ProtectionCase.objects.open().filter(matter=OuterRef("matter"))
    parties = Party.objects.filter(Exists(open_cases), household=OuterRef(household))
    return Q(Exists(parties))
