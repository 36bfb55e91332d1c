"""Volume numbers without gaps or doubles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import DossierVolume, MediationCommittee


@transaction.atomic
def take_volume(
    committee: MediationCommittee, year: int, *, sealed: bool = False
) -> tuple[int, str]:
    """The next volume of a committee in `year` and how it is written, (2026)沛人调字第12号
    (domain D2 no. 0); of its sealed series for a sealed file. The counter's row stays locked until
    the caller's transaction ends; rolled back, the number goes back with it."""
    series: dict[str, Any] = {"committee": committee, "year": year, "sealed": sealed}
    DossierVolume.objects.get_or_create(**series)
    counter = DossierVolume.objects.select_for_update().get(**series)
    counter.last += 1
    counter.save(update_fields=["last"])
    words = _("(%(year)d)%(sign)s人调%(series)s字第%(serial)d号") % {
        "year": year,
        "sign": committee.place.name[:1],
        "series": _("限") if sealed else "",
        "serial": counter.last,
    }
    return counter.last, words
