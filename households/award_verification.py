"""What /v/<code> tells of certificates: number, level, village, year, state; never a name."""

from __future__ import annotations

from campaigns.verification import Verified
from households.models import Award, Honour

# What was once granted; an improvement is between the village and the household.
GRANTED = (*Award.HELD, Award.Status.REVOKED, Award.Status.ENDED)


def certificate(code: str) -> Verified | None:
    """A household's certificate. Whether it ended with blame or without says only 已终止: the
    notice of a revocation hangs in public by itself, for its days."""
    row = (
        Award.objects.select_related("village", "campaign__county")
        .filter(verify_code=code, status__in=GRANTED)
        .first()
    )
    if row is None:
        return None
    holds = row.status in Award.HELD
    county = row.campaign.county.name
    return Verified(
        paper=row.title,
        number=row.plate_number,
        level=str(row.get_rank_display()),
        unit=f"{county}{row.village.name}",
        issuer="" if row.source == Award.Source.ABOVE else f"{county}妇联",
        year=row.campaign.year,
        holds=holds,
        state="有效" if holds else "已终止",
        day=row.plated_on,
    )


def honour(code: str) -> Verified | None:
    """The certificate of a place, a team or a person."""
    row = (
        Honour.objects.select_related("place", "campaign__county")
        .filter(verify_code=code, status__in=[Honour.Status.GRANTED, Honour.Status.REVOKED])
        .first()
    )
    if row is None:
        return None
    holds = row.status == Honour.Status.GRANTED
    county = row.campaign.county.name
    return Verified(
        paper=str(row.get_kind_display()),
        number=row.number,
        level=str(row.get_rank_display()),
        unit=row.place.name if row.place_id == row.campaign.county_id else county + row.place.name,
        issuer=f"{county}妇联",
        year=row.campaign.year,
        holds=holds,
        state="有效" if holds else "已撤销",
        day=row.granted_on,
    )
