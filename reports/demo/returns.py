"""Returns of townships and the county at every stage."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum

from accounts.models import User
from campaigns.models import Level
from households.models import (
    ExpectedReport,
    ReportingPeriod,
    Timing,
    UnitReturn,
)
from reports.demo.county import County


def _figures(periods: list[ReportingPeriod], now: datetime) -> dict[tuple[int, int], Any]:
    """(period, township) → the figures a return would freeze; one query."""
    parts = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    rows = (
        ExpectedReport.objects.filter(period__in=periods)
        .with_state(now)
        .annotate(unit=F("village_id") / 1000 * 1000)
        .order_by()
        .values("period_id", "unit")
        .annotate(
            expected=Count("id"),
            nil=Count("id", filter=Q(live__kind="nil")),
            found_places=Count("id", filter=Q(live__kind="found")),
            found=Sum("live__found"),
            untrue=Count("id", filter=Q(live__untrue_at__isnull=False)),
            visited=Sum("live__households_visited"),
            doors=Sum("live__doors"),
            **parts,
        )
    )
    out = {}
    for row in rows:
        key = (row.pop("period_id"), row.pop("unit"))
        out[key] = {name: value or 0 for name, value in row.items()}
        out[key]["owed"] = out[key]["expected"] - out[key]["exempt"]
    return out


def _places(periods: list[ReportingPeriod], now: datetime) -> dict[tuple[int, int], Any]:
    out: dict[tuple[int, int], Any] = defaultdict(
        lambda: {"missing": [], "exempt": [], "found": []}
    )
    rows = ExpectedReport.objects.filter(period__in=periods).with_state(now)
    told = Q(timing__in=["missing", "exempt"]) | Q(live__kind="found")
    rows = rows.filter(told)
    names = ("period_id", "village_id", "timing", "live__kind")  # of with_state
    listed = rows.order_by("village_id").values_list(*names)
    for period, village, timing, kind in listed:
        out[period, village // 1000 * 1000]["found" if kind == "found" else timing].append(village)
    return out


def returns(county: County, closed: list[ReportingPeriod], now: datetime) -> None:
    """Accepted and locked but for the newest month, which stands at every stage."""
    figures, places = _figures(closed, now), _places(closed, now)
    months = [p for p in closed if p.cadence == "month"]
    newest = months[-1] if months else None
    rows, locked = [], []
    boss, judge = county.officers["xianfulian"], county.officers["pinganban"]
    for period in closed:
        towns = sorted(unit for p, unit in figures if p == period.pk)
        for number, town in enumerate(towns):
            stage = "accepted" if period is not newest else STAGES[number % len(STAGES)]
            sums = figures[period.pk, town] | {"places": places[period.pk, town]}
            signer = county.workers[town][0]
            rows.append(_return(period, town, Level.TOWNSHIP, stage, sums, signer, boss, number))
            if stage == "accepted":
                locked.append((period.pk, town))
        if period is not newest and towns:
            total = _summed([figures[period.pk, town] for town in towns])
            total["places"] = _joined([places[period.pk, town] for town in towns])
            code = county.division.code
            rows.append(
                _return(period, code, Level.COUNTY, "accepted", total, boss, judge, len(rows))
            )
    UnitReturn.objects.bulk_create(rows, batch_size=1000)
    for period in closed:
        if period is not newest:
            period.expected.update(locked_at=period.county_due)
    for period_id, town in locked:
        if newest and period_id == newest.pk:
            ExpectedReport.objects.filter(
                period=period_id, village_id__gte=town, village_id__lt=town + 1000
            ).update(locked_at=newest.county_due)


STAGES = ("filed", "accepted", "accepted", "returned", "filed", "missing", "accepted")


def _summed(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: sum(part[name] for part in parts) for name in parts[0] if name != "places"}


def _joined(parts: list[dict[str, list[int]]]) -> dict[str, list[int]]:
    return {
        name: sorted(code for part in parts for code in part[name])
        for name in ("missing", "exempt", "found")
    }


def _return(
    period: ReportingPeriod,
    unit: int,
    level: Level,
    stage: str,
    figures: dict[str, Any],
    signer: User,
    judge: User,
    number: int,
) -> UnitReturn:
    due = period.county_due if level == Level.COUNTY else period.township_due
    step = timedelta(minutes=3 + number % 9)
    filed = due + step * 20 if number % 23 == 7 else due - step
    row = UnitReturn(
        period=period, unit_id=unit, level=level, status=stage, filed_by=signer, filed_at=filed
    )
    if stage == "missing":
        row.words, row.filed_by = "乡镇机构合并，经办人未到岗，电话已问过", judge
        return row
    row.figures, row.signer, row.first_filed_at = figures, signer.name, filed
    if stage == "returned":
        row.returned_at, row.returned_by = filed + timedelta(hours=2), judge
        row.returned_reason = "有一个村的数量与摘要对不上，请核对"
        row.correct_by = filed + timedelta(days=3)
    if stage == "accepted":
        row.accepted_at, row.accepted_by = max(filed, due) + timedelta(minutes=5), judge
    return row
