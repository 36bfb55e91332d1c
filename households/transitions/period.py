"""Verbs of a reporting period."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from households.models import ExpectedReport, ReportingPeriod


@transaction.atomic
def open_period(*, campaign: Campaign, month: int, by: User) -> ReportingPeriod:
    """Open one month: the due instant is the campaign's day and hour in the county's time zone,
    and every village valid on the month's first day owes a report from then on (domain C4;
    the list is frozen, so that no later merger changes a denominator). Opening again changes
    nothing and answers with the period that is there.

    Raises Forbidden outside one's role, NotTheMoment when the year is closed, Invalid for a
    month the year does not reach."""
    campaign = Campaign.objects.locked(by, pk=campaign.pk)
    acts.require(by, Act.PERIOD_OPEN, campaign.county_id)
    if not 1 <= month <= 12 or date(campaign.year, month, 1) > campaign.data_closes_on:
        raise Invalid({"month": _("月份要在本年度数据截止之前。")})
    starts = date(campaign.year, month, 1)
    known = ReportingPeriod.objects.filter(county_id=campaign.county_id, starts=starts).first()
    if known:
        return known
    if campaign.status != Campaign.Status.OPEN:
        raise NotTheMoment(_("%(year)d年的数据已截止，不能再开启报告。") % {"year": campaign.year})
    period = ReportingPeriod.objects.create(
        campaign=campaign,
        county_id=campaign.county_id,
        starts=starts,
        ends=starts.replace(day=calendar.monthrange(starts.year, month)[1]),
        village_due=datetime(
            starts.year,
            month,
            campaign.report_due_day,
            campaign.report_due_hour,
            tzinfo=timezone.get_default_timezone(),
        ),
        opened_at=timezone.now(),
    )
    owed = _freeze_expected(period, campaign.county)
    trail.record(
        Act.PERIOD_OPEN,
        by=by,
        on=period,
        place=period.county_id,
        after={
            "starts": str(starts),
            "village_due": period.village_due.isoformat(),
            "expected": owed,
        },
    )
    return period


def _freeze_expected(period: ReportingPeriod, county: Division) -> int:
    day = period.starts
    villages = (
        Division.objects.below(county, Level.VILLAGE)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .values_list("code", flat=True)
    )
    rows = [ExpectedReport(period=period, village_id=code) for code in villages]
    ExpectedReport.objects.bulk_create(rows, batch_size=5000)
    return len(rows)


def open_current_periods(*, by: User, today: date) -> list[ReportingPeriod]:
    """Open the month of `today` for every open campaign that has not opened it yet; one query
    on a day when nothing is to be opened."""
    first = today.replace(day=1)
    waiting = (
        Campaign.objects.visible_to(by)
        .filter(status=Campaign.Status.OPEN, year=today.year, data_closes_on__gte=first)
        .exclude(periods__starts=first)
        .order_by("county_id")
    )
    return [open_period(campaign=campaign, month=first.month, by=by) for campaign in waiting]
