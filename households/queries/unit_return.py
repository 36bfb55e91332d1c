"""What a return is made of, and where every return of a period stands; set-based."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Level
from households.models import ExpectedReport, ReportingPeriod, Timing, UnitReturn
from households.models.expected import ExpectedReportQuerySet

COUNTED = ("expected", "owed", "on_time", "late", "missing", "pending", "exempt")


@dataclass(slots=True)
class Child:
    """A unit below, in one period: a village with its report, or a township with its return.
    state: filed, accepted, returned, noted (missing, by name), owing, exempt."""

    code: int
    name: str
    state: str
    words: str = ""
    uid: Any = None
    found: int = 0
    late: bool = False
    reason: str = ""


def figures_of(
    user: User, unit: Division, period: ReportingPeriod, now: datetime
) -> dict[str, Any]:
    """Totals and codes of places of a unit's return, from the villages' own reports; two queries.
    on_time + late + missing + pending + exempt = expected."""
    rows = _owed(user, unit, period, now)
    sums = _sums(rows)
    lists = rows.filter(Q(timing__in=["missing", "exempt"]) | Q(live__kind="found"))
    places: dict[str, list[int]] = {"missing": [], "exempt": [], "found": []}
    listed = lists.values_list("village_id", "timing", "live__kind")  # type: ignore[misc]
    for village, timing, kind in listed:
        places["found" if kind == "found" else timing].append(village)
    return sums | {"places": {name: sorted(codes) for name, codes in places.items()}}


def _owed(
    user: User, unit: Division, period: ReportingPeriod, now: datetime
) -> ExpectedReportQuerySet:
    rows = ExpectedReport.objects.for_case_roles(user).under(unit).filter(period=period)
    return rows.with_state(now).order_by("village_id")


def _sums(rows: ExpectedReportQuerySet) -> dict[str, Any]:
    counts: dict[str, Any] = {t.value: Count("id", filter=Q(timing=t.value)) for t in Timing}
    sums = rows.order_by().aggregate(
        expected=Count("id"),
        nil=Count("id", filter=Q(live__kind="nil")),
        found_places=Count("id", filter=Q(live__kind="found")),
        found=Sum("live__found"),
        untrue=Count("id", filter=Q(live__untrue_at__isnull=False)),
        visited=Sum("live__households_visited"),
        doors=Sum("live__doors"),
        **counts,
    )
    sums = {name: value or 0 for name, value in sums.items()}
    sums["owed"] = sums["expected"] - sums["exempt"]
    return sums


def children(user: User, unit: Division, period: ReportingPeriod, now: datetime) -> list[Child]:
    """The units a return waits for, in code order."""
    if unit.level == Level.TOWNSHIP:
        return _villages(user, unit, period, now)
    return _townships(user, unit, period)


def _villages(user: User, unit: Division, period: ReportingPeriod, now: datetime) -> list[Child]:
    rows = _owed(user, unit, period, now).values(  # type: ignore[misc]  # names of with_state
        "timing",
        "missing_at",
        "missing_reason",
        code=F("village_id"),
        name=F("village__name"),
        uid=F("live__uid"),
        kind=F("live__kind"),
        found=F("live__found"),
        returned=F("live__returned_at"),
    )
    return [
        Child(
            code=row["code"],
            name=row["name"],
            state=_village_state(row),
            uid=row["uid"],
            found=row["found"] or 0,
            late=row["timing"] == Timing.LATE,
            reason=row["missing_reason"],
        )
        for row in rows
    ]


def _village_state(row: dict[str, Any]) -> str:
    if row["uid"]:
        return "returned" if row["returned"] else "filed"
    if row["timing"] == Timing.EXEMPT:
        return "exempt"
    return "noted" if row["missing_at"] else "owing"


def expected_townships(user: User, county: Division, period: ReportingPeriod) -> list[int]:
    """Townships with at least one village on the frozen list; one query."""
    rows = ExpectedReport.objects.visible_to(user).under(county).filter(period=period)
    rows = rows.exclude(standing="struck")
    codes = rows.order_by().values_list(F("village_id") / 1000 * 1000, flat=True).distinct()
    return sorted(codes)


def _townships(user: User, county: Division, period: ReportingPeriod) -> list[Child]:
    codes = expected_townships(user, county, period)
    names = dict(Division.objects.filter(code__in=codes).values_list("code", "name"))
    live = {r.unit_id: r for r in returns_of(user, [period]).filter(level=Level.TOWNSHIP)}
    out = []
    for code in codes:
        row = live.get(code)
        state = {"missing": "noted"}.get(row.status, row.status) if row else "owing"
        out.append(
            Child(
                code=code,
                name=names.get(code, str(code)),
                state=state,
                uid=row.uid if row else None,
                found=row.figures.get("found", 0) if row else 0,
                late=bool(row and row.is_late),
                reason=row.words if row and row.status == "missing" else "",
            )
        )
    return out


def returns_of(user: User, periods: Iterable[ReportingPeriod]) -> Any:
    """Live returns of periods, with what a page shows of them."""
    rows = UnitReturn.objects.visible_to(user).live().filter(period__in=list(periods))
    return rows.select_related("period", "unit", "filed_by", "accepted_by", "returned_by")


def waiting_for(unit: Division, kids: list[Child]) -> list[Child]:
    """Children that keep the return from being made: nothing there and nobody has said so; a
    township's return also waits while it is sent back, and the county's until all are accepted."""
    done = {"filed", "noted", "exempt"} if unit.level == Level.TOWNSHIP else {"accepted", "noted"}
    return [kid for kid in kids if kid.state not in done]


def timing_of(row: UnitReturn | None, due: datetime, now: datetime | None = None) -> str:
    """The same parts as a village's: on time, late, missing, not due."""
    if row is not None and row.first_filed_at is not None:
        return str(Timing.LATE if row.first_filed_at > due else Timing.ON_TIME)
    return str(Timing.MISSING if due < (now or timezone.now()) else Timing.PENDING)
