"""Case numbers without gaps or doubles."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Division
from campaigns.models.division import Level
from disputes.models import DisputeNumber


@transaction.atomic
def take_next(village: Division, year: int, *, sealed: bool = False) -> tuple[int, str]:
    """The next serial of the village's county in `year` and the number written with it,
    (2026)沛龙调字第12号: first sign of the county's name, first sign of the township's.

    The counter's row stays locked until the caller's transaction ends; when that is rolled
    back the serial goes back with it, so numbers have neither gaps nor doubles (domain D2,
    no. 0; the form of the number is a house choice [C]). A sealed file takes the next of the sealed
    series, (2026)沛龙调限字第1号: the common one would show others a hole (reliability C6)."""
    above = village.ancestors()
    county = next((d for d in above if d.is_county), above[-1])
    township = next((d for d in above if d.level == Level.TOWNSHIP), None)
    series: dict[str, Any] = {"county": county, "year": year, "sealed": sealed}
    DisputeNumber.objects.get_or_create(**series)
    counter = DisputeNumber.objects.select_for_update().get(**series)
    counter.last += 1
    counter.save(update_fields=["last"])
    name = township.name if township else ""
    return counter.last, written(year, county.name, name, counter.last, sealed=sealed)


def written(year: int, county: str, township: str, serial: int, *, sealed: bool = False) -> str:
    """(2026)沛龙调字第12号 from the names of county and township."""
    return _("(%(year)d)%(signs)s调%(series)s字第%(serial)d号") % {
        "year": year,
        "signs": county[:1] + township[:1],
        "series": _("限") if sealed else "",
        "serial": serial,
    }
