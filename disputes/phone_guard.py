"""Households somebody of whom is party to a sealed matter, or was named as harmed where safety was
asked about: nobody rings their ordinary telephone for a survey (features, wish 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from disputes.models import Party, SafetyCheck
from households.models import Member


def closed(keys: Collection[int]) -> set[int]:
    """Those of `keys`, by the household a party was found in or by her ID number; the scope is the
    system's."""
    told = SafetyCheck.objects.exclude(harmed=[]).values_list("harmed", flat=True)
    harmed = {key for row in told for key in row}
    parties = Party.objects.filter(matter__sealed=True) | Party.objects.filter(pk__in=harmed)
    by_hash: dict[bytes, set[int]] = defaultdict(set)
    members = Member.objects.filter(household__in=keys, id_hash__isnull=False).order_by()
    for household, found in members.values_list("household_id", "id_hash"):
        by_hash[bytes(found or b"")].add(household)
    at_home = parties.filter(household__in=keys).values_list("household_id", flat=True)
    out = {key for key in at_home if key is not None}
    for found in parties.filter(id_hash__in=list(by_hash)).values_list("id_hash", flat=True):
        out |= by_hash[bytes(found or b"")]
    return out
