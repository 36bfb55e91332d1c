"""The figures frozen with a run beside the lines: what the report's sentences and grids say.

Everything here is counts by division; no family, no name of a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from campaigns.models import Division, Level
from disputes.models import Agreement, Dispute, Matter
from households.models import ListedFamily, Tier, TierDecision
from reports.metrics.counting import Counts, Period, count_by_place
from reports.models import ScoringRun

# One letter a cell: not due, missing, nil, found, late nil, late with finds, untrue.
CELL_KINDS = {
    "-": "not_due",
    "m": "missing",
    "n": "nil",
    "f": "found",
    "a": "late_nil",
    "l": "late",
    "u": "untrue",
}
_CELL = """CASE WHEN p.village_due >= %(closes)s THEN '-'
       WHEN r.id IS NULL THEN 'm'
       WHEN r.untrue_at < %(closes)s AND r.first_received_at <= p.village_due THEN 'u'
       WHEN r.first_received_at <= p.village_due AND r.kind = 'nil' THEN 'n'
       WHEN r.first_received_at <= p.village_due THEN 'f'
       WHEN r.kind = 'nil' THEN 'a' ELSE 'l' END AS cell"""
_FROM = """FROM households_expectedreport e
JOIN households_reportingperiod p ON p.id = e.period_id AND p.campaign_id = %(campaign)s
LEFT JOIN households_zeroreport r ON r.period_id = e.period_id AND r.village_id = e.village_id
  AND r.is_live AND r.first_received_at < %(closes)s
  AND r.village_id >= %(low)s AND r.village_id < %(high)s
WHERE e.village_id >= %(low)s AND e.village_id < %(high)s AND e.standing = 'owed'"""
CELLS = (
    "SELECT e.village_id, extract(month FROM p.starts)::int AS month, coalesce(r.found, 0), "
    f"{_CELL} {_FROM} AND p.cadence = 'month' ORDER BY e.village_id, month"
)
OTHERS = (
    f"SELECT village_id, cadence, cell, count(*) FROM (SELECT e.village_id, p.cadence, {_CELL} "
    f"{_FROM} AND p.cadence <> 'month') counted WHERE cell <> '-' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
)
# Where a letter counts: nil, found, late, missing, untrue; as the report's legend says.
PLACES = {"n": 0, "f": 1, "a": 2, "l": 2, "m": 3, "u": 4}


def frozen_figures(run: ScoringRun, counted: Mapping[str, Counts], *, by: User) -> dict[str, Any]:
    """Counts of the campaign's year up to the run's last day, in JSON types; `counted`: what the
    run has counted for its lines already, by metric and place."""
    period = Period.of(run.campaign, run.data_until).within(run.county)
    cells, found, months = _cells(period)

    def count(key: str) -> Counts:
        return counted[key] if key in counted else count_by_place(key, period)

    # The homes there are on the last day are what the creation rate is counted over.
    homes = _by_township((place, facts.base()) for place, facts in count("creation").items())
    below = Division.objects.below(run.county, Level.VILLAGE)
    villages = dict(below.values_list("code", "name"))
    units = _units(run.county, period, villages, homes, by)
    keepers = count("keepers").values()
    return {
        "units": units,
        "villages": {str(code): name for code, name in villages.items()},
        "cells": cells,
        "found": found,
        "months": months,
        "others": _others(period),
        "without_keepers": sum(f.base() - f.top() for f in keepers),
        "disputes": _disputes(period, by),
    }


def _cells(period: Period) -> tuple[dict[str, str], dict[str, dict[str, int]], list[Any]]:
    grid: dict[str, list[str]] = defaultdict(lambda: ["-"] * 12)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    months = {m: dict.fromkeys(("due", "late", "missing", "untrue"), 0) for m in range(1, 13)}
    with connection.cursor() as cursor:
        cursor.execute(CELLS, period.params())
        for village, month, count, cell in cursor.fetchall():
            grid[str(village)][month - 1] = cell
            if count:
                found[str(village)][str(month)] = count
            if cell != "-":
                months[month]["due"] += 1
                months[month]["late"] += cell in "al"
                months[month]["missing"] += cell == "m"
                months[month]["untrue"] += cell == "u"
    rows = [{"month": m, **figures} for m, figures in months.items() if figures["due"]]
    return {code: "".join(row) for code, row in grid.items()}, dict(found), rows


def _others(period: Period) -> dict[str, dict[str, list[int]]]:
    """Village → cadence other than the month → how many reports of each kind; one query."""
    out: dict[str, dict[str, list[int]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, period.params())
        for village, cadence, cell, count in cursor.fetchall():
            kept = out[str(village)].setdefault(cadence, [0] * 5)
            kept[PLACES[cell]] += count
    return dict(out)


def _units(
    county: Division, period: Period, villages: Iterable[int], homes: Mapping[int, int], by: User
) -> dict[str, Any]:
    here = Q(village_id__gte=period.low, village_id__lt=period.high)
    tiers: dict[str, dict[int, int]] = {tier: defaultdict(int) for tier in Tier.values}
    listed = _listed(here, period, by).values_list("village_id", "tier_then").annotate(Count("pk"))
    for village, tier, count in listed:
        tiers[tier][village // 1000 * 1000] += count
    counts: dict[int, int] = defaultdict(int)
    for code in villages:
        counts[code // 1000 * 1000] += 1
    return {
        str(unit.code): {
            "name": unit.name,
            "villages": counts[unit.code],
            "households": homes.get(unit.code, 0),
            "tiers": {tier: tiers[tier][unit.code] for tier in Tier.values},
        }
        for unit in Division.objects.below(county, Level.TOWNSHIP)
    }


def _listed(here: Q, period: Period, by: User) -> QuerySet[Any]:
    """Families on the list on the last day, with `tier_then`: as last decided by that day."""
    on_list = Q(closed_on__isnull=True) | Q(closed_on__gt=period.until)
    decided = TierDecision.objects.filter(family=OuterRef("pk"), decided_on__lte=period.until)
    return (
        ListedFamily.objects.visible_to(by)
        .counted()
        .filter(here, on_list, listed_on__lte=period.until)
        .annotate(
            tier_then=Coalesce(
                Subquery(decided.order_by("-decided_on", "-id").values("after")[:1]), F("tier")
            )
        )
    )


def _by_township(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    out: dict[int, int] = defaultdict(int)
    for village, count in rows:
        out[village // 1000 * 1000] += count
    return out


def _disputes(period: Period, by: User) -> dict[str, int]:
    """Disputes accepted in the year and, of these, settled; two queries, both by place, so that
    neither looks through what other counties have."""
    here = Q(village_id__gte=period.low, village_id__lt=period.high)
    sealed = Matter.objects.visible_to(by).filter(sealed=True)  # like the score (C6)
    accepted = (
        Dispute.objects.visible_to(by)
        .filter(here, accepted_on__range=(period.start, period.until))
        .exclude(matter__in=sealed)
    )
    settled = Agreement.objects.visible_to(by).filter(
        here, agreed_on__lte=period.until, dispute__in=accepted
    )
    return {"accepted": accepted.count(), "settled": settled.count()}
