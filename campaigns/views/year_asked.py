"""Which unit and which year a page of the year is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from accounts.models import User
from accounts.reach import inside
from campaigns.models import Campaign, Division, Level
from campaigns.queries.campaign import campaign_at
from campaigns.queries.network import own_unit
from campaigns.views.asked import asked_code, asked_year


@dataclass(frozen=True)
class Asked:
    """The unit and the campaign a page is about; years: all campaigns of its county."""

    unit: Division
    campaign: Campaign | None
    years: list[Campaign]

    @property
    def county(self) -> Division:
        """The county of the campaign, or of the unit."""
        if self.campaign is not None:
            return self.campaign.county
        return self.unit


def asked_for(user: User, request: HttpRequest) -> Asked:
    """?at=CODE inside the reach (404 outside), one's own unit without it; ?year=, this year's
    without it."""
    unit, code = own_unit(user), asked_code(request)
    if code is not None and code != unit.code:
        found = Division.objects.filter(code=code, level__gte=Level.CITY).first()
        if found is None or not inside(user.area_spans, code):
            raise Http404
        unit = found
    years = list(Campaign.objects.for_place(unit.code).select_related("county"))
    wanted = asked_year(request)
    campaign = campaign_at(unit.code, wanted)
    if wanted is not None and campaign is None:
        raise Http404
    return Asked(unit, campaign, years)
