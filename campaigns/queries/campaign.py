"""Which year a page is about."""

from __future__ import annotations

from django.utils import timezone

from campaigns.models import Campaign


def campaign_at(code: int, year: int | None = None) -> Campaign | None:
    """The county's campaign of `year`; without a year this year's, else the newest. None where
    nothing has been opened."""
    rows = list(Campaign.objects.for_place(code).select_related("county"))
    if year is not None:
        return next((c for c in rows if c.year == year), None)
    this_year = timezone.localdate().year
    return next((c for c in rows if c.year == this_year), rows[0] if rows else None)
