"""Volume numbers without gaps or doubles."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import DossierVolume, MediationCommittee


@transaction.atomic
def take_volume(committee: MediationCommittee, year: int) -> tuple[int, str]:
    """The next volume of a committee in `year` and how it is written, (2026)沛人调字第12号
    (domain D2 no. 0). The counter's row stays locked until the caller's transaction ends; rolled
    back, the number goes back with it."""
    DossierVolume.objects.get_or_create(committee=committee, year=year)
    counter = DossierVolume.objects.select_for_update().get(committee=committee, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    words = _("(%(year)d)%(sign)s人调字第%(serial)d号")
    sign = committee.place.name[:1]
    return counter.last, words % {"year": year, "sign": sign, "serial": counter.last}
