"""What became of reports a demo year owed: exempt, noted missing, climbed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from households.models import (
    Escalation,
    Exemption,
    ExpectedChange,
    ExpectedReport,
    ReportingPeriod,
    Standing,
    ZeroReport,
)
from households.models.rule import STEPS
from reports.demo.county import County, at, shown_villages


def exempt(county: County, periods: list[ReportingPeriod]) -> None:
    """One village whose people had moved away for two months, and one that is exempt still."""
    shown, boss = shown_villages(county), county.officers["xianfulian"]
    last = min(county.until + timedelta(days=20), county.campaign.data_closes_on)
    year = county.campaign.year
    for village, first, until in (
        (shown[-1], date(year, 5, 1), date(year, 6, 30)),
        (shown[-2], county.until.replace(day=1), last),
    ):
        if until < first:
            continue
        row = Exemption.objects.create(
            village=village,
            first=first,
            last=until,
            reason="整村搬迁，无人居住",
            granted_by=boss,
            granted_at=at(first, 9),
        )
        due = [p for p in periods if first <= timezone.localdate(p.village_due) <= until]
        owed = ExpectedReport.objects.filter(village=village, period__in=due)
        ZeroReport.objects.filter(village=village, period__in=due).update(amends=None)
        ZeroReport.objects.filter(village=village, period__in=due).delete()
        owed.update(standing=Standing.EXEMPT)
        ExpectedChange.objects.bulk_create(
            ExpectedChange(
                expected=one,
                village=village,
                kind="exempted",
                reason=row.reason,
                by=boss,
                at=row.granted_at,
            )
            for one in owed
        )


def note_missing(county: County, closed: list[ReportingPeriod]) -> list[ExpectedReport]:
    """The township's named persons say who did not report and why."""
    filed = Q(period__reports__village=F("village"), period__reports__is_live=True)
    rows = list(
        ExpectedReport.objects.filter(period__in=closed, standing=Standing.OWED)
        .annotate(filed=Count("period__reports", filter=filed))
        .filter(filed=0)
        .select_related("period")
    )
    for row in rows:
        row.missing_by = county.workers[county.township_of(row.village_id)][0]
        row.missing_at = row.period.village_due + timedelta(hours=20)
        row.missing_reason = "村里换届交接，电话已问过，没有情况"
    ExpectedReport.objects.bulk_update(
        rows, ["missing_by", "missing_at", "missing_reason"], batch_size=2000
    )
    ExpectedChange.objects.bulk_create(
        ExpectedChange(
            expected=row,
            village_id=row.village_id,
            kind="missing",
            reason=row.missing_reason,
            by=row.missing_by,
            at=row.missing_at or row.period.village_due,
        )
        for row in rows
    )
    return rows


def climbed(county: County, missing: list[ExpectedReport], now: datetime) -> None:
    """The steps a missing report had climbed until somebody said it would not come."""
    Escalation.objects.bulk_create(
        [
            Escalation(
                period=row.period,
                unit_id=row.village_id,
                step=step,
                at=row.period.village_due + timedelta(minutes=minutes),
                by=county.system,
            )
            for row in missing
            for step, minutes in STEPS[row.period.cadence].items()
            if step != "remind" and row.period.village_due + timedelta(minutes=minutes) < now
        ],
        batch_size=2000,
    )
