"""Sensitive periods of a demo year, and the rule they stand under."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import Trail, User
from households.models import (
    ReportingRule,
    SensitivePeriod,
)
from reports.demo.county import County, at, told

# name, cadence, first, last and planned last day (month, day), basis, why it ended early.
WINDOWS = (
    ("全国两会", "week", (3, 4), (3, 11), (3, 15), "省妇联通知", "会议提前闭幕"),
    ("国庆假期", "day", (10, 1), (10, 8), (10, 8), "市平安办通知", ""),
    ("元旦假期", "day", (12, 30), (12, 31), (12, 31), "市平安办通知", ""),
)


def sensitive_periods(county: County) -> list[SensitivePeriod]:
    """The year's sensitive periods, and the rule they stand under."""
    boss, year = county.officers["xianfulian"], county.campaign.year
    ReportingRule.objects.create(
        county=county.division,
        effective_from=date(year, 1, 1),
        reason="按县妇联年度方案",
        made_by=boss,
        made_at=at(date(year, 1, 1), 9),
        version=ReportingRule.objects.filter(county=county.division).count() + 1,
    )
    out = []
    for name, cadence, first, last, planned, basis, early in WINDOWS:
        starts, ends = date(year, *first), date(year, *last)
        opened = min(starts - timedelta(days=7), county.until)
        if early and county.until < ends:
            continue
        row = SensitivePeriod.objects.create(
            campaign=county.campaign,
            county=county.division,
            name=name,
            cadence=cadence,
            starts=starts,
            ends=ends,
            planned_end=date(year, *planned),
            reason=basis,
            opened_by=boss,
            opened_at=at(opened, 9),
            ended_by=boss if early else None,
            ended_at=at(ends, 10) if early else None,
            end_reason=early,
        )
        Trail.objects.bulk_create([_opened(row, boss)])
        out.append(row)
    return out


def _opened(row: SensitivePeriod, boss: User) -> Trail:
    return told(
        "sensitive.open",
        by=boss,
        on=row,
        place=row.county_id,
        day=row.opened_at.date(),
        after={"starts": str(row.starts), "ends": str(row.ends), "cadence": row.cadence},
    )
