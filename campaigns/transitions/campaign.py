"""Verbs of a campaign year."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Duty
from campaigns.models.calendar import year_calendar


@transaction.atomic
def open_year(
    *,
    county: Division,
    year: int,
    by: User,
    slogan: str = "",
    sign_by: date | None = None,
    midyear_on: date | None = None,
    data_closes_on: date | None = None,
) -> Campaign:
    """Open a county's year with its calendar (domain J1): pledges signed by 31 March, mid-year
    inspection in June, data closed on 31 December. One campaign a county and year.

    Raises Forbidden outside one's role, Invalid for a year already open or dates in disorder."""
    acts.require(by, Act.CAMPAIGN_OPEN, county.code)
    if not county.is_county:
        raise Invalid({"county": _("年度活动由县级开展，请选县。")})
    sign_by = sign_by or date(year, 3, 31)
    midyear_on = midyear_on or date(year, 6, 20)
    data_closes_on = data_closes_on or date(year, 12, 31)
    if not sign_by <= midyear_on <= data_closes_on:
        raise Invalid({"midyear_on": _("日期要按先后：签订截止、年中督查、数据截止。")})
    if data_closes_on.year != year or sign_by.year != year:
        raise Invalid({"sign_by": _("日期都要在%(year)d年内。") % {"year": year}})
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                county=county,
                year=year,
                slogan=slogan,
                sign_by=sign_by,
                midyear_on=midyear_on,
                data_closes_on=data_closes_on,
                opened_at=timezone.now(),
                opened_by=by,
            )
    except IntegrityError:
        raise Invalid({"year": _("%(year)d年的活动已经开展。") % {"year": year}}) from None
    Duty.objects.bulk_create(
        Duty(campaign=campaign, due_on=due, level=level, title=title)
        for due, level, title in year_calendar(campaign)
    )
    trail.record(
        Act.CAMPAIGN_OPEN,
        by=by,
        on=campaign,
        place=county.code,
        after={"year": year, "sign_by": str(sign_by), "data_closes_on": str(data_closes_on)},
    )
    return campaign


def require_open(campaign: Campaign) -> None:
    """Refuse with 409 once the year is closed: it stays readable as it was (features 24)."""
    if campaign.status != Campaign.Status.OPEN:
        raise NotTheMoment(
            _("%(year)d年的数据已经截止，只能查看；新的工作请记入新一年。")
            % {"year": campaign.year}
        )
