"""Verbs of a campaign year: opened anew or from the year before, closed."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_date
from campaigns.models import Campaign, Division, Duty
from campaigns.models.calendar import duties_of
from campaigns.transitions.open_year import closing, require_held_open
from campaigns.transitions.rollover import copied_duties, copy_plan


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
    last: Campaign | None = None,
    owed_from: date | None = None,
) -> Campaign:
    """Open a county's year with its calendar (domain J1): pledges signed by 31 March, mid-year
    inspection in June, data closed on 31 December. One campaign a county and year.

    last: the year it goes on from (features 24): its duties are set to the same days of the new
    year, moved to working days, and its plan becomes a draft. Groups, seats, member units and
    demonstration points have dates of their own and go on by themselves; so do open cases.

    owed_from: duties before this day (today) are there to be read but owed by nobody, so that a
    year opened in June does not begin with five months of overdue work.

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
    if last is not None and (last.county_id != county.code or last.year >= year):
        raise Invalid({"year": _("只能接着本县以前的年度开展。")})
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
    duties = (copied_duties(last, campaign) if last else []) or duties_of(campaign)
    for duty in duties:
        if duty.due_on < (owed_from or timezone.localdate()):
            duty.lifted_at, duty.lift_reason = campaign.opened_at, _("开展年度活动时已过")
    Duty.objects.bulk_create(duties)
    if last is not None:
        copy_plan(last, campaign, by=by)
    after = {"year": year, "sign_by": str(sign_by), "data_closes_on": str(data_closes_on)}
    trail.record(
        Act.CAMPAIGN_OPEN,
        by=by,
        on=campaign,
        place=county.code,
        after=after | ({"last": last.year} if last else {}),
    )
    return campaign


@transaction.atomic
def close_year(campaign: Campaign, *, by: User, version: int | None = None) -> Campaign:
    """Close a year from its last day on: it stays readable and comparable, and takes no more
    writes (features 24)."""
    acts.require(by, Act.CAMPAIGN_CLOSE, campaign.county_id)
    closing(campaign)  # who is writing into the year is waited for
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    require_held_open(row)
    require_version(row, version, {}, ())
    if timezone.localdate() < row.data_closes_on:
        raise NotTheMoment(
            _("%(day)s数据截止，到那天才能办理年度截止。") % {"day": zh_date(row.data_closes_on)}
        )
    row.status = Campaign.Status.CLOSED
    row.version += 1
    row.save(update_fields=["status", "version"])
    trail.record(
        Act.CAMPAIGN_CLOSE,
        by=by,
        on=row,
        place=row.county_id,
        before={"status": Campaign.Status.OPEN},
        after={"status": row.status},
    )
    return row
