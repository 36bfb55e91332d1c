"""Verbs of a reporting period: opened by hand or by beat, cut by a sensitive period."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from campaigns.transitions.open_year import require_held_open
from households.due import due_instants
from households.models import (
    Cadence,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    ReportingPeriod,
    ReportingRule,
    SensitivePeriod,
    Standing,
)
from households.models.cadence import DAY, Days, common, days_of, without


@transaction.atomic
def open_period(
    *, campaign: Campaign, by: User, month: int | None = None, day: date | None = None
) -> ReportingPeriod:
    """Open the period that holds `day` (or the month): in a sensitive period its cadence, else
    the county's usual one. The due instants are the rule's of the period's first day, and every
    village valid on that day owes a report from then on (domain C4; the list is frozen, so that
    no later merger changes a denominator). Opening again answers with the period that is there.

    Raises Forbidden outside one's role, NotTheMoment when the year is closed or no day is left
    for the period, Invalid for a day the year does not reach."""
    campaign = Campaign.objects.locked(by, pk=campaign.pk)
    acts.require(by, Act.PERIOD_OPEN, campaign.county_id)
    day = _asked_day(campaign, month, day)
    rule = ReportingRule.objects.of(campaign.county_id, day)
    special = None if month else SensitivePeriod.objects.on(campaign.county_id, day)
    cadence = Cadence(special.cadence if special else Cadence.MONTH if month else rule.cadence)
    starts, ends = _window(cadence, day, special)
    known = ReportingPeriod.objects.filter(
        county_id=campaign.county_id, cadence=cadence, starts=starts
    ).first()
    if known:
        return known
    require_held_open(campaign)
    days = covered_days(campaign.county_id, starts, ends, special)
    if not days:
        raise NotTheMoment(_("这段时间已由别的报告周期覆盖，不用再报一次。"))
    period = _insert(campaign, cadence, starts, ends, days, special, rule)
    owed = _freeze_expected(period, campaign.county, by)
    trail.record(
        Act.PERIOD_OPEN,
        by=by,
        on=period,
        place=period.county_id,
        after={
            "starts": str(starts),
            "cadence": cadence,
            "village_due": period.village_due.isoformat(),
            "expected": owed,
        },
    )
    return period


def covered_days(county: int, starts: date, ends: date, special: SensitivePeriod | None) -> Days:
    """The days a period covers: all its own in a sensitive period; else without the days of
    sensitive periods, and without those another cadence covers already (a change of the rule in
    mid-month): no day is ever owed twice (K14)."""
    days = days_of(starts, ends)
    if special:
        return common(days, special.starts, special.ends + DAY)
    windows = SensitivePeriod.objects.filter(county_id=county, starts__lte=ends, ends__gte=starts)
    taken = [(w.starts, w.ends + DAY) for w in windows]
    others = ReportingPeriod.objects.filter(county_id=county, starts__lte=ends, ends__gte=starts)
    for other in others.exclude(starts=starts, ends=ends):
        taken += other.covered
    return without(days, taken)


def _asked_day(campaign: Campaign, month: int | None, day: date | None) -> date:
    if month is not None:
        if not 1 <= month <= 12 or date(campaign.year, month, 1) > campaign.data_closes_on:
            raise Invalid({"month": _("月份要在本年度数据截止之前。")})
        return date(campaign.year, month, 1)
    if day is None or day.year != campaign.year or day > campaign.data_closes_on:
        raise Invalid({"day": _("日期要在本年度数据截止之前。")})
    return day


def _window(cadence: Cadence, day: date, special: SensitivePeriod | None) -> tuple[date, date]:
    starts, ends = cadence.window(day)
    if special:
        return max(starts, special.starts), min(ends, special.ends)
    return starts, ends


def _insert(
    campaign: Campaign,
    cadence: Cadence,
    starts: date,
    ends: date,
    days: Days,
    special: SensitivePeriod | None,
    rule: ReportingRule,
) -> ReportingPeriod:
    due = due_instants(rule, cadence, starts, ends)
    return ReportingPeriod.objects.create(
        campaign=campaign,
        county_id=campaign.county_id,
        cadence=cadence,
        sensitive=special,
        starts=starts,
        ends=ends,
        days=days,
        village_due=due["village"],
        township_due=due["township"],
        county_due=due["county"],
        opened_at=timezone.now(),
    )


def _freeze_expected(period: ReportingPeriod, county: Division, by: User) -> int:
    day, due_on = period.starts, timezone.localdate(period.village_due)
    villages = (
        Division.objects.below(county, Level.VILLAGE)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .values_list("code", flat=True)
    )
    exempt = {
        e.village_id: e
        for e in Exemption.objects.visible_to(by).filter(
            village_id__gte=county.code,
            village_id__lt=county.end,
            first__lte=due_on,
            last__gte=due_on,
            ended_at__isnull=True,
        )
    }
    rows = [
        ExpectedReport(
            period=period,
            village_id=code,
            standing=Standing.EXEMPT if code in exempt else Standing.OWED,
        )
        for code in villages
    ]
    rows = ExpectedReport.objects.bulk_create(rows, batch_size=5000)
    ExpectedChange.objects.bulk_create(
        ExpectedChange(
            expected=row,
            village_id=row.village_id,
            kind=ExpectedChange.Kind.EXEMPTED,
            reason=exempt[row.village_id].reason,
            by=exempt[row.village_id].granted_by,
            at=period.opened_at,
        )
        for row in rows
        if row.village_id in exempt
    )
    return len(rows)


def open_current_periods(*, by: User, today: date) -> list[ReportingPeriod]:
    """Open the period of `today` for every open campaign that has not opened it yet; one query
    on a day that is covered everywhere."""
    waiting = (
        Campaign.objects.visible_to(by)
        .filter(status=Campaign.Status.OPEN, year=today.year, data_closes_on__gte=today)
        .exclude(
            county__in=ReportingPeriod.objects.filter(days__holds=today).values("county"),
        )
        .order_by("county_id")
    )
    return [open_period(campaign=campaign, day=today, by=by) for campaign in waiting]


def recut(county: int, campaign: Campaign, since: date, *, by: User, reason: str) -> None:
    """After a sensitive period was opened, or ended early: take its days out of the usual periods
    that are open already, or give them back. A period that has lost all its days is owed no
    longer (its reports that are there stay); one that got days back is owed again."""
    # A period of another cadence that reaches into these days began a month earlier at most.
    near = {"county_id": county, "ends__gte": since - timedelta(days=31)}
    rows = ReportingPeriod.objects.select_for_update(of=("self",)).filter(**near)
    periods = list(rows.select_related("sensitive").order_by("starts"))
    first = min((p.starts for p in periods), default=since)
    windows = list(SensitivePeriod.objects.filter(county_id=county, ends__gte=first))
    wanted = {p.pk: _days_now(p, windows, periods) for p in periods}
    # First what shrinks, then what grows, so that no two ever overlap on the way.
    for period in sorted(periods, key=lambda p: _length(wanted[p.pk]) - _length(p.covered)):
        if wanted[period.pk] == period.covered:
            continue
        had, period.days = bool(period.covered), wanted[period.pk]
        period.save(update_fields=["days"])
        if had and not period.covered:
            _strike_all(period, by, reason)
        elif period.covered and not had:
            _restore_all(period, by, reason)


def _days_now(
    period: ReportingPeriod, windows: list[SensitivePeriod], periods: list[ReportingPeriod]
) -> Days:
    days = days_of(period.starts, period.ends)
    special = period.sensitive
    if special:
        return common(days, special.starts, special.ends + DAY)
    usual = [p for p in periods if p != period and p.sensitive_id is None]
    theirs = [pair for other in usual for pair in other.covered]
    return without(days, [*((w.starts, w.ends + DAY) for w in windows), *theirs])


def _length(days: Days) -> int:
    return sum(((high - low) for low, high in days), timedelta()).days


def _strike_all(period: ReportingPeriod, by: User, reason: str) -> None:
    rows = ExpectedReport.objects.visible_to(by).filter(period=period, standing=Standing.OWED)
    waiting = rows.exclude(village__in=period.reports.filter(is_live=True).values("village"))
    _change_all(list(waiting), Standing.STRUCK, ExpectedChange.Kind.STRUCK, by, reason)


def _restore_all(period: ReportingPeriod, by: User, reason: str) -> None:
    rows = ExpectedReport.objects.visible_to(by).filter(period=period, standing=Standing.STRUCK)
    last = ExpectedChange.Kind.STRUCK
    # Only what the sensitive period struck; a wrong entry stays off the list.
    ours = [
        row
        for row in rows.prefetch_related("changes")
        if (changes := list(row.changes.all()))
        and changes[0].kind == last
        and changes[0].reason.startswith(BY_SENSITIVE)
    ]
    _change_all(ours, Standing.OWED, ExpectedChange.Kind.RESTORED, by, reason)


BY_SENSITIVE = "敏感时期"


def _change_all(
    rows: list[ExpectedReport], standing: str, kind: str, by: User, reason: str
) -> None:
    now = timezone.now()
    ExpectedReport.objects.filter(pk__in=[row.pk for row in rows]).update(
        standing=standing, struck_at=now if standing == Standing.STRUCK else None
    )
    ExpectedChange.objects.bulk_create(
        [
            ExpectedChange(
                expected=row, village_id=row.village_id, kind=kind, reason=reason, by=by, at=now
            )
            for row in rows
        ],
        batch_size=2000,
    )
